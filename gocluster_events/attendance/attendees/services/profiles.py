"""Downloading a list for one purpose, and storing its rows to compare the next one with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.models import Export, ListRow
from gocluster_events.attendance.attendees.rules.difference import CurrentRow, still_disclosable, stored_row
from gocluster_events.attendance.attendees.rules.profiles import PROFILES, REMEMBERED_FOR, Name, Profile
from gocluster_events.attendance.attendees.rules.table import Table as Whole, TooLong, Write
from gocluster_events.attendance.attendees.services import downloads
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.own.services import details as looking
from gocluster_events.meeting.registration.people.models import Registration


@dataclass(frozen=True, slots=True)
class Taken:
    """A list that somebody takes away: what is in the file, and everybody who is in the whole list by now."""

    profile: Profile
    table: Whole
    entries: Sequence[CurrentRow]
    purpose: str
    actor: str
    file_name: str
    most_rows: int | None = None

    @property
    def number(self) -> int:
        """How many rows the file has."""
        return len(tuple(self.table.rows))


def take(event_id: int, taken: Taken, write: Write, limit: int, now: datetime) -> IO[bytes]:
    """The file, open at its beginning, once it is in the export log; its rows are stored for the next comparison.

    Everybody whose needs it discloses has a line about it in the audit log. Raises TooMany after ``limit`` files by one
    person in an hour, Refused when there are more rows than the file can hold.
    """
    downloads.count_download(Act(taken.actor, now), limit)
    if taken.most_rows is not None and taken.number > taken.most_rows:
        raise Refused(TooLong.FOR_PAPER)
    with downloads.written(write, taken.table) as (session, file, digest):
        events.lock(session, event_id)  # nobody is erased between this list and what is remembered of it
        export = _log(session, event_id, taken, digest, now)
        if taken.profile.is_compared:
            _remember(session, export, taken)
        if taken.profile.name is Name.NEEDS:
            people = [each.registration_id for each in taken.entries if each.registration_id is not None]
            looking.needs_were_viewed(session, people, Act(taken.actor, now))
    return file


def _log(session: Session, event_id: int, taken: Taken, sha256: str, now: datetime) -> Export:
    return downloads.log_download(
        session,
        event_id,
        now,
        actor=taken.actor,
        purpose=taken.purpose,
        file_name=taken.file_name,
        filter={"list": [taken.profile.name.value]},
        columns=[column.value for column in taken.profile.columns],
        rows=taken.number,
        sha256=sha256,
        profile=taken.profile.name.value,
    )


def _remember(session: Session, export: Export, taken: Taken) -> None:
    """The rows of the whole list are stored for the next comparison, without people who were erased meanwhile."""
    session.flush()
    same = sa.select(Export.id).where(Export.event_id == export.event_id, Export.profile == export.profile)
    session.execute(sa.delete(ListRow).where(ListRow.export_id.in_(same)))
    there = set(session.scalars(sa.select(Registration.id).where(Registration.event_id == export.event_id)))
    rows = [
        {
            "export_id": export.id,
            "registration_id": each.registration_id,
            "person_id": each.person_id,
            "key": each.key,
            "cells": stored_row(taken.profile.columns, each.cells),
        }
        for each in taken.entries
        if each.registration_id is None or each.registration_id in there
    ]
    export.listed = len(rows)
    if rows:
        session.execute(sa.insert(ListRow), rows)


def forget_lists(now: datetime) -> int:
    """Deletes the stored list rows of meetings that ended long ago, and as `forget_withdrawn`; returns how many."""
    over = sa.select(Export.id).join(Event, Event.id == Export.event_id).where(Event.ends_at <= now - REMEMBERED_FOR)
    with db.transaction() as session:
        session.execute(sa.update(Export).where(Export.id.in_(over), Export.listed.is_not(None)).values(listed=None))
        gone = session.execute(sa.delete(ListRow).where(ListRow.export_id.in_(over)))
        return int(gone.rowcount) + _forget_withdrawn(session)  # type: ignore[attr-defined]


def forget_withdrawn() -> int:
    """Deletes of lists by consent whatever somebody has withdrawn their consent for, and of every list the row of
    somebody on the programme whose name was removed; returns how many rows.
    """
    with db.transaction() as session:
        return _forget_withdrawn(session)


def _forget_withdrawn(session: Session) -> int:
    by_consent = [each.name.value for each in PROFILES.values() if each.with_consent]
    lists = sa.select(Export.id).where(Export.profile.in_(by_consent))
    nobody = sa.select(Registration.id).where(Registration.list_name.is_(False))
    hidden = sa.select(ListRow).join(Registration, Registration.id == ListRow.registration_id)
    for row in session.scalars(hidden.where(ListRow.export_id.in_(lists), Registration.list_email.is_(False))):
        row.cells = dict(still_disclosable(row.cells, address=False))
    theirs = sa.and_(ListRow.export_id.in_(lists), ListRow.registration_id.in_(nobody))
    nameless = ListRow.person_id.in_(sa.select(Person.id).where(Person.is_redacted))
    gone = session.execute(
        sa.delete(ListRow).where(sa.or_(theirs, nameless)).execution_options(synchronize_session=False)
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]
