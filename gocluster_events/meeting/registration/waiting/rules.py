"""Who moves up and who is passed, what the team may give by hand, and how the log explains it."""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import accumulate
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.people.rules.codes import ENDED, HAS_PLACE, Move, Passed, Status
from gocluster_events.meeting.registration.people.rules.seats import Applicant, SeatPlan, SeatSource

Person = TypeVar("Person", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Step(Generic[Person]):
    """``person`` gets the place; ``passed`` stood before them in the same mode and could not have it, and why."""

    person: Person
    place: SeatSource
    passed: tuple[tuple[Person, Passed], ...]


def next_in_line(board: SeatPlan, waiting: Iterable[tuple[Person, Applicant]]) -> Sequence[Step[Person]]:
    """The steps that fill the free places, in their order; ``waiting`` is everybody, whoever is next first.

    One look at each person is enough: a place that is given away never makes room for somebody passed before.
    """
    steps: list[Step[Person]] = []
    left: list[tuple[Person, Applicant]] = []
    for person, applicant in waiting:
        place = board.place(applicant)
        if place is None:
            left.append((person, applicant))
            continue
        steps.append(Step(person, place, tuple(_passed(board, left, place, applicant))))
        board = board.taking(applicant, place)
    return steps


def _passed(
    board: SeatPlan, before: Sequence[tuple[Person, Applicant]], place: SeatSource, mover: Applicant
) -> Iterable[tuple[Person, Passed]]:
    for person, applicant in before:
        reason = board.obstacle(place, applicant) if applicant.mode is mover.mode else None
        if isinstance(reason, Passed):
            yield person, reason


def fingerprint(people: Iterable[int]) -> str:
    """A value that changes with the people and with their order."""
    return hashlib.sha256(",".join(map(str, people)).encode()).hexdigest()[:16]


def shifted(ranks: Sequence[int], start: int, end: int) -> Sequence[int]:
    """The ranks of a list, in its present order, once the one at index ``start`` stands at ``end``; others close up.

    No two are the same any more: of those that were, each later one is the next number.
    """
    ranks = tuple(accumulate(ranks, lambda last, rank: max(rank, last + 1)))
    order = list(range(len(ranks)))
    order.insert(end, order.pop(start))
    moved = [0] * len(ranks)
    for place, who in enumerate(order):
        moved[who] = ranks[place]
    return moved


REASON_LIMIT = 300
Anybody = TypeVar("Anybody")


class PlacementRefusal(Enum):
    """Why the team cannot move somebody on a waiting list or give them a place."""

    NOT_WAITING = "not_waiting"
    NO_PLACE = "no_place"  # none is free in that mode
    KEPT_FOR_OTHERS = "kept_for_others"  # those that are free belong to quotas that are not meant for this person
    ORGANISATION_FULL = "organisation_full"
    NO_REASON = "no_reason"  # somebody else is next
    NO_POSITION = "no_position"  # the list is shorter than that, or the person stands there already
    TOO_LATE = "too_late"  # nobody can answer an offer once the meeting has begun


class ManualPlacement(Enum):
    """How the team gives a place."""

    CONFIRM = "confirm"
    OFFER = "offer"


def no_place_reason(board: SeatPlan, applicant: Applicant) -> PlacementRefusal | None:
    """Why the applicant cannot have a free place now; None when they can."""
    if board.place(applicant) is not None:
        return None
    if not board.seats(applicant.mode).free:
        return PlacementRefusal.NO_PLACE
    obstacles = {board.obstacle(place, applicant) for place in board.choices(applicant)}
    return (
        PlacementRefusal.ORGANISATION_FULL
        if Passed.ORGANISATION_FULL in obstacles
        else PlacementRefusal.KEPT_FOR_OTHERS
    )


def passed_by(
    board: SeatPlan, before: Iterable[tuple[Anybody, Applicant]], place: SeatSource, mover: Applicant
) -> tuple[tuple[Anybody, Passed], ...]:
    """Those who stand before the one who gets that free place, and why each of them does not get it."""
    reasons = ((person, board.obstacle(place, each)) for person, each in before if each.mode is mover.mode)
    return tuple((person, why if isinstance(why, Passed) else Passed.BY_TEAM) for person, why in reasons)


def check_manual_placement(
    giving: ManualPlacement, reason: str, passed: Iterable[Passed], starts_at: datetime, now: datetime
) -> None:
    """Raises Refused when somebody who could have the place is passed without a reason, or an offer comes too late."""
    if Passed.BY_TEAM in passed and not reason:
        raise Refused(PlacementRefusal.NO_REASON)
    if giving is ManualPlacement.OFFER and now >= starts_at:
        raise Refused(PlacementRefusal.TOO_LATE)


GIVES = frozenset({Move.MOVED_UP, Move.OFFERED})
LEAVES = GIVES | {Move.LEFT}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """A line of the log; ``quota`` is the name of the quota whose place or list it was, empty: open to all."""

    at: datetime
    move: Move
    person: int
    name: str = ""
    quota: str = ""
    position: int | None = None
    to_position: int | None = None
    actor: str = ""
    reason: str = ""
    passed: Mapping[int, Passed]


class Effect(Enum):
    """What a line of the log means to another person who was waiting."""

    PASSED = "passed"  # another person got a place, and stood behind
    BEFORE = "before"  # another person got a place, and stood before
    OVERTAKEN = "overtaken"  # the team put another person before


@dataclass(frozen=True, slots=True)
class ExplanationLine:
    """A line of somebody's explanation: their own move, or what another's meant to them, and why they were passed."""

    logged: LogLine
    cause: Move | Effect
    why: Passed | None = None


def explain(person: int, log: Iterable[LogLine]) -> tuple[ExplanationLine, ...]:
    """What happened to the person, and to places while they waited, newest first; ``log`` is oldest first."""
    lines: list[ExplanationLine] = []
    is_waiting = False
    for each in log:
        if each.person == person:
            lines.append(ExplanationLine(each, each.move))
            is_waiting = each.move not in LEAVES and (is_waiting or each.move in {Move.JOINED, Move.RESTORED})
        elif is_waiting:
            lines += _others(person, each)
    return tuple(reversed(lines))


def _others(person: int, logged: LogLine) -> Iterable[ExplanationLine]:
    why = logged.passed.get(person)
    if logged.move in GIVES:
        yield ExplanationLine(logged, Effect.BEFORE if why is None else Effect.PASSED, why)
    elif logged.move is Move.SHIFTED and why is not None:
        yield ExplanationLine(logged, Effect.OVERTAKEN)


class CurrentAnswer(Enum):
    """Whether and why somebody moves up or does not, as things are now."""

    NEXT = "next"  # a place is free, and goes to them by itself
    BY_HAND = "by_hand"  # a place is free, and the team decides
    NO_PLACE = "no_place"
    KEPT_FOR_OTHERS = "kept_for_others"
    ORGANISATION_FULL = "organisation_full"
    OVER = "over"  # nobody moves up any more
    CONFIRMED = "confirmed"
    OFFERED = "offered"
    UNDECIDED = "undecided"
    ENDED = "ended"


def current_answer(status: Status, why: PlacementRefusal | None, *, by_hand: bool, is_over: bool) -> CurrentAnswer:
    """Why somebody with this status does not move up now; ``why`` is the reason why no free place can be theirs."""
    if status is Status.WAITLISTED:
        if is_over:
            return CurrentAnswer.OVER
        if why is not None:
            return CurrentAnswer(why.value)
        return CurrentAnswer.BY_HAND if by_hand else CurrentAnswer.NEXT
    if status in ENDED:
        return CurrentAnswer.ENDED
    return CurrentAnswer(status.value) if status in HAS_PLACE else CurrentAnswer.UNDECIDED


class Vacancy(Enum):
    """What becomes of a place that somebody gives up."""

    NEXT = "next"  # the next person has it at once
    OFFERED = "offered"
    BY_HAND = "by_hand"  # the team decides
    NOBODY = "nobody"  # waits for it, or moves up any more
    OVERFULL = "overfull"  # more places are taken than there are: none becomes free


def vacancy(
    before: SeatPlan, freed: SeatPlan, line: Sequence[tuple[Person, Applicant]], mode: Mode, moving_up: MovingUp
) -> Vacancy:
    """What becomes of a place of that mode which is free in ``freed``; ``line`` is everybody who waits.

    It has a successor where more people could move up with it than without it.
    """
    if not freed.seats(mode).free:
        return Vacancy.OVERFULL
    has_successor = len(next_in_line(freed, line)) > len(next_in_line(before, line))
    return _VACANCIES[moving_up] if has_successor else Vacancy.NOBODY


_VACANCIES: Mapping[MovingUp, Vacancy] = {
    MovingUp.DIRECT: Vacancy.NEXT,
    MovingUp.OFFER: Vacancy.OFFERED,
    MovingUp.BY_HAND: Vacancy.BY_HAND,
}


def offer_until(
    now: datetime, hours: int, starts_at: datetime, zone: str, is_day_off: Callable[[date], bool]
) -> datetime:
    """The deadline of an offer: at least ``hours`` from now and on no day off, at the latest when the meeting begins.

    A deadline that would fall on a day off moves to the same time of the next day that is none.
    """
    deadline = (now + timedelta(hours=hours)).astimezone(ZoneInfo(zone))
    while is_day_off(deadline.date()):
        deadline += timedelta(days=1)  # on the venue's clocks
    return min(deadline.astimezone(UTC), starts_at)
