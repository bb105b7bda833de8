"""What an edition can ask: in which order, of whom, and with which options."""

from collections.abc import Iterable, Sequence

from gocluster_events.core.errors import Refused
from gocluster_events.meeting.registration.people.rules.codes import Audience, Refusal
from gocluster_events.meeting.registration.people.rules.questions import MOST_OPTIONS, Option, Question, codes

MOST_QUESTIONS = 40  # that are asked, so that a form stays one that people fill in


def check_order(questions: Sequence[Question]) -> None:
    """Raises Refused unless each question comes after the one on which it depends, and that one has such answers.

    Both must be for the team or both for participants. Raises Refused, too, when there are too many questions, or when
    one that depends on an answer, or is for the team, has an audience of its own.
    """
    if len(questions) > MOST_QUESTIONS:
        raise Refused(Refusal.MOST_QUESTIONS)
    before: dict[int, Question] = {}
    for question in questions:
        _check_audience(question)
        if question.condition is not None:
            parent = before.get(question.condition.question_id)
            if parent is None or parent.for_staff is not question.for_staff:
                raise Refused(Refusal.CONDITION_BROKEN)
            if not question.condition.options <= set(codes(parent)):
                raise Refused(Refusal.CONDITION_BROKEN)
        before[question.id] = question


def _check_audience(question: Question) -> None:
    if question.audience is Audience.EVERYBODY:
        return
    if question.for_staff:
        raise Refused(Refusal.TEAM_AND_AUDIENCE)
    if question.condition is not None:
        raise Refused(Refusal.TWO_CONDITIONS)


def with_ids(options: Iterable[Option], known: Iterable[str]) -> tuple[Option, ...]:
    """The options, the new ones with ids that no option of the question ever had; ``known`` are all that it had.

    An id that is not known, or stands twice, is that of a new option.
    """
    used, options_with_ids = set(known), []
    free = (f"o{number}" for number in range(1, MOST_OPTIONS * len(used) + MOST_OPTIONS + 1))
    fresh = (each for each in free if each not in used)
    seen: set[str] = set()
    for option in options:
        identity = option.id if option.id in used and option.id not in seen else next(fresh)
        seen.add(identity)
        options_with_ids.append(Option(identity, option.label, option.places))
    return tuple(options_with_ids)
