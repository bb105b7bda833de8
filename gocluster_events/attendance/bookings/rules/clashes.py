"""What of somebody's day is at the same time. Items that touch do not clash."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

Span = tuple[datetime, datetime]
"""From the first instant to the one after the last."""


class Timed(Protocol):
    """Whatever is at a certain time."""

    @property
    def span(self) -> Span:
        """Its time."""


Thing = TypeVar("Thing", bound=Timed)


def overlap(one: Span, other: Span) -> bool:
    """Whether both share an instant."""
    return one[0] < other[1] and other[0] < one[1]


def clashes(span: Span, things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Those of the things that are at that time, in their order."""
    return tuple(each for each in things if overlap(span, each.span))


def is_busy(span: Span, busy: Sequence[Span]) -> bool:
    """Whether somebody is taken at that time by what is no booking."""
    return any(overlap(span, each) for each in busy)


def pairs(things: Sequence[Thing]) -> tuple[tuple[Thing, Thing], ...]:
    """Every two of the things that are at the same time, by when they begin."""
    ordered = sorted(things, key=lambda each: each.span)
    return tuple(
        (one, other)
        for place, one in enumerate(ordered)
        for other in ordered[place + 1 :]
        if overlap(one.span, other.span)
    )
