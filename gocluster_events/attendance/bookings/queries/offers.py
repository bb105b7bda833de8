"""Reads of what can be booked, and how many have or wait for its places."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.rules.codes import ACTIVE, State
from gocluster_events.attendance.bookings.rules.offers import MOVES_BEFORE, Offering, closing, last_move
from gocluster_events.core.db import UTCDateTime
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status

IS_ACTIVE = Booking.state.in_(tuple(ACTIVE))
_HELD = sa.func.coalesce(sa.func.sum(sa.case((Booking.state == State.HELD, 1), else_=0)), 0)
_WAITING = sa.func.coalesce(sa.func.sum(sa.case((Booking.state == State.WAITING, 1), else_=0)), 0)
COMES = sa.and_(Registration.status == Status.CONFIRMED, Registration.mode == Mode.ONSITE)
"""Who can have seats in items."""
_HOPING = sa.func.sum(sa.case((sa.and_(Booking.state == State.WAITING, COMES), 1), else_=0))
_HOURS = ("starts_at", "ends_at")
_FACTS = (
    "staff_seats", "most_per_organisation", "is_members_only", "is_paused", "is_listed", "wants_check", "by_wish",
    "wishes_until", "rest_from",
)  # fmt: skip


def offerings(session: Session, event: Event) -> Mapping[str, Offering]:
    """Every offer of the edition by the UUID of its item, in the order of time. One statement.

    Those that are not listed are of items that were once published so, and are gone or need no sign-up by now.
    """
    rows = session.execute(_counted(), {"event": event.id})
    return {row.item: _offering(event, row, held, waiting) for row, held, waiting in rows}


def offering(session: Session, event: Event, item: str) -> Offering | None:
    """The offer of that item; None where nobody ever signed up for it. One statement."""
    row = session.execute(_counted().where(Offer.item == item), {"event": event.id}).one_or_none()
    return None if row is None else _offering(event, *row)


@cache
def _counted() -> sa.Select[Any]:
    """Each offer with how many hold and wait; building the statement takes longer than running it."""
    joined = sa.and_(Booking.offer_id == Offer.id, IS_ACTIVE)
    return (
        sa.select(Offer, _HELD, _WAITING)
        .outerjoin(Booking, joined)
        .where(Offer.event_id == sa.bindparam("event"))
        .group_by(Offer.id)
        .order_by(Offer.starts_at, Offer.id)
        .execution_options(populate_existing=True)
    )


def _offering(event: Event, row: Offer, held: int, waiting: int) -> Offering:
    return Offering(
        id=row.id,
        item=row.item,
        opens_at=(row.rest_from if row.by_wish else row.opens_at) or event.registration_opens_at,
        closes_at=closing(row.starts_at, row.closes_at),
        moves_until=last_move(row.starts_at, row.moves_until),
        seats=row.item_seats if row.seats is None else row.seats,
        held=held,
        waiting=waiting,
        is_archived=event.status is EventStatus.ARCHIVED,
        **{name: getattr(row, name) for name in (*_HOURS, *_FACTS)},
    )


def offer_row(session: Session, event_id: int, item: str) -> Offer | None:
    """The offer of that item as the team has set it."""
    return session.scalar(sa.select(Offer).where(Offer.event_id == event_id, Offer.item == item))


def editions_with_due_moves(session: Session, now: datetime, event_id: int | None = None) -> Mapping[int, bool]:
    """The editions in which a booking has to end, since its registration has (True), or somebody may move up.

    ``event_id`` limits the search to one edition. One statement; the rules decide whether somebody who waits may have
    the free place.
    """
    due: dict[int, bool] = {}
    values = {"now": now, "moves": now + MOVES_BEFORE, "event": event_id}
    for event, ends in session.execute(_due(event_id is not None), values):
        due[event] = due.get(event, False) or ends > 0
    return due


@cache
def _due(is_one: bool) -> Any:  # noqa: FBT001 -- a key of the cache
    now, moves = sa.bindparam("now", type_=UTCDateTime), sa.bindparam("moves", type_=UTCDateTime)
    typed = sa.and_(Offer.moves_until > now, Offer.starts_at > now)
    still = sa.case((Offer.moves_until.is_(None), Offer.starts_at > moves), else_=typed)
    places = sa.func.coalesce(Offer.seats, Offer.item_seats)
    by_wish = sa.and_(Offer.by_wish, sa.or_(Offer.rest_from.is_(None), Offer.rest_from > now))
    is_open = sa.and_(Offer.is_listed, ~Offer.is_paused, still, ~by_wish)
    ends = sa.func.sum(sa.case((is_unfit(now), 1), else_=0))
    return (
        sa.select(Offer.event_id, ends)
        .join(Event, Event.id == Offer.event_id)
        .join(Booking, sa.and_(Booking.offer_id == Offer.id, IS_ACTIVE))
        .join(Registration, Registration.id == Booking.registration_id)
        .where(
            Event.status == EventStatus.PUBLISHED,
            Event.ends_at > now,
            Offer.event_id == sa.bindparam("event") if is_one else sa.true(),
        )
        .group_by(Offer.id)
        .having(sa.or_(ends > 0, sa.and_(is_open, _HOPING > 0, places > _HELD)))
        .order_by(Offer.event_id)
    )


def is_unfit(now: sa.ColumnElement[datetime] | datetime) -> sa.ColumnElement[bool]:
    """Whether the registration has no right to the booking any more: it has ended or goes online, or had meanwhile.

    One whose end can still be undone keeps them until then.
    """
    is_kept = sa.and_(Registration.hold_until.is_not(None), Registration.hold_until > now)
    stayed = sa.or_(Registration.away_at.is_(None), Registration.away_at <= Booking.at)
    return ~sa.or_(sa.and_(COMES, stayed), sa.and_(Registration.status == Status.DECLINED, is_kept))
