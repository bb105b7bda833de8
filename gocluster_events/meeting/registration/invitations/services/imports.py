"""Importing a list of people to invite: its rows wait in the database until the worker imports all of them or none.

Each row is checked before the one transaction that adds them, so that the page can show the progress.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.leases import is_over
from gocluster_events.core.sheets.limits import Row, Sheet
from gocluster_events.core.text import email_key
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit, opened, refuse_archived
from gocluster_events.meeting.registration.invitations.models import Invitation, InvitationImport
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.invitations.rules import guest_list, heads
from gocluster_events.meeting.registration.invitations.rules.codes import Guest, Terms
from gocluster_events.meeting.registration.invitations.rules.heads import Column
from gocluster_events.meeting.registration.invitations.services import storage
from gocluster_events.meeting.registration.invitations.services.codes import draw, named, values
from gocluster_events.meeting.registration.people.rules.codes import Refusal

CHUNK = 250
LEASE = timedelta(minutes=5)
UPLOAD_LASTS = timedelta(hours=24)  # rows that nobody imported


def begin_import(event_id: int, file_name: str, sheets: Sequence[Sheet], act: Act) -> int:
    """The sheets of the list are kept, and what the columns of the likeliest hold is guessed; returns the id."""
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        row = InvitationImport(
            event_id=event_id,
            state=guest_list.ImportState.UPLOADED,
            file_name=file_name[-120:],
            sheets=storage.stored(sheets),
            actor=act.by,
            created_at=act.at,
        )
        _take_sheet(row, heads.likeliest(sheets))
        session.add(row)
        session.flush()
        return row.id


def choose_sheet(event_id: int, import_id: int, number: int) -> None:
    """Another sheet of the file is read, and what its columns hold is guessed. Raises Refused when it is too late."""
    with transaction() as session:
        _take_sheet(_waiting(session, event_id, import_id), number)


def read_as(event_id: int, import_id: int, reading: guest_list.Reading) -> None:
    """The list is read like this. Raises Refused when a required column is missing, or when it is too late."""
    with transaction() as session:
        row = _waiting(session, event_id, import_id)
        rows = storage.rows_of(row)
        missing = guest_list.lacking(reading.mapping, reading.rows(rows))
        if missing is not None:
            is_address = missing is Column.EMAIL
            raise Refused(guest_list.ListRefusal.NO_ADDRESSES if is_address else guest_list.ListRefusal.NO_NAMES)
        _store_reading(row, reading, rows)


def start_import(
    event_id: int, import_id: int, terms: Terms, left_out: int, *, updates_names: bool = False
) -> None:  # fmt: skip
    """The list is queued for the worker. ``left_out`` is how many rows the person agreed to leave out.

    Raises Refused when there are more than that, when nobody would be added or updated, or when it is too late.
    """
    with transaction() as session:
        row = _waiting(session, event_id, import_id)
        refuse_archived(session.get_one(Event, event_id), Refusal.ARCHIVED)
        plan = import_preview(session, row)
        if len(plan.faults) > left_out:
            raise Refused(guest_list.ListRefusal.PROBLEMS)
        if not plan.new and not (updates_names and plan.invited):
            raise Refused(guest_list.ListRefusal.NOBODY_NEW)
        row.quota_id, row.language, row.expires_at = terms.quota_id, terms.language, terms.expires_at
        row.is_locked_to_email, row.updates_names = terms.is_locked_to_email, updates_names
        row.state, row.progress = guest_list.ImportState.QUEUED, 0


def cancel_import(event_id: int, import_id: int) -> None:
    """The list and its rows are gone, unless it is imported already: then nothing changes."""
    with transaction() as session:
        row = _locked(session, event_id, import_id)
        if row.state is not guest_list.ImportState.DONE:
            row.state, row.sheets = guest_list.ImportState.CANCELLED, None


def run_imports(now: datetime, chance: Random) -> int:
    """The list that waits longest is imported; returns 1, or 0 when none was. Called by the worker."""
    import_id = codes.next_import(reading(), now)
    if import_id is None:
        return 0
    with transaction() as session:
        row = session.get_one(InvitationImport, import_id, with_for_update=True, populate_existing=True)
        if row.state is guest_list.ImportState.QUEUED or is_over(row.lease_until, now):
            row.state, row.lease_until, row.progress = guest_list.ImportState.RUNNING, now + LEASE, 0
            rows, reader = storage.read_rows(row), _reader(row)
        else:
            return 0
    read: list[Guest | guest_list.LineError] = []
    for start in range(0, len(rows), CHUNK):
        read += [each for row in rows[start : start + CHUNK] for each in reader.read(row)]
        if not _advance(import_id, min(start + CHUNK, len(rows))):
            return 0
    _store(import_id, read, now, chance)
    return 1


def _advance(import_id: int, progress: int) -> bool:
    """Whether the import goes on; the page sees how far it has come."""
    with transaction() as session:
        row = session.get_one(InvitationImport, import_id, with_for_update=True, populate_existing=True)
        row.progress = progress
        return row.state is guest_list.ImportState.RUNNING


def _store(import_id: int, read: Sequence[Guest | guest_list.LineError], now: datetime, chance: Random) -> None:
    with transaction() as session:
        event_id = session.get_one(InvitationImport, import_id).event_id
        events.lock(session, event_id)
        row = _locked(session, event_id, import_id)
        if row.state is not guest_list.ImportState.RUNNING:
            return
        plan = _plan(session, event_id, read)
        terms = Terms(
            quota_id=row.quota_id, language=row.language, expires_at=row.expires_at,
            is_locked_to_email=row.is_locked_to_email,
        )  # fmt: skip
        taken = codes.codes(session, event_id)
        added = [
            {**values(guest, terms, event_id, draw(taken, chance), now), "import_id": import_id} for guest in plan.new
        ]
        if added:
            session.execute(sa.insert(Invitation), added)
        row.added, row.updated = len(added), _rename(session, event_id, plan.invited) if row.updates_names else 0
        row.skipped = len(plan.invited) + len(plan.registered) - row.updated
        row.problems = [[fault.number, fault.problem.value] for fault in plan.faults]
        row.state, row.sheets, row.finished_at, row.lease_until = guest_list.ImportState.DONE, None, now, None
        audit(session, event_id, "invitations.imported", Act(row.actor, now), about=f"import:{import_id}")


def _rename(session: Session, event_id: int, guests: Sequence[Guest]) -> int:
    """Existing invitations of these guests have the names and language of the list; their codes stay."""
    by_key = {email_key(guest.email): guest for guest in guests}
    for row in session.scalars(sa.select(Invitation).where(Invitation.event_id == event_id)):
        guest = by_key.get(row.email_key or "")
        if guest is not None:
            for name, value in named(guest).items():
                setattr(row, name, value)
            row.language = guest.language or row.language
    return len(guests)


def import_preview(session: Session, row: InvitationImport) -> guest_list.GuestListPlan:
    """What importing the list would do now."""
    reader = _reader(row)
    read = [each for line in storage.read_rows(row) for each in reader.read(line)]
    plan = _plan(session, row.event_id, read)
    return replace(plan, several=tuple(reader.several))


def _plan(session: Session, event_id: int, read: Sequence[Guest | guest_list.LineError]) -> guest_list.GuestListPlan:
    keys = (email_key(each.email) for each in read if isinstance(each, Guest))
    return guest_list.plan(read, codes.known_addresses(session, event_id, keys))


def drop_rows(session: Session, now: datetime) -> int:
    """Lists that nobody imported for a day are gone with all they held; returns how many."""
    old = sa.and_(
        InvitationImport.created_at <= now - UPLOAD_LASTS,
        InvitationImport.state.in_(
            [guest_list.ImportState.UPLOADED, guest_list.ImportState.QUEUED, guest_list.ImportState.CANCELLED]
        ),
    )
    return len(session.scalars(sa.delete(InvitationImport).where(old).returning(InvitationImport.id)).all())


def _reader(row: InvitationImport) -> guest_list.Reader:
    return guest_list.Reader(storage.reading(row), _is_email)


def _take_sheet(row: InvitationImport, number: int) -> None:
    row.sheet = number
    rows = storage.rows_of(row)
    head_row, mapping = heads.guess(rows)
    _store_reading(row, guest_list.Reading(mapping=mapping, head_row=head_row), rows)


def _store_reading(row: InvitationImport, reading: guest_list.Reading, rows: Sequence[Row]) -> None:
    row.mapping = {str(index): column.value for index, column in reading.mapping.items()}
    row.head_row, row.takes_hidden = reading.head_row, reading.takes_hidden
    row.takes_each_address = reading.takes_each_address
    row.total = len(reading.rows(rows))


def _is_email(address: str) -> bool:
    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _waiting(session: Session, event_id: int, import_id: int) -> InvitationImport:
    events.lock(session, event_id)
    row = _locked(session, event_id, import_id)
    if row.state is not guest_list.ImportState.UPLOADED:
        raise Refused(guest_list.ListRefusal.TOO_LATE)
    return row


def _locked(session: Session, event_id: int, import_id: int) -> InvitationImport:
    row = session.get_one(InvitationImport, import_id, with_for_update=True, populate_existing=True)
    if row.event_id != event_id:
        raise Refused(guest_list.ListRefusal.TOO_LATE)
    return row
