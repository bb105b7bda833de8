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
from gocluster_events.bookings.rules.publication_letters import NAMES, UNDO
from gocluster_events.contributors.queries import people_of_each
from gocluster_events.contributors.rules import Known
from gocluster_events.mail.queries import held_since
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.services.mails import scope, subject


def upcoming(session: Session, event_id: int, before: Timetable | None, new: Timetable, now: datetime) -> Consequences:
    """What becomes of everybody's places in the edition once ``new`` is its programme, in place of ``before``."""
    bookings = standings(session, event_id, now)
    return consequences(bookings, before, new, known_programmes(session, event_id) if bookings else {})


def known_programmes(session: Session, event_id: int) -> Mapping[int, Timetable | None]:
    """The programme of which people have been told last where letters about what changed since still wait."""
    since = held_since(session, scope(event_id), NAMES)
    programmes = {at: agenda.version_before(session, event_id, at) for at in set(since.values())}
    rows = session.execute(sa.select(Registration.id).where(Registration.event_id == event_id)) if since else ()
    return {who: programmes[since[subject(who)]] for (who,) in rows if subject(who) in since}


def standings(session: Session, event_id: int, now: datetime) -> Sequence[Standing]:
    """Every place and every number on a list of the edition, by name, and what a version has ended just now.

    Two statements.
    """
    rows = session.execute(_standing(event_id, now)).all()
    people = {each.person: Known(each.person, each.email_key, each.first_name, each.last_name) for each in rows}
    me = people_of_each(session, event_id, set(people.values())) if people else {}
    return [replace(_read(row), me=me.get(row.person, frozenset())) for row in rows]


def _standing(event_id: int, now: datetime) -> Any:
    other = aliased(Booking)
    theirs = (other.offer_id == Booking.offer_id, other.registration_id == Booking.registration_id)
    ended = (
        Booking.state == State.LOST,
        Booking.ended_at > now - UNDO,
        ~is_unfit(now),
        ~sa.exists().where(*theirs, other.state.in_(tuple(ACTIVE))),
    )
    offer = (Offer.item, Offer.starts_at, Offer.ends_at, Offer.is_members_only)
    names = (Registration.title, Registration.first_name, Registration.last_name, Registration.email_key)
    booking = (Booking.id, Booking.state, Booking.at, Booking.ended_at, Booking.waiting_at)
    columns = (*booking, Booking.registration_id.label("person"), *offer, Registration.cluster, *names)
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
        lost_at=row.ended_at if is_lost else None,
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
