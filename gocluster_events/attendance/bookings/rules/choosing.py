"""What one person can book, by the common times of the meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gocluster_events.attendance.bookings.rules.clashes import Span
from gocluster_events.attendance.bookings.rules.faces import Box
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock


@dataclass(frozen=True, slots=True)
class Choice:
    """The boxes of one time."""

    span: Span
    boxes: tuple[Box, ...]


def choices(boxes: Iterable[Box], blocks: Sequence[TimeBlock], now: datetime) -> tuple[Choice, ...]:
    """What the person has nothing of and is not over, by time: what begins in a common time stands together."""
    groups: dict[tuple[Span, str], list[Box]] = {}
    for each in boxes:
        if each.own is None and now < each.offering.ends_at:
            block = _block(each, blocks)
            key = (block.span, block.uuid) if block else (each.offering.span, "")
            groups.setdefault(key, []).append(each)
    return tuple(Choice(span, tuple(group)) for (span, _uuid), group in sorted(groups.items(), key=_time))


def _block(box: Box, blocks: Iterable[TimeBlock]) -> TimeBlock | None:
    return next((block for block in blocks if block.span[0] <= box.offering.starts_at < block.span[1]), None)


def _time(group: tuple[tuple[Span, str], list[Box]]) -> tuple[Span, str]:
    return group[0]
