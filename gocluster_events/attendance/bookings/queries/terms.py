"""Reads of what the team has set about the places of items, beside what is booked of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.rules.offers import Offering
from gocluster_events.attendance.bookings.rules.terms import Crowd, Terms, WindowEdit, crowd
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An item that one signs up for, with its places; ``crowd`` where its room does not hold everybody."""

    item: Item
    offering: Offering
    crowd: Crowd | None


@dataclass(frozen=True, slots=True)
class OfferBoard:
    """The published programme, and of it what one signs up for, by time and room; ``past``: for what one did once."""

    timetable: Timetable
    rows: tuple[OfferRow, ...]
    past: tuple[Offering, ...] = ()

    def row(self, item: str) -> OfferRow | None:
        """The row of an item's UUID."""
        return next((each for each in self.rows if each.item.uuid == item), None)


def offer_board(session: Session, event: Event) -> OfferBoard:
    """Every item of the published programme that one signs up for. Two statements."""
    published = agenda.latest(session, event.id)
    timetable = published.timetable if published else Timetable(event.zone)
    there = offerings(session, event)
    rows = [
        _row(timetable, item, there[item.uuid])
        for items in timetable.by_day().values()
        for item in items
        if item.uuid in there and there[item.uuid].is_listed
    ]
    past = tuple(each for each in there.values() if not each.is_listed)
    return OfferBoard(timetable, tuple(rows), past)


def _row(timetable: Timetable, item: Item, offering: Offering) -> OfferRow:
    room = timetable.room(item)
    return OfferRow(item, offering, crowd(room.seats if room else 0, offering, len(item.people)))


def offer_rows(session: Session, event_id: int, items: Collection[str]) -> Sequence[Offer]:
    """The offers of these items as the team has set them."""
    here = sa.select(Offer).where(Offer.event_id == event_id, Offer.item.in_(items))
    return session.scalars(here.order_by(Offer.starts_at, Offer.id)).all()


def offers_of(session: Session, event_id: int, ids: Collection[int]) -> Sequence[Offer]:
    """The offers of these ids, as far as they are the edition's."""
    return session.scalars(sa.select(Offer).where(Offer.event_id == event_id, Offer.id.in_(ids))).all()


def terms_of(offer: Offer) -> Terms:
    """What is set about the offer."""
    return Terms(**{each.name: getattr(offer, each.name) for each in fields(Terms)})


def seen_as(offers: Sequence[Offer], edit: WindowEdit) -> str:
    """A value that changes with these offers, and with what they are to become."""
    revisions = [(each.id, each.revision) for each in offers]
    hours = [(field.value, hour.isoformat() if hour else "") for field, hour in edit.items()]
    return sha256(repr((revisions, hours)).encode()).hexdigest()[:16]


def goes_by_wish(session: Session, event_id: int) -> bool:
    """Whether places of an item of the published programme are allotted by wishes. One statement."""
    here = (Offer.event_id == event_id, Offer.is_listed, Offer.by_wish)
    return session.scalar(sa.select(Offer.id).where(*here).limit(1)) is not None


def may_have_places(session: Session, registration: Registration) -> bool:
    """Whether there is something to sign up for, and the registration is one that can have places."""
    if registration.status is not Status.CONFIRMED or registration.mode is not Mode.ONSITE:
        return False
    here = sa.select(Offer.id).where(Offer.event_id == registration.event_id, Offer.is_listed)
    return session.scalar(here.limit(1)) is not None
