"""Whom a filter of the attendee list leaves, as conditions of a statement."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from gocluster_events.attendance.attendees.queries import booked, columns as columns_queries
from gocluster_events.attendance.attendees.queries.finding import is_written_so
from gocluster_events.attendance.attendees.rules import filter as filter_rules
from gocluster_events.core.mail import queries as mail
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import HAS_PLACE, QUEUED

Conditions = list[sa.ColumnElement[bool]]


def conditions(event_id: int, wanted: filter_rules.Filter) -> Conditions:
    """Everything that the filter asks for."""
    choices = [column(event_id, field).in_(values) for field, values in wanted_values(wanted) if values]
    return [Registration.event_id == event_id, *of_other_fields(wanted), *choices]


def of_other_fields(wanted: filter_rules.Filter) -> Conditions:
    """What the fields ask for that are no facets."""
    narrowing: Conditions = []
    if wanted.similar is not None:
        narrowing.append(Registration.id.in_(wanted.similar))
    elif wanted.search:
        narrowing.append(is_written_so(wanted.search))
    narrowing += [columns_queries.has_answered(question, options) for question, options in wanted.options.items()]
    narrowing += [booked.has_booked(wanted.bookings)] if wanted.bookings else []
    if wanted.chosen:
        narrowing.append(Registration.id.in_(wanted.chosen))
    begins, ends = wanted.span
    narrowing += [Registration.created_at >= begins] if begins else []
    narrowing += [Registration.created_at < ends] if ends else []
    return narrowing


@lru_cache(maxsize=64)
def column(event_id: int, field: filter_rules.Field) -> Any:
    """The expression that a facet compares and counts; it is always text.

    It is built once: the statements of a list narrowed by failing mail need it twelve times, and a tenth of the page's
    time would go into building it.
    """
    if field is not filter_rules.Field.DELIVERY:
        return _COLUMNS[field]
    failing = Registration.email.in_(mail.unreachable_addresses(f"edition:{event_id}"))
    return sa.case(
        (Registration.email == "", filter_rules.Delivery.NO_ADDRESS.value),
        (failing, filter_rules.Delivery.FAILS.value),
        else_=filter_rules.Delivery.UNHINDERED.value,
    )


def wanted_values(wanted: filter_rules.Filter) -> tuple[tuple[filter_rules.Field, Collection[object]], ...]:
    """The wanted values of each facet as they are stored."""
    choices = ((field, wanted.values(field)) for field in filter_rules.FACETS)
    return tuple(
        (field, ["" if value == filter_rules.NO_MEMBER else value for value in values]) for field, values in choices
    )


HAS_LINE = Registration.status.in_(HAS_PLACE | QUEUED)
_COLUMNS: dict[filter_rules.Field, Any] = {  # all but the delivery, for which one has to know the edition
    filter_rules.Field.STATUS: sa.type_coerce(Registration.status, sa.String),
    filter_rules.Field.MODE: sa.type_coerce(Registration.mode, sa.String),
    filter_rules.Field.QUOTA: sa.case(
        (HAS_LINE, sa.func.coalesce(sa.cast(Registration.quota_id, sa.String), "")), else_=""
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
