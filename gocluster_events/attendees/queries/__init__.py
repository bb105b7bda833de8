"""Reads of the attendee list: every one of them from the same `Filter`."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events import text
from gocluster_events.attendees.models import Export
from gocluster_events.attendees.queries.downloads import purposes as purposes
from gocluster_events.attendees.rules.filter import FACETS, NO_MEMBER, Field, Filter, Key
from gocluster_events.attendees.rules.paging import PER_PAGE
from gocluster_events.attendees.rules.table import COLUMNS, Column
from gocluster_events.events.models import Cluster
from gocluster_events.events.rules import Mode
from gocluster_events.registration.models import Quota, Registration
from gocluster_events.registration.rules.codes import ActorType, Status


def counts(session: Session, event_id: int, filters: Sequence[Filter]) -> tuple[int, ...]:
    """How many registrations each of the filters finds."""
    numbers = [sa.select(sa.func.count()).where(*_conditions(event_id, each)).scalar_subquery() for each in filters]
    return tuple(session.execute(sa.select(*numbers)).one()) if filters else ()


def page(session: Session, event_id: int, wanted: Filter, number: int) -> Sequence[sa.Row[Any]]:
    """The rows of one page (from 1), with every `Column` by its value's name, and the registration's ``id``."""
    start = (number - 1) * PER_PAGE
    found = _rows(event_id, wanted, COLUMNS).add_columns(Registration.id)
    return session.execute(found.offset(start).limit(PER_PAGE)).all()


def rows(session: Session, event_id: int, wanted: Filter, columns: Sequence[Column]) -> Sequence[sa.Row[Any]]:
    """Every row that the filter finds, with these columns in this order."""
    return session.execute(_rows(event_id, wanted, columns)).all()


def ids(session: Session, event_id: int, wanted: Filter) -> Sequence[int]:
    """Everybody that the filter finds, in the order of the list."""
    found = sa.select(Registration.id).where(*_conditions(event_id, wanted)).order_by(*_order(wanted))
    return session.scalars(found).all()


def standing(session: Session, event_id: int, wanted: Filter) -> Mapping[tuple[Status, Mode], int]:
    """How many of those that the filter finds stand where."""
    found = sa.select(Registration.status, Registration.mode, sa.func.count()).where(*_conditions(event_id, wanted))
    rows = session.execute(found.group_by(Registration.status, Registration.mode))
    return {(status, mode): number for status, mode, number in rows}


def status_counts(session: Session, event_id: int) -> Mapping[Status, int]:
    """How many registrations stand where, without any filter; states that do not occur are missing."""
    found = sa.select(Registration.status, sa.func.count()).where(Registration.event_id == event_id)
    return dict(session.execute(found.group_by(Registration.status)).all())


def facet_counts(session: Session, event_id: int, wanted: Filter) -> Mapping[Field, Mapping[str, int]]:
    """For each value of each facet how many rows one would get by choosing it, the other fields staying as they are."""
    parts = []
    for field in FACETS:
        value = sa.type_coerce(_COLUMNS[field], sa.String)
        part = sa.select(sa.literal(field.value), value, sa.func.count())
        parts.append(part.where(*_conditions(event_id, wanted.without(field))).group_by(value))
    found: dict[Field, dict[str, int]] = {field: {} for field in FACETS}
    for name, choice, count in session.execute(sa.union_all(*parts)):
        found[Field(name)][str(choice or NO_MEMBER)] = count
    return found


def cluster_names(session: Session, event_id: int) -> Sequence[str]:
    """The names of the edition's clusters, and of those under which somebody registered before they changed."""
    listed = sa.select(Cluster.name).where(Cluster.event_id == event_id)
    named = sa.select(Registration.cluster).where(Registration.event_id == event_id, Registration.cluster != "")
    return sorted(session.scalars(sa.union(listed, named)), key=text.sort_key)


def downloads(session: Session, event_id: int, limit: int) -> Sequence[tuple[datetime, str, int]]:
    """The lists that were taken away last: when, by whom, how many rows."""
    statement = sa.select(Export.at, Export.actor, Export.rows).where(Export.event_id == event_id)
    latest = statement.order_by(Export.at.desc(), Export.id.desc()).limit(limit)
    return [(at, actor, rows) for at, actor, rows in session.execute(latest)]


def downloads_since(session: Session, event_id: int, since: datetime) -> Sequence[tuple[datetime, str, int]]:
    """The lists that were taken away from then on, the oldest first: when, what for, how many rows."""
    statement = sa.select(Export.at, Export.purpose, Export.rows).where(Export.event_id == event_id, Export.at >= since)
    return [(at, purpose, rows) for at, purpose, rows in session.execute(statement.order_by(Export.at, Export.id))]


def _rows(event_id: int, wanted: Filter, columns: Sequence[Column]) -> sa.Select[Any]:
    told = [_TOLD[column].label(column.value) for column in columns]
    return sa.select(*told).where(*_conditions(event_id, wanted)).order_by(*_order(wanted))


def _conditions(event_id: int, wanted: Filter) -> list[sa.ColumnElement[bool]]:
    conditions = [Registration.event_id == event_id]
    conditions += [sa.or_(*map(_has, spellings)) for spellings in text.search_words(wanted.search)]
    for field, chosen in _chosen(wanted):
        if chosen:
            conditions.append(_COLUMNS[field].in_(chosen))
    return conditions


def _has(word: str) -> sa.ColumnElement[bool]:
    return Registration.search_text.like(text.like(word), escape="\\")


def _chosen(wanted: Filter) -> tuple[tuple[Field, Collection[object]], ...]:
    clusters = ["" if name == NO_MEMBER else name for name in wanted.clusters]
    return (
        (Field.STATUS, wanted.statuses),
        (Field.MODE, wanted.modes),
        (Field.ACTOR_TYPE, wanted.actor_types),
        (Field.STATE, wanted.states),
        (Field.CLUSTER, clusters),
    )


def _order(wanted: Filter) -> list[sa.ColumnElement[Any]]:
    by = _SORTED[wanted.sort.key]
    return [by.desc() if wanted.sort.descending else by.asc(), Registration.sort_key.asc(), Registration.id.asc()]


def _place() -> sa.ColumnElement[int | None]:
    """The place on the waiting list of the registration's mode and quota, from 1; NULL for everybody else."""
    ahead = aliased(Registration)
    line = sa.select(sa.func.count()).where(
        ahead.event_id == Registration.event_id,
        ahead.mode == Registration.mode,
        ahead.quota_id.is_not_distinct_from(Registration.quota_id),
        ahead.status == Status.WAITLISTED,
        sa.tuple_(ahead.waiting_rank, ahead.waitlisted_at, ahead.id)
        <= sa.tuple_(Registration.waiting_rank, Registration.waitlisted_at, Registration.id),
    )
    place = line.correlate(Registration).scalar_subquery()
    return sa.case((Registration.status == Status.WAITLISTED, place))


def _quota() -> sa.ColumnElement[Any]:
    """The name of the quota whose place somebody has or waits for; NULL where it is open to all."""
    name = sa.select(Quota.name).where(Quota.id == Registration.quota_id).correlate(Registration).scalar_subquery()
    return sa.case((Registration.status.in_([Status.CONFIRMED, Status.OFFERED, Status.WAITLISTED]), name))


def _rank(column: Any, codes: type[Enum]) -> sa.ColumnElement[int]:
    """The codes in their own order, which is that of the form, not of the alphabet; who has none is last."""
    order = {code.value: number for number, code in enumerate(codes)}
    return sa.case(order, value=sa.type_coerce(column, sa.String), else_=len(order))


_COLUMNS: dict[Field, Any] = {
    Field.STATUS: Registration.status,
    Field.MODE: Registration.mode,
    Field.ACTOR_TYPE: Registration.actor_type,
    Field.STATE: Registration.state,
    Field.CLUSTER: Registration.cluster,
}

_SORTED: dict[Key, Any] = {
    Key.NAME: Registration.sort_key,
    Key.STATUS: _rank(Registration.status, Status),
    Key.ACTOR_TYPE: _rank(Registration.actor_type, ActorType),
    Key.STATE: sa.func.coalesce(sa.type_coerce(Registration.state, sa.String), "~"),  # who told none is last
    Key.RECEIVED: Registration.created_at,
}

_TOLD: dict[Column, Any] = {
    **{column: getattr(Registration, column.value) for column in COLUMNS if hasattr(Registration, column.value)},
    Column.PLACE: _place(),
    Column.QUOTA: _quota(),
    Column.RECEIVED: Registration.created_at,
}
