"""Giving a free place by hand: whether there is one, and who is passed."""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import TypeVar

from gocluster_events.errors import Refused
from gocluster_events.registration.rules.codes import Passed
from gocluster_events.registration.rules.quotas import Applicant, Board, Place

REASON_LIMIT = 300
Person = TypeVar("Person")


class WhyNot(Enum):
    """Why the team cannot do that with somebody on a waiting list."""

    NOT_WAITING = "not_waiting"
    NO_PLACE = "no_place"  # none is free in that mode
    KEPT_FOR_OTHERS = "kept_for_others"  # those that are free belong to quotas that are not meant for this person
    ORGANISATION_FULL = "organisation_full"
    NO_REASON = "no_reason"  # somebody else is next
    NO_POSITION = "no_position"  # the list is shorter than that, or the person stands there already
    TOO_LATE = "too_late"  # nobody can answer an offer once the meeting has begun


class Giving(Enum):
    """How the team gives a place."""

    CONFIRM = "confirm"
    OFFER = "offer"


def why_none(board: Board, applicant: Applicant) -> WhyNot | None:
    """Why no free place can be theirs at the moment; None when one can."""
    if board.place(applicant) is not None:
        return None
    if not board.seats(applicant.mode).free:
        return WhyNot.NO_PLACE
    obstacles = {board.obstacle(place, applicant) for place in board.choices(applicant)}
    return WhyNot.ORGANISATION_FULL if Passed.ORGANISATION_FULL in obstacles else WhyNot.KEPT_FOR_OTHERS


def passed_by(
    board: Board, before: Iterable[tuple[Person, Applicant]], place: Place, mover: Applicant
) -> tuple[tuple[Person, Passed], ...]:
    """Those who stand before the one who gets that free place, and why each of them does not get it."""
    reasons = ((person, board.obstacle(place, each)) for person, each in before if each.mode is mover.mode)
    return tuple((person, why if isinstance(why, Passed) else Passed.BY_TEAM) for person, why in reasons)


def check_giving(giving: Giving, reason: str, passed: Iterable[Passed], starts_at: datetime, now: datetime) -> None:
    """Raises Refused when somebody who could have the place is passed without a reason, or an offer comes too late."""
    if Passed.BY_TEAM in passed and not reason:
        raise Refused(WhyNot.NO_REASON)
    if giving is Giving.OFFER and now >= starts_at:
        raise Refused(WhyNot.TOO_LATE)
