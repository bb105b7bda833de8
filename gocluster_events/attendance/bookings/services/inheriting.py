"""What becomes of bookings whose registration has ended or goes online: whoever has the person's place has them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.queries import offers, people
from gocluster_events.attendance.bookings.queries.own import on_stage, own_bookings
from gocluster_events.attendance.bookings.rules import letters
from gocluster_events.attendance.bookings.rules.clashes import overlap
from gocluster_events.attendance.bookings.rules.codes import Move, State
from gocluster_events.attendance.bookings.rules.offers import OwnBooking
from gocluster_events.attendance.bookings.rules.publication_letters import NAMES
from gocluster_events.attendance.bookings.services.letters import tell_of
from gocluster_events.attendance.bookings.services.publication_letters import tell_of_clash
from gocluster_events.attendance.bookings.services.rows import end, log, moment
from gocluster_events.attendance.contributors.queries import known
from gocluster_events.core.act import Act
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.agenda.rules.codes import ASIDE
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services.mails import subject


def unfit(session: Session, event_id: int, now: datetime) -> Sequence[tuple[Booking, Registration]]:
    """The bookings whose registration has no places in items any more."""
    statement = sa.select(Booking, Registration).join(Registration, Registration.id == Booking.registration_id)
    mine = statement.where(Booking.event_id == event_id, offers.IS_ACTIVE, offers.is_unfit(now))
    return [(booking, person) for booking, person in session.execute(mine.order_by(Booking.id))]


def hand_on(session: Session, bookings: Sequence[tuple[Booking, Registration]], act: Act) -> Sequence[Booking]:
    """Each of the bookings has ended, or is that of whoever has taken over the person's place; returns the latter.

    No letter that still waits tells the person of a place any more.
    """
    for person in dict.fromkeys(person for _booking, person in bookings):
        has_returned = people.successor(session, person) is person
        untrue = letters.STANDING if has_returned else letters.STANDING | NAMES
        outbox.withdraw_about(session, subject(person.id), untrue)
    return [heirloom for booking, person in bookings if (heirloom := _hand_on(session, booking, person, act))]


def _hand_on(session: Session, booking: Booking, person: Registration, act: Act) -> Booking | None:
    """Where both have the same offer, the better of the two remains."""
    heir = people.successor(session, person)
    if heir is person:  # who has their place back
        booking.at = moment(session, booking, act)
        return booking
    other = None if heir is None else people.booking_of(session, heir.id, booking.offer_id)
    if heir is None or (other is not None and not _is_better(booking, other)):
        end(session, booking, State.LOST, act)
        log(session, booking, Move.LOST, act)
        _replace(session, booking, other)
        return None
    if other is not None:
        end(session, other, State.CANCELLED, act)
        log(session, other, Move.WITHDRAWN, act)
        _replace(session, other, booking)
    log(session, booking, Move.HANDED_ON, act)
    booking.registration_id = heir.id
    booking.at = moment(session, booking, act)
    session.flush()
    log(session, booking, Move.TAKEN_OVER, act)
    return booking


def _is_better(one: Booking, other: Booking) -> bool:
    """Whether it is a place and the other waits, or stands before the other on the list."""
    if one.state is not other.state:
        return one.state is State.HELD
    return one.state is State.WAITING and _line(one) < _line(other)


def _line(booking: Booking) -> tuple[int, datetime | None, int]:
    return booking.waiting_rank, booking.waiting_at, booking.id


def _replace(session: Session, booking: Booking, other: Booking | None) -> None:
    """Whoever would give the booking back when they move up would give back the other one."""
    if other is not None:
        givers = sa.update(Booking).where(Booking.instead_of == booking.id)
        session.execute(givers.values(instead_of=other.id))


def tell_heirs(session: Session, bookings: Iterable[Booking], now: datetime) -> None:
    """Whoever has taken over places or numbers has a letter, and another where they are in two items at once by now."""
    ids = {each.id for each in bookings}
    for who in dict.fromkeys(each.registration_id for each in bookings):
        person, own = session.get_one(Registration, who), own_bookings(session, who)
        new = sorted((each for each in own if each.id in ids), key=lambda each: not each.is_held)  # places first
        if new:
            tell_of(session, person, new[0], now, at_once=True)
        if items := _clashing(session, person, own, ids):
            tell_of_clash(session, person, items, now)


def _clashing(session: Session, person: Registration, own: Iterable[OwnBooking], ids: set[int]) -> Sequence[str]:
    """The items (UUIDs) that are at the time of a place that was taken over, and that place's."""
    held = [each for each in own if each.is_held]
    stage = on_stage(session, person.event_id, [known(person)]).get(person.id, ())
    spans = {each.uuid: each.span for each in stage if each.kind not in ASIDE} | {each.item: each.span for each in held}
    items: dict[str, None] = {}
    for each in held:
        others = [uuid for uuid, span in spans.items() if uuid != each.item and overlap(span, each.span)]
        if each.id in ids and others:
            items |= dict.fromkeys((each.item, *others))
    return tuple(items)
