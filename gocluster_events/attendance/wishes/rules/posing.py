"""The problem of an edition: its items and wishes as the rules of allotting see them, without names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gocluster_events.attendance.bookings.rules.clashes import is_busy, overlap
from gocluster_events.attendance.bookings.rules.offers import Booker, Offering, clashing
from gocluster_events.attendance.wishes.rules.wish_problem import Bar, Problem, Stock, Wisher
from gocluster_events.attendance.wishes.rules.wishing import WishRow, lists_of


@dataclass(frozen=True, slots=True)
class Hopeful:
    """Somebody whose wishes count: their number in the lot, who they are to bookings, and what they wish."""

    lot: int
    booker: Booker
    rows: tuple[WishRow, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is wished: the places of the items, by their UUIDs in each block, and how many wishes a block takes.

    ``held`` are the places that people of each institution (its key) have already in an item. ``seats`` are those of
    items with which to compute in place of the plan's.
    """

    offerings: Mapping[str, Offering]
    blocks: Sequence[Sequence[str]]
    most: int
    held: Mapping[str, Mapping[str, int]]
    seats: Mapping[str, int]


def posed(this: Terms, people: Iterable[Hopeful]) -> Problem:
    """The problem: people are their lots, institutions ``o1``, ``o2``, …. Whoever wishes nothing is not in it."""
    items = [item for block in this.blocks for item in block]
    number = {item: place for place, item in enumerate(items)}
    wishers, names = list[Wisher](), dict[str, str]()
    for each in sorted(people, key=lambda each: each.lot):
        answers = lists_of(each.rows, this.blocks, this.most)
        lists = tuple(tuple(number[item] for item in answer.items) for answer in answers)
        if any(lists):
            key = each.booker.applicant.organisation
            name = names.setdefault(key, f"o{len(names) + 1}") if key else ""
            offerings = {place: this.offerings[items[place]] for wishes in lists for place in wishes}
            bars = {place: bar for place, offer in offerings.items() if (bar := _bar(offer, each.booker)) is not None}
            wishers.append(Wisher(str(each.lot), name, lists, bars))
    return Problem(tuple(_stock(this, items, item, names) for item in items), tuple(wishers))


def _stock(this: Terms, items: Sequence[str], item: str, names: Mapping[str, str]) -> Stock:
    offering, held = this.offerings[item], this.held.get(item, {})
    seats = this.seats.get(item, offering.seats)
    return Stock(
        item,
        max(seats - offering.held, 0),
        offering.most_per_organisation,
        {names[key]: number for key, number in held.items() if key in names} if offering.most_per_organisation else {},
        frozenset(
            place
            for place, other in enumerate(items)
            if other != item and overlap(offering.span, this.offerings[other].span)
        ),
    )


def _bar(offering: Offering, booker: Booker) -> Bar | None:
    if offering.item in booker.stage or is_busy(offering.span, booker.busy):
        return Bar.ON_STAGE
    if offering.is_members_only and not booker.applicant.is_member:
        return Bar.NOT_ALLOWED
    return Bar.CLASH if clashing(offering, booker) or booker.booking(offering.id) else None
