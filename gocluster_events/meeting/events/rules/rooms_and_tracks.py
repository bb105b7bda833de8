"""Rooms and tracks: what they say, which colours can be read, and letters and colours for those made by name alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain, cycle, product
from string import ascii_uppercase

from gocluster_events.core.colour import BLACK, WHITE, contrast, is_colour, mixed, toward
from gocluster_events.core.text import Localized

COLOURS = ("#004B76", "#5F316E", "#005C45", "#780F2D", "#007194", "#597C39", "#576164")
"""Readable on white (the federal palette)."""
SUGGESTED = (
    "#004B76", "#007194", "#0077B6", "#005C45", "#00854A", "#00818B", "#597C39", "#C0003C", "#780F2D", "#5F316E",
    "#576164",
)  # fmt: skip
"""All of that palette that a track can have."""
LEGIBLE = 4.5  # WCAG 2.1, success criterion 1.4.3
_DARK = "#131525"  # the dark page, and the dark text


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFacts:
    """A room as its form changes it: all of it at once. 0 seats: not counted, such as a foyer."""

    name: str
    floor: Localized = field(default_factory=Localized)
    seats: int = 0
    is_step_free: bool = False
    has_stream: bool = False
    stream_url: str = ""
    for_sessions: bool = True
    for_breaks: bool = True
    for_exhibition: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackFacts:
    """A track as its form changes it: all of it at once."""

    letter: str
    name: Localized
    description: Localized = field(default_factory=Localized)
    colour: str


PlaceFacts = RoomFacts | TrackFacts


class PlaceRefusal(Enum):
    """Why a room or a track cannot be changed as typed, or cannot be removed."""

    ARCHIVED = "archived"
    KNOWN_ROOM = "known_room"
    KNOWN_LETTER = "known_letter"
    KNOWN_CLUSTER = "known_cluster"
    IN_USE = "in_use"  # items of the draft stand in it


class ColourRefusal(Enum):
    """Why a track cannot have a colour."""

    NO_COLOUR = "no_colour"
    TOO_LIGHT = "too_light"
    TOO_DARK = "too_dark"


@dataclass(frozen=True, slots=True)
class Face:
    """Where the pages show a track: text in one colour on a ground in another."""

    text: str
    ground: str

    @property
    def contrast(self) -> float:
        """How well the text is read, 1 to 21."""
        return contrast(self.text, self.ground)


def light_faces(colour: str) -> tuple[Face, Face]:
    """A track's letter on its colour, and its name on its ground, on light pages (`.track` in the tokens)."""
    return Face(WHITE, colour), Face(mixed(colour, _DARK, 0.78), mixed(colour, WHITE, 0.10))


def dark_faces(colour: str) -> tuple[Face, Face]:
    """The two faces of a track's colour on dark pages."""
    return Face(_DARK, mixed(colour, WHITE, 0.52)), Face(mixed(colour, WHITE, 0.40), mixed(colour, _DARK, 0.24))


def colour_refusal(colour: str) -> ColourRefusal | None:
    """Why a track cannot have this colour; None when everything in it can be read in both schemes."""
    if not is_colour(colour):
        return ColourRefusal.NO_COLOUR
    if _least(light_faces(colour)) < LEGIBLE:
        return ColourRefusal.TOO_LIGHT
    return ColourRefusal.TOO_DARK if _least(dark_faces(colour)) < LEGIBLE else None


def least_contrast(colour: str) -> float:
    """The worst contrast in which a track of this colour is read."""
    return min(_least(light_faces(colour)), _least(dark_faces(colour)))


def nearest_legible(colour: str) -> str:
    """The nearest shade, darker or lighter, that a track can have."""
    goal = WHITE if colour_refusal(colour) is ColourRefusal.TOO_DARK else BLACK
    return toward(colour, goal, lambda shade: colour_refusal(shade) is None)


def _least(faces: Iterable[Face]) -> float:
    return min(face.contrast for face in faces)


def new_letters(taken: Iterable[str]) -> Iterator[str]:
    """Letters that no track has yet, A first; two of them once the alphabet is used up."""
    known = {letter.upper() for letter in taken}
    pairs = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
    return (letter for letter in chain(ascii_uppercase, pairs) if letter not in known)


def new_colours(taken: Iterable[str]) -> Iterator[str]:
    """Colours, those that no track has yet first."""
    known = {colour.upper() for colour in taken}
    return chain((colour for colour in COLOURS if colour not in known), cycle(COLOURS))
