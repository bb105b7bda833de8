"""The public cards of an edition as they are read: by strand and item."""

from collections.abc import Iterable
from dataclasses import dataclass

from gocluster_events.agenda.rules.timetable import Item, Timetable, Track, in_order
from gocluster_events.cards.rules.cards import PublicCard


@dataclass(frozen=True, slots=True)
class ItemCards:
    """An item with its cards."""

    item: Item
    cards: tuple[PublicCard, ...]


@dataclass(frozen=True, slots=True)
class Strand:
    """The items of a strand that have cards; ``track`` None: those of no strand."""

    track: Track | None
    items: tuple[ItemCards, ...]


def by_strand(cards: Iterable[PublicCard], timetable: Timetable) -> tuple[Strand, ...]:
    """The cards by strand in the order of their letters, what belongs to none at the end, and by item of the clock."""
    by_item: dict[str, tuple[PublicCard, ...]] = {}
    for card in cards:
        by_item[card.item] = (*by_item.get(card.item, ()), card)
    rows = [ItemCards(item, by_item[item.uuid]) for item in in_order(timetable.items) if item.uuid in by_item]
    strands = (
        Strand(track, tuple(row for row in rows if row.item.track == (track.id if track else None)))
        for track in (*timetable.tracks, None)
    )
    return tuple(strand for strand in strands if strand.items)


def number_open(cards: Iterable[PublicCard]) -> int:
    """How many of them are open questions."""
    return sum(card.is_open for card in cards)
