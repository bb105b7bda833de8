"""Whom badges, lists and certificates are printed for."""

from collections.abc import Collection, Sequence
from functools import reduce
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.contributors.rules import Contributor, Contributors
from gocluster_events.attendance.door.models import Admission
from gocluster_events.core.accounts.models import Account
from gocluster_events.meeting.events.models import Membership
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status

_MOST_IDS = 500  # in one statement
_PRINTED: tuple[Any, ...] = (
    Registration.id,
    Registration.title,
    Registration.first_name,
    Registration.last_name,
    Registration.badge_name,
    Registration.organisation,
    Registration.position,
    Registration.cluster,
    Registration.email_key,
    Registration.reference,
    Registration.photos,
    Registration.sort_key,
)
_HAS_PLACE = sa.and_(Registration.status == Status.CONFIRMED, Registration.mode == Mode.ONSITE)
_CAME = sa.exists().where(Admission.registration_id == Registration.id, Admission.undone_at.is_(None))

Printed = Any
"""A row with what stands on badges, lists and certificates."""


def expected(session: Session, event_id: int) -> Sequence[Printed]:
    """Everybody who has a place on site, by name."""
    statement = sa.select(*_PRINTED).where(Registration.event_id == event_id, _HAS_PLACE)
    return session.execute(statement.order_by(Registration.sort_key, Registration.id)).all()


def numbers(session: Session, event_id: int) -> tuple[int, int]:
    """How many have a place on site, and how many were let in on any day. One statement."""
    whom = sa.select(sa.func.count()).select_from(Registration).where(Registration.event_id == event_id)
    counted = (whom.where(each).scalar_subquery() for each in (_HAS_PLACE, _CAME))
    place, came = session.execute(sa.select(*counted)).one()
    return place, came


def names_on_paper(session: Session, event_id: int) -> Sequence[tuple[str, str]]:
    """Reference number and all letters of the name on lists and certificates: of everybody who has a place on site, or
    was let in.
    """
    parts: tuple[Any, ...] = (Registration.title, Registration.first_name, Registration.last_name)
    letters = reduce(lambda before, part: before + " " + part, (*parts, Registration.organisation))
    statement = sa.select(Registration.reference, letters).where(*_on_paper(event_id))
    return [(reference, name) for reference, name in session.execute(statement)]


def on_paper(session: Session, event_id: int, references: Collection[str]) -> Sequence[sa.Row[Any]]:
    """Those with one of these numbers of whom `names_on_paper` has the name, and whether each `is_expected`."""
    about: tuple[Any, ...] = (
        Registration.id,
        Registration.reference,
        Registration.sort_key,
        Registration.title,
        Registration.first_name,
        Registration.last_name,
        Registration.organisation,
        _HAS_PLACE.label("is_expected"),
    )
    named = Registration.reference.in_(references)
    return session.execute(sa.select(*about).where(*_on_paper(event_id), named)).all() if references else ()


def _on_paper(event_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return Registration.event_id == event_id, sa.or_(_HAS_PLACE, _CAME)


def on_site(session: Session, event_id: int, programme: Contributors) -> Sequence[Printed | Contributor]:
    """Everybody who is expected on site, registered or on the programme, by name."""
    people = [*expected(session, event_id), *programme.unregistered]
    return sorted(people, key=lambda each: (each.sort_key, each.id))


def chosen(session: Session, event_id: int, ids: Sequence[int]) -> Sequence[Printed]:
    """The edition's registrations with these ids, by name, whatever their status."""
    rows: list[Printed] = []
    for first in range(0, len(ids), _MOST_IDS):
        some = Registration.id.in_(ids[first : first + _MOST_IDS])
        statement = sa.select(*_PRINTED).where(Registration.event_id == event_id, some)
        rows.extend(session.execute(statement).all())
    return sorted(rows, key=lambda row: (row.sort_key, row.id))


def who_came(session: Session, event_id: int, registration_id: int | None = None) -> Sequence[Printed]:
    """Everybody who was let in on any day, by name; with ``registration_id`` only that person."""
    statement = sa.select(*_PRINTED).where(Registration.event_id == event_id, _CAME)
    if registration_id is not None:
        statement = statement.where(Registration.id == registration_id)
    return session.execute(statement.order_by(Registration.sort_key, Registration.id)).all()


def team_keys(session: Session, event_id: int) -> frozenset[str]:
    """The addresses of those who run the edition, as `email_key` writes them."""
    statement = sa.select(Account.email_key).join(Membership, Membership.account_id == Account.id)
    return frozenset(session.scalars(statement.where(Membership.event_id == event_id)).all())
