"""How the places of an edition are shared out among its quotas and what is open to all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gocluster_events.events.rules.edition import Mode
from gocluster_events.registration.people.rules.quotas import Board, Line, Pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A quota's part of a mode, or (no id) the part that is open to all; ``held`` are offered or not proven yet.

    ``kept`` is what the quota keeps by its settings; ``places`` what that comes to: never less than are taken, and only
    those after its release. ``free`` are no more than are free in the whole mode.
    """

    quota_id: int | None
    places: int
    taken: int
    free: int
    held: int
    waiting: int
    kept: int = 0
    release_at: datetime | None = None
    is_released: bool = False

    @property
    def confirmed(self) -> int:
        """Those places that are confirmed."""
        return self.taken - self.held


@dataclass(frozen=True, slots=True)
class Sharing:
    """All places of a mode: what each quota has of them, the open rest last, and the sum."""

    mode: Mode
    shares: tuple[Share, ...]
    total: Share

    @property
    def has_quotas(self) -> bool:
        """Whether any places are kept for some."""
        return len(self.shares) > 1

    @property
    def surplus(self) -> int:
        """How many more places the quotas keep than there are."""
        kept = sum(each.places for each in self.shares if each.quota_id is not None)
        return max(kept - self.total.places, 0) if self.has_quotas else 0


def sharing(board: Board, mode: Mode, held: Mapping[Line, int]) -> Sharing:
    """How the mode's places are shared out; ``held`` of the taken ones are not confirmed."""
    shares = tuple(_share(board, pool, held) for pool in board.pools if pool.mode is mode)
    seats, open_seats = board.seats(mode), board.open_seats(mode)
    total = Share(
        quota_id=None, places=seats.capacity, taken=seats.taken, free=seats.free,
        held=sum(number for (of, _quota), number in held.items() if of is mode),
        waiting=sum(number for (of, _quota), number in board.waiting.items() if of is mode),
    )  # fmt: skip
    rest = Share(
        quota_id=None, places=open_seats.capacity, taken=open_seats.taken, free=open_seats.free,
        held=total.held - sum(each.held for each in shares),
        waiting=total.waiting - sum(each.waiting for each in shares),
    )  # fmt: skip
    return Sharing(mode, (*shares, rest), total)


def _share(board: Board, pool: Pool, held: Mapping[Line, int]) -> Share:
    line, seats = (pool.mode, pool.id), board.quota_seats(pool)
    return Share(
        quota_id=pool.id, kept=pool.places, places=max(board.kept(pool), seats.taken), taken=seats.taken,
        free=seats.free, held=held.get(line, 0), waiting=board.waiting.get(line, 0), release_at=pool.release_at,
        is_released=pool.is_released(board.now),
    )  # fmt: skip
