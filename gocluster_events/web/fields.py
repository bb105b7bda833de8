"""Fields and forms that every feature builds on: what is typed is tidied, checked and kept."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from email_validator import EmailNotValidError, validate_email
from flask_wtf import FlaskForm
from wtforms import (
    DateTimeLocalField,
    EmailField,
    FileField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind WTForms 3.3
from wtforms.meta import DefaultMeta
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, DateTimeLocalInput, ListWidget, RadioInput

from gocluster_events import picture, text
from gocluster_events.errors import Refused
from gocluster_events.i18n import LazyString, current_language
from gocluster_events.web import words

EMAIL_LIMIT = 254  # RFC 5321, 4.5.3.1.3
YEARS = range(2000, 2200)
NOWHERE: Mapping[Any, str] = {}


class Form(FlaskForm):
    """A form in the reader's language that checks its own CSRF token and can be shown again with everything kept."""

    class Meta(FlaskForm.Meta):
        """WTForms' own sentences follow the language of the path."""

        @property
        def locales(self) -> list[str]:
            """The one language to speak."""
            return [current_language()]

        @locales.setter
        def locales(self, _value: object) -> None:
            """WTForms tries to set it; the path decides."""

        get_translations = DefaultMeta.get_translations  # Flask-WTF's reads the catalogue anew for every request

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be kept; an expired or foreign token gets a sentence a person understands."""
        valid = super().validate(extra_validators)
        if "csrf_token" in self and self.csrf_token.errors:
            self.csrf_token.errors = [words.FORM_EXPIRED]
        return bool(valid)


class Confirm(Form):
    """Nothing to fill in: a button that only a person can press."""


class Required:
    """The field must not be empty; ``message`` says what to do."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: str | LazyString = words.MISSING) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Stops at the first reason, so that one field shows one sentence."""
        if not field.data:
            is_chosen = isinstance(field, (SelectField, SelectMultipleField))
            raise StopValidation(str(words.NO_CHOICE if is_chosen and self.message is words.MISSING else self.message))


class Storable:
    """Refuses what `text.text_refusal` refuses."""

    def __init__(self, limit: int, *, multiline: bool) -> None:
        self.limit, self.multiline = limit, multiline

    def __call__(self, form: Any, field: Any) -> None:
        """Raises StopValidation with the sentence for what cannot be stored."""
        found = text.text_refusal(field.data or "", self.limit, multiline=self.multiline)
        if found is not None:
            raise StopValidation(str(words.TEXT_REFUSALS[found]) % {"limit": self.limit})


def _tidy(value: str | None) -> str:
    return text.tidy(value or "")


class Line(StringField):
    """One line of text, at most ``limit`` characters; its data is never None."""

    data: str

    def __init__(self, label: Any = None, *, limit: int, validators: Any = (), **options: Any) -> None:
        checks = [Storable(limit, multiline=False), *validators]
        super().__init__(label, validators=checks, filters=[_tidy], **options)
        self.limit = limit


class Paragraph(TextAreaField):
    """Text over several lines, at most ``limit`` characters; its data is never None."""

    data: str

    def __init__(self, label: Any = None, *, limit: int, validators: Any = (), **options: Any) -> None:
        checks = [Storable(limit, multiline=True), *validators]
        super().__init__(label, validators=checks, filters=[_tidy], **options)
        self.limit = limit


class Email(EmailField):
    """An e-mail address as RFC 5321 and RFC 6531 allow it; whether the domain exists is not asked."""

    def __init__(self, label: Any = None, *, validators: Any = (), **options: Any) -> None:
        checks = [Storable(EMAIL_LIMIT, multiline=False), *validators, _is_email]
        super().__init__(label, validators=checks, filters=[_tidy, _without_final_dot], **options)
        self.limit = EMAIL_LIMIT


def _without_final_dot(value: str) -> str:
    """As somebody copied it from the end of a sentence, or wrote the domain in full. What is no address stays typed."""
    return value.removesuffix(".") if "@" in value else value


def _is_email(_form: Any, field: Any) -> None:
    try:
        validate_email(field.data, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise StopValidation(str(words.NO_EMAIL)) from error


class Choice(SelectField):
    """One of the choices handed in, as pairs of code and label; anything else gets a sentence, not a guess."""

    def __init__(self, label: Any = None, *, choices: Iterable[tuple[str, Any]] = (), **options: Any) -> None:
        super().__init__(label, choices=[SelectChoice(code, word) for code, word in choices], **options)

    def pre_validate(self, form: Any) -> None:
        """Refuses a value that is not among the choices."""
        try:
            super().pre_validate(form)
        except ValueError as error:
            raise StopValidation(str(words.NO_CHOICE)) from error


class Radio(Choice):
    """The same with all choices in sight."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class MultipleChoice(SelectMultipleField):
    """Any of the choices, handed in as pairs of code and label, each with a tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, *, choices: Iterable[tuple[str, Any]] = (), **options: Any) -> None:
        super().__init__(label, choices=[SelectChoice(code, word) for code, word in choices], **options)

    def pre_validate(self, form: Any) -> None:
        """Refuses a value that is not among the choices."""
        known: Any = self.iter_choices()
        if not {choice.value for choice in known}.issuperset(self.data or ()):
            raise StopValidation(str(words.NO_CHOICE))


class Number(IntegerField):
    """A whole number from ``least`` to ``most``."""

    def __init__(self, label: Any = None, *, least: int, most: int, validators: Any = (), **options: Any) -> None:
        super().__init__(label, validators=validators, render_kw={"min": least, "max": most}, **options)
        self.least, self.most = least, most
        self.flags.required = True

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keeps what was typed; one sentence names the range, whatever is wrong."""
        typed = valuelist[0].strip() if valuelist else ""
        digits = typed.replace("−", "-").removeprefix("-") if self.least < 0 else typed
        longest = len(str(max(abs(self.least), abs(self.most))))
        is_number = digits.isascii() and digits.isdigit() and len(digits) <= longest
        number = int(digits) * (1 if digits == typed else -1) if is_number else None
        self.data = number if number is not None and self.least <= number <= self.most else None
        if self.data is None:
            raise ValueError(str(words.NO_NUMBER) % {"least": self.least, "most": self.most})


class _Clock(DateTimeLocalInput):
    """The browser's own picker; a value that no picker can show stays as it was typed."""

    def __call__(self, field: Any, **options: Any) -> Any:
        is_unreadable = field.process_errors and any(typed.strip() for typed in field.raw_data or ())
        return super().__call__(field, type="text" if is_unreadable else "datetime-local", **options)


class LocalTime(DateTimeLocalField):
    """A date and time on the venue's clocks. ``instant(form)`` is it in UTC; hours that are skipped are refused."""

    widget = _Clock()

    def __init__(self, label: Any = None, *, zone: Callable[[Any], str], validators: Any = (), **options: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        super().__init__(label, format=formats, validators=[*validators, self._exists], **options)
        self._zone = zone
        self.flags.required = True

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keeps what was typed; a value that cannot be read gets our sentence."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(str(words.NO_TIME)) from error
        if self.data is not None and self.data.year not in YEARS:
            self.data = None
            raise ValueError(str(words.NO_TIME))

    def pre_validate(self, form: Any) -> None:
        """What could not be read has its sentence already."""
        if self.process_errors:
            raise StopValidation

    def _exists(self, form: Any, field: Any) -> None:
        if self.data is not None and not exists(self.data, self._zone(form)):
            raise StopValidation(str(words.NO_LOCAL_TIME))

    def instant(self, form: Any) -> datetime:
        """The typed time as an instant in UTC; of two equal local times the first.

        Raises ValueError when none was typed.
        """
        if self.data is None:
            raise ValueError("no time was typed")
        return self.data.replace(tzinfo=ZoneInfo(self._zone(form))).astimezone(UTC)


class Upload(FileField):
    """A picture, drawn anew to fit into ``box`` (pixels). Its data is a `picture.Picture`, None if none was chosen."""

    def __init__(self, label: Any = None, *, box: tuple[int, int], **options: Any) -> None:
        accept = ",".join(f"image/{kind.lower()}" for kind in picture.FORMATS)
        super().__init__(label, render_kw={"accept": accept}, **options)
        self.box = box

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads no more of the file than may be kept; whatever is wrong gets one sentence."""
        self.data = None
        for chosen in valuelist:
            if getattr(chosen, "filename", ""):
                try:
                    self.data = picture.redraw(chosen.read(picture.MOST_BYTES + 1), *self.box)
                except picture.UnusablePicture as refusal:
                    raise ValueError(str(words.PICTURE_ERRORS[refusal.fault])) from refusal
                finally:
                    chosen.close()


def exists(local: datetime, zone: str) -> bool:
    """Whether the naive ``local`` time is on the clocks of ``zone``: false in the hour that spring skips."""
    aware = local.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


def in_summary(field: Any, error: str) -> str:
    """What the list above a form says of a field: with its name, where the sentence does not say which one it is."""
    details = {name: getattr(field, name, None) or 0 for name in ("limit", "least", "most")}
    if error not in {str(sentence) % details for sentence in words.GENERAL}:
        return error
    name = str(field.label.text)
    return f"{name}{' ' if name.endswith(('?', '.', '!', ':')) else ': '}{error}"


def show_refusal(
    form: Form, refusal: Refused, sentences: Mapping[Any, LazyString], fields: Mapping[Any, str] = NOWHERE
) -> None:  # fmt: skip
    """The form shows why the rule said no: at the field that ``fields`` names for the code, or above all of them."""
    sentence, name = str(sentences[refusal.code]), fields.get(refusal.code)
    if name in form:
        form[name].errors = [*form[name].errors, sentence]
    else:
        form.form_errors.append(sentence)
