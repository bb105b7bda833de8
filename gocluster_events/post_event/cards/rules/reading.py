"""The public cards of an edition as they are read: by strand and item, and what became of their next steps."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable, Track, in_order
from gocluster_events.post_event.cards.rules.cards import PublicCard
from gocluster_events.post_event.cards.rules.outcomes import Outcome, StepRecord


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


def with_outcome(card: PublicCard, record: StepRecord | None, *, has_agreed: bool) -> PublicCard:
    """The card with what is public of what became of its very step; ``has_agreed``: somebody may be asked about it."""
    mine = record if record and card.next_step and record.next_step == card.next_step else None
    return replace(card, is_asked_after=has_agreed or mine is not None, became=mine.became if mine else None)


@dataclass(frozen=True, slots=True)
class Steps:
    """How many next steps are done, of how many that are asked after; ``day`` is that of the last public answer."""

    done: int
    total: int
    day: date


def steps(cards: Iterable[PublicCard]) -> Steps | None:
    """What became of the next steps of all these cards together; None before anything is public of it."""
    mine = [card for card in cards if card.is_asked_after]
    answers = [card.became for card in mine if card.became]
    if not answers:
        return None
    return Steps(sum(each.outcome is Outcome.DONE for each in answers), len(mine), max(each.day for each in answers))
