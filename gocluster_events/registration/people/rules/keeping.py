"""What a quota may say: for whom, how many places, until when."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.errors import Refused
from gocluster_events.events.rules.edition import Mode
from gocluster_events.registration.people.rules.codes import ActorType
from gocluster_events.text import Localized

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


class Unfit(Enum):
    """Why an edition cannot have such a quota."""

    ARCHIVED = "archived"
    NO_CONDITION = "no_condition"  # it would be for everybody
    TOO_MANY = "too_many"  # the quotas would keep more places than there are
    RELEASED_TOO_LATE = "released_too_late"
    OTHER_MODE = "other_mode"  # people have places of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a quota must fit into: the places of each mode, what the others keep of them, and the quota as it is."""

    capacities: Mapping[Mode, int]
    kept_by_others: Mapping[Mode, int]
    ends_at: datetime
    now: datetime
    before: QuotaFacts | None = None

    def left(self, mode: Mode) -> int:
        """How many places of a mode it could keep at most."""
        return max(self.capacities.get(mode, 0) - self.kept_by_others.get(mode, 0), 0)


Check = Callable[[QuotaFacts, Around], Unfit | None]


def _no_condition(facts: QuotaFacts, _around: Around) -> Unfit | None:
    has_any = facts.by_invitation or facts.members_only or facts.actor_types
    return None if has_any else Unfit.NO_CONDITION


def _too_many(facts: QuotaFacts, around: Around) -> Unfit | None:
    """A quota that was too large before, because there are fewer places now, may stay or shrink."""
    if facts.release_at is not None and facts.release_at <= around.now:
        return None
    before = around.before
    is_no_more = before is not None and before.mode is facts.mode and facts.places <= before.places
    return None if facts.places <= around.left(facts.mode) or is_no_more else Unfit.TOO_MANY


def _released_too_late(facts: QuotaFacts, around: Around) -> Unfit | None:
    is_late = facts.release_at is not None and facts.release_at >= around.ends_at
    return Unfit.RELEASED_TOO_LATE if is_late else None


def _other_mode(facts: QuotaFacts, around: Around) -> Unfit | None:
    return Unfit.OTHER_MODE if around.before is not None and around.before.mode is not facts.mode else None


CHECKS: tuple[Check, ...] = (_no_condition, _other_mode, _too_many, _released_too_late)


def check_quota(facts: QuotaFacts, around: Around) -> None:
    """Raises Refused with the first reason why the edition cannot have this quota."""
    found = next((why for check in CHECKS if (why := check(facts, around)) is not None), None)
    if found is not None:
        raise Refused(found)


def kept(pools: Iterable[tuple[Mode, int, datetime | None]], now: datetime) -> Mapping[Mode, int]:
    """How many places of each mode quotas keep that are not released: of mode, places, and hour of release."""
    found: dict[Mode, int] = {}
    for mode, places, release_at in pools:
        if release_at is None or release_at > now:
            found[mode] = found.get(mode, 0) + places
    return found
