"""Which places quotas hold and for whom, and how many an institution may have."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType
from gocluster_events.meeting.registration.people.rules.seats import Pool, Queue, SeatPlan

MOST_PER_ORGANISATION = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaFacts:
    """A quota as its form changes it: all of it at once. 0 per organisation is no limit."""

    name: Localized
    mode: Mode
    places: int
    by_invitation: bool = False
    members_only: bool = False
    actor_types: tuple[ActorType, ...] = ()
    most_per_organisation: int = 0
    release_at: datetime | None = None
    position: int = 0


class QuotaRefusal(Enum):
    """Why an edition cannot have such a quota."""

    ARCHIVED = "archived"
    NO_CONDITION = "no_condition"  # it would be for everybody
    TOO_MANY = "too_many"  # the quotas would keep more places than there are
    RELEASED_TOO_LATE = "released_too_late"
    OTHER_MODE = "other_mode"  # people have places of it
    IN_QUESTION = "in_question"  # a question is for its guests


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaContext:
    """What a quota must fit into: the places of each mode, what the others keep of them, and the quota as it is."""

    capacities: Mapping[Mode, int]
    kept_by_others: Mapping[Mode, int]
    ends_at: datetime
    now: datetime
    before: QuotaFacts | None = None

    def left(self, mode: Mode) -> int:
        """How many places of a mode the quota could keep at most."""
        return max(self.capacities.get(mode, 0) - self.kept_by_others.get(mode, 0), 0)


Check = Callable[[QuotaFacts, QuotaContext], QuotaRefusal | None]


def _no_condition(facts: QuotaFacts, _around: QuotaContext) -> QuotaRefusal | None:
    has_any = facts.by_invitation or facts.members_only or facts.actor_types
    return None if has_any else QuotaRefusal.NO_CONDITION


def _too_many(facts: QuotaFacts, around: QuotaContext) -> QuotaRefusal | None:
    """A quota that was too large before, because there are fewer places now, may stay or shrink."""
    if facts.release_at is not None and facts.release_at <= around.now:
        return None
    before = around.before
    is_no_more = before is not None and before.mode is facts.mode and facts.places <= before.places
    return None if facts.places <= around.left(facts.mode) or is_no_more else QuotaRefusal.TOO_MANY


def _released_too_late(facts: QuotaFacts, around: QuotaContext) -> QuotaRefusal | None:
    is_late = facts.release_at is not None and facts.release_at >= around.ends_at
    return QuotaRefusal.RELEASED_TOO_LATE if is_late else None


def _other_mode(facts: QuotaFacts, around: QuotaContext) -> QuotaRefusal | None:
    return QuotaRefusal.OTHER_MODE if around.before is not None and around.before.mode is not facts.mode else None


CHECKS: tuple[Check, ...] = (_no_condition, _other_mode, _too_many, _released_too_late)


def check_quota(facts: QuotaFacts, around: QuotaContext) -> None:
    """Raises Refused with the first reason why the edition cannot have this quota."""
    refusal = next((why for check in CHECKS if (why := check(facts, around)) is not None), None)
    if refusal is not None:
        raise Refused(refusal)


def reserved_seats(pools: Iterable[tuple[Mode, int, datetime | None]], now: datetime) -> Mapping[Mode, int]:
    """How many places of each mode the unreleased quotas keep; ``pools`` are mode, places and time of release."""
    seats_by_mode: dict[Mode, int] = {}
    for mode, places, release_at in pools:
        if release_at is None or release_at > now:
            seats_by_mode[mode] = seats_by_mode.get(mode, 0) + places
    return seats_by_mode


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatShare:
    """A quota's share of a mode, or (no id) the share that is open to all; ``held`` are offered or not proven yet.

    ``reserved`` is what the quota keeps by its settings. ``places`` are never fewer than are taken, and just those
    after its release. ``free`` are no more than are free in the whole mode.
    """

    quota_id: int | None
    places: int
    taken: int
    free: int
    held: int
    waiting: int
    reserved: int = 0
    release_at: datetime | None = None
    is_released: bool = False

    @property
    def confirmed(self) -> int:
        """How many of the taken places are confirmed."""
        return self.taken - self.held


@dataclass(frozen=True, slots=True)
class SeatSharing:
    """All places of a mode: what each quota has of them, the open rest last, and the sum."""

    mode: Mode
    shares: tuple[SeatShare, ...]
    total: SeatShare

    @property
    def has_quotas(self) -> bool:
        """Whether any quota keeps places of the mode."""
        return len(self.shares) > 1

    @property
    def surplus(self) -> int:
        """How many more places the quotas keep than there are."""
        quota_places = sum(each.places for each in self.shares if each.quota_id is not None)
        return max(quota_places - self.total.places, 0) if self.has_quotas else 0


def seat_sharing(board: SeatPlan, mode: Mode, held: Mapping[Queue, int]) -> SeatSharing:
    """How the mode's places are shared out; ``held`` of the taken ones are not confirmed."""
    shares = tuple(_share(board, pool, held) for pool in board.pools if pool.mode is mode)
    seats, open_seats = board.seats(mode), board.open_seats(mode)
    total = SeatShare(
        quota_id=None, places=seats.capacity, taken=seats.taken, free=seats.free,
        held=sum(number for (of, _quota), number in held.items() if of is mode),
        waiting=sum(number for (of, _quota), number in board.waiting.items() if of is mode),
    )  # fmt: skip
    rest = SeatShare(
        quota_id=None, places=open_seats.capacity, taken=open_seats.taken, free=open_seats.free,
        held=total.held - sum(each.held for each in shares),
        waiting=total.waiting - sum(each.waiting for each in shares),
    )  # fmt: skip
    return SeatSharing(mode, (*shares, rest), total)


def _share(board: SeatPlan, pool: Pool, held: Mapping[Queue, int]) -> SeatShare:
    line, seats = (pool.mode, pool.id), board.quota_seats(pool)
    return SeatShare(
        quota_id=pool.id, reserved=pool.places, places=max(board.reserved(pool), seats.taken), taken=seats.taken,
        free=seats.free, held=held.get(line, 0), waiting=board.waiting.get(line, 0), release_at=pool.release_at,
        is_released=pool.is_released(board.now),
    )  # fmt: skip
