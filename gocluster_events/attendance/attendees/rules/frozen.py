"""When the figures of a meeting freeze, and as what they are stored, so that they outlive the people they count."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from gocluster_events.attendance.attendees.rules.figures import Row, Table, Topic

FREEZE_AFTER = timedelta(days=14)
NOON = time(12)


class FreezingRefusal(Enum):
    """Why the figures do not freeze."""

    NOT_OVER = "not_over"


def freeze_at(ends_at: datetime, zone: str) -> datetime:
    """When the figures freeze by themselves, unless something that they count is erased before: at noon at the venue,
    a fortnight after the day on which the meeting ends, whatever day of the week that is.
    """
    local = ZoneInfo(zone)
    day = ends_at.astimezone(local).date() + FREEZE_AFTER
    return datetime.combine(day, NOON, local).astimezone(UTC)


def to_stored(tables: Iterable[Table]) -> list[dict[str, Any]]:
    """The tables as JSON has them."""
    return [
        {
            "topic": each.topic.value,
            "columns": list(each.columns),
            "rows": [[row.value, list(row.numbers)] for row in (*each.rows, each.total)],
        }
        for each in tables
    ]


def from_stored(tables: Iterable[dict[str, Any]]) -> tuple[Table, ...]:
    """The tables as they were before they were stored."""
    return tuple(map(_table, tables))


def _table(stored: dict[str, Any]) -> Table:
    *rows, total = (Row(value, tuple(numbers)) for value, numbers in stored["rows"])
    return Table(Topic(stored["topic"]), tuple(stored["columns"]), tuple(rows), total)
