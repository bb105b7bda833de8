"""How many rows each value of each facet would give."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.queries import booked, columns as columns_queries, narrowing
from gocluster_events.attendance.attendees.rules import filter as filter_rules

_TOGETHER: tuple[tuple[filter_rules.Field, ...], ...] = (
    (filter_rules.Field.STATUS, filter_rules.Field.MODE, filter_rules.Field.QUOTA),
    (filter_rules.Field.CLUSTER, filter_rules.Field.ACTOR_TYPE, filter_rules.Field.STATE),
    (filter_rules.Field.ADMISSION,), (filter_rules.Field.LISTED,), (filter_rules.Field.PHOTOS,),
    (filter_rules.Field.DELIVERY,),
)  # fmt: skip
"""All facets: those are counted together whose values stand in one index."""


def facet_counts(
    session: Session, event_id: int, wanted: filter_rules.Filter
) -> Mapping[filter_rules.Field, Mapping[str, int]]:
    """For each value of each facet how many rows one would get by choosing it, the other fields staying as they are.

    An answer counts as if nothing else were chosen of its question.
    """
    together = (filter_rules.FACETS,) if narrowing.of_other_fields(wanted) else _TOGETHER  # words are searched for once
    parts = [part for fields in together for part in _counts(event_id, wanted, fields)]
    parts += [*_booking_counts(event_id, wanted), *_answer_counts(event_id, wanted)]
    counts_by_field: dict[filter_rules.Field, dict[str, int]] = {
        field: {} for field in (*filter_rules.FACETS, filter_rules.Field.BOOKING, filter_rules.Field.ANSWER)
    }
    for name, choice, count in session.execute(sa.union_all(*parts)):
        number = int(count)  # PostgreSQL's sums are decimals
        counts_by_field[filter_rules.Field(name)][str(choice or filter_rules.NO_MEMBER)] = number
    return counts_by_field


def _counts(
    event_id: int, wanted: filter_rules.Filter, fields: Sequence[filter_rules.Field]
) -> Iterator[sa.Select[str, str, int]]:
    """The rows of these facets, added up from how many people have each combination of their values."""
    facets = [narrowing.column(event_id, field).label(field.value) for field in fields]
    free = wanted
    for field in fields:
        free = free.without(field)
    people = sa.select(*facets).where(*narrowing.conditions(event_id, free)).subquery()
    alike = sa.select(people, sa.func.count().label("number")).group_by(*people.c).cte(f"alike_{fields[0].value}")
    for field in fields:
        choices = narrowing.wanted_values(wanted.without(field))
        beside = [alike.c[other.value].in_(values) for other, values in choices if values and other in fields]
        part = sa.select(sa.literal(field.value), alike.c[field.value], sa.func.sum(alike.c.number))
        yield part.where(*beside).group_by(alike.c[field.value])


def _booking_counts(event_id: int, wanted: filter_rules.Filter) -> Iterator[sa.Select[str, str, int]]:
    """The rows of all places and lists of items, as if none of them were chosen."""
    if wanted.known.items:
        field = filter_rules.Field.BOOKING
        yield booked.booking_counts(event_id, field.value, narrowing.conditions(event_id, wanted.without(field)))


def _answer_counts(event_id: int, wanted: filter_rules.Filter) -> Iterator[sa.Select[str, str, int]]:
    """The rows of all questions that do not narrow the list, and those of each that does."""
    filters = {question: wanted.without_question(question) for question in wanted.options}
    free = {question.id for question in wanted.known.questions} - set(filters)
    for questions, narrowed in ((free, wanted), *(({question}, other) for question, other in filters.items())):
        if questions:
            conditions = narrowing.conditions(event_id, narrowed)
            yield columns_queries.option_counts(filter_rules.Field.ANSWER.value, questions, conditions)
