"""Who is in which items: the programme seen from its people."""

from collections.abc import Mapping
from dataclasses import dataclass

from gocluster_events.agenda.rules.codes import Part
from gocluster_events.agenda.rules.timetable import Item, Person, Timetable


@dataclass(frozen=True, slots=True)
class Entry:
    """An item, what somebody does in it, and for whom they stand in there, if for anybody."""

    item: Item
    part: Part
    absent: Person | None = None


def entries(timetable: Timetable) -> Mapping[str, tuple[Entry, ...]]:
    """What each person appears in, by their UUID, in the order of the programme."""
    found: dict[str, tuple[Entry, ...]] = {}
    for item in timetable.items:
        for each in timetable.credits(item):
            known = found.get(each.person.uuid, ())
            found[each.person.uuid] = (*known, Entry(item, each.part, each.absent))
    return found


def appearing(timetable: Timetable) -> tuple[tuple[Person, tuple[Entry, ...]], ...]:
    """Everybody who is in an item, by name, with what they are in; not who wanted their name removed."""
    found = entries(timetable)
    named = [person for person in timetable.people if not person.is_redacted]
    return tuple((person, found[person.uuid]) for person in named if person.uuid in found)
