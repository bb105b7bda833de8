"""The photos of the demo's past meeting: drawn, so that nobody real is to be seen on them."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from math import cos, radians, sin
from typing import Any

from gocluster_events.core.picture import Picture, draw_photograph

_FINER = 2  # times: drawn larger and then made smaller, so that edges are smooth
_NIGHT, _WALL, _BACK, _PANEL = "#232A45", "#333C5E", "#3E466B", "#474F76"
_PAPER, _WARM, _BLUE, _GREEN, _PURPLE = "#E8EEF6", "#F7E6B4", "#0077B6", "#00854A", "#7A4B8C"
_SKIN = ("#8D6748", "#C68E63", "#6B4A36", "#A97B55", "#D9A57C")
_HAIR = ("#2F2523", "#6B4A36", "#4A342A", "#B98A55", "#3A3230", "#8F8F97", "#5B3A29")
_CLOTHES = ("#47517F", "#5F4A6E", "#3F6172", "#6B5A51", "#7A4555", "#4B6A5C")
_CARDS = ("#F6D66F", "#BFE3CF", "#F6C9B8", "#CFE2F4")

Point = tuple[float, float]


class _Sheet:
    """A picture that is drawn from above; all lengths are pixels of the finished one."""

    def __init__(self, width: int, height: int, colour: str) -> None:
        from PIL import Image, ImageDraw  # noqa: PLC0415 -- only who fills in the demo waits for it

        self._image = Image.new("RGB", (width * _FINER, height * _FINER), colour)
        self._pen: Any = ImageDraw.Draw(self._image)

    def box(self, left: float, top: float, width: float, height: float, colour: str, radius: float = 0) -> None:
        """A rectangle, with round corners if it has a radius."""
        edges = _larger([(left, top), (left + width, top + height)])
        self._pen.rounded_rectangle(edges, radius * _FINER, fill=colour)

    def area(self, corners: Sequence[Point], colour: str) -> None:
        """A polygon."""
        self._pen.polygon(_larger(corners), fill=colour)

    def disc(self, x: float, y: float, across: float, colour: str, down: float = 0) -> None:
        """A disc around a point, or an ellipse if it has another height than width."""
        half, half_down = across / 2, (down or across) / 2
        self._pen.ellipse(_larger([(x - half, y - half_down), (x + half, y + half_down)]), fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line with round ends."""
        self._pen.line(_larger(points), fill=colour, width=round(width * _FINER), joint="curve")
        for x, y in (points[0], points[-1]):
            self.disc(x, y, width, colour)

    def card(self, x: float, y: float, colour: str, degrees: float) -> None:
        """A written card around a point, turned."""
        self.area([_turned(x, y, *each, degrees) for each in ((-38, -26), (38, -26), (38, 26), (-38, 26))], colour)
        for down, end in ((-8, 24), (7, 10)):
            ends = [_turned(x, y, each, down, degrees) for each in (-25, end)]
            self.line(ends, _PANEL, 3.5)

    def photo(self) -> tuple[Picture, Picture]:
        """The picture as the house stores photos."""
        finished, written = self._image.reduce(_FINER), BytesIO()
        finished.save(written, "PNG", compress_level=1)
        large, small = draw_photograph(written.getvalue())
        return large, small


def _larger(points: Sequence[Point]) -> list[Point]:
    return [(x * _FINER, y * _FINER) for x, y in points]


def _turned(x: float, y: float, right: float, down: float, degrees: float) -> Point:
    angle = radians(degrees)
    return x + right * cos(angle) - down * sin(angle), y + right * sin(angle) + down * cos(angle)


def hall() -> tuple[Picture, Picture]:
    """A full hall from behind: rows of people, and somebody who speaks in front of a screen."""
    sheet = _Sheet(1200, 600, _WALL)
    sheet.area([(0, 0), (1200, 0), (1200, 125), (0, 125)], _NIGHT)
    sheet.area([(0, 125), (345, 178), (855, 178), (1200, 125)], "#2C3454")
    sheet.area([(345, 178), (855, 178), (855, 415), (345, 415)], _BACK)
    sheet.area([(0, 470), (345, 415), (855, 415), (1200, 470), (1200, 600), (0, 600)], "#252D49")
    for start, end in (((128, 36), (276, 58)), ((440, 92), (760, 92)), ((922, 62), (1070, 42))):
        sheet.line([start, end], _WARM, 7)
    sheet.box(438, 198, 324, 157, _PAPER)
    sheet.box(470, 222, 88, 11, _PANEL)
    for low, high, colour in ((296, 226, _BLUE), (312, 250, _GREEN), (328, 278, _PURPLE)):
        sheet.line([(470, low), (536, low), (590, high), (730, high)], colour, 7)
    sheet.box(396, 366, 408, 27, _PANEL)
    _speaker(sheet, 560, 308, "#8E2F4B")
    for number in range(14):
        _listener(sheet, 42 + 86 * number, 436 + 7 * (number % 3), 1, number)
    for number in range(15):
        _listener(sheet, 84 * number - 2, 512 + 9 * (number % 2), 1.5, number + 3)
    return sheet.photo()


def _speaker(sheet: _Sheet, x: float, y: float, colour: str) -> None:
    sheet.box(x - 18, y + 44, 36, 32, "#1B2240")
    sheet.box(x - 22, y + 16, 44, 46, colour, 20)
    sheet.disc(x, y, 31, _SKIN[1])


def _listener(sheet: _Sheet, x: float, y: float, size: float, number: int) -> None:
    sheet.box(x - 34 * size, y + 12 * size, 68 * size, 120 * size, _CLOTHES[number % len(_CLOTHES)], 30 * size)
    sheet.disc(x, y, 40 * size, _HAIR[number % len(_HAIR)])


def table() -> tuple[Picture, Picture]:
    """A round table from above: six people, and the cards that they have written."""
    sheet = _Sheet(1200, 800, "#CBC3B7")
    for row in range(1, 8):
        sheet.line([(0, 104 * row), (1200, 104 * row)], "#BDB4A6", 3)
    sheet.disc(600, 408, 790, "#D8CFC0", 620)
    sheet.disc(600, 402, 766, "#F3EFE8", 598)
    seats = ((602, 40), (1008, 172), (1040, 616), (602, 768), (142, 600), (192, 142))
    for number, (x, y) in enumerate(seats):
        sheet.disc(x, y, 196, _CLOTHES[number], 152)
        sheet.disc(x, y - 6, 86, _HAIR[number])
    arms = (((930, 214), (838, 292)), ((970, 560), (832, 534)), ((236, 574), (356, 556)), ((270, 196), (392, 254)))
    for number, ends in enumerate(arms):
        sheet.line(ends, _SKIN[number], 25)
    cards = (
        (398, 254, -14), (528, 196, 8), (672, 248, -6), (800, 328, 16), (478, 402, 6), (640, 452, -10),
        (428, 538, -4), (574, 566, 14), (772, 530, 8),
    )  # fmt: skip
    for number, (x, y, degrees) in enumerate(cards):
        sheet.card(x, y, _CARDS[number % len(_CARDS)], degrees)
    sheet.disc(716, 378, 52, "#FFFFFF")
    sheet.disc(716, 378, 34, "#6A4A38")
    return sheet.photo()


def pitch() -> tuple[Picture, Picture]:
    """A stage: somebody speaks in the light, a clock runs, and hands with cards vote."""
    sheet = _Sheet(1200, 800, _NIGHT)
    for left in range(0, 1200, 80):
        sheet.box(left, 0, 38, 560, "#283050")
    sheet.area([(470, 0), (590, 0), (800, 590), (300, 590)], "#39426A")
    sheet.area([(0, 560), (1200, 560), (1200, 800), (0, 800)], "#1B2138")
    sheet.disc(550, 590, 520, "#474F76", 74)
    sheet.box(740, 120, 340, 220, _PAPER)
    sheet.disc(826, 230, 132, _BLUE)
    sheet.disc(826, 230, 98, _PAPER)
    sheet.line([(826, 230), (826, 192)], _BLUE, 8)
    sheet.line([(826, 230), (856, 246)], _BLUE, 8)
    for row, (width, colour) in enumerate(((130, _GREEN), (96, _PURPLE), (62, _BLUE))):
        sheet.box(916, 180 + 40 * row, width, 20, colour, 4)
    sheet.box(508, 466, 32, 120, "#15192C", 8)
    sheet.box(560, 466, 32, 120, "#15192C", 8)
    sheet.box(496, 316, 108, 170, "#8E2F4B", 40)
    sheet.line([(590, 350), (652, 396), (700, 344)], "#8E2F4B", 30)
    sheet.disc(704, 338, 32, _SKIN[3])
    sheet.line([(508, 352), (520, 410), (548, 330)], "#7D2942", 26)
    sheet.disc(550, 262, 84, _SKIN[3])
    sheet.line([(552, 336), (552, 306)], "#15192C", 12)
    for number in range(11):
        _voter(sheet, 50 + 112 * number, 664 + 16 * (number % 2), number)
    return sheet.photo()


def _voter(sheet: _Sheet, x: float, y: float, number: int) -> None:
    if number % 3 != 1:
        sheet.line([(x + 42, y + 60), (x + 46, y - 40)], _SKIN[number % len(_SKIN)], 20)
        sheet.box(x + 22, y - 112, 50, 68, (_GREEN, "#E0A526")[number % 2], 5)
    _listener(sheet, x, y, 1.3, number)


DRAWINGS: Mapping[str, Callable[[], tuple[Picture, Picture]]] = {"hall": hall, "table": table, "pitch": pitch}
"""What is drawn, by the name under which the demo's data speak of it."""
