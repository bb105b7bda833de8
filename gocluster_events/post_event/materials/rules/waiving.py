"""Who has said that no materials come from them, and who is still asked for some."""

from collections.abc import Set as AbstractSet

from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable
from gocluster_events.post_event.materials.rules.standing import presenting

Waivers = AbstractSet[tuple[str, str]]
"""Item and person, by UUID: from this person no materials of this item come."""


def addressees(timetable: Timetable, item: Item, waivers: Waivers) -> tuple[Person, ...]:
    """Who is asked for materials of the item and has not said that none come from them."""
    return tuple(person for person in presenting(timetable, item) if (item.uuid, person.uuid) not in waivers)


def is_waived(timetable: Timetable, item: Item, waivers: Waivers) -> bool:
    """Whether materials of the item were asked for, and none come from anybody."""
    return bool(presenting(timetable, item)) and not addressees(timetable, item, waivers)
