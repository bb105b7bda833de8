"""Whom badges, lists and certificates are printed for."""

from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.accounts.models import Account
from gocluster_events.agenda.queries import people, publishing as agenda
from gocluster_events.agenda.rules.people import entries
from gocluster_events.door.models import Admission
from gocluster_events.events.models import Membership
from gocluster_events.events.rules.edition import Mode
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import Status

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
)

Printed = Any
"""A row with what stands on badges, lists and certificates."""


def expected(session: Session, event_id: int) -> Sequence[Printed]:
    """Everybody who has a place on site, by name."""
    statement = sa.select(*_PRINTED).where(
        Registration.event_id == event_id,
        Registration.status == Status.CONFIRMED,
        Registration.mode == Mode.ONSITE,
    )
    return session.execute(statement.order_by(Registration.sort_key, Registration.id)).all()


def chosen(session: Session, event_id: int, ids: Sequence[int]) -> Sequence[Printed]:
    """The edition's registrations with these ids, by name, whatever their status."""
    rows: list[Printed] = []
    for first in range(0, len(ids), _MOST_IDS):
        some = Registration.id.in_(ids[first : first + _MOST_IDS])
        statement = sa.select(*_PRINTED, Registration.sort_key).where(Registration.event_id == event_id, some)
        rows.extend(session.execute(statement).all())
    return sorted(rows, key=lambda row: (row.sort_key, row.id))


def who_came(session: Session, event_id: int, registration_id: int | None = None) -> Sequence[Printed]:
    """Everybody who was let in, by name; with ``registration_id`` only that person."""
    statement = sa.select(*_PRINTED).join(Admission, Admission.registration_id == Registration.id)
    statement = statement.where(Admission.event_id == event_id, Admission.undone_at.is_(None))
    if registration_id is not None:
        statement = statement.where(Registration.id == registration_id)
    return session.execute(statement.order_by(Registration.sort_key, Registration.id)).all()


def team_keys(session: Session, event_id: int) -> frozenset[str]:
    """The addresses of those who run the edition, as `email_key` writes them."""
    statement = sa.select(Account.email_key).join(Membership, Membership.account_id == Account.id)
    return frozenset(session.scalars(statement.where(Membership.event_id == event_id)).all())


def on_the_programme(session: Session, event_id: int) -> Sequence[tuple[Any, str]]:
    """Everybody who appears in the published programme, as `agenda.rules.timetable.Person`, with their e-mail address.

    The address is empty where none is known. Whoever is only stood in for is not among them.
    """
    published = agenda.published(session, event_id)
    if published is None:
        return ()
    appearing: Collection[str] = entries(published.timetable).keys()
    addresses = {each.uuid: each.email for each in people.contacts(session, event_id, appearing)}
    named = [each for each in published.timetable.people if each.uuid in appearing and not each.is_redacted]
    return [(person, addresses.get(person.uuid, "")) for person in named]
