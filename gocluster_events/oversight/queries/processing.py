"""Reads for the record of processing, and for everything that is stored about one person."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.access import Role
from gocluster_events.attendees.models import Export
from gocluster_events.attendees.queries import listing, profiles
from gocluster_events.door import queries as door
from gocluster_events.events.models import Event, Membership
from gocluster_events.oversight.rules.processing import DownloadLine, ErasureLine, RetentionLine
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import goes_at, periods
from gocluster_events.registration.privacy.models import Departed
from gocluster_events.registration.privacy.queries import dossier as dossier_queries, retention
from gocluster_events.registration.privacy.queries.dossier import SubjectOf
from gocluster_events.registration.privacy.rules import Dossier, Item, Part, section

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
    found = session.execute(sa.select(stored.scalar_subquery(), gone.scalar_subquery())).one()
    return int(found[0]), int(found[1])


def retention_lines(session: Session, event: Event) -> tuple[RetentionLine, ...]:
    """What goes when, with of how many people there is any now."""
    counts = retention.stored_counts(session, event.id)
    days = periods(event.retention_days)
    return tuple(
        RetentionLine(kind, number, goes_at(event.ends_at, number), counts[kind]) for kind, number in days.items()
    )


def erasure_lines(session: Session, event_id: int) -> tuple[ErasureLine, ...]:
    """What went by itself, the latest first."""
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


def dossier(session: Session, event: Event, person: Registration, subject_of: SubjectOf, now: datetime) -> Dossier:
    """Everything that is stored about a person, when they were let in, and which downloads may have held it."""
    known = dossier_queries.dossier(session, event, person, subject_of, now)
    downloaded = section(
        Part.DOWNLOADS,
        *(
            ((Item.AT, at), (Item.PURPOSE, purpose), (Item.ROWS, rows))
            for at, purpose, rows in listing.downloads_since(session, event.id, person.created_at)
        ),
        *(
            ((Item.AT, at), (Item.PURPOSE, purpose), (Item.LINE, _line(cells)))
            for at, purpose, cells in profiles.remembered_of(session, person.id)
        ),
    )
    came = section(
        Part.ADMISSION,
        *(
            ((Item.AT, each.at), (Item.DESK, each.desk), (Item.UNDONE_AT, each.undone_at))
            for each in door.times(session, person.id)
        ),
    )
    return replace(known, sections=(*known.sections, came, downloaded))


def _line(cells: Mapping[str, Any]) -> str:
    """What a list said of somebody, in its order; a tick says nothing by itself."""
    return ", ".join(str(cell) for cell in cells.values() if cell and cell is not True)
