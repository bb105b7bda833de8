"""Offers of items, who books them, and how the places stand. They need the ``session`` fixture."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Booking, BookingMove, Offer
from gocluster_events.attendance.bookings.rules.codes import Move, State
from gocluster_events.attendance.bookings.services import booking
from gocluster_events.attendance.bookings.services.offers import follow
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.agenda.queries.publishing import latest
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries.people import registration_by_address
from gocluster_events.meeting.registration.people.services.mails import own_act
from tests.support.make import add, make_registration
from tests.support.programme import NINE, plan, publish, slot
from tests.support.settings import NOW

TEAM = Act("organiser@example.org", NOW)
BY_TEAM = ("new_place", "place_move", "place_removal", "person_removal", "place_position")


def item(number: int) -> str:
    """The UUID of that item, as `programme.slot` gives it."""
    return str(UUID(int=number))


def make_offer(event: Event, number: int = 1, start: int = 0, length: int = 60, **changes: Any) -> Offer:
    """An item of an hour, ``start`` minutes after nine, with one place that can be booked since the registration."""
    starts_at = NINE + timedelta(minutes=start)
    values = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=length), "item_seats": 1}
    return add(Offer(event_id=event.id, item=item(number), **{**values, **changes}))


def publish_offers(event: Event) -> None:
    """The draft is published, and what one signs up for in it has offers, as publishing makes them."""
    publish(event)
    with db.transaction() as session:
        version = latest(session, event.id)
        assert version is not None
        follow(session, event.id, version.timetable)


def change(event: Event, number: int, **changes: Any) -> None:
    """The offer of that item has these values from now on."""
    with db.transaction() as session:
        offer = session.query(Offer).filter_by(event_id=event.id, item=item(number)).one()
        for name, value in changes.items():
            setattr(offer, name, value)


def change_person(person: int, **changes: Any) -> None:
    """The registration has these values from now on."""
    with db.transaction() as session:
        for name, value in changes.items():
            setattr(session.get_one(Registration, person), name, value)


def own(registration_id: int) -> Act:
    """What the person does now themselves."""
    return own_act(registration_id, NOW)


def book(event_id: int, person: int, number: int = 1, **options: Any) -> State | Any:
    """Where the person stands after booking that item, or why not."""
    return _answer(booking.book, event_id, person, item(number), own(person), **options)


def wait(event_id: int, person: int, number: int = 1, **options: Any) -> State | Any:
    """Where the person stands after joining that item's list, or why not."""
    return _answer(booking.wait, event_id, person, item(number), own(person), **options)


def swap(event_id: int, person: int, one: int, other: int) -> State | Any:
    """Where the person stands in the other item after the swap, or why not."""
    return _answer(booking.swap, event_id, person, item(one), item(other), own(person))


def give_up(event_id: int, person: int, number: int = 1) -> Any:
    """The place is given up; or why not."""
    return _answer(booking.give_up, event_id, person, item(number), own(person))


def _answer(verb: Any, *args: Any, **options: Any) -> Any:
    try:
        return verb(*args, **options)
    except Refused as refusal:
        return refusal.code


def standing(event_id: int, number: int = 1) -> tuple[list[int], list[int]]:
    """The registrations that have a place of the item, by seat, and those that wait, whoever is next first."""
    with db.transaction() as session:
        mine = sa.select(Booking).join(Offer).where(Offer.event_id == event_id, Offer.item == item(number))
        rows = session.scalars(mine.order_by(Booking.waiting_rank, Booking.id)).all()
        held = sorted((row for row in rows if row.state is State.HELD), key=lambda row: row.seat or 0)
        return [row.registration_id for row in held], [
            row.registration_id for row in rows if row.state is State.WAITING
        ]


def mails(person: int) -> list[Mail]:
    """The mails about the person's registration, oldest first."""
    db.session().rollback()
    mine = sa.select(Mail).where(Mail.subject == f"registration:{person}")
    return list(db.session().scalars(mine.order_by(Mail.id)))


def moves(person: int) -> list[Move]:
    """What happened to the person's places and on their lists, oldest first."""
    mine = sa.select(BookingMove.move).where(BookingMove.registration_id == person).order_by(BookingMove.id)
    return list(db.session().scalars(mine))


def to_be_booked(event: Event, address: str) -> dict[str, dict[str, Any]]:
    """For each button of an item's box an item for which it does something for the person of that e-mail address."""
    me, other = registration_by_address(db.session(), event.id, address), make_registration(event).id
    assert me is not None
    nouns, person = dict(enumerate(("place", "exchange", "waiting", "leaving", "release"), 41)), me.id
    plan(event, *(slot(each, 60 * each, code=f"X{each}", room=None, sign_up=SignUp.BOOK) for each in nouns))
    publish(event)
    for number, noun in nouns.items():
        make_offer(event, number, 60 * number)
        if noun in {"waiting", "leaving"}:
            book(event.id, other, number)
    wait(event.id, person, 44)
    book(event.id, person, 45)
    return {
        **{f"bookings.{noun}": {"address": f"x{number}"} for number, noun in nouns.items()},
        **{f"bookings.{noun}": {"item": item(45), "registration_id": person} for noun in BY_TEAM},
        **{noun: {"item": item(45)} for noun in ("bookings.offer", "attendees.item_list")},
        "bookings.person_bookings": {"registration_id": person},
        "bookings.windows": {"id": item(45)},
        **{f"bookings.{noun}": {"item": item(45), "id": person} for noun in ("places_move", "places_removal")},
        **{f"item_door.{noun}": {"name": item(45)} for noun in ("count", "item", "item_passages", "release")},
    }
