"""Reads of who has booked what, for what a new version of the programme does to them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.agenda.queries import publishing as agenda
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.bookings.models import Booking, Offer
from gocluster_events.bookings.queries.offers import IS_ACTIVE, is_unfit
from gocluster_events.bookings.rules.codes import ACTIVE, State
from gocluster_events.bookings.rules.consequences import Consequences, Standing, consequences
from gocluster_events.bookings.rules.publication_letters import NAMES, UNDO, unread as unread_by
from gocluster_events.contributors.queries import people_of_each
from gocluster_events.contributors.rules import Known
from gocluster_events.mail.queries import held
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.services.mails import scope


def upcoming(
    session: Session, event_id: int, before: Timetable | None, new: Timetable, now: datetime,
    unread: Mapping[int, int] | None = None,
) -> Consequences:  # fmt: skip
    """What becomes of everybody's places in the edition once ``new`` is its programme, in place of ``before``.

    ``unread`` is, by registration, the first version that they have not read of; unless given, by the letters that
    wait.
    """
    rows = session.execute(_standing(event_id, now)).all()
    firsts = unread if unread is not None else waiting_news(session, event_id) if rows else {}
    moments = agenda.moments(session, event_id) if rows and firsts else {}
    since = {who: moments[first] for who, first in firsts.items()} if rows else {}
    bookings = _standings(session, event_id, [row for row in rows if _counts(row, since.get(row.person), now)])
    numbers = {each.id: _known(each, firsts[each.person], moments) for each in bookings if each.person in firsts}
    versions = {number: agenda.version(session, event_id, number) for number in set(numbers.values())}
    programmes = {number: version.timetable if version else None for number, version in versions.items()}
    return consequences(bookings, before, new, {each: programmes[number] for each, number in numbers.items()})


def waiting_news(session: Session, event_id: int) -> Mapping[int, int]:
    """By registration, the first version of which only letters tell that still wait."""
    return unread_by(held(session, scope(event_id), NAMES))


def _known(booking: Standing, first: int, moments: Mapping[int, datetime]) -> int:
    """The version that the person knows: the one before ``first``, or a later one by which they have booked."""
    return max([first - 1, *(number for number, at in moments.items() if at < booking.at)])


def _standings(session: Session, event_id: int, rows: Sequence[Any]) -> Sequence[Standing]:
    people = {each.person: Known(each.person, each.email_key, each.first_name, each.last_name) for each in rows}
    me = people_of_each(session, event_id, set(people.values())) if people else {}
    return [replace(_read(row), me=me.get(row.person, frozenset())) for row in rows]


def _counts(row: Any, since: datetime | None, now: datetime) -> bool:
    """Whether it stands, or has ended and the person has not been told; of whoever has no address, whether just now."""
    if row.state is not State.LOST:
        return True
    return row.ended_at >= since if since else not row.email and row.ended_at > now - UNDO


def _standing(event_id: int, now: datetime) -> Any:
    """Every place and every number on a list of the edition, by name, and what has been lost and not had since."""
    other = aliased(Booking)
    theirs = (other.offer_id == Booking.offer_id, other.registration_id == Booking.registration_id)
    ended = (
        Booking.state == State.LOST,
        ~is_unfit(now),
        ~sa.exists().where(*theirs, sa.or_(other.id > Booking.id, other.state.in_(tuple(ACTIVE)))),
    )
    offer = (Offer.item, Offer.starts_at, Offer.ends_at, Offer.is_members_only, Offer.by_wish)
    names = (Registration.title, Registration.first_name, Registration.last_name)
    address = (Registration.email, Registration.email_key)
    booking = (Booking.id, Booking.state, Booking.at, Booking.ended_at, Booking.waiting_at)
    columns = (*booking, Booking.registration_id.label("person"), *offer, Registration.cluster, *names, *address)
    statement = sa.select(*columns).select_from(Booking).join(Offer, Offer.id == Booking.offer_id)
    mine = statement.join(Registration, Registration.id == Booking.registration_id)
    here = mine.where(Booking.event_id == event_id, sa.or_(IS_ACTIVE, sa.and_(*ended)))
    return here.order_by(Registration.sort_key, Booking.id)


def _read(row: Any) -> Standing:
    """Of what has ended it is known whether it was a place: only numbers have a time since when they wait."""
    is_lost = row.state is State.LOST
    return Standing(
        id=row.id,
        person=row.person,
        name=" ".join(filter(None, (row.title, row.first_name, row.last_name))),
        item=row.item,
        span=(row.starts_at, row.ends_at),
        at=row.at,
        is_held=row.state is State.HELD or (is_lost and row.waiting_at is None),
        is_member=bool(row.cluster),
        is_members_only=row.is_members_only,
        by_wish=row.by_wish,
        lost_at=row.ended_at if is_lost else None,
        has_address=bool(row.email),
    )


def booked_by(session: Session, event_id: int, items: Collection[str]) -> set[int]:
    """The registrations that have or await a place in one of these items (UUIDs)."""
    statement = sa.select(Booking.registration_id).join(Offer, Offer.id == Booking.offer_id)
    return set(session.scalars(statement.where(Booking.event_id == event_id, IS_ACTIVE, Offer.item.in_(items))))


def places_of_each(session: Session, event_id: int) -> Mapping[int, Mapping[str, bool]]:
    """Of each registration the items (UUIDs) in which it has a place (True) or waits for one (False). One statement."""
    columns = (Booking.registration_id, Offer.item, Booking.state)
    statement = sa.select(*columns).join(Offer, Offer.id == Booking.offer_id)
    places: dict[int, dict[str, bool]] = {}
    for who, item, state in session.execute(statement.where(Booking.event_id == event_id, IS_ACTIVE)):
        places.setdefault(who, {})[item] = state is State.HELD
    return places
