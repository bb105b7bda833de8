"""The programme and the door signs on paper, as accessible PDFs.

A text that may be in either language is a pair: the words, and the language they are written in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gocluster_events.core.colour import BLACK, WHITE, contrast, is_colour
from gocluster_events.core.paper import pdf, values

LocalText = tuple[str, str]
_TEMPLATE = Path(__file__).with_name("programme.typ")
_UNCOLOURED = "#454B6B"


@dataclass(frozen=True, slots=True)
class PrintedTrack:
    """A track; ``colour`` as it is stored."""

    letter: str
    name: LocalText
    colour: str


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """A row on paper. ``begins``: it is the first of the items that start together; ``track``: a letter, or empty.

    ``common`` names the common times that begin with it.
    """

    times: str
    title: LocalText
    facts: tuple[str, ...]
    people: str
    room: str
    track: str = ""
    members: bool = False
    pause: bool = False
    begins: bool = True
    common: tuple[LocalText, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedDay:
    """A day and its rows in order."""

    name: str
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True)
class PrintedPerson:
    """A person in the index: position and organisation, and the items in which they appear."""

    name: str
    about: tuple[LocalText, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything that the printed programme says. ``words`` are the labels that its template asks for."""

    title: str
    lang: str
    edition: LocalText
    motto: LocalText
    when: str
    place: str
    version: str
    note: LocalText
    url: str
    publisher: str
    accent: str
    logo_alt: str
    words: Mapping[str, str | tuple[str, ...]]
    tracks: tuple[PrintedTrack, ...]
    days: tuple[PrintedDay, ...]
    people: tuple[PrintedPerson, ...]


def to_pdf(printed: Printed, published_at: datetime, logo: bytes | None = None) -> bytes:
    """The printed programme as a PDF; ``logo`` is a PNG. The same version gives the same bytes."""
    pictures = {} if logo is None else {"logo.png": logo}
    data = {
        **asdict(printed),
        "logo": next(iter(pictures), None),
        "tracks": [{**asdict(track), **colours(track.colour)} for track in printed.tracks],
    }
    return pdf(_TEMPLATE.read_text(encoding="utf-8"), data, published_at, pictures)


def colours(colour: str) -> dict[str, str]:
    """A track's colour (a neutral one if it is no colour), and black or white as the ink, whichever contrasts more."""
    ground = colour if is_colour(colour) else _UNCOLOURED
    return {"colour": ground, "ink": max((WHITE, BLACK), key=lambda ink: contrast(ink, ground))}


_DOOR_SIGNS = Path(__file__).with_name("door_signs.typ")


@dataclass(frozen=True, slots=True)
class Sign:
    """A door sign for one room and day. The room's name is the heading, so the items need not repeat it."""

    room: str
    floor: LocalText
    day: str
    items: tuple[PrintedItem, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """All door signs, and what they share. ``words`` are the labels that the template asks for."""

    title: str
    lang: str
    edition: LocalText
    version: str
    accent: str
    words: Mapping[str, str | tuple[str, ...]]
    tracks: tuple[PrintedTrack, ...]
    signs: tuple[Sign, ...]


class Unprintable(Exception):
    """The sheets cannot be set."""


def plain_signs(signs: Signs) -> dict[str, Any]:
    """The door signs as the template takes them: nothing but texts, numbers and lists."""
    tracks = {track.letter: {"letter": track.letter, **colours(track.colour)} for track in signs.tracks}
    sheets = [
        {**asdict(sign), "items": [{**asdict(item), "track": tracks.get(item.track)} for item in sign.items]}
        for sign in signs.signs
    ]
    return {**asdict(signs), "tracks": (), "signs": sheets}


def door_sign_scale(paper: Mapping[str, Any], number: int) -> float:
    """How large the text of the sheet of that number from 0 can be set, so that it is full and nothing is overleaf.

    That takes as long as a third of a second, and setting a sheet of known size a tenth of it.
    """
    one = {**paper, "signs": [paper["signs"][number]], "scales": ()}
    try:
        (scale,) = values(_DOOR_SIGNS.read_text(encoding="utf-8"), one, "scale")
    except RuntimeError as error:
        raise Unprintable from error
    return float(scale)


def door_signs_pdf(paper: Mapping[str, Any], made_at: datetime, scales: Sequence[float] = ()) -> bytes:
    """The door signs as a PDF, each on a page of its own; ``scales`` are those of its sheets, if they are known.

    Raises Unprintable.
    """
    try:
        return pdf(_DOOR_SIGNS.read_text(encoding="utf-8"), {**paper, "scales": scales}, made_at)
    except RuntimeError as error:
        raise Unprintable from error
