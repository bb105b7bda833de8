"""What somebody may still change about their own registration, until when, and what it does to their place."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime

from gocluster_events.errors import Refused
from gocluster_events.events.rules.edition import Phase
from gocluster_events.registration.people.rules.codes import ACTIVE, MAY_RETURN, Refusal, Status
from gocluster_events.registration.people.rules.entry import Document, Identity, Needs, Participation
from gocluster_events.registration.people.rules.questions import Answers
from gocluster_events.registration.people.rules.quotas import Applicant, Board, Place


@dataclass(frozen=True, slots=True)
class Until:
    """Details change until the meeting begins, the mode until registration closes; one cancels until the end."""

    mode: datetime
    details: datetime
    cancelling: datetime


@dataclass(frozen=True, slots=True)
class SecondPage:
    """How somebody takes part, and what is kept apart from that."""

    participation: Participation
    needs: Needs
    answers: Answers = ()
    identity: Identity = field(default_factory=Identity)


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody can do at present, each with the moment until which; None: not, or not any more."""

    details: datetime | None
    mode: datetime | None
    cancelling: datetime | None
    returning: datetime | None


def choices(status: Status, until: Until, phase: Phase, now: datetime) -> Choices:
    """What somebody who stands there can do; nothing in an archive."""
    is_kept = phase is Phase.ARCHIVED

    def open_to(who: AbstractSet[Status], end: datetime) -> datetime | None:
        return end if status in who and now < end and not is_kept else None

    return Choices(
        details=open_to(ACTIVE, until.details),
        mode=open_to(ACTIVE - {Status.OFFERED}, until.mode),
        cancelling=open_to(ACTIVE | {Status.UNCONFIRMED}, until.cancelling),
        returning=open_to(MAY_RETURN, until.mode) if phase is Phase.OPEN else None,
    )


def check_details(status: Status, until: Until, now: datetime) -> None:
    """Raises Refused unless somebody who stands there may change what they told."""
    if status is Status.UNCONFIRMED:
        raise Refused(Refusal.NOT_PROVEN)
    if status not in ACTIVE:
        raise Refused(Refusal.ALREADY_ENDED)
    if now >= until.details:
        raise Refused(Refusal.BEGUN)


def check_mode(status: Status, until: Until, now: datetime) -> None:
    """Raises Refused unless they may take part in the other mode of attendance instead."""
    if now >= until.mode:
        raise Refused(Refusal.MODE_SETTLED)
    if status is Status.OFFERED:
        raise Refused(Refusal.OFFER_OPEN)


def check_cancelling(until: Until, now: datetime) -> None:
    """Raises Refused once the meeting is over: whoever did not come has not cancelled."""
    if now >= until.cancelling:
        raise Refused(Refusal.OVER)


def changed(before: Document, after: Document) -> tuple[str, ...]:
    """The names of the fields that are told differently, in their order; what is not told anew stays."""
    return tuple(name for name, value in after.items() if before.get(name) != value)


def place_after(board: Board, held: Place, before: Applicant, after: Applicant) -> Place | None:
    """The place of somebody who has one, once other facts decide: the same if they may have it, else a free one.

    None when there is none. Nobody loses a place because the capacity was lowered.
    """
    if after == before or (after.mode is before.mode and _may_keep(board, held, before, after)):
        return held
    return _without(board, held, before).place_for_newcomer(after)


def _may_keep(board: Board, held: Place, before: Applicant, after: Applicant) -> bool:
    pool = next((each for each in board.pools if each.id == held.quota_id), None)
    if pool is None or after.organisation == before.organisation:
        return pool is None or pool.admits(after)
    others = board.by_organisation.get((pool.id, after.organisation), 0)
    return pool.admits(after) and (not pool.most_per_organisation or others < pool.most_per_organisation)


def _without(board: Board, held: Place, applicant: Applicant) -> Board:
    """The board once that place is free."""
    line, key = (applicant.mode, held.quota_id), (held.quota_id, applicant.organisation)
    counted = {of: number for of, number in board.by_organisation.items() if of[0] is not None}
    return replace(board, taken=_one_less(board.taken, line), by_organisation=_one_less(counted, key))


def _one_less(numbers: Mapping, key: object) -> dict:  # type: ignore[type-arg]
    return {each: number - (each == key) for each, number in numbers.items()}
