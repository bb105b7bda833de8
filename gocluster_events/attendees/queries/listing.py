"""Reads of the attendee list: every one of them from the same `Filter`."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events import text
from gocluster_events.attendees.models import Export
from gocluster_events.attendees.queries import columns as columns_queries
from gocluster_events.attendees.queries.finding import is_written_so
from gocluster_events.attendees.rules import filter as filter_rules
from gocluster_events.attendees.rules.columns import PER_PAGE, ListColumn, QuestionColumn
from gocluster_events.attendees.rules.table import COLUMNS, Column, Language
from gocluster_events.db import enum
from gocluster_events.events.models import Cluster, Event
from gocluster_events.events.rules.edition import Mode
from gocluster_events.mail import queries as mail
from gocluster_events.registration.people.models import Quota, Registration
from gocluster_events.registration.people.queries import questions as questions_queries, seats
from gocluster_events.registration.people.rules.codes import HAS_PLACE, QUEUED, ActorType, Status


def counts(session: Session, event_id: int, filters: Sequence[filter_rules.Filter]) -> tuple[int, ...]:
    """How many registrations each of the filters finds."""
    numbers = [sa.select(sa.func.count()).where(*_conditions(event_id, each)).scalar_subquery() for each in filters]
    return tuple(session.execute(sa.select(*numbers)).one()) if filters else ()


def page(session: Session, event_id: int, wanted: filter_rules.Filter, number: int) -> Sequence[sa.Row[Any]]:
    """The rows of one page (from 1), with every `Column` by its value's name, and the registration's ``id``."""
    order = _order(wanted)
    here = sa.select(Registration.id).where(*_conditions(event_id, wanted)).order_by(*order)
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
        sa.and_(*_conditions(event_id, wanted)),
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
    return sa.select(Registration.id).where(*_conditions(event_id, wanted)).order_by(*_order(wanted))


def standing(session: Session, event_id: int, wanted: filter_rules.Filter) -> Mapping[tuple[Status, Mode], int]:
    """How many registrations that the filter finds have each status and mode."""
    statement = sa.select(Registration.status, Registration.mode, sa.func.count()).where(*_conditions(event_id, wanted))
    rows = session.execute(statement.group_by(Registration.status, Registration.mode))
    return {(status, mode): number for status, mode, number in rows}


def status_counts(session: Session, event_id: int) -> Mapping[Status, int]:
    """How many registrations of the edition have each status; those that do not occur are missing."""
    statement = sa.select(Registration.status, sa.func.count()).where(Registration.event_id == event_id)
    return dict(session.execute(statement.group_by(Registration.status)).all())


def facet_counts(
    session: Session, event_id: int, wanted: filter_rules.Filter
) -> Mapping[filter_rules.Field, Mapping[str, int]]:
    """For each value of each facet how many rows one would get by choosing it, the other fields staying as they are.

    An answer counts as if nothing else were chosen of its question.
    """
    alike = _alike(event_id, wanted)
    parts = []
    for field in filter_rules.FACETS:
        chosen = _chosen(wanted.without(field))
        others = [alike.c[other.value].in_(values) for other, values in chosen if values]
        value = alike.c[field.value]
        part = sa.select(sa.literal(field.value), value, sa.func.sum(alike.c.number))
        parts.append(part.where(*others).group_by(value))
    parts += _answer_counts(event_id, wanted)
    counts_by_field: dict[filter_rules.Field, dict[str, int]] = {
        field: {} for field in (*filter_rules.FACETS, filter_rules.Field.ANSWER)
    }
    for name, choice, count in session.execute(sa.union_all(*parts)):
        counts_by_field[filter_rules.Field(name)][str(choice or filter_rules.NO_MEMBER)] = int(
            count
        )  # PostgreSQL's sums are decimals
    return counts_by_field


def _alike(event_id: int, wanted: filter_rules.Filter) -> sa.CTE:
    """How many rows have each combination of facet values, without the facets' choices: one read for all facets."""
    free = wanted
    for field in filter_rules.FACETS:
        free = free.without(field)
    facets = [_column(event_id, field).label(field.value) for field in filter_rules.FACETS]
    matches = sa.select(*facets).where(*_conditions(event_id, free)).subquery()
    return sa.select(matches, sa.func.count().label("number")).group_by(*matches.c).cte("alike")


def _answer_counts(event_id: int, wanted: filter_rules.Filter) -> list[sa.Select[str, str, int]]:
    """One statement for all questions that do not narrow the list, and one for each that does."""
    question_ids = {question.id for question in wanted.known.questions}
    narrowing = {question: wanted.without_question(question) for question in wanted.options}
    free = question_ids - set(narrowing)
    parts = (
        [columns_queries.option_counts(filter_rules.Field.ANSWER.value, free, _conditions(event_id, wanted))]
        if free
        else []
    )
    return parts + [
        columns_queries.option_counts(filter_rules.Field.ANSWER.value, {question}, _conditions(event_id, other))
        for question, other in narrowing.items()
    ]


def filter_choices(session: Session, event: Event) -> filter_rules.FilterChoices:
    """What a filter of the edition's list can name."""
    quotas = {row.id: row.name for row in seats.quotas(session, event.id)}
    questions = questions_queries.own_questions(session, event)
    return filter_rules.FilterChoices(tuple(cluster_names(session, event.id)), quotas, questions, event.zone)


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
    return sa.select(*expressions).where(*_conditions(event_id, wanted)).order_by(*_order(wanted))


def _conditions(event_id: int, wanted: filter_rules.Filter) -> list[sa.ColumnElement[bool]]:
    conditions = [Registration.event_id == event_id]
    if wanted.similar is not None:
        conditions.append(Registration.id.in_(wanted.similar))
    elif wanted.search:
        conditions.append(is_written_so(wanted.search))
    conditions += [_column(event_id, field).in_(chosen) for field, chosen in _chosen(wanted) if chosen]
    conditions += [columns_queries.has_answered(question, options) for question, options in wanted.options.items()]
    if wanted.chosen:
        conditions.append(Registration.id.in_(wanted.chosen))
    begins, ends = wanted.span
    conditions += [Registration.created_at >= begins] if begins else []
    conditions += [Registration.created_at < ends] if ends else []
    return conditions


def _column(event_id: int, field: filter_rules.Field) -> Any:
    """The expression that a facet compares and counts; it is always text."""
    if field is not filter_rules.Field.DELIVERY:
        return _COLUMNS[field]
    failing = Registration.email.in_(mail.unreachable_addresses(f"edition:{event_id}"))
    return sa.case(
        (Registration.email == "", filter_rules.Delivery.NO_ADDRESS.value),
        (failing, filter_rules.Delivery.FAILS.value),
        else_=filter_rules.Delivery.UNHINDERED.value,
    )


def _chosen(wanted: filter_rules.Filter) -> tuple[tuple[filter_rules.Field, Collection[object]], ...]:
    """The wanted values of each facet as they are stored."""
    choices = ((field, wanted.values(field)) for field in filter_rules.FACETS)
    return tuple(
        (field, ["" if value == filter_rules.NO_MEMBER else value for value in values]) for field, values in choices
    )


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
    return sa.case((_HAS_LINE, name))


def _rank(column: Any, codes: type[Enum]) -> sa.ColumnElement[int]:
    """The codes in their own order, which is that of the form, not of the alphabet; who has none is last."""
    order = {code.value: number for number, code in enumerate(codes)}
    return sa.case(order, value=sa.type_coerce(column, sa.String), else_=len(order))


_HAS_LINE = Registration.status.in_(HAS_PLACE | QUEUED)
_COLUMNS: dict[filter_rules.Field, Any] = {  # all but the delivery, for which one has to know the edition
    filter_rules.Field.STATUS: sa.type_coerce(Registration.status, sa.String),
    filter_rules.Field.MODE: sa.type_coerce(Registration.mode, sa.String),
    filter_rules.Field.QUOTA: sa.case(
        (_HAS_LINE, sa.func.coalesce(sa.cast(Registration.quota_id, sa.String), "")), else_=""
    ),
    filter_rules.Field.ADMISSION: sa.case(
        (columns_queries.standing_admission().exists(), filter_rules.Attendance.IN.value),
        else_=filter_rules.Attendance.OUT.value,
    ),
    filter_rules.Field.ACTOR_TYPE: sa.type_coerce(Registration.actor_type, sa.String),
    filter_rules.Field.STATE: sa.type_coerce(Registration.state, sa.String),
    filter_rules.Field.CLUSTER: Registration.cluster,
    filter_rules.Field.LISTED: sa.case(
        (Registration.list_name, filter_rules.Consent.YES.value), else_=filter_rules.Consent.NO.value
    ),
    filter_rules.Field.PHOTOS: sa.case(
        (Registration.photos, filter_rules.Consent.YES.value), else_=filter_rules.Consent.NO.value
    ),
}

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
