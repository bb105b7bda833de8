"""What follows at once when the team changes the places or the hours of an item, and how an offer stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import Enum

from gocluster_events.attendance.bookings.rules.codes import Refusal
from gocluster_events.attendance.bookings.rules.offers import CLOSES_AFTER, Offering, closing, last_move


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What an organiser sets; None stands for what is usual: with the registration, at the start, two hours before it.

    ``seats`` None: those of the item. ``most_per_organisation`` 0: no limit.
    """

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    moves_until: datetime | None = None
    seats: int | None = None
    staff_seats: int = 0
    most_per_organisation: int = 0
    is_paused: bool = False

    def changed(self, other: "Terms") -> tuple[str, ...]:
        """The names of the fields in which both differ."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) != getattr(other, each.name))


class TermsRefusal(Enum):
    """Why an offer cannot be as it was typed."""

    ARCHIVED = "archived"
    REVERSED = "reversed"
    CLOSES_LATE = "closes_late"
    MOVES_LATE = "moves_late"
    NOTHING = "nothing"  # is to change


def terms_refusals(terms: Terms, starts_at: datetime) -> tuple[TermsRefusal, ...]:
    """The reasons against these terms for an item that begins then."""
    refusals = {
        TermsRefusal.CLOSES_LATE: terms.closes_at is not None and terms.closes_at > starts_at + CLOSES_AFTER,
        TermsRefusal.REVERSED: terms.opens_at is not None and terms.opens_at >= closing(starts_at, terms.closes_at),
        TermsRefusal.MOVES_LATE: terms.moves_until is not None and terms.moves_until > starts_at,
    }
    return tuple(refusal for refusal, is_so in refusals.items() if is_so)


class WindowField(Enum):
    """The hours of an offer, as its columns are called."""

    OPENS_AT = "opens_at"
    CLOSES_AT = "closes_at"
    MOVES_UNTIL = "moves_until"


ABOUT: Mapping[TermsRefusal, tuple[WindowField, ...]] = {
    TermsRefusal.REVERSED: (WindowField.OPENS_AT, WindowField.CLOSES_AT),
    TermsRefusal.CLOSES_LATE: (WindowField.CLOSES_AT,),
    TermsRefusal.MOVES_LATE: (WindowField.MOVES_UNTIL,),
}
"""The hours that a reason is about; it is said at the first of them that was typed."""


WindowEdit = Mapping[WindowField, datetime | None]
"""The hours that several offers are to have, None for the usual one; what is not named stays as it is."""


def edited(terms: Terms, edit: WindowEdit) -> Terms:
    """The terms with the hours of the edit."""
    return replace(terms, **{field.value: hour for field, hour in edit.items()})  # type: ignore[arg-type]


def fitting(edit: WindowEdit, *, by_wish: bool) -> WindowEdit:
    """What of the edit means something: what is allotted ``by_wish`` opens once it is allotted, not by an hour."""
    return {field: hour for field, hour in edit.items() if not by_wish or field is not WindowField.OPENS_AT}


def under(offering: Offering, terms: Terms, opens_with: datetime) -> Offering:
    """The offer with the hours of these terms; ``opens_with`` is when the registration opens."""
    return replace(
        offering,
        opens_at=offering.opens_at if offering.by_wish else terms.opens_at or opens_with,
        closes_at=closing(offering.starts_at, terms.closes_at),
        moves_until=last_move(offering.starts_at, terms.moves_until),
    )


class Effect(Enum):
    """What follows at once when the hours of an offer change."""

    OPENS = "opens"
    CLOSES = "closes"
    CLOSES_UNTIL = "closes_until"  # the later hour at which it opens again
    MOVE_UP = "move_up"
    STAY_WAITING = "stay_waiting"


def effects(before: Offering, after: Offering, now: datetime) -> tuple[Effect, ...]:
    """What follows at once for those who would book, and for those who wait."""
    waits, moved, moves = bool(before.waiting), before.moves_up(now), after.moves_up(now)
    was_open, is_open = _is_open(before, now), _is_open(after, now)
    follows = {
        Effect.OPENS: is_open and not was_open,
        Effect.CLOSES: was_open and not is_open and now >= after.opens_at,
        Effect.CLOSES_UNTIL: was_open and now < after.opens_at,
        Effect.MOVE_UP: waits and moves and not moved and bool(after.free),
        Effect.STAY_WAITING: waits and moved and not moves,
    }
    return tuple(effect for effect, is_so in follows.items() if is_so)


def _is_open(offering: Offering, now: datetime) -> bool:
    is_possible = offering.is_listed and not offering.is_paused and offering.wish_phase(now) is None
    return is_possible and offering.opens_at <= now < offering.closes_at


@dataclass(frozen=True, slots=True)
class Crowd:
    """More people than a room holds: its seats, and who is to be in it; ``seats`` counts places given beyond, too."""

    room: int
    seats: int
    contributors: int
    team: int

    @property
    def everybody(self) -> int:
        """How many people are to be in the room."""
        return self.seats + self.contributors + self.team


def crowd(room: int, offering: Offering, contributors: int) -> Crowd | None:
    """Those who would not fit into a room of so many seats (0: not counted); None where everybody does."""
    expected = Crowd(room, max(offering.seats, offering.held), contributors, offering.staff_seats)
    return expected if room and expected.everybody > room else None


def booked_of(offerings: Iterable[Offering]) -> tuple[int, int]:
    """How many places are taken of how many, in all of them."""
    everything = tuple(offerings)
    return sum(each.held for each in everything), sum(each.seats for each in everything)


class Standing(Enum):
    """What the team reads of an offer at a glance."""

    PAUSED = "paused"
    WISHES = "wishes"
    ALLOTTING = "allotting"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    FULL = "full"
    OPEN = "open"


def standing(offering: Offering, now: datetime) -> Standing:
    """How the offer stands: the first that is true."""
    if offering.is_paused:
        return Standing.PAUSED
    phase = offering.wish_phase(now)
    if phase is not None:
        return Standing.WISHES if phase is Refusal.WISHES else Standing.ALLOTTING
    if now < offering.opens_at:
        return Standing.NOT_YET
    if now >= offering.closes_at:
        return Standing.CLOSED
    return Standing.OPEN if offering.free and not offering.waiting else Standing.FULL
