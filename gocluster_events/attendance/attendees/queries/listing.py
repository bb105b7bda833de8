"""Reads of the attendee list: every one of them from the same `Filter`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.attendance.attendees.models import Export
from gocluster_events.attendance.attendees.queries import columns as columns_queries
from gocluster_events.attendance.attendees.queries.booked import bookable_items
from gocluster_events.attendance.attendees.queries.narrowing import HAS_LINE, conditions
from gocluster_events.attendance.attendees.rules import filter as filter_rules
from gocluster_events.attendance.attendees.rules.columns import PER_PAGE, ListColumn, QuestionColumn
from gocluster_events.attendance.attendees.rules.table import COLUMNS, Column, Language
from gocluster_events.core import text
from gocluster_events.core.db import enum
from gocluster_events.meeting.events.models import Cluster, Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Quota, Registration
from gocluster_events.meeting.registration.people.queries import questions as questions_queries, seats
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status


def counts(session: Session, event_id: int, filters: Sequence[filter_rules.Filter]) -> tuple[int, ...]:
    """How many registrations each of the filters finds."""
    numbers = [sa.select(sa.func.count()).where(*conditions(event_id, each)).scalar_subquery() for each in filters]
    return tuple(session.execute(sa.select(*numbers)).one()) if filters else ()


def page(session: Session, event_id: int, wanted: filter_rules.Filter, number: int) -> Sequence[sa.Row[Any]]:
    """The rows of one page (from 1), with every `Column` by its value's name, and the registration's ``id``."""
    order = _order(wanted)
    here = sa.select(Registration.id).where(*conditions(event_id, wanted)).order_by(*order)
    page_ids = here.offset((number - 1) * PER_PAGE).limit(PER_PAGE)
    expressions: list[Any] = [*(_EXPRESSIONS[column.value].label(column.value) for column in COLUMNS), Registration.id]
    rows = sa.select(*expressions).where(Registration.id.in_(page_ids))  # nobody else's place is counted
    return session.execute(rows.order_by(*order)).all()


def own(session: Session, ids: Collection[int], columns: Sequence[ListColumn]) -> columns_queries.ByPerson:
    """What these people answered to those questions that are columns."""
    return columns_queries.answers(
        session, Registration.id.in_(ids), [each.question for each in columns if isinstance(each, QuestionColumn)]
    )


def rows(
    session: Session, event_id: int, wanted: filter_rules.Filter, columns: Sequence[ListColumn]
) -> Iterator[Sequence[Any]]:
    """Every row that the filter finds, with these columns in this order, one after the other as the driver reads them;
    an answer comes with its question.
    """
    ours = [column for column in columns if isinstance(column, Column)]
    if len(ours) == len(columns):
        return _stream(session, _rows(event_id, wanted, ours))
    which, questions = (
        sa.and_(*conditions(event_id, wanted)),
        [each.question for each in columns if isinstance(each, QuestionColumn)],
    )
    answers = columns_queries.answers(session, which, questions)
    return (
        [
            answers.get((row.id, column.question.id))
            if isinstance(column, QuestionColumn)
            else getattr(row, column.value)
            for column in columns
        ]
        for row in _stream(session, _rows(event_id, wanted, ours).add_columns(Registration.id))
    )


def _stream(session: Session, statement: sa.Select[Any]) -> Iterator[sa.Row[Any]]:
    """The rows, a thousand at a time; the session itself would read all of them first."""
    return chain.from_iterable(session.connection().execute(statement).partitions(1_000))


def ids(session: Session, event_id: int, wanted: filter_rules.Filter) -> Sequence[int]:
    """Everybody that the filter finds, in the order of the list."""
    return session.scalars(ids_statement(event_id, wanted)).all()


def ids_statement(event_id: int, wanted: filter_rules.Filter) -> sa.Select[int]:
    """Whom `ids` finds, as a statement to be narrowed."""
    return sa.select(Registration.id).where(*conditions(event_id, wanted)).order_by(*_order(wanted))


def standing(session: Session, event_id: int, wanted: filter_rules.Filter) -> Mapping[tuple[Status, Mode], int]:
    """How many registrations that the filter finds have each status and mode."""
    statement = sa.select(Registration.status, Registration.mode, sa.func.count()).where(*conditions(event_id, wanted))
    rows = session.execute(statement.group_by(Registration.status, Registration.mode))
    return {(status, mode): number for status, mode, number in rows}


def status_counts(session: Session, event_id: int) -> Mapping[Status, int]:
    """How many registrations of the edition have each status; those that do not occur are missing."""
    statement = sa.select(Registration.status, sa.func.count()).where(Registration.event_id == event_id)
    return dict(session.execute(statement.group_by(Registration.status)).all())


def filter_choices(session: Session, event: Event) -> filter_rules.FilterChoices:
    """What a filter of the edition's list can name."""
    quotas = {row.id: row.name for row in seats.quotas(session, event.id)}
    questions = questions_queries.own_questions(session, event)
    clusters, items = tuple(cluster_names(session, event.id)), bookable_items(session, event.id)
    return filter_rules.FilterChoices(clusters, quotas, questions, items, event.zone)


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


def _rows(event_id: int, wanted: filter_rules.Filter, columns: Sequence[Column]) -> sa.Select[Any]:
    expressions = [_EXPRESSIONS[column.value].label(column.value) for column in columns]
    return sa.select(*expressions).where(*conditions(event_id, wanted)).order_by(*_order(wanted))


def _order(wanted: filter_rules.Filter) -> list[sa.ColumnElement[Any]]:
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
    return sa.case((HAS_LINE, name))


def _rank(column: Any, codes: type[Enum]) -> sa.ColumnElement[int]:
    """The codes in their own order, which is that of the form, not of the alphabet; who has none is last."""
    order = {code.value: number for number, code in enumerate(codes)}
    return sa.case(order, value=sa.type_coerce(column, sa.String), else_=len(order))


_SORTED: dict[filter_rules.Key, Any] = {
    filter_rules.Key.NAME: Registration.sort_key,
    filter_rules.Key.STATUS: _rank(Registration.status, Status),
    filter_rules.Key.ACTOR_TYPE: _rank(Registration.actor_type, ActorType),
    filter_rules.Key.STATE: sa.func.coalesce(
        sa.type_coerce(Registration.state, sa.String), "~"
    ),  # who told none is last
    filter_rules.Key.RECEIVED: Registration.created_at,
}

_EXPRESSIONS: dict[str, Any] = {
    **{each.value: getattr(Registration, each.value) for each in COLUMNS if hasattr(Registration, each.value)},
    "language": sa.type_coerce(Registration.language, enum(Language)),
    "photos": columns_queries.photo_consent(),
    "place": _place(),
    "quota": _quota(),
    "received": Registration.created_at,
    "admitted": columns_queries.standing_admission().scalar_subquery(),
}
