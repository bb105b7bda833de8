"""What somebody takes into their calendar: some tracks, what some people appear in, or single items."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gocluster_events.meeting.agenda.rules.filter import PLENUM, track_value
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable


class Unknown(ValueError):
    """No programme could ever have had this track, person or item."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Tracks by lower-case letter (or `PLENUM`), people and items by UUID; within a field any, between fields all."""

    tracks: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.tracks or self.people or self.items)


def read_choice(parameters: Mapping[str, Iterable[str]], timetable: Timetable) -> Choice:
    """The choice that an address means.

    Raises Unknown for a track that the edition has not, and for what is no UUID. The UUID of somebody or something that
    is no longer on the programme is kept: whoever subscribed to it learns that nothing is left of it.
    """
    tracks = frozenset(value.lower() for value in parameters.get("track", ()))
    if tracks - {track.letter.lower() for track in timetable.tracks} - {PLENUM}:
        raise Unknown
    return Choice(tracks, _uuids(parameters.get("person", ())), _uuids(parameters.get("item", ())))


def address_of(choice: Choice) -> dict[str, Any]:
    """The parameters of an address from which `read_choice` reads the choice, in a fixed order."""
    fields = {"track": sorted(choice.tracks), "person": sorted(choice.people), "item": sorted(choice.items)}
    return {name: values for name, values in fields.items() if values}


def chosen(timetable: Timetable, choice: Choice) -> tuple[Item, ...]:
    """The items that are meant, in the programme's order; all of them where nothing is chosen."""
    return tuple(item for item in timetable.items if _is_meant(timetable, item, choice))


def _is_meant(timetable: Timetable, item: Item, choice: Choice) -> bool:
    return (
        (not choice.tracks or track_value(timetable, item) in choice.tracks)
        and (not choice.people or not choice.people.isdisjoint(each.person for each in item.people))
        and (not choice.items or item.uuid in choice.items)
    )


def _uuids(values: Iterable[str]) -> frozenset[str]:
    try:
        return frozenset(str(UUID(value)) for value in values)
    except ValueError as error:
        raise Unknown from error
