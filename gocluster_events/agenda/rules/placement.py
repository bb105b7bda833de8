"""Putting items of the draft somewhere else: another time, another room, another length, or off the plan."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.conflicts.checks import conflicts
from gocluster_events.agenda.rules.conflicts.finding import Conflict
from gocluster_events.agenda.rules.timetable import Item, Timetable, alike
from gocluster_events.errors import Stale


@dataclass(frozen=True, slots=True)
class Placement:
    """Where somebody who saw ``revision`` of an item wants it. ``starts_at`` None: in the tray, not planned."""

    item: str
    revision: int
    starts_at: datetime | None
    length_minutes: int
    room: int | None


def is_there(draft: Timetable, wanted: Placement) -> bool:
    """Whether the draft still has the item and the room."""
    rooms = {room.id for room in draft.rooms} | {None}
    return draft.item(wanted.item) is not None and wanted.room in rooms


def moved(draft: Timetable, wanted: Sequence[Placement]) -> tuple[Change, ...]:
    """What the placements change. Raises Stale when an item or a room is no longer there."""
    if not all(is_there(draft, each) for each in wanted):
        raise Stale
    found = [(draft.item(each.item), each) for each in wanted]
    return tuple(Change(item, _put(item, each)) for item, each in found if item is not None)


def later(draft: Timetable, items: Iterable[str], minutes: int) -> tuple[Change, ...]:
    """What puts these items so many minutes later, or earlier; those that are not planned stay where they are."""
    found = [draft.item(uuid) for uuid in items]
    shift = timedelta(minutes=minutes)
    return tuple(
        Change(item, replace(item, starts_at=item.starts_at + shift))
        for item in found
        if item is not None and item.starts_at is not None
    )


def to_every_room(draft: Timetable, item: Item, uuids: Sequence[str]) -> tuple[Change, ...]:
    """What puts a copy of a break, without a code, into each room that has none like it; a UUID for each room."""
    here = [other.room for other in draft.items if alike(other, item)]
    rooms = [room.id for room in draft.rooms if room.id not in here]
    copies = (replace(item, uuid=uuid, room=room, code="") for room, uuid in zip(rooms, uuids, strict=False))
    return tuple(Change(None, copy) for copy in copies)


def clashes(draft: Timetable, wanted: Sequence[Placement]) -> tuple[Conflict, ...]:
    """What would be wrong with these items there, without what is wrong with them anywhere and without hints.

    Raises Stale when an item or a room is no longer there.
    """
    there = moved(draft, wanted)
    uuids = {each.item for each in wanted}
    nowhere = [replace(each, starts_at=None, room=None) for each in wanted]
    anywhere = {_key(each) for each in conflicts(_with(draft, moved(draft, nowhere)))}
    found = conflicts(_with(draft, there))
    caused = (each for each in found if each.needs_attention and each.is_of_its_place and _key(each) not in anywhere)
    return tuple(each for each in caused if _about(each, uuids))


def on_a_day(draft: Timetable, wanted: Iterable[Placement]) -> bool:
    """Whether each of them starts on a day of the meeting, if at all."""
    dates: set[date] = {day.date for day in draft.days}
    return all(each.starts_at is None or draft.date_at(each.starts_at) in dates for each in wanted)


def _put(item: Item, where: Placement) -> Item:
    return replace(item, starts_at=where.starts_at, length_minutes=where.length_minutes, room=where.room)


def _with(draft: Timetable, changes: Iterable[Change]) -> Timetable:
    after = {change.touched: change.after for change in changes if isinstance(change.after, Item)}
    return replace(draft, items=tuple(after.get(item.uuid, item) for item in draft.items))


def _about(conflict: Conflict, uuids: Collection[str]) -> bool:
    return any(item.uuid in uuids for item in conflict.items)


def _key(conflict: Conflict) -> tuple[object, ...]:
    return conflict.trouble, tuple(item.uuid for item in conflict.items), conflict.person
