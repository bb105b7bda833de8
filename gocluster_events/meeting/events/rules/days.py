"""The days of an edition, and where in their course a moment lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.core.text import Localized

_A_DAY = timedelta(days=1)
_LAST_MINUTE = time(23, 59)
_NIGHT = time(4)  # an evening may last beyond midnight
_UNWRITTEN = Localized()
OPENS, CLOSES = time(9), time(18)
"""The venue's hours on a day of which only the beginning or the end is known, or neither."""


@dataclass(frozen=True, slots=True)
class EditionDay:
    """A day of the edition, with the venue's hours as wall-clock time.

    The main days are the meeting itself; the others are its side programme, such as a reception on the evening before.
    ``admission`` is when the doors open, and ``name`` what the day is for, such as an excursion, if that is said.
    """

    date: date
    opens: time
    closes: time
    is_main: bool = True
    admission: time | None = None
    name: Localized = _UNWRITTEN


class Stage(Enum):
    """How far the meeting is for those who take part."""

    BEFORE = "before"
    TODAY = "today"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Phase:
    """Where in the course of an edition a moment lies.

    It is ``TODAY`` on each day of the edition from midnight to midnight at the venue, until the last main day closes:
    from then on it is ``OVER``. ``day`` is the edition's day on that date, also when the main days are over. The phase
    ends at ``until``; None: it stays.
    """

    stage: Stage
    day: EditionDay | None
    until: datetime | None

    @property
    def is_today(self) -> bool:
        """Whether the meeting is on, so that what runs now counts."""
        return self.stage is Stage.TODAY

    @property
    def is_over(self) -> bool:
        """Whether the last main day has closed."""
        return self.stage is Stage.OVER


def phase(days: Sequence[EditionDay], zone: str, now: datetime) -> Phase:
    """The phase at ``now`` of an edition with these days, of which at least one is a main day."""
    clocks = ZoneInfo(zone)
    today = now.astimezone(clocks).date()
    over_at = max(instant(each.date, each.closes, zone) for each in days if each.is_main)
    midnights = {instant(each.date + offset, time(0), zone) for each in days for offset in (timedelta(), _A_DAY)}
    day = next((each for each in days if each.date == today), None)
    stage = Stage.OVER if now >= over_at else Stage.TODAY if day else Stage.BEFORE
    return Phase(stage, day, min((at for at in {over_at, *midnights} if at > now), default=None))


def instant(day: date, clock: time, zone: str) -> datetime:
    """That time of day on the venue's clocks, in UTC."""
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def day_names(days: Sequence[EditionDay]) -> Mapping[date, Localized]:
    """What each day is for of which that is said, by its date."""
    return {each.date: each.name for each in days if each.name}


def days_between(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[EditionDay, ...]:
    """The main days of a meeting from its beginning to its end, one for every date.

    The first opens at the beginning and the last closes at the end; other hours are the usual ones. An end at midnight
    belongs to the day before.
    """
    start, end = (at.astimezone(ZoneInfo(zone)) for at in (starts_at, ends_at))
    if end.time() == time(0) and end.date() > start.date():
        last, closes = end.date() - _A_DAY, _LAST_MINUTE
    else:
        last, closes = end.date(), end.time()
    dates = [start.date() + timedelta(days=number) for number in range((last - start.date()).days + 1)]
    days = [EditionDay(each, OPENS, CLOSES) for each in dates]
    days[0] = _opening(days[0], start.time())
    days[-1] = replace(days[-1], closes=closes, opens=days[-1].opens if days[-1].opens < closes else time(0))
    return tuple(days)


def _opening(day: EditionDay, opens: time) -> EditionDay:
    return replace(day, opens=opens, closes=day.closes if opens < day.closes else _LAST_MINUTE)


def with_days(
    days: Sequence[EditionDay], span: tuple[datetime, datetime], more: Sequence[EditionDay], zone: str
) -> tuple[tuple[EditionDay, ...], tuple[datetime, datetime]]:
    """The edition's days with ``more`` on other dates, and its beginning and end, which were ``span``.

    The main days have no gap, so what lies between an old and a new one is a main day, too. Days keep their hours.
    """
    known = {each.date: each for each in days}
    new = {each.date: each for each in more if each.date not in known}
    starts = [span[0], *(instant(each.date, each.opens, zone) for each in new.values() if each.is_main)]
    ends = [span[1], *(instant(each.date, each.closes, zone) for each in new.values() if each.is_main)]
    after = min(starts), max(ends)
    if after == span:
        return tuple(sorted([*days, *new.values()], key=lambda each: each.date)), span
    main = {each.date: each for each in days_between(*after, zone)}
    planned = {**main, **known, **new}
    return tuple(replace(planned[on], is_main=on in main) for on in sorted(planned)), after


def days_away(days: Sequence[EditionDay], zone: str, now: datetime) -> int:
    """How many midnights lie between today and the meeting: until its first main day, or below zero since its last."""
    today = now.astimezone(ZoneInfo(zone)).date()
    main = [each.date for each in days if each.is_main]
    nearest = min(main) if today < min(main) else min(max(main), today)
    return (nearest - today).days


def forgotten_at(days: Sequence[EditionDay], zone: str) -> datetime:
    """Four o'clock in the night after the last day at the venue, in UTC: nobody needs what was only for these days."""
    return instant(max(day.date for day in days) + _A_DAY, _NIGHT, zone)
