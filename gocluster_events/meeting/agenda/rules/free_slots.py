"""The best free places for one item, and why; and the next free one beside a place that is taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from gocluster_events.meeting.agenda.rules.preferences import PreferenceResult, Setting, preference_results, ties
from gocluster_events.meeting.agenda.rules.proposals import Wish, suits
from gocluster_events.meeting.agenda.rules.time_grid import Spot, TimeGrid, each_bit
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable

_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """Where an item can go, until when it could last there, and how good that is."""

    spot: Spot
    free_until: datetime
    verdicts: tuple[PreferenceResult, ...]

    @property
    def cost(self) -> int:
        """How much is not met; 0 is a perfect place."""
        return sum(each.missing for each in self.verdicts)


@dataclass(frozen=True, slots=True)
class NextFree:
    """Beside a place that is taken: the next start in the same room, and another room at the same time."""

    here: Spot | None
    elsewhere: Spot | None


def free_slots(timetable: Timetable, item: Item, wishes: Sequence[Wish] = ()) -> tuple[FreeSlot, ...]:
    """Every free place for the item in steps of five minutes, the best first.

    In a free place the room is free, every person of the item is, and the venue is open. Where the item is now is none.
    """
    raster = TimeGrid(timetable, {item.uuid})
    setting = Setting(replace(timetable, items=raster.standing))
    tied = ties(item, raster.standing, wishes)
    candidates = []
    for room in timetable.rooms:
        for spot, until in _free(raster, item, room.id):
            placed = replace(item, starts_at=spot.starts_at, room=spot.room)
            if spot != _now(item):
                candidates.append(FreeSlot(spot, until, preference_results(setting, placed, tied)))
    columns = {room.id: column for column, room in enumerate(timetable.rooms)}
    return tuple(sorted(candidates, key=lambda place: (*_order(place), columns[place.spot.room])))


def best_slots(candidates: Sequence[FreeSlot], limit: int) -> tuple[FreeSlot, ...]:
    """The best place of each free stretch of a room, at most ``limit``: of fifty starts in a row one is enough."""
    stretches: dict[tuple[int, datetime], FreeSlot] = {}
    for place in candidates:
        stretches.setdefault((place.spot.room, place.free_until), place)
    return tuple(stretches.values())[:limit]


def first_free(timetable: Timetable, item: Item) -> tuple[Spot, ...]:
    """Where each free stretch begins in which the item fits, in rooms that are for such, by time and then by room."""
    raster = TimeGrid(timetable, {item.uuid})
    first: dict[tuple[int, datetime], Spot] = {}
    for room in timetable.rooms:
        for spot, until in _free(raster, item, room.id) if suits(item, room) else ():
            first.setdefault((room.id, until), spot)
    return tuple(sorted(first.values(), key=lambda spot: spot.starts_at))


def next_free(timetable: Timetable, item: Item, at: datetime, room: int) -> NextFree:
    """Where the item can go instead of ``at`` in ``room`` (by id): later there, or earlier if never later, and beside.

    Beside is the free room with the fewest places that are enough, else the largest; None where there is none.
    """
    raster = TimeGrid(timetable, {item.uuid})
    starts = [spot.starts_at for spot, _until in _free(raster, item, room)]
    here = next((start for start in starts if start > at), max((s for s in starts if s < at), default=None))
    slot = raster.slot_at(at)
    beside = [
        other
        for other in timetable.rooms
        if other.id != room
        and suits(item, other)
        and slot >= 0
        and raster.starts(item, raster.taken(item, other.id)) >> slot & 1
    ]
    needed = Setting(timetable).seats_needed(item)
    asks = bool(item.has_stream)
    beside.sort(key=lambda other: (asks > other.has_stream, other.seats < needed, abs(other.seats - needed)))
    return NextFree(
        here=None if here is None else Spot(here, room),
        elsewhere=Spot(at, beside[0].id) if beside else None,
    )


def _free(raster: TimeGrid, item: Item, room: int) -> Iterator[tuple[Spot, datetime]]:
    """Each free place of the room in time, and until when it is free."""
    taken = raster.taken(item, room)
    free = raster.open & ~taken
    for slot in each_bit(raster.starts(item, taken)):
        ahead = ~(free >> slot)
        until = slot + (ahead & -ahead).bit_length() - 1
        yield Spot(raster.instant(slot), room), raster.instant(until)


def _now(item: Item) -> Spot | None:
    return None if item.starts_at is None or item.room is None else Spot(item.starts_at, item.room)


def _order(place: FreeSlot) -> tuple[int, bool, datetime]:
    """Better ones first, then those at a quarter of an hour, then earlier ones."""
    return place.cost, (place.spot.starts_at.minute * 60) % _QUARTER.seconds != 0, place.spot.starts_at
