"""What somebody makes of a letter, and whose data its preview shows."""

from datetime import time

from wtforms import BooleanField, HiddenField, StringField

from gocluster_events.core.i18n import _l
from gocluster_events.core.web.collision import number_in
from gocluster_events.core.web.fields import Choice, Form, Line, Number, Paragraph
from gocluster_events.meeting.letters.rules import (
    BODY_LIMIT,
    BUTTON_LIMIT,
    DAYS,
    HEADING_LIMIT,
    SUBJECT_LIMIT,
    Rule,
    Wording,
)


class WordingForm(Form):
    """The four parts of a letter. ``person`` is searched for; ``chosen`` and ``verb`` are buttons."""

    revision = HiddenField()
    subject = Line(_l("Subject"), limit=SUBJECT_LIMIT)
    heading = Line(_l("Heading"), limit=HEADING_LIMIT)
    body = Paragraph(_l("Text"), limit=BODY_LIMIT)
    button = Line(_l("Label of the button"), limit=BUTTON_LIMIT)
    person = Line(_l("Preview with the details of"), limit=100)
    chosen = StringField()
    verb = StringField()

    @property
    def wording(self) -> Wording:
        """The wording as typed."""
        return Wording(self.subject.data, self.heading.data, self.body.data, self.button.data)

    @property
    def chosen_id(self) -> int:
        """The registration whose data are wanted; -1 for none."""
        return number_in(str(self.chosen.data or ""))

    def refuse(self, field: str, sentence: str) -> None:
        """The sentence stands at the field, or above all of them."""
        if field in self:
            self[field].errors = [*self[field].errors, sentence]
        else:
            self.form_errors.append(sentence)


class RevisionForm(Form):
    """A button that acts on what was read at a revision."""

    revision = HiddenField()


def wording_form(wording: Wording, revision: int, *, is_typed: bool = True) -> WordingForm:
    """The form filled with the wording; what was sent takes its place if ``is_typed``."""
    fields = {"subject": wording.subject, "heading": wording.heading, "body": wording.body, "button": wording.button}
    options = {} if is_typed else {"formdata": None}
    form = WordingForm(data={**fields, "revision": str(revision)}, **options)
    for name in fields:  # that none is empty is the letter's own rule
        form[name].flags.required = True
    return form


_HOURS = [f"{hour:02}:{minute:02}" for hour in range(6, 22) for minute in (0, 30)]


class ReminderForm(Form):
    """When a reminder goes out: so many days before, at which hour, and whether it is on."""

    revision = HiddenField()
    is_on = BooleanField(_l("The reminder is switched on"))
    days_before = Number(_l("Days before"), least=DAYS.start, most=DAYS.stop - 1)
    at = Choice(_l("Date and time at the venue"), choices=[(hour, hour) for hour in _HOURS])

    @property
    def rule(self) -> Rule:
        """The rule as typed."""
        return Rule(self.days_before.data or DAYS.start, time.fromisoformat(self.at.data), bool(self.is_on.data))


def reminder_form(rule: Rule, revision: int, *, is_typed: bool = True) -> ReminderForm:
    """The form filled with the rule; what was sent takes its place if ``is_typed``."""
    fields = {"days_before": rule.days_before, "at": f"{rule.at:%H:%M}", "is_on": rule.is_on}
    options = {} if is_typed else {"formdata": None}
    return ReminderForm(data={**fields, "revision": str(revision)}, **options)
