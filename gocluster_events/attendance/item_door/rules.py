"""What an item's door says to whom, and when it offers to free the places of those who have not come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from gocluster_events.attendance.bookings.rules.codes import Refusal
from gocluster_events.attendance.door.rules import Answer, DoorVerdict, Tally, Verdict
from gocluster_events.meeting.agenda.rules.timetable import Item

PATIENCE = timedelta(minutes=5)
"""How long after the start of an item its door waits before it offers to free the places of those who are missing."""


class ItemVerdict(DoorVerdict):
    """What becomes of somebody at an item's door who may enter the meeting. ``PASSES``: they are in then."""

    WELCOME = "welcome"  # has a place, or is on stage
    ALREADY_IN = "already_in"
    NOT_ADMITTED = "item_not_admitted"  # has not passed the main entrance today
    WITHOUT_PLACE = "item_without_place"  # came in before the place was freed, which somebody else has by now
    ELSEWHERE = "item_elsewhere"  # has a place in another item at that time
    RELEASED = "item_released"  # had a place, which was freed for somebody else
    WAITING = "item_waiting"
    WAITING_FIRST = "item_waiting_first"  # a place is free, and people who wait for it are in the house
    NOT_BOOKED = "item_not_booked"  # and a place is free
    FULL = "item_full"
    ORGANISATION_FULL = "item_organisation_full"
    MEMBERS_ONLY = "item_members_only"
    NOT_ALLOTTED = "item_not_allotted"  # places go by choice, and nobody has one yet
    BOOKED_ONLY = "item_booked_only"  # without network only who has a place is let in


PASSES = frozenset({ItemVerdict.WELCOME, ItemVerdict.WITHOUT_PLACE})


class Way(Enum):
    """How the desk lets somebody in."""

    ADMIT = "admit"  # if they have a place
    BOTH = "both"  # at the main entrance, too
    DESPITE = "despite"  # with a place that is free
    BY_LIST = "by_list"  # as a desk without network did by its list: who has a place is in


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Somebody at the door of an item. ``main`` is what the main entrance says of them.

    ``number`` is the one on the waiting list; ``ahead`` are those on it who stand before and are in the house.
    ``free`` counts places; ``obstacle`` is why none of them could be theirs.
    """

    main: DoorVerdict
    in_since: datetime | None = None
    has_place: bool = False
    is_on_stage: bool = False
    is_elsewhere: bool = False
    released_at: datetime | None = None
    number: int | None = None
    ahead: int = 0
    free: int = 0
    obstacle: Refusal | None = None

    @property
    def is_expected(self) -> bool:
        """Whether they have a place in the item, or are on its stage."""
        return self.has_place or self.is_on_stage


_OBSTACLES: Mapping[Refusal, ItemVerdict] = {
    Refusal.ORGANISATION_FULL: ItemVerdict.ORGANISATION_FULL,
    Refusal.MEMBERS_ONLY: ItemVerdict.MEMBERS_ONLY,
    Refusal.WISHES: ItemVerdict.NOT_ALLOTTED,
    Refusal.ALLOTTING: ItemVerdict.NOT_ALLOTTED,
}
_MAY_ENTER = frozenset({Verdict.WELCOME, Verdict.ALREADY_IN})


def verdict(who: Standing, way: Way = Way.ADMIT, at: datetime | None = None) -> DoorVerdict:
    """What the door says when they come in that way. Whoever has no place in the meeting hears what is said there.

    Whom a desk without network let in (``at``) before their place was freed sits in the room, whatever is free by now.
    """
    if who.in_since is not None:
        return ItemVerdict.ALREADY_IN
    if who.main not in _MAY_ENTER:
        return who.main
    if who.main is Verdict.WELCOME and way not in {Way.BOTH, Way.BY_LIST}:
        return ItemVerdict.NOT_ADMITTED
    if who.is_expected or (way is Way.DESPITE and can_take_place(who)):
        return ItemVerdict.WELCOME
    if way is Way.BY_LIST and at is not None and who.released_at is not None and at < who.released_at:
        is_theirs = can_take_place(who) and not who.is_elsewhere
        return ItemVerdict.WELCOME if is_theirs else ItemVerdict.WITHOUT_PLACE
    return _without_place(who)


def _without_place(who: Standing) -> ItemVerdict:
    if who.is_elsewhere:
        return ItemVerdict.ELSEWHERE
    if who.released_at is not None:
        return ItemVerdict.RELEASED
    if who.number is not None:
        return ItemVerdict.WAITING
    if who.obstacle is not None and who.obstacle in _OBSTACLES:
        return _OBSTACLES[who.obstacle]
    if not who.free:
        return ItemVerdict.FULL
    return ItemVerdict.WAITING_FIRST if who.ahead else ItemVerdict.NOT_BOOKED


def listed_verdict(main: DoorVerdict, *, is_welcome: bool, is_in: bool, waits: bool) -> DoorVerdict:
    """What the door's list says of somebody: a desk without network lets in who is welcome, and gives no place."""
    if is_in:
        return ItemVerdict.ALREADY_IN
    if main not in _MAY_ENTER:
        return main
    if is_welcome:
        return ItemVerdict.WELCOME
    return ItemVerdict.WAITING if waits else ItemVerdict.NOT_BOOKED


def can_take_place(who: Standing) -> bool:
    """Whether a place is free that could be theirs, whoever waits for it: at the door a person decides."""
    return who.free > 0 and who.obstacle not in _OBSTACLES


def is_next(who: Standing) -> bool:
    """Whether enough places are free for them and for everybody in the house who waits before them."""
    return can_take_place(who) and who.free > who.ahead


def other_way(who: Standing, outcome: DoorVerdict) -> Way | None:
    """How they could be let in after all, by a press of its own; None: they cannot."""
    if outcome is ItemVerdict.NOT_ADMITTED:
        return Way.BOTH if who.is_expected else None
    if outcome in PASSES | {ItemVerdict.ALREADY_IN} or isinstance(outcome, Verdict):
        return None
    return Way.DESPITE if can_take_place(who) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnswer(Answer):
    """What the desk at an item's door says.

    ``way`` lets them in after all, with the place of that ``seat`` where they get one; ``is_next``: nobody is passed.
    ``elsewhere`` is the UUID of the item in which they have a place at that time, ``number`` the one on the list.
    """

    way: Way | None = None
    seat: int | None = None
    is_next: bool = False
    elsewhere: str = ""
    number: int | None = None
    ahead: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTally(Tally):
    """An item's door in numbers: ``expected`` are its places, of which some are free.

    Who is missing has a place and is not in; who is present waits in the house.
    """

    missing: int = 0
    present: int = 0
    free: int = 0


@dataclass(frozen=True, slots=True)
class Today:
    """The items of one day: those that run, those that begin next, and the others."""

    running: tuple[Item, ...] = ()
    coming: tuple[Item, ...] = ()
    others: tuple[Item, ...] = ()

    @property
    def is_any(self) -> bool:
        """Whether there is any item on that day."""
        return bool(self.running or self.coming or self.others)


def today(items: Sequence[Item], now: datetime) -> Today:
    """That day's items as whoever opens a door looks for them."""
    spans = [(each, *each.span) for each in items]
    running = tuple(each for each, start, end in spans if start <= now < end)
    soonest = min((start for _each, start, _end in spans if start > now), default=None)
    coming = tuple(each for each, start, _end in spans if start == soonest)
    return Today(running, coming, tuple(each for each in items if each not in running and each not in coming))


def frees_from(starts_at: datetime) -> datetime:
    """From when on the door offers to free the places of those who are missing; nothing is freed by the clock."""
    return starts_at + PATIENCE
