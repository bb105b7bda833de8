"""Reads of who is in an item, who may come in, and how many are missing or wait in the house."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.queries.offers import IS_ACTIVE
from gocluster_events.attendance.bookings.queries.own import ORDER, own_bookings, released_at
from gocluster_events.attendance.bookings.queries.places import no_place
from gocluster_events.attendance.bookings.rules.clashes import clashes
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.rules.offers import Booker, Offering, OwnBooking
from gocluster_events.attendance.contributors.queries import known, people_of, people_of_each
from gocluster_events.attendance.contributors.rules import Known
from gocluster_events.attendance.door import queries as door
from gocluster_events.attendance.door.models import Admission
from gocluster_events.attendance.door.rules import RECENT, Guest, Passage
from gocluster_events.attendance.item_door.models import ItemAdmission, ItemCount
from gocluster_events.attendance.item_door.rules import ItemTally, Standing, listed_verdict
from gocluster_events.core.search import Hit
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.paths import short
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import Status


def timetable(session: Session, event_id: int) -> Timetable:
    """The published programme; an empty one before there is any."""
    published = agenda.latest(session, event_id)
    return published.timetable if published else Timetable("UTC")


def item_of(programme: Timetable, name: str) -> Item | None:
    """The placed item of that short name, as it stands in addresses, or of that UUID."""
    return next((each for each in programme.items if name in {short(each), each.uuid} and each.starts_at), None)


def admission(session: Session, registration_id: int, item: str) -> ItemAdmission | None:
    """The admission by which somebody is in the item now."""
    return session.scalar(
        sa.select(ItemAdmission).where(ItemAdmission.registration_id == registration_id, *_standing(item))
    )


def _standing(item: str) -> tuple[sa.ColumnElement[bool], ...]:
    return ItemAdmission.item == item, ItemAdmission.undone_at.is_(None)


def admitted(session: Session, event_id: int, item: str) -> Mapping[int, ItemAdmission]:
    """Who is in the item, by registration."""
    rows = session.scalars(sa.select(ItemAdmission).where(ItemAdmission.event_id == event_id, *_standing(item)))
    return {row.registration_id: row for row in rows}


def standing(
    session: Session, person: Registration, offering: Offering, item: Item, day: date, now: datetime
) -> tuple[Standing, OwnBooking | None]:
    """How somebody stands at the item's door on that day, and their place in another item at that time."""
    guest, inside = door.guest(session, person.id, day), admission(session, person.id, item.uuid)
    own = own_bookings(session, person.id)
    mine = next((each for each in own if each.offer == offering.id), None)
    others = clashes(offering.span, [each for each in own if each.is_held and each.offer != offering.id])
    has_place = mine is not None and mine.is_held
    number = None if mine is None or has_place else mine.number
    booker = Booker(is_confirmed=person.status is Status.CONFIRMED, applicant=seats.applicant(person), own=own)
    present = present_waiting(session, offering.id, day)
    ahead = present.index(person.id) if person.id in present else len(present) if number is None else 0
    return Standing(
        main=guest.verdict,
        in_since=inside.at if inside else None,
        has_place=has_place,
        is_on_stage=not has_place and is_on_stage(session, person, item),
        is_elsewhere=bool(others),
        released_at=released_at(session, person.id, offering.id) if mine is None else None,
        number=number,
        ahead=ahead,
        free=offering.free,
        obstacle=None if has_place else no_place(session, offering, booker, now),
    ), next(iter(others), None)


def is_on_stage(session: Session, person: Registration, item: Item) -> bool:
    """Whether somebody stands on the item's own programme."""
    return bool(item.people) and not people_of(session, person).isdisjoint(each.person for each in item.people)


def present_waiting(session: Session, offer_id: int, day: date) -> Sequence[int]:
    """The registrations that wait for that offer and have passed the main entrance on that day, in their order."""
    is_in = sa.and_(
        Admission.registration_id == Booking.registration_id, Admission.day == day, Admission.undone_at.is_(None)
    )
    waiting = sa.select(Booking.registration_id).where(Booking.offer_id == offer_id, Booking.state == State.WAITING)
    return session.scalars(waiting.where(sa.exists().where(is_in)).order_by(*ORDER)).all()


def missing(session: Session, offer_id: int, item: str) -> Sequence[int]:
    """The registrations that have a place in the item and are not in it."""
    is_in = sa.exists().where(ItemAdmission.registration_id == Booking.registration_id, *_standing(item))
    held = sa.select(Booking.registration_id).where(Booking.offer_id == offer_id, Booking.state == State.HELD)
    return session.scalars(held.where(~is_in).order_by(Booking.registration_id)).all()


def missing_names(session: Session, offer_id: int, item: str) -> Sequence[str]:
    """Those who have a place in the item and are not in it, by name."""
    absent = sa.select(Registration).where(Registration.id.in_(missing(session, offer_id, item)))
    return [door.name_of(person) for person in session.scalars(absent.order_by(Registration.sort_key, Registration.id))]


def tally(session: Session, event_id: int, offering: Offering, day: date, now: datetime) -> ItemTally:
    """The numbers that the door shows. Three statements."""
    came = sa.select(sa.func.count()).where(ItemAdmission.event_id == event_id, *_standing(offering.item))
    recent = came.where(ItemAdmission.at > now - RECENT, ItemAdmission.at <= now)
    inside, lately = session.execute(sa.select(came.scalar_subquery(), recent.scalar_subquery())).one()
    return ItemTally(
        admitted=inside,
        expected=offering.seats,
        recent=lately,
        missing=len(missing(session, offering.id, offering.item)),
        present=len(present_waiting(session, offering.id, day)),
        free=offering.free,
    )


def passages(session: Session, event_id: int, item: str) -> Sequence[Passage]:
    """Who went into the item last at any desk, the latest first."""
    return door.latest(session, ItemAdmission, ItemAdmission.event_id == event_id, *_standing(item))


def known_list(session: Session, event_id: int, offering: Offering, item: Item, day: date) -> Sequence[Guest]:
    """Everybody of the meeting by name, each with what a desk without network says of them at the item's door."""
    return _at_door(session, event_id, offering, item, door.guests(session, event_id, day))


def search(
    session: Session, event_id: int, offering: Offering, item: Item, query: str, day: date
) -> Sequence[Hit[Guest]]:
    """Those whom the search words or the number mean, each with what the door says of them, as by its list."""
    hits = door.search(session, event_id, query, day)
    guests = _at_door(session, event_id, offering, item, [each.who for each in hits])
    return [replace(hit, who=guest) for hit, guest in zip(hits, guests, strict=True)]


def _at_door(
    session: Session, event_id: int, offering: Offering, item: Item, guests: Sequence[Guest]
) -> Sequence[Guest]:
    """These guests, each with what the item's door says of them without asking again."""
    inside = admitted(session, event_id, item.uuid)
    booked = sa.select(Booking.registration_id, Booking.state).where(Booking.offer_id == offering.id, IS_ACTIVE)
    states = {who: state for who, state in session.execute(booked)}  # noqa: C416 -- rows are no pairs
    people = _people(session, event_id, guests)
    held = (who for who, state in states.items() if state is State.HELD)
    welcome = {*held, *_stage(session, event_id, item, list(people.values()))}
    listed = []
    for guest in guests:
        who = people[guest.reference].id if guest.reference in people else 0
        row = inside.get(who)
        at, desk, key = (row.at, row.desk, row.key) if row else (None, "", "")
        verdict = listed_verdict(
            guest.verdict, is_welcome=who in welcome, is_in=row is not None, waits=states.get(who) is State.WAITING
        )
        listed.append(replace(guest, in_since=at, desk=desk, passage=key, at_item=verdict))
    return listed


def _people(session: Session, event_id: int, guests: Sequence[Guest]) -> Mapping[str, Known]:
    """What tells whose the registrations of these guests are, by their numbers."""
    names = (Registration.id, Registration.email_key, Registration.first_name, Registration.last_name)
    theirs = Registration.event_id == event_id, Registration.reference.in_([each.reference for each in guests])
    rows = session.execute(sa.select(Registration.reference, *names).where(*theirs))
    return {row.reference: known(row) for row in rows}


def _stage(session: Session, event_id: int, item: Item, people: Collection[Known]) -> Iterable[int]:
    """The registrations of those of these people who are on the item's programme, as `is_on_stage` has it of one."""
    on_stage = {each.person for each in item.people}
    theirs = people_of_each(session, event_id, people) if on_stage and people else {}
    return (registration for registration, uuids in theirs.items() if not on_stage.isdisjoint(uuids))


def numbers_in(session: Session, event_id: int) -> Mapping[str, int]:
    """How many are in each item at whose door people were let in, by its UUID. One statement."""
    count = sa.select(ItemAdmission.item, sa.func.count()).where(ItemAdmission.event_id == event_id)
    rows = session.execute(count.where(ItemAdmission.undone_at.is_(None)).group_by(ItemAdmission.item))
    return {name: number for name, number in rows}  # noqa: C416 -- rows are no pairs


def counts(session: Session, event_id: int) -> Mapping[str, int]:
    """How many were counted in each item for which nobody signs up, by its UUID."""
    rows = session.execute(sa.select(ItemCount.item, ItemCount.number).where(ItemCount.event_id == event_id))
    return {name: number for name, number in rows}  # noqa: C416 -- rows are no pairs
