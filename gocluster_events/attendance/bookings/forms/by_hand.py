"""What an organiser may type about somebody's place in an item."""

from collections.abc import Sequence

from gocluster_events.attendance.bookings.rules.codes import LONGEST_REASON
from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Choice, Form, Paragraph, Required


class ReasonForm(Form):
    """Why the team gives somebody a place, or takes it."""

    reason = Paragraph(
        _l("Reason"), limit=LONGEST_REASON, validators=[Required(_l("Give the reason: it is kept in the log."))]
    )


class PlaceMoveForm(ReasonForm):
    """The item to which somebody's place goes, and why."""

    item = Choice(_l("Item"), validators=[Required()])


def place_move_form(items: Sequence[tuple[str, str]]) -> PlaceMoveForm:
    """The form with these items (UUID and name) to choose from."""
    form = PlaceMoveForm()
    form.item.choices = [("", _l("Choose an item")), *items]
    return form
