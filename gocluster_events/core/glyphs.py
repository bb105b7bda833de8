"""The letters of paper: which characters they have, how wide a text is, and how large it may be in a given room.

What is true of the fonts stands in a file that the build writes beside them (`tools/fonts.py`). A text can be measured
without setting it, with its descenders, so that a page says beforehand what will not fit and what cannot be printed.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gocluster_events.core.errors import Busy
from gocluster_events.core.text import for_xml

FONTS = Path(__file__).parents[2] / "static" / "vendor" / "fonts" / "paper"
REGULAR, SEMIBOLD = 400, 600
MISSING = "\u25a1"
_HIDDEN = frozenset({"Cc", "Cf"})
_SPACES = str.maketrans(dict.fromkeys("\u1680\u2028\u2029\u3000", " "))  # wider ones, for which there is no letter
_SELECTORS = re.compile("[\u034f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_PIECE = re.compile(r"[^\s/–—-]+[/–—-]*|[/–—-]+")
_TINY = 1e-6  # of a line, which is no more than how numbers are rounded
SLACK = 1.01
"""Kerning can make a line a little wider than its letters."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font: how far it reaches above and below the line, and the width of each character it has. In em."""

    up: float
    down: float
    widths: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Setting:
    """A text as it is set: size in points, its lines, how far each reaches up and down in em, and whether it fits.

    Where it does not fit, a word is broken, and what is too much is cut off.
    """

    size: float
    lines: tuple[str, ...]
    up: float
    down: float
    fits: bool = True

    @property
    def height(self) -> float:
        """How high all lines are, in points."""
        return len(self.lines) * (self.up + self.down) * self.size


def clean(text: str) -> str:
    """The text composed, without controls and what only chooses between pictures of one character."""
    if _is_plain(text, REGULAR):
        return text
    composed = unicodedata.normalize("NFC", _SELECTORS.sub("", for_xml(text)).translate(_SPACES))
    return "".join(each for each in composed if each in "\n\t" or unicodedata.category(each) not in _HIDDEN)


def missing(text: str) -> str:
    """The characters that cannot be printed, each once; a mark with the letter that bears it."""
    if _is_plain(text, REGULAR):
        return ""
    return "".join(dict.fromkeys(each for each in _clusters(clean(text)) if not _has(each)))


def printable(text: str) -> str:
    """The text with an empty square for each character that cannot be printed."""
    if _usual().issuperset(text):
        return text
    return "".join(each if _has(each) else MISSING for each in _clusters(text))


def within(
    text: str,
    room: float,
    height: float,
    sizes: tuple[float, ...],
    weight: int = REGULAR,
    most_lines: int = 2,
    *,
    is_cut: bool = True,
) -> Setting:
    """The text in the largest of these sizes (falling) in which it fits into the room, no word broken.

    In the smallest it may have more lines than ``most_lines``, as many as the height has. ``room`` is the width;
    both are points. ``is_cut``: where it does not fit, its lines are wanted nevertheless.
    """
    letters = printable(" ".join(clean(text).split()))
    usual = _is_plain(letters, weight)
    fonts = [] if usual else [face for each in set(_clusters(letters)) if (face := _face(each, weight))]
    fonts = fonts or [faces(weight)[0]]
    up, down = max(face.up for face in fonts), max(face.down for face in fonts)
    if not letters:
        return Setting(sizes[0], (), up, down)
    pieces = tuple(_pieces(letters, weight))
    total, smallest = sum(wide for _piece, wide in pieces), sizes[-1]
    at_most = min(len(letters), int(height / ((up + down) * smallest) + _TINY))
    possible = (*((each, most_lines) for each in sizes), (smallest, len(letters)))
    if total > (at_most + _TINY) * room / smallest / SLACK:
        possible = ()  # more than fits, however it is broken into lines
    for size, lines_at_most in possible:
        most = min(lines_at_most, int(height / ((up + down) * size) + _TINY))
        if total > (most + _TINY) * room / size / SLACK:
            continue
        lines = _filled(pieces, room / size / SLACK)
        if lines is not None and len(lines) <= most:
            return Setting(size, lines, up, down)
    lines = _cut(letters, room / smallest / SLACK, at_most, weight) if is_cut else ()
    return Setting(smallest, lines, up, down, fits=False)


@cache
def faces(weight: int) -> tuple[Face, ...]:
    """The fonts of this weight, in the order in which they are asked for a character."""
    try:
        fonts = json.loads((FONTS / "metrics.json").read_text(encoding="utf-8"))[str(weight)]
    except FileNotFoundError as error:  # the demo makes them while its first pages are looked at already
        raise Busy("the fonts of paper are not made yet") from error
    return tuple(
        Face(
            font["up"] / 1000,
            font["down"] / 1000,
            {chr(int(code)): width / 1000 for code, width in font["widths"].items()},
        )
        for font in fonts
    )


@cache
def _usual() -> frozenset[str]:
    """What the first font has, which is nearly everything."""
    return frozenset(faces(REGULAR)[0].widths) | {"\n", "\t"}


def _is_plain(text: str, weight: int) -> bool:
    """Whether the first font has all of it and nothing has to be done about it, which is so of nearly all names."""
    return _plain(weight).issuperset(text) and unicodedata.is_normalized("NFC", text)


@cache
def _plain(weight: int) -> frozenset[str]:
    """The characters of the first font that are letters of their own, and stay as they are."""
    there = (each for each in faces(weight)[0].widths if ord(each) not in _SPACES)
    return frozenset(each for each in there if unicodedata.category(each)[0] not in "CM" and not _SELECTORS.match(each))


def _clusters(text: str) -> Iterator[str]:
    """The characters of the text, each with the marks above and below it."""
    cluster = ""
    for each in text:
        if cluster and unicodedata.category(each).startswith("M"):
            cluster += each
            continue
        if cluster:
            yield cluster
        cluster = each
    if cluster:
        yield cluster


def _has(cluster: str) -> bool:
    return cluster in "\n\t" or _face(cluster, REGULAR) is not None


def _face(cluster: str, weight: int) -> Face | None:
    """The first font that has all of it, for letter and mark come from one."""
    return next((face for face in faces(weight) if all(each in face.widths for each in cluster)), None)


def width(text: str, weight: int = REGULAR) -> float:
    """How wide the text is in one line, in em."""
    if _is_plain(text, weight):
        return sum(map(faces(weight)[0].widths.__getitem__, text))
    return sum(face.widths[each] for cluster in _clusters(text) if (face := _face(cluster, weight)) for each in cluster)


def most_width(text: str, weight: int = REGULAR) -> float | None:
    """How wide the text is at most in one line, in em; None where not all of it is in the first font, as it stands."""
    widths = _widths(weight)
    if not unicodedata.is_normalized("NFC", text):
        return None
    try:
        return sum(map(widths.__getitem__, text))
    except KeyError:
        return None


@cache
def _widths(weight: int) -> Mapping[str, float]:
    """Those of the first font, its space as wide as that of any weight, which a line may have."""
    return {**faces(weight)[0].widths, " ": max(faces(each)[0].widths[" "] for each in (REGULAR, SEMIBOLD))}


def _pieces(text: str, weight: int) -> Iterator[tuple[str, float]]:
    """What stays together, with its width: a word, or each part of one with hyphens; a space goes with what follows."""
    for word in text.split():
        for number, piece in enumerate(_PIECE.findall(word)):
            yield piece if number else f" {piece}", width(piece, weight)


def _filled(pieces: tuple[tuple[str, float], ...], room: float) -> tuple[str, ...] | None:
    """The lines, each as full as can be; None where a piece is wider than a line. ``room`` is in em."""
    lines: list[str] = []
    space, so_far = faces(REGULAR)[0].widths[" "], 0.0
    for piece, wide in pieces:
        if wide > room:
            return None
        gap = space if piece.startswith(" ") else 0.0
        if lines and so_far + gap + wide <= room:
            lines[-1] += piece
            so_far += gap + wide
        else:
            lines.append(piece.strip())
            so_far = wide
    return tuple(lines)


def _cut(text: str, room: float, most: int, weight: int) -> tuple[str, ...]:
    """So many lines, broken wherever they are full; what is too much is cut off, and three dots say so."""
    lines, so_far = [""], 0.0
    for cluster in _clusters(text):
        wide = width(cluster, weight)
        if so_far + wide > room:
            lines.append("")
            so_far = 0.0
        lines[-1] += cluster
        so_far += wide
    first = [line.strip() for line in lines[: max(0, most)]]
    if first and len(lines) > most:
        first[-1] = f"{first[-1][:-2]}…"
    return tuple(first)
