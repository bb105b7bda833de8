"""The fields for an edition's own questions, made from their value; they work in any form that is a `QuestionForm`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from wtforms import HiddenField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind WTForms 3.3
from wtforms.validators import StopValidation

from gocluster_events.core.i18n import current_language
from gocluster_events.core.web.days import Day, Whole
from gocluster_events.core.web.fields import Form, Line, MultipleChoice, Paragraph, Radio, Required
from gocluster_events.meeting.registration.people.rules import questions
from gocluster_events.meeting.registration.people.rules.codes import Audience, Status
from gocluster_events.meeting.registration.people.rules.deciding import Standing, read_standings
from gocluster_events.meeting.registration.people.rules.seats import Applicant
from gocluster_events.meeting.registration.people.words import fields as fields_words

_WIDTHS = {questions.QuestionKind.NUMBER: "medium", questions.QuestionKind.DATE: "medium"}


@dataclass(frozen=True, slots=True)
class QuestionField:
    """A question as the page shows it: its field, its help text, and the answers on which it depends.

    ``only_if`` says for whom it is; the script reads ``parent`` and ``values`` to show or hide the field, and hides the
    sentence too where they say all of it (``is_plain``). ``place`` is the field below which it hangs, if it is not for
    everybody. One that nobody must answer ``is_folded``, together with those that depend on it.
    """

    field: Any
    help: str
    width: str
    only_if: str
    parent: str
    values: tuple[str, ...]
    is_plain: bool
    place: str
    is_folded: bool


class SeenForm(Form):
    """A form about people that also sends where they stood when its page was opened."""

    seen = HiddenField()

    def standings(self) -> dict[int, Standing]:
        """Where each of these people stood on the page."""
        return read_standings(self.seen.data or "")

    def standing_of(self, registration_id: int) -> Standing:
        """Where that person stood on the page; where nobody ever stands if the form was tampered with."""
        return self.standings().get(registration_id, Standing(Status.UNCONFIRMED, -1))


class _OfQuestion:
    """The list above the form names the question, since the sentence at its field does not."""

    field_flags: ClassVar = {"is_question": True}

    def __call__(self, form: Any, field: Any) -> None:
        """Every answer will do."""


class QuestionForm(Form):
    """A form that also asks questions of the edition. Answers to questions that are not shown do not count."""

    questionnaire: ClassVar[questions.Questionnaire] = questions.Questionnaire()
    own: ClassVar[tuple[questions.Question, ...]] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the form is valid; errors of questions that the given answers leave hidden do not count."""
        super().validate(extra_validators)
        applicable_ids = {question.id for question in questions.applicable(self.counting(), self._given())}
        for question in self.own:
            if question.id not in applicable_ids:
                self[field_name(question)].errors = []
        return not self.errors

    def answers(self) -> questions.Answers:
        """The answers to the questions that are shown; only of a valid form."""
        return questions.counted(self.counting(), self._given())

    def counting(self) -> tuple[questions.Question, ...]:
        """The questions whose answers count: those that are asked of the person."""
        applicant = self.applicant()
        if applicant is None:
            return self.own
        mine = {question.id for question in self.questionnaire.among(applicant).every}
        return tuple(question for question in self.own if question.id in mine)

    def applicant(self) -> Applicant | None:
        """Whom the form is about, as it says now; None where it asks everything of everybody."""
        return None

    def left_out(self, but: Collection[int] = ()) -> Sequence[str]:
        """A sentence for each question, ``but`` these, that is answered and not asked of the person."""
        applicant, given = self.applicant(), self._given()
        if applicant is None:
            return ()
        mine = {question.id for question in self.questionnaire.among(applicant).every}
        mine.update(but)
        return [ended(self.questionnaire, each) for each in self.own if each.id not in mine and given[each.id]]

    def question_fields(self, *, protected: bool | None = None, below: str | None = None) -> Sequence[QuestionField]:
        """The questions in their order: all, or those whose answers are kept like needs, or the others.

        ``below`` is the field below which they hang; empty: none.
        """
        fields = (
            self._shown(question)
            for question in self.own
            if protected is None or questions.is_protected(question) is protected
        )
        return [each for each in fields if below is None or each.place == below]

    def _given(self) -> Mapping[int, questions.Answer]:
        return {question.id: _answer(question, self[field_name(question)]) for question in self.own}

    def _shown(self, question: questions.Question) -> QuestionField:
        condition, first = question.condition, questions.root(question, self.own)
        parent = next((each for each in self.own if condition and each.id == condition.question_id), None)
        place, values = self._hanging(first)
        only_if = fields_words.only_for(question, self.questionnaire.quota_of(question))
        if condition and parent:
            values, only_if = tuple(sorted(condition.options)), fields_words.only_if(parent, tuple(condition.options))
        return QuestionField(
            field=self[field_name(question)],
            help=question.help.pick(current_language())[0],
            width=_WIDTHS.get(question.kind, "full"),
            only_if=only_if,
            parent=field_name(parent) if parent else place if values else "",
            values=values,
            is_plain=bool(values) and question.audience is not Audience.QUOTA,
            place=place,
            is_folded=not (first.is_mandatory or place),
        )

    def _hanging(self, question: questions.Question) -> tuple[str, tuple[str, ...]]:
        """The field below which a question with an audience hangs, and the values with which the script shows it."""
        fields = self.questionnaire.deciding(question)
        place = _BELOW.get(fields[0], fields[0]) if fields else ""
        if place not in self:
            return "", ()
        pool = self.questionnaire.quota_of(question)
        types = tuple(sorted(each.value for each in pool.actor_types)) if pool else ()
        return place, {"member": (questions.YES,), "actor_type": types}.get(place, ())


_BELOW = {"cluster": "member"}
"""Where a question hangs that the field of that name decides on, if not there."""


def ended(questionnaire: questions.Questionnaire, question: questions.Question) -> str:
    """The sentence that names a question whose answer is left out, since it is asked of others."""
    first = questions.root(question, questionnaire.every)
    return fields_words.ended(question, questionnaire.quota_of(first))


Asking = TypeVar("Asking", bound=QuestionForm)


def field_name(question: questions.Question) -> str:
    """The name of the question's form field."""
    return f"q{question.id}"


def with_questions(
    form: type[Asking], questionnaire: questions.Questionnaire, own: tuple[questions.Question, ...]
) -> type[Asking]:
    """A subclass of the form with a field for each of these questions, after the form's own fields."""
    fields = {field_name(question): _field(question, questionnaire) for question in own}
    return type(form.__name__, (form,), {"questionnaire": questionnaire, "own": own, **fields})


class InternalForm(QuestionForm):
    """The questions that only the team answers about a person.

    ``seen`` is the fingerprint of the answers with which the form was opened.
    """

    seen = HiddenField()


def internal_form(
    questionnaire: questions.Questionnaire, answers: questions.Answers, *, is_typed: bool = True
) -> InternalForm:
    """The form of the internal questions: as just typed, or (first, or not ``is_typed``) with the stored answers."""
    data = {**answer_data(questionnaire, answers), "seen": questions.fingerprint(answers)}
    form = with_questions(InternalForm, questionnaire, questionnaire.internal)
    return form(data=data) if is_typed else form(None, data=data)


def answer_data(questionnaire: questions.Questionnaire, answers: questions.Answers) -> dict[str, Any]:
    """The field values for stored answers; answers to questions that are no longer asked are left out."""
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
    """The answer typed into the field; empty where the input cannot be read."""
    attributes: dict[str, Any] = {"question_id": question.id, "version_id": question.version_id}
    match question.kind:
        case questions.QuestionKind.NUMBER:
            attributes["number"] = field.number()
        case questions.QuestionKind.DATE:
            attributes["date"] = field.day()
        case questions.QuestionKind.SOME_OF:
            attributes["options"] = tuple(field.data or ())
        case questions.QuestionKind.ONE_OF | questions.QuestionKind.YES_NO:
            attributes["options"] = (field.data,) if field.data else ()
        case _:
            attributes["text"] = field.data
    return questions.Answer(**attributes)


def _field(question: questions.Question, questionnaire: questions.Questionnaire) -> Any:
    label = question.label.pick(current_language())[0]
    must = [Required(fields_words.UNANSWERED[question.kind])] if question.is_mandatory else []
    checks = [_OfQuestion(), *must]
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
            nothing = [] if must or question.kind.value == "yes_no" else [SelectChoice("", fields_words.NO_ANSWER)]
            return _OneOf(label, choices=[*nothing, *_choices(question, questionnaire)], validators=checks, default="")


def _choices(question: questions.Question, questionnaire: questions.Questionnaire) -> list[Any]:
    """The choices of the question's field; a fully booked option says so and is disabled."""
    if question.kind is questions.QuestionKind.YES_NO:
        return [
            SelectChoice(questions.YES, fields_words.YES_NO[questions.YES]),
            SelectChoice(questions.NO, fields_words.YES_NO[questions.NO]),
        ]
    language, choices = current_language(), []
    for option in question.options:
        label = option.label.pick(language)[0]
        is_full = questionnaire.is_full(question, option)
        choices.append(
            SelectChoice(
                option.id, fields_words.full(label) if is_full else label, {"disabled": True} if is_full else {}
            )
        )
    return choices


def _check_full(field: Any) -> None:
    for choice in field.choices:
        if choice.render_kw and choice.value in (field.data if isinstance(field.data, list) else [field.data]):
            raise StopValidation(str(fields_words.OPTION_IS_FULL))


class _OneOf(Radio):
    """A choice of one option, or none; a fully booked option is refused."""

    def __init__(self, label: Any = None, *, choices: Any = (), **options: Any) -> None:
        super().__init__(label, **options)
        self.choices = list(choices)

    def pre_validate(self, form: Any) -> None:
        """Refuses a value that is not offered, but not the lack of one."""
        if self.data:
            super().pre_validate(form)
            _check_full(self)


class _SomeOf(MultipleChoice):
    """A choice of any number of options; a fully booked option is refused."""

    def __init__(self, label: Any = None, *, choices: Any = (), **options: Any) -> None:
        super().__init__(label, **options)
        self.choices = list(choices)

    def pre_validate(self, form: Any) -> None:
        """Refuses a value that is not offered."""
        super().pre_validate(form)
        _check_full(self)
