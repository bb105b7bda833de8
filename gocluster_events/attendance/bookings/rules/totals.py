"""All items that one signs up for, in four numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from gocluster_events.attendance.bookings.rules.offers import Offering


@dataclass(frozen=True, slots=True)
class Totals:
    """Items, their places, who has one, how many are free, and who waits."""

    items: int
    seats: int
    held: int
    free: int
    waiting: int

    @property
    def fill(self) -> int | None:
        """How many of a hundred places are booked; None without places."""
        return 100 * self.held // self.seats if self.seats else None


def totals(offerings: Iterable[Offering]) -> Totals:
    """The sums of these offers."""
    every = tuple(offerings)
    return Totals(
        items=len(every),
        seats=sum(each.seats for each in every),
        held=sum(each.held for each in every),
        free=sum(each.free for each in every),
        waiting=sum(each.waiting for each in every),
    )
