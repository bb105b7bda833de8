"""What is wished, as it may leave the house: small numbers are hidden, and all others are rounded."""

from collections.abc import Sequence

from gocluster_events.attendance.attendees.rules.disclosure import Key, Sum, hidden, nearest
from gocluster_events.attendance.wishes.rules.demand import Demand

Numbers = tuple[int | None, ...]


def demand_numbers(demand: Demand, most: int) -> tuple[Sequence[tuple[str, Numbers]], Numbers]:
    """By item (UUID) its seats and how many wish for it first, second and so on, and the sums; None is hidden.

    Seats are those that the programme says, and stay as they are.
    """
    ranks = [str(rank) for rank in range(most)]
    parts: dict[Key, int] = {(row.item.uuid, rank): row.wishes[int(rank)] for row in demand.rows for rank in ranks}
    sums = [Sum(("", rank), tuple((row.item.uuid, rank) for row in demand.rows)) for rank in ranks]
    totals: dict[Key, int] = {each.total: sum(parts[part] for part in each.parts) for each in sums}
    numbers = {**parts, **totals}
    unseen = hidden(numbers, sums)
    cells = {key: None if key in unseen else nearest(number) for key, number in numbers.items()}
    rows = [(row.item.uuid, (row.seats, *(cells[row.item.uuid, rank] for rank in ranks))) for row in demand.rows]
    return rows, (sum(row.seats for row in demand.rows), *(cells["", rank] for rank in ranks))
