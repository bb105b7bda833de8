"""Why somebody did not get what they wished more: reasons that are true of the allotment, whoever checks them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from gocluster_events.attendance.wishes.rules.seating import Seating, seated
from gocluster_events.attendance.wishes.rules.wish_problem import Allotment, Bar, Problem


class Cause(Enum):
    """Why a wish was not granted."""

    ON_STAGE = "on_stage"
    NOT_ALLOWED = "not_allowed"
    CLASH = "clash"  # they have another place at that time, booked or allotted
    SEATS = "seats"  # there was no place to allot
    ORGANISATION = "organisation"  # as many of their institution have a place as may
    FAIRNESS = "fairness"  # whoever has a place, a swap with them would take more over the day than it gives
    LOT = "lot"  # a swap would take as much as it gives, and none gives more
    DROPPED = "dropped"  # the item was taken out of the programme before the run was carried out
    BEGUN = "begun"  # the item had begun before that


_BARS = {Bar.CLASH: Cause.CLASH, Bar.ON_STAGE: Cause.ON_STAGE, Bar.NOT_ALLOWED: Cause.NOT_ALLOWED}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why the wish for an item (its place in the problem) was not granted; rank 0 is the first wish.

    Beside it how many places the item had to allot, and how many wished it first.
    """

    item: int
    rank: int
    cause: Cause
    seats: int
    first_wishes: int


def explanations(problem: Problem, allotment: Allotment) -> Mapping[str, tuple[tuple[Explanation, ...], ...]]:
    """For everybody, in each block, an explanation for each wish before the one that was granted, or for all."""
    seating = seated(problem, allotment)
    first = Counter(wishes[0] for each in problem.people for wishes in each.lists if wishes)

    def of_block(unit: int) -> Iterator[Explanation]:
        for rank, item in enumerate(seating.wishes[unit][: seating.ranks[unit]]):
            yield Explanation(item, rank, _cause(problem, seating, unit, rank), problem.items[item].seats, first[item])

    return {
        each.person: tuple(tuple(of_block(number * seating.blocks + block)) for block in range(len(each.lists)))
        for number, each in enumerate(problem.people)
    }


def _cause(problem: Problem, seating: Seating, unit: int, rank: int) -> Cause:
    item = seating.wishes[unit][rank]
    bar = problem.people[unit // seating.blocks].barred.get(item)
    if bar is not None:
        return _BARS[bar]
    if seating.clashes(unit, item):
        return Cause.CLASH
    if seating.room[item][seating.organisations[unit]] <= 0:
        return Cause.ORGANISATION
    if not seating.holders[item]:
        return Cause.SEATS
    swaps = (_swap(seating, unit, rank, holder) for holder in seating.holders[item])
    return Cause.FAIRNESS if all(raised > 0 for raised in swaps) else Cause.LOT


def _swap(seating: Seating, unit: int, rank: int, holder: int) -> int:
    """By how much the sum is higher if the unit has the holder's place, who has the best that is free by then."""
    return seating.raised(unit, rank) + seating.raised(holder, seating.landing(holder, unit))
