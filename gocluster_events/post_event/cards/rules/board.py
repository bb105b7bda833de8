"""The team's board of knowledge cards: what it is narrowed to, its columns and its figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from gocluster_events.core.text import search_text, search_words
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.post_event.cards.rules.cards import Card
from gocluster_events.post_event.cards.rules.codes import ASIDE, COLUMNS, State

LONGEST_SEARCH = 100


class Show(Enum):
    """Which cards somebody looks at: those on their way, the open questions among them, or what was put aside."""

    ALL = "all"
    OPEN = "open"
    DISMISSED = "dismissed"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the board is narrowed to; ``item`` is a UUID, empty: every item."""

    show: Show = Show.ALL
    item: str = ""
    search: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many cards are on their way, of how many items, how many of them open questions; and how many put aside."""

    cards: int
    items: int
    open: int
    dismissed: int
    merged: int


def chosen(cards: Iterable[Card], narrowing: Narrowing) -> tuple[Card, ...]:
    """The cards of that choice in which every word occurs."""
    words = search_words(narrowing.search[:LONGEST_SEARCH])
    return tuple(
        card
        for card in cards
        if _is_shown(card, narrowing.show)
        and (not narrowing.item or card.facts.item == narrowing.item)
        and _has(card, words)
    )


def columns(cards: Sequence[Card]) -> tuple[tuple[State, tuple[Card, ...]], ...]:
    """The cards of each state on the way of a card."""
    return tuple((state, tuple(card for card in cards if card.state is state)) for state in COLUMNS)


def figures(cards: Iterable[Card]) -> Figures:
    """What stands above the board."""
    every = tuple(cards)
    there = [card for card in every if card.state not in ASIDE]
    return Figures(
        cards=len(there),
        items=len({card.facts.item for card in there}),
        open=sum(card.facts.is_open for card in there),
        dismissed=sum(card.state is State.DISMISSED for card in every),
        merged=sum(card.state is State.MERGED for card in every),
    )


def items_of(cards: Iterable[Card], timetable: Timetable | None) -> tuple[Item, ...]:
    """The items that have a card, in the programme's order."""
    uuids = {card.facts.item for card in cards}
    return tuple(item for item in (timetable.items if timetable else ()) if item.uuid in uuids)


def _is_shown(card: Card, show: Show) -> bool:
    if show is Show.ALL or show is Show.OPEN:
        return card.state not in ASIDE and (show is Show.ALL or card.facts.is_open)
    return card.state is (State.DISMISSED if show is Show.DISMISSED else State.MERGED)


def _has(card: Card, words: Sequence[Sequence[str]]) -> bool:
    facts, item = card.facts, card.item
    titles = (item.code, item.title.de, item.title.en) if item else ()
    texts = (facts.question, facts.insight, facts.evidence, facts.ask_function, facts.ask_institution, facts.next_step)
    text = search_text(str(card.number), *titles, *texts)
    return all(any(folded in text for folded in word) for word in words)
