"""The venue and the motto, arranged for the edition page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from gocluster_events.core.text import Localized


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
    """The storeys that the rooms name, each once, the highest on top; what is no storey of the house comes last."""
    names: dict[Localized, list[Room]] = {}
    for room in rooms:
        names.setdefault(room.floor, []).append(room)
    levels = {name: _level(name.de or name.en) for name in names}
    inside = [name for name in names if levels[name] is not None]
    ordered = [*sorted(inside, key=lambda name: -(levels[name] or 0)), *(name for name in names if name not in inside)]
    return tuple(Floor(name, tuple(names[name])) for name in ordered)


_LEVELS = (
    (re.compile(r"^(\d+)\. ?(OG|Ober|Stock|Etage)"), 1),
    (re.compile(r"^(?:(\d+)\. ?)?(UG|Unter|Keller)"), -1),
    (re.compile(r"^(EG|Erd|Ground)"), 0),
)


def _level(name: str) -> int | None:
    """The number of the storey that the name says, 0 for the ground floor; None for a name that says none."""
    for pattern, direction in _LEVELS:
        match = pattern.match(name)
        if match:
            return direction * int(match[1] or 1) if direction else 0
    return None


@dataclass(frozen=True, slots=True)
class Directions:
    """How to get there, as Markdown: what stands before, then rows of a term and what is said about it."""

    intro: str
    rows: tuple[tuple[str, str], ...]


_TERM = re.compile(r"\*\*([^*\n]{1,40}?)(?::\*\*|\*\*:)[ ]*")


def directions(text: str) -> Directions:
    """The text in rows: a line that begins with a bold term and a colon begins one, up to the next such line."""
    intro: list[str] = []
    rows: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        match = _TERM.match(line)
        if match:
            rows.append((match[1].strip(), [line[match.end() :]]))
        else:
            (rows[-1][1] if rows else intro).append(line)
    return Directions("\n".join(intro).strip(), tuple((term, "\n".join(lines).strip()) for term, lines in rows))


def clauses(motto: str) -> tuple[str, ...]:
    """A motto in lines: up to its colon, then one clause a line, each keeping its mark."""
    lead, colon, rest = motto.partition(":")
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    return (lead.strip() + colon, *(f"{part}," for part in parts[:-1]), *parts[-1:])
