"""What somebody types of a message, and when it is to leave."""

from typing import Any

from wtforms import BooleanField, HiddenField
from wtforms.validators import StopValidation

from gocluster_events.backoffice.messages.rules import BODY_LIMIT, LETTERS, MESSAGE, SUBJECT_LIMIT, MessageText, Readers
from gocluster_events.core.i18n import _, _l
from gocluster_events.core.text import Localized
from gocluster_events.core.web.fields import Form, Line, Paragraph, Radio
from gocluster_events.core.web.time_fields import OptionalLocalTime
from gocluster_events.core.web.words import NO_TIME
from gocluster_events.meeting.letters.rules import Wording, WordingRefusal, mistakes
from gocluster_events.meeting.letters.words import mistake_sentence


class _Fields:
    """Refuses a text with placeholders that a message does not have."""

    def __call__(self, form: Any, field: Any) -> None:
        wording = Wording(subject=field.data or "-", heading="-", body="-", button="-")
        flaws = [each for each in mistakes(form.letter, wording) if each.fault is not WordingRefusal.MISSING]
        if flaws:
            raise StopValidation(mistake_sentence(flaws[0]))


class _Both:
    """Refuses a subject without a body, and a body without a subject."""

    def __init__(self, other: str) -> None:
        self.other = other

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data and form[self.other].data:
            raise StopValidation(_("Fill in both subject and text, or leave both empty."))


class MessageForm(Form):
    """A message in one language or two; its placeholders are those of ``letter``."""

    letter = MESSAGE
    revision = HiddenField()
    subject_de = Line(_l("Subject, German"), limit=SUBJECT_LIMIT, validators=[_Both("body_de"), _Fields()])
    body_de = Paragraph(_l("Text, German"), limit=BODY_LIMIT, validators=[_Both("subject_de"), _Fields()])
    subject_en = Line(_l("Subject, English"), limit=SUBJECT_LIMIT, validators=[_Both("body_en"), _Fields()])
    body_en = Paragraph(_l("Text, English"), limit=BODY_LIMIT, validators=[_Both("subject_en"), _Fields()])
    with_link = BooleanField(_l("With a button that opens the personal page"))

    def text(self) -> MessageText:
        """The message as typed."""
        return MessageText(
            subject=Localized(self.subject_de.data, self.subject_en.data),
            body=Localized(self.body_de.data, self.body_en.data),
            with_link=bool(self.with_link.data),
        )


def message_form(
    text: MessageText, revision: int, readers: Readers = Readers.REGISTRATIONS, *, is_typed: bool = True
) -> MessageForm:
    """The form with this text; with what was sent instead, if ``is_typed``."""
    parts = [(name, lang) for name in ("subject", "body") for lang in ("de", "en")]
    texts = {f"{name}_{lang}": getattr(getattr(text, name), lang) for name, lang in parts}
    data = {"revision": str(revision), "with_link": text.with_link, **texts}
    form = MessageForm(data=data) if is_typed else MessageForm(formdata=None, data=data)
    form.letter = LETTERS[readers]
    return form


def _is_chosen(form: Any, field: Any) -> None:
    if form.when.data == "later" and field.data is None:
        raise StopValidation(str(NO_TIME))


class SendingForm(Form):
    """When a message leaves, to whom and with which text, as far as they were looked at."""

    revision = HiddenField()
    seal = HiddenField()
    when = Radio(
        _l("When"),
        choices=[("now", _l("Now, with a delay of 5 minutes")), ("later", _l("At a set time"))],
        default="now",
    )
    at = OptionalLocalTime(
        _l("Date and time at the venue"), is_required=True, zone=lambda form: form.zone, validators=[_is_chosen]
    )

    zone = "UTC"

    @property
    def due_at(self) -> Any:
        """The hour at which the message leaves, None for at once; only of a valid form."""
        return self.at.instant(self) if self.when.data == "later" else None
