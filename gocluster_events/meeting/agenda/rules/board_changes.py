"""What of a day's board looks otherwise than it did: its pieces in the board's order, and those that are gone."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from gocluster_events.meeting.agenda.rules.conflicts.finding import Severity
from gocluster_events.meeting.agenda.rules.day_board import Block, DayBoard
from gocluster_events.meeting.agenda.rules.differences import Turn
from gocluster_events.meeting.agenda.rules.timetable import Credit, Item, Timetable, Track

TRAY = -1
"""The list of what is not planned; the others are the board's columns, from 0."""


@dataclass(frozen=True, slots=True)
class Look:
    """A state of the draft as a board shows it: the day, and by UUID what is wrong with items and what is new."""

    timetable: Timetable
    board: DayBoard
    worst: Mapping[str, Severity]
    turns: Mapping[str, Turn]


@dataclass(frozen=True, slots=True)
class Card:
    """All that decides how the piece of an item looks, and where it is; ``block`` None: in the tray."""

    item: Item
    place: int
    block: Block | None
    is_band: bool
    severity: Severity | None
    turn: Turn | None
    track: Track | None
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A piece that is new or looks otherwise, and the UUID of the one before it in its list; empty: it is the first."""

    card: Card
    after: str


@dataclass(frozen=True, slots=True)
class BoardChanges:
    """What to put into the lists of a board, by list and in their order, and whose pieces to take out, by UUID.

    ``aside`` are those that only lie in another lane, because something else overlaps them now: of a crowded room these
    may be all, so that they come as two numbers each.
    """

    lists: Mapping[int, tuple[Arrival, ...]]
    gone: tuple[str, ...]
    aside: tuple[Block, ...] = ()


def board_changes(before: Look, now: Look, touched: Collection[str] = ()) -> BoardChanges:
    """What turns a board that shows ``before`` into one that shows ``now``; pieces of what was ``touched`` are new."""
    old, new = ({card.item.uuid: card for card in _cards(look)} for look in (before, now))
    lists: dict[int, tuple[Arrival, ...]] = {}
    aside: list[Block] = []
    for place, cards in groupby(new.values(), key=lambda card: card.place):
        after, arrivals = "", list[Arrival]()
        for card in cards:
            uuid = card.item.uuid
            if uuid not in touched and _is_only_aside(old.get(uuid), card):
                aside += [card.block] if card.block else []
            elif uuid in touched or old.get(uuid) != card:
                arrivals.append(Arrival(card, after))
            after = uuid
        if arrivals:
            lists[place] = tuple(arrivals)
    return BoardChanges(lists, tuple(uuid for uuid in old if uuid not in new), tuple(aside))


def _is_only_aside(before: Card | None, now: Card) -> bool:
    """Whether nothing but its lane is otherwise."""
    return (
        before is not None and before != now and replace(now, block=before.block) == before and _at(before) == _at(now)
    )


def _at(card: Card) -> int | None:
    return card.block.at if card.block else None


def _cards(look: Look) -> Iterator[Card]:
    """The tray's, then those of each column, in the order in which the page has them."""
    for item in look.timetable.items:
        if item.starts_at is None:
            yield _card(look, item, TRAY, None, is_band=False)
    for place, column in enumerate(look.board.columns):
        for block in column.bands:
            yield _card(look, block.item, place, block, is_band=True)
        for block in column.blocks:
            yield _card(look, block.item, place, block, is_band=False)


def _card(look: Look, item: Item, place: int, block: Block | None, *, is_band: bool) -> Card:
    return Card(
        item,
        place,
        block,
        is_band,
        look.worst.get(item.uuid),
        look.turns.get(item.uuid),
        look.timetable.track(item),
        look.timetable.credits(item),
    )
