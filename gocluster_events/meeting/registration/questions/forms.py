"""What organisers type about what is asked: the demands of the form's fields, and a question of their own."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from wtforms import BooleanField, HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind WTForms 3.3

from gocluster_events.core.i18n import _l, current_language
from gocluster_events.core.text import Localized
from gocluster_events.core.web.days import Whole
from gocluster_events.core.web.fields import Choice, Form, Line, MultipleChoice, Paragraph, Radio, Required
from gocluster_events.meeting.registration.people.rules import questions
from gocluster_events.meeting.registration.people.rules.codes import Audience, Refusal, Retention
from gocluster_events.meeting.registration.people.rules.fields import CORE, Core, Requirement, allowed
from gocluster_events.meeting.registration.people.words import codes, fields as fields_words

MOST_PLACES = 100_000
SPARE_ROWS = 3
_ROWS = range(1, questions.MOST_OPTIONS + 1)


class FieldsForm(Form):
    """The demand of every field of the form; ``revision`` is the one that was read."""

    revision = HiddenField()

    def core(self) -> Core:
        """The demands as chosen; only of a valid form."""
        return {name: Requirement(self[name].data) for name in CORE}


class QuestionEditForm(Form):
    """A question of the edition. Its options stand in rows, of which empty ones do not count."""

    earlier: ClassVar[Sequence[questions.Question]] = ()  # on whose answers it can depend
    revision = HiddenField()
    label_de = Line(_l("Question, German"), limit=200, validators=[Required()])
    label_en = Line(_l("Question, English"), limit=200)
    help_de = Line(_l("Help text, German"), limit=300)
    help_en = Line(_l("Help text, English"), limit=300)
    kind = Radio(
        _l("Kind of answer"),
        choices=[(code.value, label) for code, label in fields_words.KINDS.items()],
        validators=[Required()],
        default=questions.QuestionKind.LINE.value,
    )
    item = Choice(_l("Stands for an item of the programme"))
    is_mandatory = BooleanField(_l("This question must be answered."))
    for_staff = BooleanField(_l("Only the team answers this question, about a person. Participants never see it."))
    audience = Radio(_l("Asked of"), validators=[Required()], default=Audience.EVERYBODY.value)
    condition = MultipleChoice(_l("Only for people who answered"))
    purpose = Paragraph(_l("Purpose"), limit=300, validators=[Required(_l("Say what the answers are needed for."))])
    retention = Radio(
        _l("When answers are deleted"),
        choices=[(code.value, label) for code, label in fields_words.RETENTIONS.items()],
        validators=[Required()],
        default=Retention.REGISTRATION.value,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself, then whether the options and the condition make a question."""
        if not super().validate(extra_validators):
            return False
        if questions.QuestionKind(self.kind.data) in questions.CHOOSING:
            self._check_options()
        if len({value.partition(":")[0] for value in self.condition.data or ()}) > 1:
            self.condition.errors = [str(fields_words.ONE_QUESTION)]
        self._check_audience()
        if self.for_staff.data and self.item.data:
            self.item.errors = [str(fields_words.ITEM_OF_PARTICIPANTS)]
        return not self.errors

    def option_rows(self) -> Sequence[Mapping[str, Any]]:
        """The rows of options: those in use, and some spare ones."""
        used = max((number for number in _ROWS if self._is_used(number)), default=0)
        row_count = min(max(used + SPARE_ROWS, 4), questions.MOST_OPTIONS)
        return [{name: self[f"option{number}_{name}"] for name in _PARTS} for number in _ROWS[:row_count]]

    def wording(self) -> questions.Wording:
        """The question as typed; new options have no id yet. Only of a valid form."""
        kind, (audience, _colon, quota_id) = (
            questions.QuestionKind(self.kind.data), str(self.audience.data).partition(":")
        )  # fmt: skip
        return questions.Wording(
            kind=kind,
            label=Localized(self.label_de.data, self.label_en.data),
            help=Localized(self.help_de.data, self.help_en.data),
            is_mandatory=self.is_mandatory.data,
            for_staff=self.for_staff.data,
            audience=Audience(audience),
            quota_id=int(quota_id) if quota_id else None,
            item=self.item.data if kind is questions.QuestionKind.YES_NO else "",
            condition=self._condition(),
            options=tuple(map(self._option, filter(self._is_used, _ROWS))) if kind in questions.CHOOSING else (),
            purpose=self.purpose.data,
            retention=Retention(self.retention.data),
        )

    def _check_options(self) -> None:
        used = [number for number in _ROWS if self._is_used(number)]
        if len(used) < 2:
            free = next(number for number in _ROWS if number not in used)
            self[f"option{free}_de"].errors = [str(fields_words.TWO_OPTIONS)]
        for number in used:
            places = self[f"option{number}_places"].number()
            if not self[f"option{number}_de"].data:
                self[f"option{number}_de"].errors = [str(fields_words.OPTION_WITHOUT_NAME)]
            if places is not None and not 0 <= places <= MOST_PLACES:
                self[f"option{number}_places"].errors = [str(fields_words.OPTION_PLACES)]

    def _check_audience(self) -> None:
        if self.audience.data != Audience.EVERYBODY.value and (self.for_staff.data or self.condition.data):
            why = Refusal.TEAM_AND_AUDIENCE if self.for_staff.data else Refusal.TWO_CONDITIONS
            self.audience.errors = [str(codes.REFUSALS[why])]

    def _is_used(self, number: int) -> bool:
        return any(self[f"option{number}_{name}"].data for name in ("de", "en", "places"))

    def _option(self, number: int) -> questions.Option:
        row = {name: self[f"option{number}_{name}"] for name in _PARTS}
        label = Localized(row["de"].data, row["en"].data)
        return questions.Option(row["id"].data or "", label, row["places"].number() or 0)

    def _condition(self) -> questions.Condition | None:
        chosen = [value.partition(":") for value in self.condition.data or ()]
        return (
            questions.Condition(int(chosen[0][0]), frozenset(code for _id, _colon, code in chosen)) if chosen else None
        )


_PARTS = ("id", "de", "en", "places")


def fields_form(core: Core, revision: int, *, is_typed: bool = True) -> FieldsForm:
    """The form of the fields' requirements: as just typed, or (first, or not ``is_typed``) as stored."""
    fields = {
        name: Radio(
            label,
            choices=[(code.value, fields_words.REQUIREMENTS[code]) for code in allowed(name)],
            validators=[Required()],
        )
        for name, label in fields_words.CORE_FIELDS.items()
    }
    field_values = {name: demand.value for name, demand in core.items()} | {"revision": str(revision)}
    source: dict[str, Any] = {} if is_typed else {"formdata": None}
    form: FieldsForm = type("FieldsForm", (FieldsForm,), fields)(data=field_values, **source)
    return form


def question_form(
    earlier: Sequence[questions.Question],
    quotas: Mapping[int, Localized],
    items: Mapping[str, str],
    question: questions.Question | None = None,
    revision: int = 0,
    *,
    is_typed: bool = True,
) -> QuestionEditForm:
    """The form of a question: as just typed, or (first, or not ``is_typed``) as it is stored.

    It can be for members, or for the guests of one of the ``quotas``, and stand for one of the ``items``, of these
    names.
    """
    rows: dict[str, Any] = {}
    for number in _ROWS:
        rows[f"option{number}_id"] = HiddenField()
        rows[f"option{number}_de"] = Line(_l("Answer %(number)d, German", number=number), limit=120)
        rows[f"option{number}_en"] = Line(_l("Answer %(number)d, English", number=number), limit=120)
        rows[f"option{number}_places"] = Whole(_l("Answer %(number)d, places", number=number))
    source: dict[str, Any] = {} if is_typed else {"formdata": None}
    field_values = (_typed(question) if question else {}) | {"revision": str(revision)}
    form: QuestionEditForm = type("QuestionEditForm", (QuestionEditForm,), rows)(data=field_values, **source)
    form.condition.choices, form.audience.choices = _conditions(earlier), _audiences(quotas)
    form.item.choices = _items(items, question.item if question else "")
    return form


def _items(items: Mapping[str, str], stored: str) -> list[SelectChoice]:
    """No item, and each for which the question can stand; what is stored stays, also while it has no time."""
    without_time = {} if stored in items else {stored: _l("An item that has no time at the moment")}
    return [SelectChoice(uuid, name) for uuid, name in ({"": _l("No item")} | without_time | {**items}).items()]


def _audiences(quotas: Mapping[int, Localized]) -> list[tuple[str, Any]]:
    """Everybody of whom the question can be asked."""
    language = current_language()
    others = [(code.value, fields_words.AUDIENCES[code]) for code in Audience if code is not Audience.QUOTA]
    guests = [
        (f"{Audience.QUOTA.value}:{quota_id}", fields_words.guests_of(name.pick(language)[0]))
        for quota_id, name in quotas.items()
    ]
    return [*others, *guests]


def _conditions(earlier: Sequence[questions.Question]) -> list[Any]:
    """Every answer that the question can depend on."""
    language = current_language()
    return [
        SelectChoice(
            f"{each.id}:{code}",
            fields_words.answered_with(each.label.pick(language)[0], fields_words.option(each, code)),
        )
        for each in earlier
        if each.kind in questions.DECIDING
        for code in questions.codes(each)
    ]


def _typed(question: questions.Question) -> dict[str, Any]:
    condition = question.condition
    field_values: dict[str, Any] = {
        "label_de": question.label.de,
        "label_en": question.label.en,
        "help_de": question.help.de,
        "help_en": question.help.en,
        "kind": question.kind.value,
        "item": question.item,
        "is_mandatory": question.is_mandatory,
        "for_staff": question.for_staff,
        "audience": f"{question.audience.value}:{question.quota_id}" if question.quota_id else question.audience.value,
        "condition": [f"{condition.question_id}:{code}" for code in sorted(condition.options)] if condition else [],
        "purpose": question.purpose,
        "retention": question.retention.value,
    }
    for number, option in enumerate(question.options, start=1):
        field_values[f"option{number}_id"] = option.id
        field_values[f"option{number}_de"], field_values[f"option{number}_en"] = option.label.de, option.label.en
        field_values[f"option{number}_places"] = str(option.places) if option.places else ""
    return field_values
