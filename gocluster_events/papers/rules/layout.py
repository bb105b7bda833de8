"""Where on a badge its texts and its code stand, and what does not fit. Lengths are millimetres, letters points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from gocluster_events.glyphs import REGULAR, SEMIBOLD, SLACK, Setting, missing, most_width, within
from gocluster_events.papers.rules.badges import Badge, Sheet

POINTS = 72 / 25.4
"""In a millimetre."""
QUIET = 4
"""Modules that stay white round a QR code (ISO/IEC 18004)."""
_NAME_SIZES = (34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.5, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0)
_SMALL_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_EDGE_OF_CODE, _GAP_IN_BADGE, _CAMERA = 1.0, 1.0, (6.0, 4.0)
_LEAST_MODULE, _LEAST_NAME = 0.4, 7.0


class Part(Enum):
    """A text on a badge."""

    NAME = "name"
    ORGANISATION = "organisation"
    POSITION = "position"


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a badge, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where on a badge its texts and its code stand, and how they are set."""

    texts: Mapping[Part, Setting]
    no_photos: Setting
    name: Box
    details: Box
    code: Box

    @property
    def too_long(self) -> tuple[Part, ...]:
        """The texts that do not fit."""
        return tuple(part for part, setting in self.texts.items() if not setting.fits)


def modules(code: str) -> int:
    """How many modules a QR code of these characters has on each side, at level M (ISO/IEC 18004, table 7)."""
    version = next(number for number, most in enumerate((14, 26, 42, 62, 84, 106), 1) if len(code.encode()) <= most)
    return 17 + 4 * version


def stripe_height(sheet: Sheet) -> float:
    """How high the stripe is that says edition and role."""
    return max(6.5, sheet.height * 0.145)


def margin(sheet: Sheet) -> float:
    """How far texts stay from the badge's edge."""
    return max(3.0, sheet.width * 0.05)


def layout(badge: Badge, sheet: Sheet, no_photos: str) -> Layout:
    """The badge laid out, ``no_photos`` being the words for it. On a low badge all texts stand beside the code."""
    left, count = margin(sheet), modules(badge.code) + 2 * QUIET if badge.code else 0
    top, bottom = stripe_height(sheet) + left / 2, sheet.height - 0.7 * left
    side = count * max(_LEAST_MODULE, min(20.0, sheet.height * 0.34) / (count - 2 * QUIET)) if count else 0.0
    code = Box(sheet.width - _EDGE_OF_CODE - side, sheet.height - _EDGE_OF_CODE - side, side, side)
    beside = code.left - left if count else sheet.width - 2 * left
    below = min(code.top, bottom - 13.0) - _GAP_IN_BADGE
    is_low = below - top < _LEAST_NAME
    room = bottom - top - _LEAST_NAME if is_low else bottom - below
    details, warning = _details(badge, no_photos if badge.no_photos else "", beside, room)
    high = sum(each.height / POINTS + _GAP_IN_BADGE for each in details.values() if each.lines)
    high += max(_CAMERA[1], warning.height / POINTS) if badge.no_photos else 0.0
    name_height = bottom - high - top if is_low else below - top
    name = Box(left, top, beside if is_low else sheet.width - 2 * left, name_height)
    texts = {Part.NAME: within(badge.name, name.width * POINTS, name.height * POINTS, _NAME_SIZES, SEMIBOLD), **details}
    return Layout(texts, warning, name, Box(left, bottom - high, beside, high), code)


def _details(badge: Badge, no_photos: str, width: float, room: float) -> tuple[dict[Part, Setting], Setting]:
    """Organisation and position in what the words about photographs leave of the room, the organisation first."""
    warning = within(no_photos, (width - _CAMERA[0]) * POINTS, room * POINTS, (7.0, 6.5, 6.0, 5.5, 5.0), SEMIBOLD)
    left = room - (max(_CAMERA[1], warning.height / POINTS) if no_photos else 0.0)
    settings = {}
    for part, text, lines in ((Part.ORGANISATION, badge.organisation, 2), (Part.POSITION, badge.position, 1)):
        setting = within(text, width * POINTS, (left - _GAP_IN_BADGE) * POINTS, _SMALL_SIZES, most_lines=lines)
        settings[part] = setting
        left -= setting.height / POINTS + _GAP_IN_BADGE if setting.lines else 0.0
    return settings, warning


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """A badge that does not show everything: what is too long, and the characters for which there are no letters."""

    badge: Badge
    too_long: tuple[Part, ...]
    missing: str


def shortcomings(badges: Iterable[Badge], sheet: Sheet, no_photos: str) -> tuple[Shortcoming, ...]:
    """Those of these badges that would not show everything in this size."""
    rooms: dict[tuple[int, bool], _Ease] = {}  # nearly all names are short, and need not be set to see that they fit
    doubtful = []
    for badge in badges:
        kind = (len(badge.code.encode()), badge.no_photos)
        ease = rooms.get(kind) or rooms.setdefault(kind, _ease(badge, sheet, no_photos))
        if not ease.fits(badge):
            doubtful.append(badge)
    every = (
        Shortcoming(
            badge,
            layout(badge, sheet, no_photos).too_long,
            missing(f"{badge.name} {badge.organisation} {badge.position}"),
        )
        for badge in doubtful
    )
    return tuple(each for each in every if each.too_long or each.missing)


_WEIGHTS: Mapping[Part, int] = {Part.NAME: SEMIBOLD, Part.ORGANISATION: REGULAR, Part.POSITION: REGULAR}


@dataclass(frozen=True, slots=True)
class _Ease:
    """Up to which width, in em, each text fits in one line whatever the others are."""

    widths: Mapping[Part, float]

    def fits(self, badge: Badge) -> bool:
        """Whether the badge certainly shows everything; False says nothing."""
        texts = {Part.NAME: badge.name, Part.ORGANISATION: badge.organisation, Part.POSITION: badge.position}
        return all(
            (width := most_width(text, _WEIGHTS[part])) is not None and width <= self.widths[part]
            for part, text in texts.items()
        )


def _ease(badge: Badge, sheet: Sheet, no_photos: str) -> _Ease:
    """That of all badges with as long a code and as many words about photographs as this one, by what is left on a
    badge with a line of everything: there each line is in the largest letters for which it has the height, the name
    at worst in the smallest.
    """
    laid = layout(replace(badge, name="M", organisation="M", position="M"), sheet, no_photos)
    name, size = laid.texts[Part.NAME], _NAME_SIZES[-1]
    if laid.too_long or name.up + name.down > laid.name.height * POINTS / size:
        return _Ease(dict.fromkeys(Part, -1.0))
    rooms = {part: (laid.details.width, laid.texts[part].size) for part in Part} | {Part.NAME: (laid.name.width, size)}
    return _Ease({part: width * POINTS / points / SLACK for part, (width, points) in rooms.items()})


def unprintable(people: Iterable[Any]) -> tuple[tuple[Any, str], ...]:
    """Those in whose name or organisation there are characters without letters, with these; rows of the list."""
    every = ((each, missing(f"{each.title} {each.first_name} {each.last_name} {each.organisation}")) for each in people)
    return tuple((each, characters) for each, characters in every if characters)
