"""What figures are counted from, and the list that participants see: consent is part of the statement."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.attendance.attendees.models import FrozenFigures
from gocluster_events.attendance.attendees.rules.figures import Table, Tally, figures
from gocluster_events.attendance.attendees.rules.frozen import FREEZE_AFTER, freeze_at
from gocluster_events.attendance.attendees.rules.item_figures import ItemTally, item_figures
from gocluster_events.attendance.attendees.rules.participant_list import ListedPerson
from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.door.models import Admission
from gocluster_events.attendance.item_door.models import ItemAdmission
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules.codes import Status


def tallies(session: Session, event_id: int) -> Sequence[Tally]:
    """How many registrations there are of each combination of the values that the figures count."""
    came = sa.exists().where(Admission.registration_id == Registration.id, Admission.undone_at.is_(None))
    statement = sa.select(
        Registration.status,
        Registration.mode,
        Registration.actor_type,
        Registration.state,
        Registration.cluster,
        came.label("came"),
    )
    alike = statement.where(Registration.event_id == event_id).subquery()
    rows = session.execute(sa.select(alike, sa.func.count()).group_by(*alike.c))
    return [
        Tally(status, mode, actor_type, state, cluster, bool(was_there), count)
        for status, mode, actor_type, state, cluster, was_there, count in rows
    ]


def item_tallies(session: Session, event_id: int) -> Sequence[ItemTally]:
    """The items that one signs up for, by time, with their places, and who booked, waits or did not come.

    Did not come: whose place was freed at the item's door, and who was not let in there, or where nobody was, not at
    the main entrance. Whoever got a place again after theirs was freed counts once. One statement.
    """
    here = sa.and_(
        ItemAdmission.event_id == event_id, ItemAdmission.item == Offer.item, ItemAdmission.undone_at.is_(None)
    )
    is_in = sa.exists().where(here, ItemAdmission.registration_id == Booking.registration_id).correlate(Offer, Booking)
    is_used = sa.exists().where(here).correlate(Offer)
    came = sa.exists().where(Admission.registration_id == Booking.registration_id, Admission.undone_at.is_(None))
    is_absent = ~is_in & ((Booking.state == State.RELEASED) | is_used | ~came)
    is_missing = Booking.state.in_((State.HELD, State.RELEASED)) & is_absent
    again = aliased(Booking)
    is_again = sa.exists().where(
        again.offer_id == Booking.offer_id, again.registration_id == Booking.registration_id, again.state == State.HELD
    )
    counts = (Booking.offer_id == Offer.id) & ~((Booking.state == State.RELEASED) & is_again.correlate(Booking))
    facts = (Offer.id, Offer.item, Offer.starts_at, sa.func.coalesce(Offer.seats, Offer.item_seats).label("seats"))
    kinds = (Booking.state.label("state"), sa.case((is_missing, 1), else_=0).label("missing"))
    alike = (
        sa.select(*facts, *kinds)
        .outerjoin(Booking, counts)
        .where(Offer.event_id == event_id, Offer.is_listed)
        .subquery()
    )
    rows = session.execute(sa.select(alike, sa.func.count()).group_by(*alike.c).order_by(alike.c.starts_at, alike.c.id))
    tallies: dict[str, ItemTally] = {}
    for _id, item, _at, seats, state, missing, count in rows:
        each = tallies.get(item, ItemTally(item, seats))
        tallies[item] = replace(
            each,
            booked=each.booked + count * (state in {State.HELD, State.RELEASED}),
            waiting=each.waiting + count * (state is State.WAITING),
            missing=each.missing + count * missing,
        )
    return list(tallies.values())


def received(session: Session, event: Event) -> Mapping[datetime, int]:
    """When how many registrations came in, as exact as the days of the venue need it."""
    at = people.moments(Registration.created_at, event.zone).label("at")
    alike = sa.select(at).where(Registration.event_id == event.id).subquery()
    rows = session.execute(sa.select(alike, sa.func.count()).group_by(*alike.c))
    return {people.moment(text): number for text, number in rows}


def tables(session: Session, event: Event, *, after: bool, exact: bool = False) -> tuple[Table, ...]:
    """The figures of everybody who is stored now; see `figures`."""
    known, at = tallies(session, event.id), received(session, event)
    items = item_figures(item_tallies(session, event.id), after=after, exact=exact)
    return (*figures(known, at, event.zone, after=after, exact=exact), *filter(None, (items,)))


def frozen_figures(session: Session, event: Event, now: datetime) -> FrozenFigures | None:
    """The figures that stay, None where there are none.

    What was frozen before the meeting's end, for it was postponed since, or by a clock ahead of ``now``, is nothing.
    """
    row = session.get(FrozenFigures, event.id)
    return row if row is not None and event.ends_at <= row.at <= now else None


def due_to_freeze(session: Session, now: datetime) -> Sequence[int]:
    """The editions that ended so long ago that their figures freeze by now, and have not."""
    standing = FrozenFigures.at.between(Event.ends_at, now)
    frozen = sa.exists().where(FrozenFigures.event_id == Event.id, standing)
    someone = sa.exists().where(Registration.event_id == Event.id)
    rows = session.execute(ended_a_fortnight_ago(now).where(someone, ~frozen).order_by(Event.id))
    return [event_id for event_id, ends_at, zone in rows if freeze_at(ends_at, zone) <= now]


def ended_a_fortnight_ago(now: datetime) -> sa.Select[int, datetime, str]:
    """The editions (id, end and zone) for which `freeze_at` may have come by now; if not, it does so soon."""
    nearly = now - FREEZE_AFTER + timedelta(days=1)
    return sa.select(Event.id, Event.ends_at, Event.zone).where(Event.ends_at <= nearly)


def for_participants(session: Session, event_id: int) -> Sequence[ListedPerson]:
    """The confirmed people who agreed to stand in the list, with the address of those who agreed to that too."""
    email = sa.case((Registration.list_email, Registration.email), else_="")
    return _listed(session, event_id, email)


def for_everybody(session: Session, event_id: int) -> Sequence[ListedPerson]:
    """The confirmed people who agreed to stand in the public list as well; nobody's address is read at all."""
    return _listed(session, event_id, sa.literal(""), Registration.list_public.is_(True))


def _listed(
    session: Session, event_id: int, email: sa.ColumnElement[str], *also: sa.ColumnElement[bool]
) -> Sequence[ListedPerson]:
    columns = (
        Registration.title, Registration.first_name, Registration.last_name, Registration.organisation,
        Registration.position, email, Registration.sort_key,
    )  # fmt: skip
    agreed = (Registration.status == Status.CONFIRMED, Registration.list_name.is_(True), *also)
    rows = session.execute(sa.select(*columns).where(Registration.event_id == event_id, *agreed))
    return [ListedPerson(*row) for row in rows]
