"""Colours as ``#RRGGBB``: mixing them, and how well one is read on another."""

import re
from collections.abc import Callable

WHITE, BLACK = "#FFFFFF", "#000000"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(value: str) -> bool:
    """Whether it is written as ``#RRGGBB``."""
    return _HEX.fullmatch(value) is not None


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.1, https://www.w3.org/TR/WCAG21/#dfn-relative-luminance)."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.1, https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """``share`` of ``colour`` (0 to 1) and the rest of ``other``, as ``color-mix(in srgb, …)`` mixes them."""
    pairs = zip(_parts(colour), _parts(other), strict=True)
    return "#" + "".join(f"{round(share * one + (1 - share) * two):02X}" for one, two in pairs)


def toward(colour: str, goal: str, is_enough: Callable[[str], bool], start: int = 100) -> str:
    """The first colour that is enough on the way to ``goal``, from ``start`` per cent of ``colour`` in steps of one."""
    steps = (mixed(colour, goal, share / 100) for share in range(start, 0, -1))
    return next((step for step in steps if is_enough(step)), goal)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
