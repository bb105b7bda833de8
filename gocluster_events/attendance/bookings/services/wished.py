"""What the wishes for items do to their places: until when they are collected, who has which, when the rest opens."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.queries.offers import IS_ACTIVE
from gocluster_events.attendance.bookings.rules.clashes import Span, overlap
from gocluster_events.attendance.bookings.rules.codes import Move, Refusal, Source, State
from gocluster_events.attendance.bookings.rules.moving import lowest_free
from gocluster_events.attendance.bookings.services.letters import tell_anew
from gocluster_events.attendance.bookings.services.rows import Line, end_all, line, log_all
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.registration.people.models import Registration


@dataclass(frozen=True, slots=True)
class Allotted:
    """A place in the item (UUID) for that registration."""

    registration_id: int
    item: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number on the list of the item (UUID); moving up gives back the place in ``instead_of``, if any."""

    registration_id: int
    item: str
    instead_of: str | None = None


def announce(session: Session, event_id: int, until: datetime | None) -> None:
    """Wishes are collected until then for every item of the edition whose places go by them; None: not known yet."""
    _store(session, event_id, wishes_until=until)


def open_rest(session: Session, event_id: int, at: datetime) -> None:
    """What is left of the places that go by wishes can be booked from then on, and lists move up."""
    _store(session, event_id, rest_from=at)


def set_seats(session: Session, event_id: int, seats: Mapping[str, int], act: Act) -> None:
    """These items (UUIDs) have so many places, as if the team had set them."""
    mine = sa.select(Offer).where(Offer.event_id == event_id, Offer.item.in_(seats))
    for offer in session.scalars(mine.order_by(Offer.id)) if seats else ():
        offer.seats, offer.revision = seats[offer.item], offer.revision + 1
        audit(session, event_id, "offer.changed", act, about=f"offer:{offer.id}", fields=("seats",))
    session.flush()


def leave_lists(session: Session, event_id: int, registration_id: int, items: Collection[str], act: Act) -> int:
    """The person waits for none of these items (UUIDs) any more; returns on how many lists they were.

    The caller holds the edition's lock, and has settled everything.
    """
    mine = sa.select(Booking).join(Offer, Offer.id == Booking.offer_id).where(
        Offer.event_id == event_id, Offer.item.in_(items), Booking.registration_id == registration_id,
        Booking.state == State.WAITING,
    )  # fmt: skip
    lists = session.scalars(mine.order_by(Booking.id)).all()
    if lists:
        end_all(session, [each.id for each in lists], State.CANCELLED, act)
        log_all(session, event_id, [line(each, Move.LEFT) for each in lists], act)
        tell_anew(session, [session.get_one(Registration, registration_id)], act.at)
    return len(lists)


def _store(session: Session, event_id: int, **hours: datetime | None) -> None:
    wished = sa.update(Offer).where(Offer.event_id == event_id, Offer.by_wish)
    session.execute(wished.values(hours).execution_options(synchronize_session="fetch"))


def allot(
    session: Session, event: Event, places: Sequence[Allotted], waits: Sequence[Waiting], act: Act
) -> Sequence[Allotted]:
    """These people have these places, and numbers on the lists behind everybody, in the order given; nobody is told.

    Returns the places of those who have booked another item at that time meanwhile, and so have none here. Whoever has
    a place or a number of an item already keeps it. Nine statements, however many people these are. Raises Refused:
    FULL where an item has fewer places, DROPPED where its places do not go by wishes. The caller holds the lock.
    """
    offers = _offers(session, event.id)
    wished = {each.item for each in places} | {each.item for each in waits}
    if not all(item in offers and _goes_by_wish(offers[item]) for item in wished):
        raise Refused(Refusal.DROPPED)
    allotment = _Allotment(session, event.id, act, offers, _moments(session, event.id, act))
    before = _active(session, event.id)
    fresh = [each for each in places if allotment.key(each) not in before]
    unable = [each for each in fresh if allotment.clashes(each, before)]
    lines = allotment.hold([each for each in fresh if each not in unable], before)
    after = _active(session, event.id)
    lines += allotment.queue([each for each in waits if allotment.key(each) not in after], after)
    log_all(session, event.id, lines, act)
    return unable


_Key = tuple[int, int]
"""An offer, and a registration."""


@dataclass(frozen=True, slots=True)
class _Active:
    """A place, which has a ``seat``, or a number on a list."""

    id: int
    seat: int | None


def _active(session: Session, event_id: int) -> Mapping[_Key, _Active]:
    columns = (Booking.offer_id, Booking.registration_id, Booking.id, Booking.seat)
    rows = session.execute(sa.select(*columns).where(Booking.event_id == event_id, IS_ACTIVE))
    return {(offer, person): _Active(booking, seat) for offer, person, booking, seat in rows}


def _offers(session: Session, event_id: int) -> Mapping[str, Offer]:
    return {row.item: row for row in session.scalars(sa.select(Offer).where(Offer.event_id == event_id))}


def _goes_by_wish(offer: Offer) -> bool:
    return offer.by_wish and offer.is_listed


def _moments(session: Session, event_id: int, act: Act) -> Mapping[int, datetime]:
    """Who was away later than it is now, since a clock was ahead then, and until when."""
    away = sa.select(Registration.id, Registration.away_at).where(Registration.event_id == event_id)
    return {who: at for who, at in session.execute(away.where(Registration.away_at > act.at)) if at}


def _ranks(session: Session, event_id: int) -> Mapping[int, int]:
    """The last rank on the list of each offer."""
    last = sa.select(Booking.offer_id, sa.func.max(Booking.waiting_rank)).where(Booking.event_id == event_id)
    return dict(session.execute(last.group_by(Booking.offer_id)).all())


@dataclass(frozen=True, slots=True)
class _Allotment:
    session: Session
    event_id: int
    act: Act
    offers: Mapping[str, Offer]
    moments: Mapping[int, datetime]

    def key(self, each: Allotted | Waiting) -> _Key:
        """The offer and the person."""
        return self.offers[each.item].id, each.registration_id

    def clashes(self, each: Allotted, active: Mapping[_Key, _Active]) -> bool:
        """Whether the person has another place at that time."""
        mine = self.offers[each.item]
        others = (other for other in self.offers.values() if other.id != mine.id)
        beside = [other.id for other in others if overlap(_span(mine), _span(other))]
        return any(row.seat for other in beside if (row := active.get((other, each.registration_id))))

    def hold(self, places: Sequence[Allotted], active: Mapping[_Key, _Active]) -> list[Line]:
        """These are places, each with the lowest seat that nobody has; the lines that say so are still to be logged."""
        seats = defaultdict[int, set[int]](set)
        for (offer, _person), row in active.items():
            seats[offer] |= {row.seat} if row.seat else set()
        rows = []
        for each in places:
            offer, _person = self.key(each)
            seat = lowest_free(seats[offer])
            seats[offer].add(seat)
            rows.append(self._row(each, state=State.HELD, seat=seat))
        if any(len(seats[self.key(each)[0]]) > _places(self.offers[each.item]) for each in places):
            raise Refused(Refusal.FULL)
        self._insert(rows)
        return [Line(offer=self.key(each)[0], person=each.registration_id, move=Move.ALLOTTED) for each in places]

    def queue(self, waits: Sequence[Waiting], active: Mapping[_Key, _Active]) -> list[Line]:
        """These are numbers, last on each list; the lines that say so are still to be logged."""
        ranks, numbers = defaultdict(int, _ranks(self.session, self.event_id)), defaultdict[int, int](int)
        for (offer, _person), row in active.items():
            numbers[offer] += not row.seat
        rows, lines = [], list[Line]()
        for each in waits:
            offer, person = self.key(each)
            ranks[offer] += 1
            numbers[offer] += 1
            other = active.get((self.offers[each.instead_of].id, person)) if each.instead_of else None
            back = other.id if other and other.seat else None
            rows.append(
                self._row(each, state=State.WAITING, waiting_at=self.act.at, waiting_rank=ranks[offer], instead_of=back)
            )
            lines.append(Line(offer=offer, person=person, move=Move.JOINED, position=numbers[offer]))
        self._insert(rows)
        return lines

    def _row(self, each: Allotted | Waiting, **facts: Any) -> dict[str, Any]:
        offer, person = self.key(each)
        return {
            "event_id": self.event_id, "offer_id": offer, "registration_id": person, "source": Source.ALLOCATION,
            "at": max(self.act.at, self.moments.get(person, self.act.at)), "waiting_rank": 0, **facts,
        }  # fmt: skip

    def _insert(self, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self.session.execute(sa.insert(db.table(Booking)), rows)


def _span(offer: Offer) -> Span:
    return offer.starts_at, offer.ends_at


def _places(offer: Offer) -> int:
    return offer.item_seats if offer.seats is None else offer.seats
