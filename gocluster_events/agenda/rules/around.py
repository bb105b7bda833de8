"""What stands around an item on its day: what comes before and after it on the same way, and what runs beside it."""

from dataclasses import dataclass

from gocluster_events.agenda.rules.filter import BREAKS, is_plenary
from gocluster_events.agenda.rules.timetable import Item, Timetable


@dataclass(frozen=True, slots=True)
class Around:
    """``before`` and ``after`` are of the item's strand, or for everyone; ``beside`` share some of its time."""

    before: Item | None
    after: Item | None
    beside: tuple[Item, ...]


def around(timetable: Timetable, item: Item) -> Around:
    """Where the item stands in its day. Breaks are no company."""
    day = timetable.by_day().get(timetable.date_at(item.span[0]), ())
    others = [other for other in day if other.uuid != item.uuid and other.kind not in BREAKS]
    same_way = [other for other in others if other.track == item.track or is_plenary(other)]
    before = [other for other in same_way if other.span[1] <= item.span[0]]
    after = [other for other in same_way if other.span[0] >= item.span[1]]
    return Around(
        max(before, key=lambda other: other.span[1], default=None),
        min(after, key=lambda other: other.span[0], default=None),
        tuple(other for other in others if other.overlaps(item)),
    )
