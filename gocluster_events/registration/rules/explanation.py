"""Why somebody moved up or did not: what the log of the waiting lists says to one person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.registration.rules.codes import UNDER_REVIEW, Move, Passed, Status
from gocluster_events.registration.rules.giving import WhyNot

GIVES = frozenset({Move.MOVED_UP, Move.OFFERED})
LEAVES = GIVES | {Move.LEFT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
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


class Told(Enum):
    """What such a line means to somebody else who waited."""

    PASSED = "passed"  # another person got a place, and stood behind
    BEFORE = "before"  # another person got a place, and stood before
    OVERTAKEN = "overtaken"  # the team put another person before


@dataclass(frozen=True, slots=True)
class Line:
    """A line of somebody's explanation: their own move, or what another's meant to them, and why they were passed."""

    logged: Logged
    told: Move | Told
    why: Passed | None = None


def explain(person: int, log: Iterable[Logged]) -> tuple[Line, ...]:
    """What happened to the person, and to places while they waited, newest first; ``log`` is oldest first."""
    lines: list[Line] = []
    is_waiting = False
    for each in log:
        if each.person == person:
            lines.append(Line(each, each.move))
            is_waiting = each.move not in LEAVES and (is_waiting or each.move in {Move.JOINED, Move.RESTORED})
        elif is_waiting:
            lines += _others(person, each)
    return tuple(reversed(lines))


def _others(person: int, logged: Logged) -> Iterable[Line]:
    why = logged.passed.get(person)
    if logged.move in GIVES:
        yield Line(logged, Told.BEFORE if why is None else Told.PASSED, why)
    elif logged.move is Move.SHIFTED and why is not None:
        yield Line(logged, Told.OVERTAKEN)


class Present(Enum):
    """The answer as it is now."""

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


def present(status: Status, why: WhyNot | None, *, by_hand: bool, is_over: bool) -> Present:
    """Why somebody with this status does not move up now; ``why`` is the reason why no free place can be theirs."""
    if status is Status.WAITLISTED:
        if is_over:
            return Present.OVER
        if why is not None:
            return Present(why.value)
        return Present.BY_HAND if by_hand else Present.NEXT
    undecided = UNDER_REVIEW | {Status.UNCONFIRMED}
    if status in undecided:
        return Present.UNDECIDED
    return {Status.CONFIRMED: Present.CONFIRMED, Status.OFFERED: Present.OFFERED}.get(status, Present.ENDED)
