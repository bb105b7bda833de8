"""When somebody can be there: spans of instants, and the same as times on the venue's clocks of each day."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.agenda.rules.timetable import Span

Times = tuple[tuple[int, int], ...]
"""From and to, in minutes since midnight on the venue's clocks."""

MIDNIGHT = 24 * 60
WHOLE_DAY: Times = ((0, MIDNIGHT),)
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_SPAN = re.compile(rf"\s*{_CLOCK}\s*[-–]\s*{_CLOCK}\s*")


class Presence(Enum):
    """Whether somebody is there on a day: all of it, only at some times, not at all."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


def presence(times: Times) -> Presence:
    """What these times of a day amount to."""
    if times == WHOLE_DAY:
        return Presence.ALL
    return Presence.SOME if times else Presence.NONE


def spans(days: Mapping[date, Times], zone: str) -> tuple[Span, ...]:
    """The instants of these days' times, those that touch as one; nothing when every day is whole: always."""
    if all(times == WHOLE_DAY for times in days.values()):
        return ()
    found = [(_instant(on, start, zone), _instant(on, end, zone)) for on, times in days.items() for start, end in times]
    return _joined(sorted(found))


def times_on(on: date, available: Iterable[Span], zone: str) -> Times:
    """The times of one day at which somebody with these spans can be there; without any, the whole day."""
    spans_of = tuple(available)
    first, last = _instant(on, 0, zone), _instant(on, MIDNIGHT, zone)
    cut = [(max(start, first), min(end, last)) for start, end in spans_of]
    return tuple((_minutes(start, on, zone), _minutes(end, on, zone)) for start, end in cut if start < end) or (
        () if spans_of else WHOLE_DAY
    )


def read_times(typed: str) -> Times:
    """Times as people write them: 9–12, 14:00–18:30. Raises ValueError for what is no span of a day."""
    found = [_SPAN.fullmatch(part) for part in typed.split(",")]
    times = tuple((_read(*each.group(1, 2)), _read(*each.group(3, 4))) for each in found if each)
    if len(times) < len(found) or any(not start < end <= MIDNIGHT for start, end in times):
        raise ValueError(typed)
    return tuple(sorted(times))


def written(times: Times) -> str:
    """The same as `read_times` reads it."""
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in times)


def _read(hours: str, minutes: str | None) -> int:
    if int(minutes or 0) >= 60:
        raise ValueError(minutes)
    return 60 * int(hours) + int(minutes or 0)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _instant(on: date, minutes: int, zone: str) -> datetime:
    days, rest = divmod(minutes, MIDNIGHT)
    local = datetime.combine(on + timedelta(days=days), time(rest // 60, rest % 60), ZoneInfo(zone))
    return local.astimezone(UTC)


def _minutes(instant: datetime, on: date, zone: str) -> int:
    local = instant.astimezone(ZoneInfo(zone))
    return (local.date() - on).days * MIDNIGHT + 60 * local.hour + local.minute


def _joined(found: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
