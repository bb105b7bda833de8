"""What every verb about somebody's place in an item begins with, and decides on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.queries import offers, own
from gocluster_events.attendance.bookings.queries.people import registrations
from gocluster_events.attendance.bookings.rules.codes import Refusal
from gocluster_events.attendance.bookings.rules.offers import Booker, Offering, OwnBooking
from gocluster_events.attendance.bookings.services.settling import settle
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due


@dataclass(frozen=True, slots=True)
class Scene:
    """The edition, the person, and the offer, as they are once everything that was due is settled."""

    event: Event
    registration: Registration
    booker: Booker
    offering: Offering

    @property
    def mine(self) -> OwnBooking | None:
        """What the person has of the offer."""
        return self.booker.booking(self.offering.id)


def scene(session: Session, event_id: int, registration_id: int, item: str, act: Act) -> Scene:
    """Everything that was due is settled, and nobody else changes places of the edition until the transaction ends.

    Raises Refused when the edition is archived, or nobody ever signed up for the item.
    """
    event, offering = settled(session, event_id, item, act)
    registration = session.get_one(Registration, registration_id)
    if registration.event_id != event_id:
        raise Refused(Refusal.DROPPED)
    return Scene(event, registration, own.booker(session, registration), offering)


def scenes(
    session: Session, event_id: int, people: Collection[int], item: str, act: Act
) -> Mapping[int, Scene]:  # fmt: skip
    """As `scene`, of each of these registrations that is of the edition. As many statements as of one."""
    event, offering = settled(session, event_id, item, act)
    mine = [each for each in registrations(session, people) if each.event_id == event_id]
    bookers = own.bookers(session, event_id, mine)
    return {each.id: Scene(event, each, bookers[each.id], offering) for each in mine}


def settled(session: Session, event_id: int, item: str, act: Act) -> tuple[Event, Offering]:
    """As `scene`, about an item and nobody in particular."""
    event = opened(session, event_id, Refusal.ARCHIVED)
    apply_due(session, event_id, act.at)
    settle(session, event_id, act.at)
    offering = offers.offering(session, event, item)
    if offering is None:
        raise Refused(Refusal.DROPPED)
    return event, offering


def row(session: Session, booking: OwnBooking) -> Booking:
    """The booking as it is stored."""
    return session.get_one(Booking, booking.id)
