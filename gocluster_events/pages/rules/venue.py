"""The venue and the motto, arranged for the edition page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from gocluster_events.text import Localized


class Room(Protocol):
    """What is shown of a room."""

    floor: Localized
    is_step_free: bool


@dataclass(frozen=True, slots=True)
class Floor:
    """A storey and its rooms in the order of the programme."""

    name: Localized
    rooms: tuple[Room, ...]

    @property
    def is_step_free(self) -> bool:
        """Whether every room here can be reached by wheelchair."""
        return all(room.is_step_free for room in self.rooms)


def floors(rooms: Iterable[Room]) -> tuple[Floor, ...]:
    """The storeys that the rooms name, each once, the last named on top, as one looks at a house."""
    names: dict[Localized, list[Room]] = {}
    for room in rooms:
        names.setdefault(room.floor, []).append(room)
    return tuple(Floor(name, tuple(found)) for name, found in reversed(names.items()))


def clauses(motto: str) -> tuple[str, ...]:
    """A motto in lines: up to its colon, then one clause a line, each keeping its mark."""
    lead, colon, rest = motto.partition(":")
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    return (lead.strip() + colon, *(f"{part}," for part in parts[:-1]), *parts[-1:])
