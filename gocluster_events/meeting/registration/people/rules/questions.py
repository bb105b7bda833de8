"""Questions that an edition asks besides the fields that the form knows, their conditions and their answers."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from hashlib import sha256

from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.registration.people.rules.codes import Audience, Refusal, Retention
from gocluster_events.meeting.registration.people.rules.fields import USUAL, Core, Identity, Requirement
from gocluster_events.meeting.registration.people.rules.seats import Applicant, Pool

YES, NO = "yes", "no"
MOST_OPTIONS = 12
LINE_LIMIT, TEXT_LIMIT = 200, 2000
LARGEST = 999_999_999
FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


class QuestionKind(Enum):
    """What an answer looks like."""

    LINE = "line"
    TEXT = "text"
    YES_NO = "yes_no"
    ONE_OF = "one_of"
    SOME_OF = "some_of"
    NUMBER = "number"
    DATE = "date"


CHOOSING = frozenset({QuestionKind.ONE_OF, QuestionKind.SOME_OF})
DECIDING = CHOOSING | {QuestionKind.YES_NO}
"""Kinds whose answers another question can depend on."""


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from. ``id`` stays the same however its words change; 0 places: no limit."""

    id: str
    label: Localized
    places: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """The question is only for those who gave one of these answers to an earlier one."""

    question_id: int
    options: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A question as it is asked. All of it but ``audience``, ``quota_id`` and ``item`` is what a version of it stores.

    One that depends on an answer is asked of whom the other one is asked, and has no audience of its own.
    """

    kind: QuestionKind
    label: Localized
    help: Localized = field(default_factory=Localized)
    is_mandatory: bool = False
    for_staff: bool = False  # asked of the team about a person, never shown to participants
    audience: Audience = Audience.EVERYBODY
    quota_id: int | None = None  # with the audience of a quota
    item: str = ""  # of the programme (UUID), to which whoever answers yes comes
    condition: Condition | None = None
    options: tuple[Option, ...] = ()
    purpose: str = ""
    retention: Retention = Retention.REGISTRATION

    @property
    def is_limited(self) -> bool:
        """Whether some option has only so many places."""
        return any(option.places for option in self.options)


@dataclass(frozen=True, kw_only=True)
class Question(Wording):
    """A question of an edition in one of its versions."""

    id: int
    version_id: int


def is_protected(question: Wording) -> bool:
    """Whether its answers are kept, and so shown, like special needs."""
    return question.retention is Retention.NEEDS


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody answered to a version of a question; one of the four holds it. Yes and no are options."""

    question_id: int
    version_id: int
    text: str = ""
    number: int | None = None
    date: dt.date | None = None
    options: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text or self.options) or self.number is not None or self.date is not None


Answers = tuple[Answer, ...]
Answered = tuple[tuple[Question, Answer], ...]
"""Answers, each with its question as it was asked."""


def accepted_items(questions: Iterable[Question], answered: Answered) -> Mapping[str, bool]:
    """The items of the programme (UUIDs) for which questions stand, and whether one of these was answered with yes."""
    yes = {answer.question_id for _question, answer in answered if answer.options == (YES,)}
    items: dict[str, bool] = {}
    for question in questions:
        if question.item:
            items[question.item] = items.get(question.item, False) or question.id in yes
    return items


def fingerprint(answers: Answers) -> str:
    """A short hash of the answers, so that nobody overwrites answers that they have not seen."""
    contents = sorted((each.version_id, each.text, each.number, each.date, sorted(each.options)) for each in answers)
    return sha256(repr(contents).encode()).hexdigest()[:24]


@dataclass(frozen=True)
class Questionnaire:
    """Everything an edition asks: the fields of the form, and its own questions in their order, without retired ones.

    ``taken`` says how many people have chosen an option of limited places, by question and option; ``pools`` are the
    quotas, where some question is for the guests of one.
    """

    core: Core = field(default_factory=lambda: USUAL)
    every: tuple[Question, ...] = ()
    taken: Mapping[tuple[int, str], int] = field(default_factory=dict)
    reach: Reach = Reach.NOBODY
    pools: tuple[Pool, ...] = ()

    def among(self, *applicants: Applicant) -> "Questionnaire":
        """What is asked of any of these people."""
        every = tuple(each for each in self.every if any(self._includes(each, applicant) for applicant in applicants))
        return replace(self, every=every)

    def _includes(self, question: Question, applicant: Applicant) -> bool:
        first = root(question, self.every)
        pool = self.quota_of(first)
        if first.audience is Audience.QUOTA:
            return pool is not None and pool.admits(applicant)
        return first.audience is Audience.EVERYBODY or applicant.is_member

    def quota_of(self, question: Question) -> Pool | None:
        """The quota for whose guests the question is."""
        return next((pool for pool in self.pools if pool.id == question.quota_id), None)

    def deciding(self, question: Question) -> tuple[str, ...]:
        """The fields of the form that decide of whom the question is asked, besides the mode; none: of everybody."""
        first = root(question, self.every)
        if first.audience is Audience.MEMBERS:
            return ("cluster",)
        pool = self.quota_of(first)
        if pool is None:
            return ()
        fields = {"invitation_code": pool.by_invitation, "cluster": pool.members_only, "actor_type": pool.actor_types}
        return tuple(name for name, counts in fields.items() if counts)

    @property
    def protected(self) -> frozenset[int]:
        """The questions whose answers are kept like needs, and so asked behind the consent to those."""
        return frozenset(each.id for each in self.every if is_protected(each))

    @property
    def unprotected(self) -> "Questionnaire":
        """What is asked of somebody who does not consent to the use of health data."""
        return replace(self, every=tuple(each for each in self.every if not is_protected(each)))

    def demand(self, name: str) -> Requirement:
        """Whether the field of that name is asked, and whether it must be filled in."""
        return self.core.get(name, Requirement.OFF)

    def wants(self, name: str) -> bool:
        """Whether the field is in the form."""
        return self.demand(name) is not Requirement.OFF

    @property
    def asks_for_public_list(self) -> bool:
        """Whether somebody can agree to stand in the list that everybody reads."""
        return self.reach is Reach.PUBLIC and self.wants("list_name")

    @property
    def questions(self) -> tuple[Question, ...]:
        """What participants are asked."""
        return tuple(each for each in self.every if not each.for_staff)

    @property
    def internal(self) -> tuple[Question, ...]:
        """What only the team is asked about a person."""
        return tuple(each for each in self.every if each.for_staff)

    def is_full(self, question: Question, option: Option) -> bool:
        """Whether nobody else can choose the option."""
        return bool(option.places) and self.taken.get((question.id, option.id), 0) >= option.places

    def answered(self, answers: Iterable[Answer]) -> Answered:
        """The answers with the questions as they are asked now, in their order; others are left out."""
        given = {answer.question_id: answer for answer in answers}
        return tuple((each, given[each.id]) for each in self.every if each.id in given)


def applicable(questions: Sequence[Question], given: Mapping[int, Answer]) -> tuple[Question, ...]:
    """The questions that somebody with these answers is asked; an answer to a hidden question fulfils nothing."""
    known = {each.id for each in questions}
    seen: dict[int, Question] = {}
    for question in questions:
        condition = question.condition
        if condition is None or condition.question_id not in known or _holds(condition, seen, given):
            seen[question.id] = question
    return tuple(seen.values())


def _holds(condition: Condition, seen: Mapping[int, Question], given: Mapping[int, Answer]) -> bool:
    answer = given.get(condition.question_id)
    return condition.question_id in seen and answer is not None and bool(condition.options & {*answer.options})


def root(question: Question, questions: Sequence[Question]) -> Question:
    """The question on whose answer all of its kind depend in the end; itself if it depends on none of these."""
    by_id = {each.id: each for each in questions}
    while question.condition is not None and question.condition.question_id in by_id:
        question = by_id[question.condition.question_id]
    return question


def counted(questions: Sequence[Question], given: Mapping[int, Answer]) -> Answers:
    """The answers that count: given, and to a question that is asked."""
    return tuple(given[each.id] for each in applicable(questions, given) if given.get(each.id))


def unanswered(questions: Sequence[Question], answers: Answers) -> tuple[Question, ...]:
    """The questions that must be answered and are not, or whose chosen options are no longer offered."""
    given = {answer.question_id: answer for answer in answers}
    return tuple(each for each in applicable(questions, given) if _is_open(each, given.get(each.id)))


def lacks_answers(questionnaire: Questionnaire, answers: Answers, identity: Identity) -> bool:
    """Whether somebody has yet to tell what the edition must know: of themselves, or in answer to its own questions."""
    demanded = (name for name in vars(identity) if questionnaire.demand(name) is Requirement.MANDATORY)
    is_missing = any(not getattr(identity, name) for name in demanded)
    return is_missing or bool(unanswered(questionnaire.unprotected.questions, answers))


def full_options(questionnaire: Questionnaire, answers: Answers) -> tuple[tuple[Question, Option], ...]:
    """The chosen options that have no place left."""
    return tuple(
        (question, option)
        for question, answer in questionnaire.answered(answers)
        for option in question.options
        if option.id in answer.options and questionnaire.is_full(question, option)
    )


def check_audience(questionnaire: Questionnaire, applicant: Applicant, answers: Answers) -> None:
    """Raises Refused when somebody answers what is not asked of them."""
    mine = {each.id for each in questionnaire.among(applicant).every}
    for question, _answer in questionnaire.answered(answers):
        if question.id not in mine:
            raise Refused(Refusal.OTHER_AUDIENCE, question.label)


def check_places(questionnaire: Questionnaire, answers: Answers, code: Refusal = Refusal.OPTION_FULL) -> None:
    """Raises Refused with that code when a chosen option has no place left."""
    for question, _option in full_options(questionnaire, answers):
        raise Refused(code, question.label)


def check_answers(questionnaire: Questionnaire, answers: Answers) -> None:
    """Raises Refused when a chosen option has no place left, or something is asked now that was not answered."""
    check_places(questionnaire, answers)
    for question in unanswered(questionnaire.questions, answers):
        raise Refused(Refusal.QUESTIONS_CHANGED, question.label)


def codes(question: Wording) -> tuple[str, ...]:
    """The answers that another question can depend on, in their order."""
    if question.kind is QuestionKind.YES_NO:
        return YES, NO
    return tuple(option.id for option in question.options) if question.kind in CHOOSING else ()


def _is_open(question: Question, answer: Answer | None) -> bool:
    if not answer:
        return question.is_mandatory
    known = {option.id for option in question.options}
    return question.kind in CHOOSING and not known.issuperset(answer.options)
