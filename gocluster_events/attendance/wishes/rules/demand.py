"""What is wished beside what there is, and who has said nothing yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gocluster_events.attendance.bookings.rules.blocks import Block
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable


@dataclass(frozen=True, slots=True)
class DemandRow:
    """An item with the places that can be allotted, and how many wish for it first, second and third."""

    item: Item
    begins: datetime
    seats: int
    wishes: tuple[int, ...]

    @property
    def excess(self) -> int:
        """How many more wish for it first than it has places."""
        return max(self.wishes[0] - self.seats, 0)


@dataclass(frozen=True, slots=True)
class Demand:
    """The items that go by wish, by block.

    ``people`` have wished and count; ``unready`` have wished and do not count, since they are not confirmed, or were
    not when wishes were closed, and ``unwritten`` of these have no e-mail address;
    ``silent`` come on site and have said nothing, ``declined`` that they take part in none of these items.
    """

    timetable: Timetable
    blocks: tuple[Block[DemandRow], ...]
    people: int = 0
    unready: int = 0
    unwritten: int = 0
    silent: int = 0
    declined: int = 0

    @property
    def rows(self) -> tuple[DemandRow, ...]:
        """Every item, in the order of the blocks."""
        return tuple(row for block in self.blocks for row in block.rows)

    @property
    def by_item(self) -> Mapping[str, DemandRow]:
        """Every item by its UUID."""
        return {row.item.uuid: row for row in self.rows}
