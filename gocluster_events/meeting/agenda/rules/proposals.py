"""What a proposal is asked for, and the wishes that it follows."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from gocluster_events.meeting.agenda.rules.codes import Kind, RoomUse
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.timetable import Item, Room, Timetable


class ProposalState(Enum):
    """How far a proposal has come."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a proposal may place. ``day`` None: every day. ``moves``: what has a time already may get another one."""

    day: date | None = None
    moves: bool = True


def free_items(timetable: Timetable, scope: Scope) -> tuple[Item, ...]:
    """The items that a proposal may place.

    What is pinned never, nor an excursion; a break that has its time keeps it. What goes on beside breaks, such as an
    exhibition, keeps its place in one; anything else that stands in a break was put there by mistake, and may be moved.
    """
    breaks = [item for item in timetable.items if item.kind in BREAKS and item.starts_at is not None]
    return tuple(
        item
        for item in timetable.items
        if _is_free(timetable, item, scope)
        and not (goes_over_breaks(item) and any(item.overlaps(each) for each in breaks))
    )


LASTING = frozenset({Kind.EXHIBITION, Kind.POSTERS, Kind.ADVICE, Kind.PRESS, Kind.CLOSED_SESSION})
"""Kinds that go on beside a plenary, and before the welcome."""
_USES = {
    **dict.fromkeys((*BREAKS, Kind.GET_TOGETHER, Kind.RECEPTION), RoomUse.BREAKS),
    **dict.fromkeys((Kind.EXHIBITION, Kind.POSTERS, Kind.ADVICE), RoomUse.EXHIBITION),
}


def goes_over_breaks(item: Item) -> bool:
    """Whether it is a break itself, or goes on during one."""
    return item.kind in BREAKS or item.kind in LASTING or item.kind is Kind.GET_TOGETHER


def suits(item: Item, room: Room) -> bool:
    """Whether the room is for what the item is; an excursion may begin anywhere."""
    return item.kind is Kind.EXCURSION or _USES.get(item.kind, RoomUse.SESSIONS) in room.uses


def _is_free(timetable: Timetable, item: Item, scope: Scope) -> bool:
    leads_elsewhere = item.kind is Kind.EXCURSION and item.room is None
    if item.is_pinned or leads_elsewhere:
        return False
    if item.starts_at is None:
        return True
    return scope.moves and item.kind not in BREAKS and scope.day in {None, timetable.day_of(item)}


def busiest_day(timetable: Timetable) -> date | None:
    """The day of the edition on which most takes place; the first one if nothing does, None without days."""
    days = [day.date for day in timetable.days]
    placed = [timetable.day_of(item) for item in timetable.items]
    return max(days, key=placed.count, default=None)


class WishKind(Enum):
    """One follows the other in the same room; or whoever is in one can also be in the other."""

    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish of two items, by their UUIDs."""

    kind: WishKind
    first: str
    second: str
