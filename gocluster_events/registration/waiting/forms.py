"""What the team may type about somebody on a waiting list."""

from collections.abc import Sequence

from wtforms import HiddenField

from gocluster_events.i18n import _l
from gocluster_events.registration.waiting import words
from gocluster_events.registration.waiting.rules import REASON_LIMIT, Giving
from gocluster_events.web.fields import Filled, Form, Number, Paragraph, Radio

MOST_WAITING = 100_000


class MoveForm(Form):
    """Another number on the list, and why. ``seen`` is the fingerprint of the list as it was shown."""

    seen = HiddenField()
    number = Number(_l("New number"), least=1, most=MOST_WAITING)
    reason = Paragraph(
        _l("Reason"), limit=REASON_LIMIT, validators=[Filled(_l("State the reason: it stays in the log."))]
    )


class GivingForm(Form):
    """How a free place is given, and why where somebody else is next."""

    giving = Radio(
        _l("How"), choices=[(code.value, label) for code, label in words.GIVINGS.items()], validators=[Filled()]
    )
    reason = Paragraph(_l("Reason"), limit=REASON_LIMIT)

    def chosen(self) -> Giving:
        """The way that was chosen; only of a valid form."""
        return Giving(self.giving.data)


def giving_form(ways: Sequence[Giving]) -> GivingForm:
    """The form with the ways there are; the first is chosen."""
    form = GivingForm(data={"giving": ways[0].value})
    form.giving.choices = [(way.value, words.GIVINGS[way]) for way in ways]
    return form
