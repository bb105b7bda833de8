"""Reads of what one person has booked, and what stands in their way."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.queries.offers import IS_ACTIVE
from gocluster_events.attendance.bookings.rules.codes import Source, State
from gocluster_events.attendance.bookings.rules.offers import Booker, OwnBooking
from gocluster_events.attendance.contributors.queries import known, people_of_each
from gocluster_events.attendance.contributors.rules import Known
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.codes import ASIDE
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import ENDED, Status

ORDER = (Booking.waiting_rank, Booking.waiting_at, Booking.id)


def own_bookings(session: Session, registration_id: int) -> tuple[OwnBooking, ...]:
    """The places that somebody has and the lists on which they wait, by time. One statement."""
    return tuple(_own_booking(*row) for row in session.execute(_own(), {"people": [registration_id]}))


def bookings_of(session: Session, people: Iterable[int]) -> Mapping[int, tuple[OwnBooking, ...]]:
    """The same of each of these registrations that has any. One statement."""
    own: dict[int, list[OwnBooking]] = {}
    for row in session.execute(_own(), {"people": list(people)}):
        own.setdefault(row[0].registration_id, []).append(_own_booking(*row))
    return {who: tuple(bookings) for who, bookings in own.items()}


def _own_booking(row: Booking, item: str, starts_at: datetime, ends_at: datetime, number: int) -> OwnBooking:
    return OwnBooking(
        id=row.id, offer=row.offer_id, item=item, span=(starts_at, ends_at), state=row.state, at=row.at,
        number=number if row.state is State.WAITING else None, instead_of=row.instead_of,
        is_allotted=row.source is Source.ALLOCATION,
    )  # fmt: skip


@cache
def _own() -> Any:
    return (
        sa.select(Booking, Offer.item, Offer.starts_at, Offer.ends_at, number_in_line())
        .join(Offer, Offer.id == Booking.offer_id)
        .where(Booking.registration_id.in_(sa.bindparam("people", expanding=True)), IS_ACTIVE)
        .order_by(Offer.starts_at, Offer.id)
    )


def released_at(session: Session, registration_id: int, offer_id: int) -> datetime | None:
    """When the place that somebody had last was released at the item's door; None where they have something of it."""
    mine = sa.select(Booking).where(Booking.registration_id == registration_id, Booking.offer_id == offer_id)
    latest = session.scalar(mine.order_by(Booking.id.desc()).limit(1))
    return latest.ended_at if latest is not None and latest.state is State.RELEASED else None


def number_in_line() -> sa.ScalarSelect[int]:
    """The booking's number on its waiting list, from 1, as a column beside it."""
    other = aliased(Booking)
    theirs = sa.tuple_(other.waiting_rank, other.waiting_at, other.id)
    is_before = sa.and_(other.offer_id == Booking.offer_id, other.state == State.WAITING, theirs <= sa.tuple_(*ORDER))
    return sa.select(sa.func.count()).select_from(other).where(is_before).correlate(Booking).scalar_subquery()


def booker(session: Session, registration: Registration) -> Booker:
    """The person of the registration as the rules of booking see them. Two statements, three of who is on stage."""
    return bookers(session, registration.event_id, [registration])[registration.id]


def bookers(session: Session, event_id: int, registrations: Collection[Registration]) -> Mapping[int, Booker]:
    """The same of each of these registrations of the edition. As many statements."""
    appearing = on_stage(session, event_id, [known(each) for each in registrations])
    own = bookings_of(session, [each.id for each in registrations])
    return {each.id: _booker(each, appearing.get(each.id, ()), own.get(each.id, ())) for each in registrations}


def _booker(registration: Registration, items: Collection[Item], own: tuple[OwnBooking, ...]) -> Booker:
    return Booker(
        is_confirmed=registration.status is Status.CONFIRMED,
        has_ended=registration.status in ENDED,
        applicant=seats.applicant(registration),
        own=own,
        stage=frozenset(item.uuid for item in items),
        busy=tuple(item.span for item in items if item.kind not in ASIDE),
    )


def on_stage(session: Session, event_id: int, people: Collection[Known]) -> Mapping[int, tuple[Item, ...]]:
    """The published items in which these people appear, by registration: as the door and “My day” have it.

    One statement, and another where somebody is on the programme.
    """
    appearing = people_of_each(session, event_id, people) if people else {}
    published = agenda.latest(session, event_id) if appearing else None
    items = published.timetable.items if published else ()
    return {who: tuple(_of(items, uuids)) for who, uuids in appearing.items()}


def _of(items: Iterable[Item], people: Collection[str]) -> Iterable[Item]:
    return (item for item in items if item.starts_at and any(each.person in people for each in item.people))
