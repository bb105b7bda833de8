"""Everything that decides who moves up, in a few letters: while these are the same, so is the decision."""

from collections.abc import Iterable
from functools import cache, reduce
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.queries.offers import IS_ACTIVE
from gocluster_events.attendance.contributors.models import ContributorMatch
from gocluster_events.core import db
from gocluster_events.meeting.agenda.models import Person, Version
from gocluster_events.meeting.registration.people.models import Registration

_PERSON = (
    Registration.status, Registration.mode, Registration.actor_type, Registration.cluster, Registration.organisation,
    Registration.email_key, Registration.first_name, Registration.last_name,
)  # fmt: skip
_SPEAKER = (
    Person.uuid, Person.first_name, Person.last_name, Person.email, Person.status, Person.is_redacted,
    ContributorMatch.registration_id, ContributorMatch.is_same, Registration.status,
)  # fmt: skip
_VERSION = (Version.id, Version.redaction, Version.published_at)


def state(session: Session, event_id: int) -> str:
    """The edition's offers and bookings, who has them, and who is on stage when, as a digest. One statement."""
    texts = session.execute(_texts(), {"event": event_id}).one()
    return sha256(repr(tuple(texts)).encode()).hexdigest()


@cache
def _texts() -> sa.Select[Any]:
    event: sa.BindParameter[int] = sa.bindparam("event")
    bookings = sa.select(_text((*db.table(Booking).c, *_PERSON))).select_from(Booking).join(Registration)
    matched = sa.select(_text(_SPEAKER)).select_from(Person).outerjoin(ContributorMatch)
    speakers = matched.outerjoin(Registration, Registration.id == ContributorMatch.registration_id)
    versions = sa.select(_text(_VERSION)).where(Version.event_id == event).order_by(Version.number.desc()).limit(1)
    return sa.select(
        _joined(sa.select(_text(db.table(Offer).c)).where(Offer.event_id == event).order_by(Offer.id)),
        _joined(bookings.where(Booking.event_id == event, IS_ACTIVE).order_by(Booking.id)),
        _joined(speakers.where(Person.event_id == event).order_by(Person.id, ContributorMatch.registration_id)),
        versions.scalar_subquery(),
    )


def _text(columns: Iterable[Any]) -> Any:
    """What a row has in these columns, between signs that nobody can type."""
    values: list[Any] = [sa.func.coalesce(sa.cast(each, sa.String), "\x1d") for each in columns]
    return reduce(lambda one, other: one.concat("\x1f").concat(other), values).label("text")


def _joined(rows: sa.Select[str]) -> sa.ScalarSelect[Any]:
    every = rows.subquery()
    return sa.select(sa.func.aggregate_strings(every.c.text, "\x1e")).scalar_subquery()
