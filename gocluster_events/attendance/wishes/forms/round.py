"""What an organiser may type about the round."""

from typing import Any
from zoneinfo import ZoneInfo

from wtforms import HiddenField

from gocluster_events.attendance.wishes.rules.codes import MOST_WISHES
from gocluster_events.attendance.wishes.rules.facts import RoundFacts
from gocluster_events.core.i18n import _l
from gocluster_events.core.web.fields import Choice, Form
from gocluster_events.core.web.time_fields import LocalTime, OptionalLocalTime


class RoundForm(Form):
    """The hours of a round. ``revision`` is the one that was read, to notice a colleague's change."""

    revision = HiddenField()
    opens_at = OptionalLocalTime(_l("Choices open"), zone=lambda form: form.zone)
    closes_at = LocalTime(_l("Choices close"), zone=lambda form: form.zone)
    most_wishes = Choice(
        _l("Choices for each time"), choices=[(str(number), str(number)) for number in range(1, MOST_WISHES + 1)]
    )
    zone = "UTC"

    def facts(self) -> RoundFacts:
        """The round as typed; only of a valid form."""
        return RoundFacts(
            opens_at=self.opens_at.if_any(self),
            closes_at=self.closes_at.instant(self),
            most_wishes=int(self.most_wishes.data),
        )


def round_form(facts: RoundFacts | None, zone: str, revision: int, *, is_typed: bool = True) -> RoundForm:
    """The form with these facts, or with what was typed over them; two choices are usual."""
    data: dict[str, Any] = {"revision": str(revision), "most_wishes": "2"}
    if facts is not None:
        data["opens_at"] = facts.opens_at and facts.opens_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        data["closes_at"] = facts.closes_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        data["most_wishes"] = str(facts.most_wishes)
    form = RoundForm(data=data) if is_typed else RoundForm(formdata=None, data=data)
    form.zone = zone
    return form
