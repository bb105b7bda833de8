"""What can be booked, and why somebody cannot book it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from gocluster_events.attendance.bookings.rules.clashes import Span, clashes, is_busy
from gocluster_events.attendance.bookings.rules.codes import Refusal, State
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Passed as PassedOver
from gocluster_events.meeting.registration.people.rules.seats import Applicant, Pool, SeatPlan, SeatSource

MOVES_BEFORE = timedelta(hours=2)
"""How long before an item begins people move up by mail, unless the team has set another hour."""
CLOSES_AFTER = timedelta(minutes=15)
"""How long after an item has begun it can be booked at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering:
    """The places of an item at one moment. ``item`` is its UUID; ``held`` can be above ``seats``, by the team's hand.
    In an edition that ``is_archived`` nobody books.

    Until ``opens_at`` and from ``closes_at`` nobody books; from ``moves_until`` nobody moves up any more. Where places
    go ``by_wish``, wishes are collected until ``wishes_until``, and what is left is booked as anywhere from
    ``rest_from``, which is ``opens_at`` then; None: not known yet.
    """

    id: int
    item: str
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    closes_at: datetime
    moves_until: datetime
    seats: int
    staff_seats: int = 0
    most_per_organisation: int = 0
    is_members_only: bool = False
    is_paused: bool = False
    is_listed: bool = True
    wants_check: bool = False
    by_wish: bool = False
    wishes_until: datetime | None = None
    rest_from: datetime | None = None
    held: int = 0
    waiting: int = 0
    is_archived: bool = False

    @property
    def free(self) -> int:
        """How many places nobody has."""
        return max(self.seats - self.held, 0)

    def free_for_newcomers(self, now: datetime) -> int:
        """How many places those can book who do not wait yet.

        None while somebody waits who moves up no more, or before the places are allotted.
        """
        return 0 if (self.waiting and now >= self.moves_until) or self.wish_phase(now) else self.free

    @property
    def span(self) -> Span:
        """When the item is."""
        return self.starts_at, self.ends_at

    def moves_up(self, now: datetime) -> bool:
        """Whether a free place still goes to who waits."""
        return self.is_listed and not self.is_paused and now < self.moves_until and self.wish_phase(now) is None

    def wish_phase(self, now: datetime) -> Refusal | None:
        """WISHES while wishes are collected, ALLOTTING until what is left can be booked, None from then on.

        None as well where places do not go by wishes, or the item has begun.
        """
        is_open = self.rest_from is not None and now >= self.rest_from
        if not self.by_wish or is_open or now >= self.starts_at:
            return None
        return Refusal.WISHES if self.wishes_until is None or now < self.wishes_until else Refusal.ALLOTTING


def closing(starts_at: datetime, closes_at: datetime | None) -> datetime:
    """From when on the item cannot be booked; None: as soon as it begins."""
    return starts_at if closes_at is None else min(closes_at, starts_at + CLOSES_AFTER)


def last_move(starts_at: datetime, moves_until: datetime | None) -> datetime:
    """From when on nobody moves up; None: two hours before the item begins."""
    return starts_at - MOVES_BEFORE if moves_until is None else min(moves_until, starts_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBooking:
    """A place or a number on a list that somebody has. ``instead_of`` is the booking that they would give back.

    ``is_allotted``: it was made by the allocation.
    """

    id: int
    offer: int
    item: str
    span: Span
    state: State
    at: datetime
    number: int | None = None
    instead_of: int | None = None
    is_allotted: bool = False

    @property
    def is_held(self) -> bool:
        """Whether it is a place."""
        return self.state is State.HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Booker:
    """Somebody who would book, with what they have already; ``stage`` are the items (UUIDs) in which they appear.

    ``busy`` is when they are taken by what is no booking, such as those items.
    """

    is_confirmed: bool
    applicant: Applicant
    has_ended: bool = False
    own: tuple[OwnBooking, ...] = ()
    stage: frozenset[str] = frozenset()
    busy: tuple[Span, ...] = ()

    @property
    def held(self) -> tuple[OwnBooking, ...]:
        """Their places."""
        return tuple(each for each in self.own if each.is_held)

    def booking(self, offer: int) -> OwnBooking | None:
        """What they have of that offer."""
        return next((each for each in self.own if each.offer == offer), None)


def clashing(offering: Offering, booker: Booker, leaving: int | None = None) -> tuple[OwnBooking, ...]:
    """The places of theirs that are at the same time, but for the booking that they would give back."""
    others = (each for each in booker.held if each.id != leaving and each.offer != offering.id)
    return clashes(offering.span, others)


@dataclass(frozen=True, slots=True)
class Lists:
    """The waiting lists of what is at the time of a place that somebody is to have.

    From those of ``open`` they can move up later and give that place back; with it they leave those of ``closed``,
    since another place of theirs would stand in the way as well, and nobody gives two back for one.
    """

    open: tuple[OwnBooking, ...] = ()
    closed: tuple[OwnBooking, ...] = ()

    @property
    def all(self) -> tuple[OwnBooking, ...]:
        """Both."""
        return (*self.open, *self.closed)


NO_LISTS = Lists()


def lists_beside(offering: Offering, booker: Booker, leaving: OwnBooking | None = None) -> Lists:
    """On which of their lists somebody can stay who has a place of the offer, having given ``leaving`` back for it."""
    waits = clashes(offering.span, (each for each in booker.own if not each.is_held and each.offer != offering.id))
    places = [each for each in booker.held if each != leaving]
    closed = tuple(each for each in waits if clashes(each.span, places))
    return Lists(tuple(each for each in waits if each not in closed), closed)


class Numbered(Protocol):
    """A booking, by what tells which of two somebody prefers."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def is_allotted(self) -> bool:
        """Whether it was made by the allocation."""


def is_preferred(one: Numbered, other: Numbered) -> bool:
    """Whether the allocation put somebody on both lists, and on the ``one`` first, since they wish it more."""
    return one.is_allotted and other.is_allotted and one.id < other.id


def lists_left(offering: Offering, own: OwnBooking, booker: Booker) -> tuple[OwnBooking, ...]:
    """The lists that somebody leaves who moves up with ``own``: all at that time from which they could not move on."""
    waits = (each for each in booker.own if not each.is_held and own.id not in {each.id, each.instead_of})
    return clashes(offering.span, (each for each in waits if not is_preferred(each, own)))


_OF_BOOKERS = frozenset({Refusal.MEMBERS_ONLY, Refusal.NOT_YET, Refusal.CLOSED, Refusal.PAUSED})
"""What stands against a booking by the person themselves, and not against one by the team."""


def refusal(
    offering: Offering, booker: Booker, now: datetime, *, leaving: int | None = None, by_team: bool = False
) -> Refusal | None:
    """Why the person can have neither a place nor a number on the list, whether or not a place is free.

    ``leaving`` is the booking that they would give back. Who is not confirmed yet can name wishes all the same.
    """
    phase = offering.wish_phase(now)
    standing = {
        Refusal.ARCHIVED: offering.is_archived,
        Refusal.DROPPED: not offering.is_listed,
        Refusal.ENDED: booker.has_ended,
        Refusal.NOT_CONFIRMED: phase is None and not booker.is_confirmed,
        Refusal.WRONG_MODE: booker.applicant.mode is not Mode.ONSITE,
        Refusal.MEMBERS_ONLY: offering.is_members_only and not booker.applicant.is_member,
        Refusal.WISHES: phase is Refusal.WISHES,
        Refusal.ALLOTTING: phase is Refusal.ALLOTTING,
        Refusal.NOT_YET: now < offering.opens_at,
        Refusal.CLOSED: now >= offering.closes_at,
        Refusal.PAUSED: offering.is_paused,
        Refusal.ON_STAGE: offering.item in booker.stage or is_busy(offering.span, booker.busy),
        Refusal.CLASH: bool(clashing(offering, booker, leaving)),
    }
    return next((code for code, holds in standing.items() if holds and not (by_team and code in _OF_BOOKERS)), None)


def institutions(keys: Iterable[str]) -> Mapping[str, int]:
    """How many are of each institution, by its key; whoever names none is of none."""
    return Counter(key for key in keys if key)


def board(
    offering: Offering, now: datetime, organisations: Mapping[str, int], hopefuls: Iterable[Applicant] = ()
) -> SeatPlan:
    """The places of the offer as those of an edition: one quota that keeps them all, with the offer's conditions.

    ``organisations`` counts who of which institution (by its key) has a place; no newcomer passes the ``hopefuls``.
    """
    line = (Mode.ONSITE, offering.id)
    return SeatPlan(
        now=now,
        capacities={Mode.ONSITE: offering.seats},
        pools=(
            Pool(
                id=offering.id, mode=Mode.ONSITE, places=offering.seats, members_only=offering.is_members_only,
                most_per_organisation=offering.most_per_organisation,
            ),
        ),
        taken={line: offering.held},
        by_organisation={(offering.id, key): number for key, number in organisations.items()},
        by_hand=True,
        hopefuls=frozenset(hopefuls),
    )  # fmt: skip


def no_place(plan: SeatPlan, offering: Offering, applicant: Applicant) -> Refusal | None:
    """Why a newcomer gets no place at once; None: one is free for them."""
    phase = offering.wish_phase(plan.now)
    if phase is not None:
        return phase
    obstacle = plan.obstacle(SeatSource(offering.id), applicant)
    if obstacle is None:
        return None if plan.place_for_newcomer(applicant) else Refusal.WAITING_BEFORE_YOU
    if obstacle is PassedOver.ORGANISATION_FULL:
        return Refusal.ORGANISATION_FULL
    return Refusal.MEMBERS_ONLY if obstacle is PassedOver.NOT_IN_QUOTA else Refusal.FULL
