"""Where on a badge its texts and its code stand, and what does not fit. Lengths are millimetres, letters points."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, partial
from typing import Any

from gocluster_events.attendance.papers.rules.badges import Badge, Sheet
from gocluster_events.core.glyphs import REGULAR, SEMIBOLD, SLACK, Setting, missing, most_width, within

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


@dataclass(frozen=True, slots=True)
class _Frame:
    """What sheet and code leave for the texts: from where to where, how wide beside the code, and how far down all of
    the width is free.
    """

    left: float
    top: float
    bottom: float
    width: float
    beside: float
    below: float
    code: Box

    @property
    def is_low(self) -> bool:
        """Whether all texts stand beside the code."""
        return self.below - self.top < _LEAST_NAME

    @property
    def room(self) -> float:
        """How high organisation, position and the words about photographs may be."""
        return self.bottom - self.top - _LEAST_NAME if self.is_low else self.bottom - self.below

    def name(self, high: float) -> Box:
        """The place of the name above so high details."""
        height = self.bottom - high - self.top if self.is_low else self.below - self.top
        return Box(self.left, self.top, self.beside if self.is_low else self.width - 2 * self.left, height)


def _frame(sheet: Sheet, code: str) -> _Frame:
    left, count = margin(sheet), modules(code) + 2 * QUIET if code else 0
    top, bottom = stripe_height(sheet) + left / 2, sheet.height - 0.7 * left
    side = count * max(_LEAST_MODULE, min(20.0, sheet.height * 0.34) / (count - 2 * QUIET)) if count else 0.0
    box = Box(sheet.width - _EDGE_OF_CODE - side, sheet.height - _EDGE_OF_CODE - side, side, side)
    beside = box.left - left if count else sheet.width - 2 * left
    return _Frame(left, top, bottom, sheet.width, beside, min(box.top, bottom - 13.0) - _GAP_IN_BADGE, box)


def layout(badge: Badge, sheet: Sheet, no_photos: str) -> Layout:
    """The badge laid out, ``no_photos`` being the words for it. On a low badge all texts stand beside the code."""
    frame, words = _frame(sheet, badge.code), no_photos if badge.no_photos else ""
    warning, warning_height = _warning(words, frame)
    details = _details(badge.organisation, badge.position, frame, frame.room - warning_height)
    high = _height(details) + warning_height
    place = frame.name(high)
    name = within(badge.name, place.width * POINTS, place.height * POINTS, _NAME_SIZES, SEMIBOLD)
    texts = {Part.NAME: name, **details}
    return Layout(texts, warning, place, Box(frame.left, frame.bottom - high, frame.beside, high), frame.code)


def _height(details: Mapping[Part, Setting]) -> float:
    return sum(each.height / POINTS + _GAP_IN_BADGE for each in details.values() if each.lines)


def _warning(no_photos: str, frame: _Frame) -> tuple[Setting, float]:
    """The words about photographs, and how high they stand beside their camera."""
    room = (frame.beside - _CAMERA[0]) * POINTS
    setting = within(no_photos, room, frame.room * POINTS, (7.0, 6.5, 6.0, 5.5, 5.0), SEMIBOLD)
    return setting, max(_CAMERA[1], setting.height / POINTS) if no_photos else 0.0


def _details(
    organisation: str, position: str, frame: _Frame, left: float, measure: Callable[..., Setting] = within
) -> dict[Part, Setting]:
    """Organisation and position in what is ``left`` of the room's height, the organisation first."""
    width, settings = frame.beside, {}
    for part, text, lines in ((Part.ORGANISATION, organisation, 2), (Part.POSITION, position, 1)):
        height = (left - _GAP_IN_BADGE) * POINTS
        setting = measure(text, width * POINTS, height, _SMALL_SIZES, most_lines=lines)
        settings[part] = setting
        left -= setting.height / POINTS + _GAP_IN_BADGE if setting.lines else 0.0
    return settings


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """A badge that does not show everything: what is too long, and the characters for which there are no letters."""

    badge: Badge
    too_long: tuple[Part, ...]
    missing: str


def shortcoming(badge: Badge, sheet: Sheet, no_photos: str) -> Shortcoming:
    """What the badge would not show in this size."""
    return Shortcoming(badge, layout(badge, sheet, no_photos).too_long, _missing(badge))


def falling_short(badges: Iterable[Badge], sheet: Sheet, no_photos: str) -> tuple[Badge, ...]:
    """Those of these badges that would not show everything in this size."""
    checks: dict[tuple[int, bool], _Check] = {}
    failing = []
    for badge in badges:
        kind = (len(badge.code.encode()), badge.no_photos)
        check = checks.get(kind) or checks.setdefault(kind, _Check(badge, sheet, no_photos))
        if not check.shows(badge):
            failing.append(badge)
    return tuple(failing)


def _missing(badge: Badge) -> str:
    return missing(f"{badge.name} {badge.organisation} {badge.position}")


class _Check:
    """Whether badges with as long a code and as many words about photographs as this one show everything.

    Nearly all texts are short and need not be set to see that they fit; institution and position are those of many,
    and measured once.
    """

    def __init__(self, like: Badge, sheet: Sheet, no_photos: str) -> None:
        self._frame = _frame(sheet, like.code)
        _words, self._warning_height = _warning(no_photos if like.no_photos else "", self._frame)
        lines = layout(replace(like, name="M", organisation="M", position="M"), sheet, no_photos)
        self._widths, self._usual_height = _widths(lines), lines.details.height
        self._are_easy, self._high = cache(self._have_room), cache(self._height_of)
        self._measure = cache(partial(within, is_cut=False))

    def shows(self, badge: Badge) -> bool:
        """Whether the badge shows everything."""
        if self._are_easy(badge.organisation, badge.position) and self._has_room(badge.name, Part.NAME):
            return True
        high = self._high(badge.organisation, badge.position)
        if high is None or _missing(badge):
            return False
        place, smallest = self._frame.name(high), _NAME_SIZES[-1:]  # what fits in larger letters fits in these
        return within(badge.name, place.width * POINTS, place.height * POINTS, smallest, SEMIBOLD, is_cut=False).fits

    def _have_room(self, organisation: str, position: str) -> bool:
        return self._has_room(organisation, Part.ORGANISATION) and self._has_room(position, Part.POSITION)

    def _has_room(self, text: str, part: Part) -> bool:
        """Whether the text certainly fits, whatever the others are; False says nothing."""
        width = most_width(text, _WEIGHTS[part])
        return width is not None and width <= self._widths[part]

    def _height_of(self, organisation: str, position: str) -> float | None:
        """How high the two are with the words about photographs; None where they do not fit."""
        if organisation and position and self._are_easy(organisation, position):
            return self._usual_height
        room = self._frame.room - self._warning_height
        alone = _details("", position, self._frame, room, self._measure)  # what does not fit so fits with nothing
        if not alone[Part.POSITION].fits:
            return None
        details = _details(organisation, position, self._frame, room, self._measure)
        return _height(details) + self._warning_height if all(each.fits for each in details.values()) else None


_WEIGHTS: Mapping[Part, int] = {Part.NAME: SEMIBOLD, Part.ORGANISATION: REGULAR, Part.POSITION: REGULAR}


def _widths(laid: Layout) -> Mapping[Part, float]:
    """Up to which width, in em, each text fits in one line whatever the others are, by what is left on a badge with a
    line of everything: there each line is in the largest letters for which it has the height, the name at worst in
    the smallest.
    """
    name, size = laid.texts[Part.NAME], _NAME_SIZES[-1]
    if laid.too_long or name.up + name.down > laid.name.height * POINTS / size:
        return dict.fromkeys(Part, -1.0)
    rooms = {part: (laid.details.width, laid.texts[part].size) for part in Part} | {Part.NAME: (laid.name.width, size)}
    return {part: width * POINTS / points / SLACK for part, (width, points) in rooms.items()}


def unprintable(people: Iterable[Any]) -> tuple[tuple[Any, str], ...]:
    """Those in whose name or organisation there are characters without letters, with these; rows of the list."""
    every = ((each, missing(f"{each.title} {each.first_name} {each.last_name} {each.organisation}")) for each in people)
    return tuple((each, characters) for each, characters in every if characters)
