"""Reads for the record of processing."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.models import Export
from gocluster_events.backoffice.oversight.rules.processing import DownloadLine, ErasureLine, RetentionLine
from gocluster_events.core.access import Role
from gocluster_events.meeting.events.models import Event, Membership
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import goes_at, periods
from gocluster_events.meeting.registration.privacy.models import Departed
from gocluster_events.meeting.registration.privacy.queries import retention

MOST_LINES = 50


def team(session: Session, event_id: int) -> Mapping[Role, int]:
    """How many people have each role in the edition."""
    statement = sa.select(Membership.role, sa.func.count()).where(Membership.event_id == event_id)
    rows = session.execute(statement.group_by(Membership.role))
    return {Role(role): number for role, number in rows}


def numbers(session: Session, event_id: int) -> tuple[int, int]:
    """How many registrations are stored, and how many are erased."""
    stored = sa.select(sa.func.count()).select_from(Registration).where(Registration.event_id == event_id)
    gone = sa.select(sa.func.coalesce(sa.func.sum(Departed.number), 0)).where(Departed.event_id == event_id)
    counts = session.execute(sa.select(stored.scalar_subquery(), gone.scalar_subquery())).one()
    return int(counts[0]), int(counts[1])


def retention_lines(session: Session, event: Event) -> tuple[RetentionLine, ...]:
    """Each class of data with the time at which it is erased, and of how many people there is any now."""
    counts = retention.stored_counts(session, event.id)
    days = periods(event.retention_days)
    return tuple(
        RetentionLine(kind, number, goes_at(event.ends_at, number), counts[kind]) for kind, number in days.items()
    )


def erasure_lines(session: Session, event_id: int) -> tuple[ErasureLine, ...]:
    """The data that were erased automatically, the latest first."""
    return tuple(ErasureLine(run.at, run.kind, run.number) for run in retention.runs(session, event_id))


def download_lines(session: Session, event_id: int) -> Sequence[DownloadLine]:
    """The lists that were taken away, by purpose, the latest first."""
    last = sa.func.max(Export.at)
    statement = (
        sa.select(Export.profile, Export.purpose, sa.func.count(), last, sa.func.max(Export.rows))
        .where(Export.event_id == event_id)
        .group_by(Export.profile, Export.purpose)
    )
    return [DownloadLine(*row) for row in session.execute(statement.order_by(last.desc()).limit(MOST_LINES))]
