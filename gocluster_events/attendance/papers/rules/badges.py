"""Badges, lists and certificates: what stands on them and where. All lengths are millimetres."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0  # A4, ISO 216
NARROWEST, LOWEST = 40.0, 25.0
MOST_SHIFT = 20.0
MOST_BADGES = 1000
_GAP, _EDGE = 10.0, 5.0


class Role(Enum):
    """The role that a badge's stripe shows. Being on the programme comes before being in the team."""

    SPEAKER = "speaker"
    TEAM = "team"
    PARTICIPANT = "participant"


class SizeRefusal(Enum):
    """Why a sheet cannot be printed."""

    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    OVERLAP = "overlap"
    OFF_THE_PAGE = "off_the_page"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Badges of one size on A4: the first one's corner, and how far it is from one to the next."""

    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    columns: int
    rows: int

    @property
    def per_page(self) -> int:
        """How many badges a page has."""
        return self.columns * self.rows

    @property
    def size(self) -> str:
        """Width and height as they stand in an address: 80x50."""
        return f"{self.width:g}x{self.height:g}"

    def shifted(self, right: float, down: float) -> "Sheet":
        """The sheet for a printer that prints so much too far left and too high."""
        return replace(self, left=self.left + right, top=self.top + down)


def sheet(width: float, height: float) -> Sheet:
    """As many badges of this size as a page holds, in its middle: side by side with a gap, touching in height."""
    columns = max(1, int((PAGE_WIDTH - 2 * _EDGE + _GAP) // (width + _GAP)))
    rows = max(1, int((PAGE_HEIGHT - 2 * _EDGE) // height))
    left = (PAGE_WIDTH - columns * width - (columns - 1) * _GAP) / 2
    return Sheet(width, height, left, (PAGE_HEIGHT - rows * height) / 2, width + _GAP, height, columns, rows)


USUAL = Sheet(80, 50, left=18, top=13, across=95, down=55, columns=2, rows=5)
"""Insert cards 80 × 50 mm as they are sold, such as Avery Zweckform L4784 and L4785."""

SHEETS = {each.size: each for each in (USUAL, sheet(85, 54), sheet(90, 55))}


def size_refusal(wanted: Sheet) -> SizeRefusal | None:
    """Why this sheet cannot be printed; None when it can."""
    if wanted.width < NARROWEST or wanted.height < LOWEST:
        return SizeRefusal.TOO_SMALL
    if wanted.width > PAGE_WIDTH or wanted.height > PAGE_HEIGHT:
        return SizeRefusal.TOO_LARGE
    if (wanted.columns > 1 and wanted.across < wanted.width) or (wanted.rows > 1 and wanted.down < wanted.height):
        return SizeRefusal.OVERLAP
    right = wanted.left + (wanted.columns - 1) * wanted.across + wanted.width
    bottom = wanted.top + (wanted.rows - 1) * wanted.down + wanted.height
    is_on = wanted.left >= 0 and wanted.top >= 0 and right <= PAGE_WIDTH and bottom <= PAGE_HEIGHT
    return None if is_on else SizeRefusal.OFF_THE_PAGE


def read_size(typed: str) -> tuple[float, float] | None:
    """Width and height from ``80x50`` or ``85,5 × 54``; None when it says no size."""
    parts = typed.lower().replace("×", "x").replace(",", ".").replace("mm", "").split("x")
    if len(parts) != 2 or not all(_is_length(part.strip()) for part in parts):
        return None
    return float(parts[0]), float(parts[1])


def sheet_of(typed: str) -> Sheet | None:
    """The sheet of a size as it is typed, one of ours or a free one; None when it says no size."""
    size = read_size(typed)
    return None if size is None else SHEETS.get(f"{size[0]:g}x{size[1]:g}", sheet(*size) if min(size) else None)


@dataclass(frozen=True, slots=True)
class Badge:
    """What stands on a badge. Without a name it is blank, to be written by hand; ``code`` is what its QR code says.

    Whose it is: ``registration_id``, or ``contributor``, the uuid of somebody on the programme who is not registered.
    """

    role: Role
    name: str = ""
    organisation: str = ""
    position: str = ""
    code: str = ""
    no_photos: bool = False
    registration_id: int | None = None
    contributor: str = ""


@dataclass(frozen=True, slots=True)
class Print:
    """What is printed at once: people's badges, then blank ones, from a place (from 1) of the first page on."""

    sheet: Sheet
    badges: tuple[Badge, ...]
    start: int = 1

    def pages(self) -> Iterator[tuple[tuple[Badge, float, float], ...]]:
        """For each page its badges with their corners; what was torn off the first page already stays empty."""
        places = [None] * (self.start - 1) + list(self.badges)
        for first in range(0, len(places), self.sheet.per_page):
            page = places[first : first + self.sheet.per_page]
            yield tuple((badge, *self._corner(at)) for at, badge in enumerate(page) if badge is not None)

    def _corner(self, at: int) -> tuple[float, float]:
        row, column = divmod(at, self.sheet.columns)
        return self.sheet.left + column * self.sheet.across, self.sheet.top + row * self.sheet.down


def blank(number: int) -> tuple[Badge, ...]:
    """So many badges to be written by hand."""
    return (Badge(Role.PARTICIPANT),) * max(0, min(number, MOST_BADGES))


def _is_length(text: str) -> bool:
    whole, _, rest = text.partition(".")
    return (whole + rest).isascii() and (whole + rest).isdigit() and len(whole) <= 3 and len(rest) <= 2 and bool(whole)


LocalText = tuple[str, str]
"""A text and the language it is written in."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who came."""

    name: str
    organisation: str
    reference: str


@dataclass(frozen=True, slots=True)
class Certificates:
    """What all certificates say, and the people who get one."""

    title: str
    lang: str
    edition: LocalText
    motto: LocalText
    when: str
    place: str
    topics: tuple[LocalText, ...]
    issued: str
    issuer: str
    accent: str
    logo_alt: str
    words: Mapping[str, str]
    people: tuple[Attendee, ...]


def role(person: Any, programme: Collection[int], team: Collection[str]) -> Role:
    """The role of a registration, given the ids of those of people on the programme and the addresses of the team."""
    if person.id in programme:
        return Role.SPEAKER
    return Role.TEAM if person.email_key in team else Role.PARTICIPANT
