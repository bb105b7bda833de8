"""Common times: what stands in them begins together in all rooms, and moves together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from gocluster_events.core.text import Localized

LONGEST_NAME = 200
"""In characters, as a title."""


@dataclass(frozen=True, slots=True)
class TimeBlock:
    """A named time of all rooms, such as Block 1 from 10:30 to 11:45."""

    uuid: str
    name: Localized
    starts_at: datetime
    length_minutes: int

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The first instant, and the one after the last."""
        return self.starts_at, self.starts_at + timedelta(minutes=self.length_minutes)


def named_at(blocks: Iterable[TimeBlock], starts: Iterable[datetime]) -> Mapping[datetime, tuple[TimeBlock, ...]]:
    """The blocks by the first hour in them at which something begins, where their names are to be read."""
    hours, named = sorted(starts), defaultdict[datetime, tuple[TimeBlock, ...]](tuple)
    for block in by_time(blocks):
        begin, end = block.span
        first = next((hour for hour in hours if begin <= hour < end), None)
        if first is not None:
            named[first] += (block,)
    return named


def by_time(blocks: Iterable[TimeBlock]) -> tuple[TimeBlock, ...]:
    """The blocks in the order in which they begin."""
    return tuple(sorted(blocks, key=lambda block: (block.span, block.uuid)))
