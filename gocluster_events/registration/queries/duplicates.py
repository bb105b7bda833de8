"""Reads about registrations that look like one person's."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.registration.models import DistinctPair, Registration
from gocluster_events.registration.rules.duplicates import OPEN, Standing

Pair = tuple[Registration, Registration]
_Second = aliased(Registration)


def duplicates(session: Session, event_id: int) -> Sequence[Pair]:
    """Pairs of the same name and institution under two addresses, neither ended, by name."""
    statement = sa.select(Registration, _Second).where(_alike(event_id), ~_known_apart())
    found = session.execute(statement.order_by(Registration.sort_key, Registration.id, _Second.id))
    return [(first, second) for first, second in found]


def number_of_duplicates(session: Session, event_id: int) -> int:
    """How many such pairs wait for a decision."""
    return session.scalar(counted_duplicates(event_id)) or 0


def counted_duplicates(event_id: int) -> sa.Select[Any]:
    """The same as a statement, to be asked for with others."""
    first = aliased(Registration)
    pairs = sa.select(sa.func.count()).select_from(first).join(_Second, _Second.event_id == first.event_id)
    return pairs.where(_alike(event_id, first), ~_known_apart(first))


def kept_apart(session: Session, event_id: int) -> Sequence[Pair]:
    """Pairs that the team knows to be two people, by name."""
    statement = sa.select(Registration, _Second).where(_alike(event_id), _known_apart())
    found = session.execute(statement.order_by(Registration.sort_key, Registration.id, _Second.id))
    return [(first, second) for first, second in found]


def pair(session: Session, event_id: int, first: int, second: int) -> Pair | None:
    """Two registrations of that edition, the older one first; None unless there are both."""
    statement = sa.select(Registration).where(Registration.event_id == event_id, Registration.id.in_([first, second]))
    found = session.scalars(statement.order_by(Registration.id)).all()
    return (found[0], found[1]) if len(found) == 2 and first < second else None


def distinct_pair(session: Session, first: int, second: int) -> DistinctPair | None:
    """That the team knows the two to be two people; None while it does not."""
    return session.get(DistinctPair, (min(first, second), max(first, second)))


def are_alike(one: Registration, other: Registration) -> bool:
    """Whether the two look like one person's and neither has ended."""
    keys = [(each.sort_key, each.organisation_key) for each in (one, other)]
    return keys[0] == keys[1] and {one.status, other.status} <= OPEN


def standing(registration: Registration) -> Standing:
    """Where a registration stands, as the rules see it."""
    since = registration.waitlisted_at
    return Standing(
        status=registration.status,
        mode=registration.mode,
        quota_id=registration.quota_id,
        offer_until=registration.offer_until,
        position=(registration.waiting_rank, since) if since else None,
    )


def _alike(event_id: int, first: Any = Registration) -> sa.ColumnElement[bool]:
    return sa.and_(
        first.event_id == event_id,
        _Second.event_id == event_id,
        first.sort_key == _Second.sort_key,
        first.organisation_key == _Second.organisation_key,
        first.id < _Second.id,
        first.status.in_(OPEN),
        _Second.status.in_(OPEN),
    )


def _known_apart(first: Any = Registration) -> Any:
    return sa.exists().where(DistinctPair.first_id == first.id, DistinctPair.second_id == _Second.id)
