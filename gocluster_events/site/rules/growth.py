"""How the confirmed registrations grew: counted day by day, and drawn in a square of 100 by 100."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from itertools import accumulate, count
from zoneinfo import ZoneInfo

from gocluster_events.meeting.events.rules.edition import Mode, Window

_MOST_TICKS = 5
_CLOSE = 12  # labels nearer to each other than this would overlap
_NEAR, _EDGE = 8, 18  # nearer to opening or deadline than this, today has no room for its number, or for its date


class Milestone(Enum):
    """A day that the curve is read by."""

    OPENING = "opening"
    TODAY = "today"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Stay:
    """So many confirmed places, and when they were given up, if they were."""

    mode: Mode
    confirmed_at: datetime
    ended_at: datetime | None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Growth:
    """``counts`` are the places confirmed at the end of each of the ``days``, which follow each other without a gap."""

    days: tuple[date, ...]
    counts: Mapping[Mode, tuple[int, ...]]

    @property
    def rows(self) -> tuple[tuple[date, tuple[int, ...]], ...]:
        """The numbers of every day in the modes' order, the latest day first."""
        numbers = zip(*self.counts.values(), strict=True)
        return tuple(zip(self.days, numbers, strict=True))[::-1]


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone at ``x``; its date is written only where there is room for it."""

    milestone: Milestone
    day: date
    x: float
    has_room: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """The curve of a mode: its points as SVG writes them, where it ends, how high its label stands, what it says."""

    mode: Mode
    points: str
    x: float
    y: float
    label_y: float
    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """``ticks`` are round numbers with their height from the top; the first line is the one with a ground."""

    growth: Growth
    ticks: tuple[tuple[int, float], ...]
    marks: tuple[Mark, ...]
    lines: tuple[Curve, ...]


def growth(stays: Iterable[Stay], modes: Iterable[Mode], window: Window, now: datetime, zone: str) -> Growth:
    """From the first confirmed place to today, or to the last day on which anything changed after registration closed.

    Days are the venue's. Without a confirmed place there are no days.
    """
    steps: dict[tuple[Mode, date], int] = {}
    for mode, at, step in _steps(stays):
        day = _day(at, zone)
        steps[mode, day] = steps.get((mode, day), 0) + step
    if not steps:
        return Growth((), {})
    known = [day for _mode, day in steps]
    last = max(*known, min(_day(now, zone), _day(window.closes_at, zone)))
    days = tuple(_days(min(known), last))
    return Growth(days, {mode: tuple(accumulate(steps.get((mode, day), 0) for day in days)) for mode in modes})


def chart(grown: Growth, window: Window, now: datetime, zone: str) -> Chart | None:
    """The curves from the opening (or the first place) to the deadline (or the last day); None without a place."""
    if not grown.days:
        return None
    opening, deadline, today = (_day(at, zone) for at in (window.opens_at, window.closes_at, now))
    first, last = min(opening, grown.days[0]), max(deadline, grown.days[-1])
    span = max((last - first).days, 1)
    places = {day: round(100 * (day - first).days / span, 2) for day in (*grown.days, opening, deadline)}
    if first <= today <= last:
        places[today] = round(100 * (today - first).days / span, 2)
    numbers = ticks(max(max(counts) for counts in grown.counts.values()))
    lines = tuple(_line(mode, counts, grown.days, places, numbers[-1]) for mode, counts in grown.counts.items())
    return Chart(grown, tuple((n, _height(n, numbers[-1])) for n in numbers), _marks(places, opening, today, deadline),
                 _apart(lines))  # fmt: skip


def ticks(most: int) -> tuple[int, ...]:
    """Round numbers from 0 to at least ``most``, at most six of them."""
    steps = (factor * 10**power for power in count() for factor in (1, 2, 5))
    step = next(each for each in steps if most <= _MOST_TICKS * each)
    last = -(-max(most, 1) // step)
    return tuple(number * step for number in range(last + 1))


def _steps(stays: Iterable[Stay]) -> Iterator[tuple[Mode, datetime, int]]:
    for stay in stays:
        yield stay.mode, stay.confirmed_at, stay.number
        if stay.ended_at is not None:
            yield stay.mode, stay.ended_at, -stay.number


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _height(number: int, most: int) -> float:
    return round(100 - 100 * number / most, 2)


def _line(
    mode: Mode, counts: tuple[int, ...], days: tuple[date, ...], places: Mapping[date, float], most: int
) -> Curve:
    at = [(places[day], _height(number, most)) for day, number in zip(days, counts, strict=True)]
    x, y = at[-1]
    return Curve(mode, " ".join(f"{left:g},{top:g}" for left, top in at), x, y, y, counts[-1])


def _marks(places: Mapping[date, float], opening: date, today: date, deadline: date) -> tuple[Mark, ...]:
    ends = tuple(sorted((places[opening], places[deadline])))
    marks = [Mark(each, day, places[day], has_room=True) for each, day in (
        (Milestone.OPENING, opening), (Milestone.DEADLINE, deadline),
    )]  # fmt: skip
    gap = min((abs(places[today] - end) for end in ends), default=0) if today in places else 0
    if gap >= _NEAR:
        marks.append(Mark(Milestone.TODAY, today, places[today], gap >= _EDGE))
    return tuple(sorted(marks, key=lambda mark: mark.x))


def _apart(lines: tuple[Curve, ...]) -> tuple[Curve, ...]:
    """The labels moved so that none lies over another: the higher line's stays, the next one goes below it."""
    below, placed = float("-inf"), {}
    for line in sorted(lines, key=lambda each: each.y):
        below = max(line.y, below + _CLOSE)
        placed[line.mode] = below
    over = max(0.0, below - 100)  # at the foot there is no room further down
    return tuple(replace(each, label_y=placed[each.mode] - over) for each in lines)
