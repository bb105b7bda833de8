"""Fields and forms that every feature builds on: what is typed is tidied, checked and shown again."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from flask_wtf import FlaskForm
from wtforms import EmailField, FileField, IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind WTForms 3.3
from wtforms.meta import DefaultMeta
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget, RadioInput

from gocluster_events.core import picture, text
from gocluster_events.core.errors import Refused
from gocluster_events.core.i18n import LazyString, current_language
from gocluster_events.core.web import words

EMAIL_LIMIT = 254  # RFC 5321, 4.5.3.1.3
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
            """Ignores what WTForms sets, since the path decides the language."""

        get_translations = DefaultMeta.get_translations  # Flask-WTF's reads the catalogue anew for every request

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be kept; an expired or foreign token gets a sentence a person understands."""
        valid = super().validate(extra_validators)
        if "csrf_token" in self and self.csrf_token.errors:
            self.csrf_token.errors = [words.FORM_EXPIRED]
        return bool(valid)


class Confirm(Form):
    """A form without fields: one button, protected by its CSRF token."""


class Required:
    """The field must not be empty; ``message`` says what to do."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: str | LazyString = words.MISSING) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Stops at the first reason, so that one field shows one sentence."""
        if not field.data:
            if field.process_errors and isinstance(field, FileField):
                raise StopValidation  # the file that was chosen has its sentence
            is_chosen = isinstance(field, (SelectField, SelectMultipleField))
            raise StopValidation(str(words.NO_CHOICE if is_chosen and self.message is words.MISSING else self.message))


class Storable:
    """Refuses what `text.text_refusal` refuses."""

    def __init__(self, limit: int, *, multiline: bool) -> None:
        self.limit, self.multiline = limit, multiline

    def __call__(self, form: Any, field: Any) -> None:
        """Raises StopValidation with the sentence for what cannot be stored."""
        refusal = text.text_refusal(field.data or "", self.limit, multiline=self.multiline)
        if refusal is not None:
            raise StopValidation(str(words.TEXT_REFUSALS[refusal]) % {"limit": self.limit})


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
    """An e-mail address as RFC 5321 and RFC 6531 allow it; whether the domain exists is not asked.

    Its `text.email_key` is no longer than the address may be.
    """

    def __init__(self, label: Any = None, *, validators: Any = (), **options: Any) -> None:
        checks = [Storable(EMAIL_LIMIT, multiline=False), *validators, _is_email]
        super().__init__(label, validators=checks, filters=[_tidy, _without_final_dot], **options)
        self.limit = EMAIL_LIMIT


def _without_final_dot(value: str) -> str:
    """The address without one full stop at its end; text without an @ stays as typed."""
    return value.removesuffix(".") if "@" in value else value


def _is_email(_form: Any, field: Any) -> None:
    try:
        validate_email(field.data, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise StopValidation(str(words.NO_EMAIL)) from error
    if len(text.email_key(field.data)) > EMAIL_LIMIT:
        raise StopValidation(str(words.NO_EMAIL))


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
    """One of the choices handed in, all of them visible at once."""

    widget = ListWidget(prefix_label=False)
    option_widget = RadioInput()


class Voluntary(Radio):
    """One of the choices, or none."""

    def pre_validate(self, form: Any) -> None:
        """Refuses a value that is not among the choices, but not the lack of one."""
        if self.data:
            super().pre_validate(form)


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


class PhotoUpload(FileField):
    """A photograph. Its data is `picture.photograph` of it, large and small; None if none was chosen.

    It is drawn only with the token of its form.
    """

    def __init__(self, label: Any = None, **options: Any) -> None:
        accept = ",".join(f"image/{kind.lower()}" for kind in picture.FORMATS)
        super().__init__(label, render_kw={"accept": accept}, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Reads no more of the file than may be kept."""
        self.data = None
        for chosen in valuelist:
            if getattr(chosen, "filename", ""):
                self.data = chosen.read(picture.PHOTO_BYTES + 1)
                chosen.close()

    def pre_validate(self, form: Any) -> None:
        """Draws the photograph; whatever is wrong gets one sentence."""
        if self.data is None or ("csrf_token" in form and not form.csrf_token.validate(form)):
            return
        try:
            self.data = picture.photograph(self.data)
        except picture.UnusablePicture as refusal:
            raise StopValidation(str(words.PHOTO_ERRORS[refusal.fault])) from refusal


def in_summary(field: Any, error: str) -> str:
    """What the list above a form says of a field: with its name, where the sentence does not say which one it is."""
    details = {name: getattr(field, name, None) or 0 for name in ("limit", "least", "most")}
    if not field.flags.is_question and error not in {str(sentence) % details for sentence in words.GENERAL}:
        return error
    return _with_name(str(field.label.text), error)


def _with_name(name: str, sentence: str) -> str:
    return f"{name}{' ' if name.endswith(('?', '.', '!', ':')) else ': '}{sentence}"


def show_refusal(
    form: Form, refusal: Refused, sentences: Mapping[Any, LazyString], fields: Mapping[Any, str] = NOWHERE
) -> None:  # fmt: skip
    """The form shows the refusal's sentence: at the field that ``fields`` names for the code, or above all of them."""
    sentence, name = str(sentences[refusal.code]), fields.get(refusal.code)
    if refusal.about is not None:
        sentence = _with_name(refusal.about.pick(current_language())[0], sentence)
    if name in form:
        form[name].errors = [*form[name].errors, sentence]
    else:
        form.form_errors.append(sentence)
