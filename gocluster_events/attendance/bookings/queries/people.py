"""Reads of who has a place in an item and who waits, and of all of an edition for moving up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.queries.offers import COMES, IS_ACTIVE
from gocluster_events.attendance.bookings.queries.own import ORDER
from gocluster_events.attendance.bookings.rules.codes import Source, State
from gocluster_events.attendance.bookings.rules.moving import Booked, lowest_free
from gocluster_events.attendance.bookings.rules.offers import institutions
from gocluster_events.attendance.contributors.rules import Known
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.own.models import Succession
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.likeness import organisation_key
from gocluster_events.meeting.registration.people.rules.seats import Applicant


@dataclass(frozen=True, slots=True)
class ItemPeople:
    """Those who have a place in an item, by name, and those who wait, whoever is next first."""

    held: tuple[tuple[Booking, Registration], ...]
    waiting: tuple[tuple[Booking, Registration], ...]


def item_people(session: Session, event_id: int, item: str) -> ItemPeople:
    """Who has a place in that item, and who waits for one. One statement."""
    statement = sa.select(Booking, Registration).join(Offer, Offer.id == Booking.offer_id).join(Registration)
    here = statement.where(Offer.event_id == event_id, Offer.item == item, IS_ACTIVE)
    rows = [(booking, person) for booking, person in session.execute(here.order_by(*ORDER))]
    held = [each for each in rows if each[0].state is State.HELD]
    return ItemPeople(
        tuple(sorted(held, key=lambda each: (each[1].sort_key, each[1].id))),
        tuple(each for each in rows if each[0].state is State.WAITING),
    )


def ended(session: Session, offer_id: int) -> Sequence[tuple[Booking, Registration]]:
    """The places and numbers of that offer that have ended, the last first. One statement."""
    statement = sa.select(Booking, Registration).join(Registration, Registration.id == Booking.registration_id)
    here = statement.where(Booking.offer_id == offer_id, ~IS_ACTIVE)
    rows = session.execute(here.order_by(Booking.ended_at.desc(), Booking.id.desc()))
    return [(booking, person) for booking, person in rows]


def waiting(session: Session, offer_id: int) -> Sequence[tuple[Booking, Registration]]:
    """Those who wait for that offer, whoever is next first."""
    statement = sa.select(Booking, Registration).join(Registration, Registration.id == Booking.registration_id)
    here = statement.where(Booking.offer_id == offer_id, Booking.state == State.WAITING)
    return [(booking, person) for booking, person in session.execute(here.order_by(*ORDER))]


def organisations(session: Session, offer_id: int) -> Mapping[str, int]:
    """How many of each institution, by its key, have a place in that offer."""
    statement = sa.select(Registration.organisation).join(Booking, Booking.registration_id == Registration.id)
    here = statement.where(Booking.offer_id == offer_id, Booking.state == State.HELD)
    return institutions(organisation_key(each) for each in session.scalars(here))


def next_rank(session: Session, offer_id: int) -> int:
    """The rank of whoever joins the list of that offer now, behind everybody."""
    return (session.scalar(sa.select(sa.func.max(Booking.waiting_rank)).where(Booking.offer_id == offer_id)) or 0) + 1


def first_ranks(session: Session, offers: Collection[int]) -> Mapping[int, int]:
    """The lowest rank of whoever waits for each of these offers; 1 where nobody does. One statement."""
    ranks = sa.select(Booking.offer_id, sa.func.min(Booking.waiting_rank)).group_by(Booking.offer_id)
    waiting = ranks.where(Booking.offer_id.in_(offers), Booking.state == State.WAITING)
    return {**dict.fromkeys(offers, 1), **dict(session.execute(waiting).all())}


def free_seat(session: Session, offer_id: int) -> int:
    """The lowest number of a seat, from 1, that nobody in that offer has."""
    return free_seats(session, offer_id, 1)[0]


def free_seats(session: Session, offer_id: int, number: int) -> Sequence[int]:
    """So many of the lowest seats that nobody in that offer has. One statement."""
    seats = sa.select(Booking.seat).where(Booking.offer_id == offer_id, Booking.seat.is_not(None))
    taken, free = {each or 0 for each in session.scalars(seats)}, list[int]()
    for _ in range(number):
        free.append(lowest_free({*taken, *free}))
    return free


def seats_of(session: Session, offers: Collection[int]) -> Mapping[int, Mapping[int, int]]:
    """The seats that somebody has, of each of these offers by booking. One statement."""
    is_taken = sa.and_(Booking.offer_id.in_(offers), Booking.seat.is_not(None))
    seats: dict[int, dict[int, int]] = {each: {} for each in offers}
    for offer, booking, seat in session.execute(sa.select(Booking.offer_id, Booking.id, Booking.seat).where(is_taken)):
        seats[offer][booking] = seat or 0
    return seats


def booked(session: Session, event_id: int) -> Sequence[tuple[Booked, Known]]:
    """Every place and every list of the edition in order, as moving up sees them, with what tells whose each is.

    One statement.
    """
    facts = (Registration.mode, Registration.actor_type, Registration.cluster, Registration.organisation)
    columns = (Booking.id, Booking.offer_id, Booking.registration_id, Booking.state, Booking.instead_of, Booking.source)
    names = (Registration.email_key, Registration.first_name, Registration.last_name)
    statement = sa.select(*columns, *facts, COMES, *names).join(Registration)
    rows = session.execute(statement.where(Booking.event_id == event_id, IS_ACTIVE).order_by(*ORDER))
    return [
        (
            Booked(
                id=identity,
                offer=offer,
                person=person,
                applicant=Applicant(
                    mode=mode, actor_type=kind, is_member=bool(cluster), organisation=organisation_key(organisation)
                ),
                is_held=state is State.HELD,
                comes=comes,
                instead_of=instead_of,
                is_allotted=source is Source.ALLOCATION,
            ),
            Known(person, *name),
        )
        for identity, offer, person, state, instead_of, source, mode, kind, cluster, organisation, comes, *name in rows
    ]


def registrations(session: Session, ids: Iterable[int]) -> Sequence[Registration]:
    """These registrations. One statement."""
    return session.scalars(sa.select(Registration).where(Registration.id.in_(tuple(ids)))).all()


def booking_of(session: Session, registration_id: int, offer_id: int) -> Booking | None:
    """The place or the number that somebody has of that offer."""
    mine = (Booking.registration_id == registration_id, Booking.offer_id == offer_id, IS_ACTIVE)
    return session.scalar(sa.select(Booking).where(*mine))


def successor(session: Session, registration: Registration) -> Registration | None:
    """Who has that person's place by now, if they come on site: whoever took it over, or who has it from them.

    Who gave the place on and came back since has none of it.
    """
    givers: set[int] = set()
    while registration.id not in givers:
        givers.add(registration.id)
        succession = session.get(Succession, registration.id)
        if succession is None or succession.at != registration.away_at:  # the last time they ended otherwise
            return None
        registration = session.get_one(Registration, succession.successor_id)
        is_away = registration.away_at is not None and registration.away_at > succession.at
        if registration.status is Status.CONFIRMED and registration.mode is Mode.ONSITE and not is_away:
            return registration
    return None


def hopefuls(session: Session, offer_id: int) -> list[Applicant]:
    """Those who wait for that offer and are confirmed on site, as the rules of places see them."""
    statement = sa.select(Registration).join(Booking, Booking.registration_id == Registration.id)
    here = statement.where(Booking.offer_id == offer_id, Booking.state == State.WAITING, COMES)
    return [seats.applicant(person) for person in session.scalars(here)]
