"""The programme of one edition as the first draft of another one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.codes import PersonStatus
from gocluster_events.agenda.rules.timetable import Appearance, Item, Person, Timetable
from gocluster_events.events.rules.new_edition import later
from gocluster_events.text import Localized


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the copy stands: so many days later, in the other edition's rooms and on its tracks, by the old ids."""

    days: int
    rooms: Mapping[int, int]
    tracks: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Copied:
    """What makes the other draft, and the UUIDs of its items by the old ones."""

    changes: tuple[Change, ...]
    items: Mapping[str, str]


def comes_along(person: Person) -> bool:
    """Whether somebody is asked again: not those who declined, nor those whose name was removed."""
    return not person.is_redacted and person.status is not PersonStatus.DECLINED


def copied(draft: Timetable, ground: Ground, fresh: Callable[[], str]) -> Copied:
    """Everybody who comes along and every item, under UUIDs from ``fresh``; people are asked, not confirmed.

    Portrait, biography and hours stay behind: they were given for the meeting that was. Nobody stands in any more.
    """
    people = {person.uuid: _unconfirmed(person, fresh()) for person in draft.people if comes_along(person)}
    items = {item.uuid: _moved(item, draft.zone, ground, people, fresh()) for item in draft.items}
    made: tuple[Item | Person, ...] = (*people.values(), *items.values())
    return Copied(tuple(Change(None, each) for each in made), {old: item.uuid for old, item in items.items()})


def _unconfirmed(person: Person, uuid: str) -> Person:
    return replace(
        person, uuid=uuid, status=PersonStatus.ASKED, biography=Localized(), portrait="", portrait_consent=False,
        available=(),
    )  # fmt: skip


def _moved(item: Item, zone: str, ground: Ground, people: Mapping[str, Person], uuid: str) -> Item:
    return replace(
        item,
        uuid=uuid,
        starts_at=later(item.starts_at, ground.days, zone) if item.starts_at else None,
        room=ground.rooms.get(item.room or 0),
        track=ground.tracks.get(item.track or 0),
        people=tuple(
            Appearance(people[each.person].uuid, each.part) for each in item.people if each.person in people
        ),
    )  # fmt: skip
