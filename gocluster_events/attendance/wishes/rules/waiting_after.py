"""After an allotment whoever missed a better wish waits for it, keeping what they have."""

from dataclasses import dataclass

from gocluster_events.attendance.wishes.rules.losses import losses
from gocluster_events.attendance.wishes.rules.lots import lot_order
from gocluster_events.attendance.wishes.rules.wish_problem import Allotment, Problem


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody waits for an item, their wish number ``rank``; with its place they give back ``instead_of``, if any."""

    person: str
    item: int
    rank: int
    instead_of: int | None


def waits(problem: Problem, allotment: Allotment, seed: int) -> tuple[Wait, ...]:
    """Who waits for what, each list in its order: who lost most over the day stands first, else the lot decides.

    Nobody waits for what they cannot have at all, such as what is at the time of a place that they keep.
    """
    days = losses(problem, allotment)
    lot = {person: place for place, person in enumerate(lot_order(days, seed))}
    people = sorted(problem.people, key=lambda each: (-days[each.person], lot[each.person]))
    return tuple(
        Wait(each.person, item, rank, own)
        for each in people
        for wishes, own in zip(each.lists, allotment[each.person], strict=True)
        for rank, item in enumerate(wishes[: wishes.index(own) if own is not None else len(wishes)])
        if item not in each.barred and not _clashes(problem, allotment[each.person], own, item)
    )


def _clashes(problem: Problem, day: tuple[int | None, ...], own: int | None, item: int) -> bool:
    """Whether another of somebody's places than their own in that block is at the time of the item."""
    return any(each in problem.items[item].overlaps for each in day if each is not None and each != own)
