"""What the team may type about somebody on a waiting list."""

from collections.abc import Sequence

from wtforms import HiddenField

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Form, Number, Paragraph, Radio, Required
from gocluster_events.meeting.registration.people.forms import SeenForm
from gocluster_events.meeting.registration.waiting import words
from gocluster_events.meeting.registration.waiting.rules import REASON_LIMIT, ManualPlacement

MOST_WAITING = 100_000


class MoveForm(Form):
    """Another number on the list, and why. ``seen`` is the fingerprint of the list as it was shown."""

    seen = HiddenField()
    number = Number(_l("New number"), least=1, most=MOST_WAITING)
    reason = Paragraph(
        _l("Reason"), limit=REASON_LIMIT, validators=[Required(_l("Give the reason: it is kept in the log."))]
    )


class ManualPlacementForm(SeenForm):
    """How a free place is given, and why where somebody else is next."""

    giving = Radio(
        _l("How"),
        choices=[(code.value, label) for code, label in words.MANUAL_PLACEMENTS.items()],
        validators=[Required()],
    )
    reason = Paragraph(_l("Reason"), limit=REASON_LIMIT)

    def chosen(self) -> ManualPlacement:
        """The way that was chosen; only of a valid form."""
        return ManualPlacement(self.giving.data)


def manual_placement_form(ways: Sequence[ManualPlacement]) -> ManualPlacementForm:
    """The form that offers these ways of giving a place; the first is selected."""
    form = ManualPlacementForm(data={"giving": ways[0].value})
    form.giving.choices = [(way.value, words.MANUAL_PLACEMENTS[way]) for way in ways]
    return form
