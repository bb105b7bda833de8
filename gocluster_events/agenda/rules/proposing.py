"""What a proposal says: the changes of the draft, and in the end what it could not meet and what has no place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from gocluster_events.agenda.rules.annealing import Annealer
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.problem import Problem, Spot
from gocluster_events.agenda.rules.raster import slots
from gocluster_events.agenda.rules.timetable import Item, Timetable, in_order
from gocluster_events.agenda.rules.wants import Setting, Verdict, Want, ties, verdicts
from gocluster_events.agenda.rules.wishes import Wish


def changes_of(problem: Problem, spots: Sequence[Spot | None]) -> tuple[Change, ...]:
    """What makes the draft as the plan has it, only of items that change."""
    pairs = ((item, _placed(problem, item, spot)) for item, spot in zip(problem.free, spots, strict=True))
    return tuple(Change(before, after) for before, after in pairs if before != after)


def proposed(problem: Problem, seed: int) -> tuple[Change, ...]:
    """The changes of a whole search, at once."""
    annealer = Annealer(problem, seed)
    annealer.run(annealer.tries)
    return changes_of(problem, annealer.best)


def applied(timetable: Timetable, changes: Iterable[Change]) -> Timetable:
    """The timetable as the changes of its items make it."""
    after = {change.touched: change.after for change in changes}
    items = (after.get(item.uuid, item) for item in timetable.items)
    return replace(timetable, items=in_order(item for item in items if isinstance(item, Item)))


@dataclass(frozen=True, slots=True)
class Missed:
    """What a proposal could not meet, of one item."""

    item: Item
    verdict: Verdict


def missed(timetable: Timetable, uuids: Iterable[str], wishes: Sequence[Wish]) -> tuple[Missed, ...]:
    """Of these items everything that is not met, the weightiest first; what is wanted of two of them only once."""
    setting, placed = Setting(timetable), [item for item in timetable.items if item.starts_at is not None]
    wanted, found, told = set(uuids), [], set[tuple[Want, frozenset[str]]]()
    for item in placed:
        if item.uuid not in wanted:
            continue
        for verdict in verdicts(setting, item, ties(item, placed, wishes)):
            others = tuple(o for o in verdict.others if (verdict.want, frozenset({item.uuid, o.uuid})) not in told)
            if verdict.missing and (others or not verdict.others):
                found.append(Missed(item, replace(verdict, others=others)))
            told |= {(verdict.want, frozenset({item.uuid, other.uuid})) for other in others}
    return tuple(sorted(found, key=lambda each: -each.verdict.missing))


class WhyNot(Enum):
    """Why an item has no place."""

    TOO_LONG = "too_long"
    NOWHERE_FREE = "nowhere_free"
    CROWDED = "crowded"


def why_not(problem: Problem, item: Item) -> WhyNot:
    """No day is long enough for it; what stays leaves no place; or the other items need them all."""
    if all(end - first < slots(item) for first, end in problem.raster.days):
        return WhyNot.TOO_LONG
    number = [each.uuid for each in problem.free].index(item.uuid)
    return WhyNot.CROWDED if problem.spots[number] else WhyNot.NOWHERE_FREE


def _placed(problem: Problem, item: Item, spot: Spot | None) -> Item:
    if spot is None:
        return item if item.starts_at is None else replace(item, starts_at=None, room=None)
    return replace(item, starts_at=problem.raster.instant(spot[1]), room=problem.timetable.rooms[spot[0]].id)
