"""Reads about registrations that look like one person's."""

from collections.abc import Sequence
from itertools import combinations, groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.meeting.registration.duplicates.models import DistinctPair
from gocluster_events.meeting.registration.duplicates.rules import RegistrationState
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import OPEN
from gocluster_events.meeting.registration.people.rules.likeness import VERSION

RegistrationPair = tuple[Registration, Registration]
_Second = aliased(Registration)
_IS_OLD = Registration.key_version < VERSION


def duplicates(session: Session, event_id: int) -> Sequence[RegistrationPair]:
    """Pairs of the same name and institution under two addresses, neither ended, by name."""
    groups, key = _groups(event_id).subquery(), attrgetter("name_key", "organisation_key")
    same = sa.and_(
        Registration.name_key == groups.c.name_key, Registration.organisation_key == groups.c.organisation_key
    )
    rows = session.scalars(sa.select(Registration).join(groups, same).where(*_open(event_id)))
    known = sa.select(DistinctPair.first_id, DistinctPair.second_id).join(
        Registration, DistinctPair.first_id == Registration.id
    )
    apart = {(first, second) for first, second in session.execute(known.where(Registration.event_id == event_id))}
    alike = groupby(sorted(rows, key=lambda row: (*key(row), row.id)), key)
    pairs = (pair for _key, group in alike for pair in combinations(group, 2))
    open_pairs = [(first, second) for first, second in pairs if (first.id, second.id) not in apart]
    return sorted(open_pairs, key=lambda pair: (pair[0].sort_key, pair[0].id, pair[1].id))


def number_of_duplicates(session: Session, event_id: int) -> int:
    """How many pairs that look like one person wait for a decision."""
    return session.scalar(counted_duplicates(event_id)) or 0


def counted_duplicates(event_id: int) -> sa.Select[Any]:
    """How many pairs look like one person, as a statement to be asked with others.

    Of so many of one name and institution there are n (n - 1) / 2 pairs, less those that are known to be two people:
    each registration is read once, also by a database that has not yet counted what it holds.
    """
    size = _groups(event_id).subquery().c.size
    pairs = sa.cast(sa.func.coalesce(sa.func.sum(size * (size - 1) // 2), 0), sa.Integer)
    still = (Registration.id == DistinctPair.first_id, _Second.id == DistinctPair.second_id, *_still_alike(event_id))
    apart = sa.select(sa.func.count()).select_from(DistinctPair).where(sa.exists().where(*still))
    return sa.select(pairs - apart.scalar_subquery())


def distinct_pairs(session: Session, event_id: int) -> Sequence[RegistrationPair]:
    """Pairs that the team knows to be two people, by name."""
    statement = _apart(sa.select(Registration, _Second), event_id)
    rows = session.execute(statement.order_by(Registration.sort_key, Registration.id, _Second.id))
    return [(first, second) for first, second in rows]


def pair(session: Session, event_id: int, first: int, second: int) -> RegistrationPair | None:
    """Two registrations of that edition, the older one first; None unless there are both."""
    statement = sa.select(Registration).where(Registration.event_id == event_id, Registration.id.in_([first, second]))
    registrations = session.scalars(statement.order_by(Registration.id)).all()
    return (registrations[0], registrations[1]) if len(registrations) == 2 and first < second else None


def distinct_pair(session: Session, first: int, second: int) -> DistinctPair | None:
    """The record that the two registrations are two people; None where the team has not decided so."""
    return session.get(DistinctPair, (min(first, second), max(first, second)))


def edition_with_old_keys(session: Session) -> int | None:
    """An edition in which the keys of some registrations are of an older version; None when there is none."""
    return session.scalar(sa.select(Registration.event_id).where(_IS_OLD).limit(1))


def with_old_keys(session: Session, event_id: int, most: int) -> Sequence[Registration]:
    """Registrations of the edition whose keys are of an older version, at most so many."""
    old = sa.select(Registration).where(Registration.event_id == event_id, _IS_OLD)
    return session.scalars(old.order_by(Registration.id).limit(most)).all()


def are_alike(one: Registration, other: Registration) -> bool:
    """Whether the two look like one person's and neither has ended."""
    keys = [(each.name_key, each.organisation_key) for each in (one, other)]
    return keys[0] == keys[1] and {one.status, other.status} <= OPEN


def state_of(registration: Registration) -> RegistrationState:
    """Where a registration stands, as the rules see it."""
    since = registration.waitlisted_at
    return RegistrationState(
        status=registration.status,
        mode=registration.mode,
        quota_id=registration.quota_id,
        offer_until=registration.offer_until,
        position=(registration.waiting_rank, since) if since else None,
    )


def _open(event_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return Registration.event_id == event_id, Registration.status.in_(OPEN)


def _groups(event_id: int) -> Any:
    """Each name and institution that several have, with their number. Looked at are those alone whose name is not
    theirs alone: hardly anybody, whom the index names at once.
    """
    several, key = sa.func.count() > 1, (Registration.name_key, Registration.organisation_key)
    names = sa.select(Registration.name_key).where(Registration.event_id == event_id)
    repeated = Registration.name_key.in_(names.group_by(Registration.name_key).having(several))
    alike = sa.select(*key, sa.func.count().label("size")).where(*_open(event_id), repeated)
    return alike.group_by(*key).having(several)


def _apart(columns: Any, event_id: int) -> Any:
    """Those columns of the pairs that still look alike and are known to be two people."""
    known = columns.select_from(DistinctPair).join(Registration, DistinctPair.first_id == Registration.id)
    return known.join(_Second, DistinctPair.second_id == _Second.id).where(*_still_alike(event_id))


def _still_alike(event_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        *_open(event_id),
        _Second.status.in_(OPEN),
        Registration.name_key == _Second.name_key,
        Registration.organisation_key == _Second.organisation_key,
    )
