"""What of a programme a version holds, and what of it everybody may see."""

from collections.abc import Iterable
from dataclasses import replace

from gocluster_events.meeting.agenda.rules.codes import PersonStatus, RoomUse, Visibility
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable, in_order


def as_published(draft: Timetable) -> Timetable:
    """What a version holds of a draft: the items that have a start, and what everybody may know of their people."""
    placed = _with(draft, (replace(item, is_pinned=False) for item in draft.items if item.starts_at is not None))
    rooms = tuple(replace(room, uses=frozenset(RoomUse)) for room in placed.rooms)
    return replace(placed, rooms=rooms, people=tuple(_as_published(person) for person in placed.people))


def _as_published(person: Person) -> Person:
    """The person without e-mail, status and availability, and without a portrait that may not be shown."""
    portrait = person.portrait if person.portrait_consent else ""
    return replace(
        person, email="", status=PersonStatus.AGREED, available=(), portrait=portrait, portrait_consent=bool(portrait)
    )


def open_to_the_public(timetable: Timetable) -> Timetable:
    """The timetable without closed items, and without people who appear only in such."""
    return _with(timetable, (item for item in timetable.items if item.visibility is not Visibility.CLOSED))


def _with(timetable: Timetable, items: Iterable[Item]) -> Timetable:
    programme_items = in_order(items)
    named = {uuid for item in programme_items for each in item.people for uuid in (each.person, each.for_person)}
    return replace(
        timetable, items=programme_items, people=tuple(person for person in timetable.people if person.uuid in named)
    )
