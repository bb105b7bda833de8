"""The fields for an edition's own questions, made from their value; they work in any form that is a `QuestionForm`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind WTForms 3.3
from wtforms.validators import StopValidation

from gocluster_events.i18n import current_language
from gocluster_events.registration.people.rules import questions
from gocluster_events.registration.people.words import fields as fields_words
from gocluster_events.web.days import Day, Whole
from gocluster_events.web.fields import Form, Line, MultipleChoice, Paragraph, Radio, Required

_WIDTHS = {questions.QuestionKind.NUMBER: "medium", questions.QuestionKind.DATE: "medium"}


@dataclass(frozen=True, slots=True)
class QuestionField:
    """A question as the page shows it: its field, its help, and for whom it is, in words and for the script."""

    field: Any
    help: str
    width: str
    only_if: str
    parent: str
    values: tuple[str, ...]


class QuestionForm(Form):
    """A form that also asks questions of the edition. Answers to questions that are not shown do not count."""

    questionnaire: ClassVar[questions.Questionnaire] = questions.Questionnaire()
    own: ClassVar[tuple[questions.Question, ...]] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether everything can be kept; nothing is demanded of questions that somebody is not asked."""
        super().validate(extra_validators)
        asked = {question.id for question in questions.applicable(self.own, self._given())}
        for question in self.own:
            if question.id not in asked:
                self[field_name(question)].errors = []
        return not self.errors

    def answers(self) -> questions.Answers:
        """What was answered; only of a valid form."""
        return questions.counted(self.own, self._given())

    def question_fields(self) -> Sequence[QuestionField]:
        """The questions in their order."""
        return [self._shown(question) for question in self.own]

    def _given(self) -> Mapping[int, questions.Answer]:
        return {question.id: _answer(question, self[field_name(question)]) for question in self.own}

    def _shown(self, question: questions.Question) -> QuestionField:
        condition = question.condition
        parent = next((each for each in self.own if condition and each.id == condition.question_id), None)
        values = tuple(sorted(condition.options)) if condition and parent else ()
        return QuestionField(
            field=self[field_name(question)],
            help=question.help.pick(current_language())[0],
            width=_WIDTHS.get(question.kind, "full"),
            only_if=fields_words.only_if(parent, values) if parent else "",
            parent=field_name(parent) if parent else "",
            values=values,
        )


Asking = TypeVar("Asking", bound=QuestionForm)


def field_name(question: questions.Question) -> str:
    """What the question's field is called."""
    return f"q{question.id}"


def with_questions(
    form: type[Asking], questionnaire: questions.Questionnaire, own: tuple[questions.Question, ...]
) -> type[Asking]:
    """The form with a field for each of these questions, behind its own."""
    fields = {field_name(question): _field(question, questionnaire) for question in own}
    return type(form.__name__, (form,), {"questionnaire": questionnaire, "own": own, **fields})


class InternalForm(QuestionForm):
    """What only the team is asked about a person; ``seen`` are the answers that the form was opened with."""

    seen = HiddenField()


def internal_form(
    questionnaire: questions.Questionnaire, answers: questions.Answers, *, is_typed: bool = True
) -> InternalForm:
    """With what was answered so far, unless what was typed just now is to be shown."""
    data = {**answer_data(questionnaire, answers), "seen": questions.fingerprint(answers)}
    form = with_questions(InternalForm, questionnaire, questionnaire.internal)
    return form(data=data) if is_typed else form(None, data=data)


def answer_data(questionnaire: questions.Questionnaire, answers: questions.Answers) -> dict[str, Any]:
    """The data of the fields for answers that were kept, as far as the questions still are what they were."""
    return {field_name(question): _data(question, answer) for question, answer in questionnaire.answered(answers)}


def _data(question: questions.Question, answer: questions.Answer) -> Any:
    match question.kind:
        case questions.QuestionKind.NUMBER:
            return "" if answer.number is None else str(answer.number)
        case questions.QuestionKind.DATE:
            return answer.date.isoformat() if answer.date else ""
        case questions.QuestionKind.SOME_OF:
            return list(answer.options)
        case questions.QuestionKind.ONE_OF | questions.QuestionKind.YES_NO:
            return next(iter(answer.options), "")
        case _:
            return answer.text


def _answer(question: questions.Question, field: Any) -> questions.Answer:
    """What stands in the field; nothing where it cannot be read."""
    found: dict[str, Any] = {"question_id": question.id, "version_id": question.version_id}
    match question.kind:
        case questions.QuestionKind.NUMBER:
            found["number"] = field.number()
        case questions.QuestionKind.DATE:
            found["date"] = field.day()
        case questions.QuestionKind.SOME_OF:
            found["options"] = tuple(field.data or ())
        case questions.QuestionKind.ONE_OF | questions.QuestionKind.YES_NO:
            found["options"] = (field.data,) if field.data else ()
        case _:
            found["text"] = field.data
    return questions.Answer(**found)


def _field(question: questions.Question, questionnaire: questions.Questionnaire) -> Any:
    label = question.label.pick(current_language())[0]
    checks = [Required(fields_words.UNANSWERED[question.kind])] if question.is_mandatory else []
    match question.kind:
        case questions.QuestionKind.LINE:
            return Line(label, limit=questions.LINE_LIMIT, validators=checks)
        case questions.QuestionKind.TEXT:
            return Paragraph(label, limit=questions.TEXT_LIMIT, validators=checks)
        case questions.QuestionKind.NUMBER:
            return Whole(label, validators=checks)
        case questions.QuestionKind.DATE:
            return Day(label, first=questions.FIRST_DAY, last=questions.LAST_DAY, validators=checks)
        case questions.QuestionKind.SOME_OF:
            return _SomeOf(label, choices=_choices(question, questionnaire), validators=checks)
        case _:
            nothing = [] if question.is_mandatory else [SelectChoice("", fields_words.NO_ANSWER)]
            return _OneOf(label, choices=[*nothing, *_choices(question, questionnaire)], validators=checks, default="")


def _choices(question: questions.Question, questionnaire: questions.Questionnaire) -> list[Any]:
    """What one can choose; what is fully booked says so and cannot be chosen."""
    if question.kind is questions.QuestionKind.YES_NO:
        return [
            SelectChoice(questions.YES, fields_words.YES_NO[questions.YES]),
            SelectChoice(questions.NO, fields_words.YES_NO[questions.NO]),
        ]
    language, found = current_language(), []
    for option in question.options:
        label = option.label.pick(language)[0]
        is_full = questionnaire.is_full(question, option)
        found.append(
            SelectChoice(
                option.id, fields_words.full(label) if is_full else label, {"disabled": True} if is_full else {}
            )
        )
    return found


def _check_full(field: Any) -> None:
    for choice in field.choices:
        if choice.render_kw and choice.value in (field.data if isinstance(field.data, list) else [field.data]):
            raise StopValidation(str(fields_words.OPTION_IS_FULL))


class _OneOf(Radio):
    """One of the options, or none; what is fully booked is refused."""

    def __init__(self, label: Any = None, *, choices: Any = (), **options: Any) -> None:
        super().__init__(label, **options)
        self.choices = list(choices)

    def pre_validate(self, form: Any) -> None:
        """Refuses a value that is not offered, but not the lack of one."""
        if self.data:
            super().pre_validate(form)
            _check_full(self)


class _SomeOf(MultipleChoice):
    """Any of the options; what is fully booked is refused."""

    def __init__(self, label: Any = None, *, choices: Any = (), **options: Any) -> None:
        super().__init__(label, **options)
        self.choices = list(choices)

    def pre_validate(self, form: Any) -> None:
        """Refuses a value that is not offered."""
        super().pre_validate(form)
        _check_full(self)
