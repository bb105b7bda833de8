"""Making the draft what a version was."""

from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.timetable import Timetable


def changes_back(draft: Timetable, version: Timetable) -> tuple[Change, ...]:
    """What makes the draft's scheduled items those of the version.

    What is not scheduled stays as it is. People keep what is known of them now; who is gone comes back as they were.
    """
    people = [Change(None, person) for person in version.people if draft.person(person.uuid) is None]
    kept = {item.uuid for item in version.items}
    items = [Change(draft.item(item.uuid), item) for item in version.items if draft.item(item.uuid) != item]
    gone = [Change(item, None) for item in draft.items if item.starts_at is not None and item.uuid not in kept]
    return (*people, *items, *gone)
