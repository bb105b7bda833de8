"""The days of an edition as somebody wants them: what does not fit, where the meeting begins and ends, what moves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import pairwise

from gocluster_events.core.dates import exists
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.days import CLOSES, OPENS, EditionDay, instant

MOST_DAYS = 31
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A day as it is wanted. ``was`` is the date until now of that day of the edition; None: the day is new."""

    day: EditionDay
    was: date | None = None


@dataclass(frozen=True, slots=True)
class DayChange:
    """The days as they are wanted, and the UUIDs of the items of which somebody agreed that they leave the plan."""

    planned: tuple[PlannedDay, ...]
    agreed: frozenset[str] = frozenset()


class DayFlaw(Enum):
    """Why a day cannot be as it was typed."""

    TWICE = "twice"
    CLOSES_BEFORE = "closes_before"
    ADMISSION_AFTER = "admission_after"
    NO_SUCH_TIME = "no_such_time"
    NO_MAIN = "no_main"
    GAP = "gap"


Flaws = Iterator[tuple[int, str, DayFlaw]]


def flaws(days: Sequence[EditionDay], zone: str) -> Mapping[tuple[int, str], DayFlaw]:
    """What is wrong, by the number of the day from 0 and the name of the fact that has to change; the first of each."""
    each = (flaw for number, day in enumerate(days) for flaw in _of_one(number, day, zone))
    return {(number, name): flaw for number, name, flaw in reversed([*each, *_twice(days), *_of_main_days(days)])}


def _of_one(number: int, day: EditionDay, zone: str) -> Flaws:
    for name in ("opens", "closes", "admission"):
        clock: time | None = getattr(day, name)
        if clock is not None and not exists(datetime.combine(day.date, clock), zone):
            yield number, name, DayFlaw.NO_SUCH_TIME
    if day.closes <= day.opens:
        yield number, "closes", DayFlaw.CLOSES_BEFORE
    if day.admission is not None and day.admission > day.opens:
        yield number, "admission", DayFlaw.ADMISSION_AFTER


def _twice(days: Sequence[EditionDay]) -> Flaws:
    dates = [day.date for day in days]
    yield from ((number, "date", DayFlaw.TWICE) for number, each in enumerate(dates) if each in dates[:number])


def _of_main_days(days: Sequence[EditionDay]) -> Flaws:
    """There is a main day, and none is missing between the first and the last."""
    main = sorted((day.date, number) for number, day in enumerate(days) if day.is_main)
    if not main:
        yield 0, "kind", DayFlaw.NO_MAIN
    for (before, _number), (after, number) in pairwise(main):
        if after - before > _A_DAY:
            yield number, "date", DayFlaw.GAP


def span(days: Sequence[EditionDay], zone: str) -> tuple[datetime, datetime]:
    """When the meeting begins and ends: with its first and its last main day, of which there is one."""
    main = sorted((day for day in days if day.is_main), key=lambda day: day.date)
    return instant(main[0].date, main[0].opens, zone), instant(main[-1].date, main[-1].closes, zone)


def one_more(days: Sequence[EditionDay], *, before: bool) -> EditionDay:
    """A main day before the first or after the last of these, of which there is one, with its hours and no name."""
    nearest = (min if before else max)(days, key=lambda day: day.date)
    return replace(nearest, date=nearest.date + (-_A_DAY if before else _A_DAY), is_main=True, name=Localized())


def between(days: Sequence[EditionDay]) -> tuple[EditionDay, ...]:
    """A main day for every date between main days that has none."""
    known, main = {day.date for day in days}, [day.date for day in days if day.is_main]
    if not main:
        return ()
    dates = (min(main) + number * _A_DAY for number in range(min((max(main) - min(main)).days, MOST_DAYS)))
    return tuple(EditionDay(each, OPENS, CLOSES) for each in dates if each not in known)


def dropped(before: Sequence[EditionDay], staying: Iterable[date | None]) -> frozenset[date]:
    """The dates of the days that are no longer wanted; ``staying`` are those of days that are."""
    return frozenset(day.date for day in before) - frozenset(staying)


def shifts(planned: Sequence[PlannedDay]) -> Mapping[date, int]:
    """By how many days a day moves that is on another date than until now, by that date."""
    moved = {each.was: (each.day.date - each.was).days for each in planned if each.was is not None}
    return {was: days for was, days in moved.items() if days}
