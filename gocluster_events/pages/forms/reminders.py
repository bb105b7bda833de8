"""When somebody wants reminders to go."""

from datetime import time

from wtforms import BooleanField, HiddenField

from gocluster_events.i18n import _l
from gocluster_events.letters.rules.reminders import DAYS, Rule
from gocluster_events.web.fields import Choice, Form, Number

_HOURS = [f"{hour:02}:{minute:02}" for hour in range(6, 22) for minute in (0, 30)]


class ReminderForm(Form):
    """So many days before, at an hour, on or off."""

    revision = HiddenField()
    is_on = BooleanField(_l("The reminder is switched on"))
    days_before = Number(_l("Days before"), least=DAYS.start, most=DAYS.stop - 1)
    at = Choice(_l("Hour at the venue"), choices=[(hour, hour) for hour in _HOURS])

    @property
    def rule(self) -> Rule:
        """As typed."""
        return Rule(self.days_before.data or DAYS.start, time.fromisoformat(self.at.data), bool(self.is_on.data))


def reminder_form(rule: Rule, revision: int, *, is_typed: bool = True) -> ReminderForm:
    """The form filled with a rule; without what was sent when not ``is_typed``."""
    said = {"days_before": rule.days_before, "at": f"{rule.at:%H:%M}", "is_on": rule.is_on}
    options = {} if is_typed else {"formdata": None}
    return ReminderForm(data={**said, "revision": str(revision)}, **options)
