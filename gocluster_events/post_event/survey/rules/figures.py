"""What a survey gave as it may be read: from five answers on, and without the numbers that are small."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gocluster_events.attendance.attendees.rules.disclosure import LEAST, Key, Sum, hidden
from gocluster_events.post_event.survey.rules.questions import SCALE, Kind, Question, from_stored, to_stored

UPPER = (4, 5)
"""The steps of the scale whose share is told."""
_ALL, _UPPER = ("all",), ("upper",)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a scale gave: how many ``answers`` in all and for each step, and the share (in percent) of the two upper
    steps. None is what may not be shown.
    """

    question: Question
    answers: int | None = None
    counts: tuple[int | None, ...] = (None,) * len(SCALE)
    share: int | None = None


@dataclass(frozen=True, slots=True)
class SurveyFigures:
    """What a closed survey gave: ``sheets`` of those who were ``eligible``, None where they are too few to be shown.

    Of a free text there is the question alone.
    """

    at: datetime
    eligible: int
    sheets: int | None
    tallies: tuple[Tally, ...]

    @property
    def scales(self) -> tuple[Tally, ...]:
        """What the scales gave."""
        return tuple(each for each in self.tallies if each.question.kind is Kind.SCALE)


def enough(number: int) -> int | None:
    """The number of answers, if they are so many that it may be shown."""
    return number if number >= LEAST else None


def count(
    questions: Sequence[Question], sheets: Sequence[Sequence[int | None]], eligible: int, now: datetime
) -> SurveyFigures:
    """What these sheets gave, each with a step for every question that has one."""
    is_shown = len(sheets) >= LEAST
    tallies = (
        tally(each, [sheet[place] for sheet in sheets]) if is_shown else Tally(each)
        for place, each in enumerate(questions)
    )
    return SurveyFigures(now, eligible, enough(len(sheets)), tuple(tallies))


def tally(question: Question, steps: Iterable[int | None]) -> Tally:
    """What the question gave. Numbers from 1 to 4 are hidden, and those from which one could compute them.

    Neither mean nor median is told: with the number of answers they give hidden numbers away.
    """
    values = [each for each in steps if each is not None]
    if question.kind is not Kind.SCALE or len(values) < LEAST:
        return Tally(question)
    numbers: dict[Key, int] = {(str(step),): values.count(step) for step in SCALE}
    upper = tuple((str(step),) for step in UPPER)
    lower = tuple(key for key in numbers if key not in upper)
    numbers |= {_UPPER: sum(numbers[key] for key in upper), _ALL: len(values)}
    unseen = hidden(numbers, (Sum(_UPPER, upper), Sum(_ALL, (*lower, _UPPER)), Sum(_ALL, (*lower, *upper))))
    return Tally(
        question,
        len(values),
        tuple(None if (str(step),) in unseen else numbers[str(step),] for step in SCALE),
        None if _UPPER in unseen else round(100 * numbers[_UPPER] / len(values)),
    )


def figures_to_stored(figures: SurveyFigures) -> dict[str, Any]:
    """The figures as JSON has them, without their time."""
    return {
        "eligible": figures.eligible,
        "sheets": figures.sheets,
        "questions": to_stored(each.question for each in figures.tallies),
        "tallies": [[each.answers, list(each.counts), each.share] for each in figures.tallies],
    }


def figures_from_stored(figures: Mapping[str, Any], at: datetime) -> SurveyFigures:
    """The figures as they were before they were stored."""
    tallies = (
        Tally(question, answers, tuple(counts), share)
        for question, (answers, counts, share) in zip(
            from_stored(figures["questions"]), figures["tallies"], strict=True
        )
    )
    return SurveyFigures(at, figures["eligible"], figures["sheets"], tuple(tallies))
