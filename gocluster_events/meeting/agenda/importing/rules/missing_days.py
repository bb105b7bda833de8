"""The days on which something of a file takes place and the edition has none, and what kind of day each would be."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.timetable import Day, Item
from gocluster_events.meeting.events.rules.days import EditionDay

MOST_DAYS = 31
"""How many days are proposed at most."""
_NEAR = timedelta(days=7)
_ASIDE = frozenset(
    {
        Kind.REGISTRATION, Kind.COFFEE, Kind.LUNCH, Kind.GET_TOGETHER, Kind.RECEPTION, Kind.EXCURSION, Kind.PRESS,
        Kind.CLOSED_SESSION,
    }
)  # fmt: skip
_A_DAY, _LAST_MINUTE = timedelta(days=1), time(23, 59)


class DayChoice(Enum):
    """What becomes of a day that the edition does not have."""

    MAIN = "main"
    SIDE = "side"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MissingDay:
    """A day with ``items`` of the file, from the first of them to the last, and what is proposed for it."""

    date: date
    opens: time
    closes: time
    items: int
    proposal: DayChoice

    @property
    def hours(self) -> Day:
        """The day as a timetable has it."""
        return Day(self.date, self.opens, self.closes)

    def as_day(self, choice: DayChoice) -> EditionDay:
        """The day of the edition that it becomes."""
        return EditionDay(self.date, self.opens, self.closes, is_main=choice is DayChoice.MAIN)


def missing_days(days: Sequence[EditionDay], items: Iterable[Item], zone: str) -> tuple[MissingDay, ...]:
    """The days of the items on which the edition has none, in order.

    A day beside the main days is one of them, unless it holds nothing but what a side programme has. Another one within
    a week is a day of the side programme. What is farther away was probably another meeting, and stays without a day.
    """
    known = {day.date for day in days}
    by_date: dict[date, list[tuple[datetime, datetime, Kind]]] = {}
    for item in items:
        if item.starts_at is not None:
            start, end = (at.astimezone(ZoneInfo(zone)) for at in item.span)
            if start.date() not in known:
                by_date.setdefault(start.date(), []).append((start, end, item.kind))
    missing = [_day(on, by_date[on]) for on in sorted(by_date)][:MOST_DAYS]
    serious = {on for on, spans in by_date.items() if not {kind for _start, _end, kind in spans} <= _ASIDE}
    main = frozenset(_joined({day.date for day in days if day.is_main}, serious))
    return tuple(replace(day, proposal=_proposal(day.date, main, known)) for day in missing)


def _day(on: date, spans: Sequence[tuple[datetime, datetime, Kind]]) -> MissingDay:
    opens = min(start for start, _end, _kind in spans).time()
    end = max(end for _start, end, _kind in spans)
    closes = end.time() if end.date() == on else _LAST_MINUTE
    return MissingDay(on, opens if opens < closes else time(23), closes, len(spans), DayChoice.NONE)


def _joined(main: set[date], serious: set[date]) -> Iterator[date]:
    """The dates that make one meeting with the main days, without a gap."""
    for step in (_A_DAY, -_A_DAY):
        on = (max(main) if step > timedelta() else min(main)) + step if main else None
        while on in serious:
            yield on
            on += step


def _proposal(on: date, main: frozenset[date], known: Iterable[date]) -> DayChoice:
    if on in main:
        return DayChoice.MAIN
    is_near = any(abs(on - each) <= _NEAR for each in (*known, *main))
    return DayChoice.SIDE if is_near else DayChoice.NONE


def chosen_days(missing: Iterable[MissingDay], choices: Mapping[date, DayChoice]) -> tuple[EditionDay, ...]:
    """The days that the edition gets by these choices; one of which nothing is said stays away."""
    wanted = ((day, choices.get(day.date, DayChoice.NONE)) for day in missing)
    return tuple(day.as_day(choice) for day, choice in wanted if choice is not DayChoice.NONE)
