"""Items of one reader's choice that run at the same time, so that nobody can be in both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from gocluster_events.agenda.rules.timetable import Item, in_order


@dataclass(frozen=True, slots=True)
class Clash:
    """Two items and the span that they share."""

    first: Item
    second: Item

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From the later start to the earlier end."""
        (first_start, first_end), (second_start, second_end) = self.first.span, self.second.span
        return max(first_start, second_start), min(first_end, second_end)


def clashes(items: Iterable[Item]) -> tuple[Clash, ...]:
    """Every pair that overlaps, by time."""
    return tuple(Clash(first, second) for first, second in combinations(in_order(items), 2) if first.overlaps(second))
