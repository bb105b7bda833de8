"""Taking an uploaded file into the draft: what it says waits in the database until somebody has looked at it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.documents.reading import Document, Format, in_markdown as markdown_of, read
from gocluster_events.core.errors import Refused, Stale, as_seen
from gocluster_events.core.leases import is_over
from gocluster_events.core.sheets.limits import Unreadable
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.importing import queries
from gocluster_events.meeting.agenda.importing.rules.clock import from_calendar
from gocluster_events.meeting.agenda.importing.rules.descriptions import in_markdown
from gocluster_events.meeting.agenda.importing.rules.missing_days import chosen_days
from gocluster_events.meeting.agenda.importing.rules.plan import MOST_ENTRIES, Decision, ImportRefusal
from gocluster_events.meeting.agenda.importing.rules.schedule import from_markup, from_object
from gocluster_events.meeting.agenda.importing.rules.table import from_table
from gocluster_events.meeting.agenda.importing.rules.unknown import Choices
from gocluster_events.meeting.agenda.queries import draft, steps
from gocluster_events.meeting.agenda.rules.change import Change, still_there
from gocluster_events.meeting.agenda.rules.source import Source, Vocabulary, to_json
from gocluster_events.meeting.agenda.rules.uploads import LEASE, MOST_ATTEMPTS, UploadState
from gocluster_events.meeting.agenda.services.drafting import apply_in, open_for_changes
from gocluster_events.meeting.events.services import further_days, settings
from gocluster_events.meeting.events.services.acting import audit

UPLOAD_LASTS = timedelta(hours=24)


class UnusableFile(Exception):
    """There is nothing in the file that can be taken in; ``fault`` is why, as it is stored."""

    def __init__(self, fault: list[Any]) -> None:
        super().__init__(*fault)
        self.fault = fault


def begin_import(event_id: int, file_name: str, source: Source, act: Act) -> int:
    """What the file says waits to be imported; returns its id. Raises Refused when the edition is archived."""
    with transaction() as session:
        open_for_changes(session, event_id)
        row = models.ProgrammeImport(
            event_id=event_id, file_name=file_name[-120:], source=to_json(source), actor=act.by, created_at=act.at
        )
        session.add(row)
        session.flush()
        return row.id


def begin_reading(event_id: int, file_name: str, upload: bytes, language: str, place: str, act: Act) -> int:
    """The worker reads the file next; returns its id. Raises Refused when the edition is archived."""
    with transaction() as session:
        open_for_changes(session, event_id)
        row = models.ProgrammeImport(
            event_id=event_id, file_name=file_name[-120:], source={}, state=UploadState.QUEUED, upload=upload,
            language=language, place=place, actor=act.by, created_at=act.at,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def read_next(now: datetime, vocabulary: Vocabulary) -> int:
    """The file that waits longest is read, or refused; returns 1, or 0 when none waits. The worker's verb."""
    number = queries.next_upload(reading(), now)
    begun = None if number is None else _begin(number, now)
    if number is None or begun is None:
        return 0
    source, fault = None, None
    try:
        source = source_of(*begun, vocabulary)
    except UnusableFile as refusal:
        fault = refusal.fault
    with transaction() as session:
        row = session.get(models.ProgrammeImport, number, with_for_update=True, populate_existing=True)
        if row is not None and row.lease_until == now + LEASE:
            row.state = UploadState.READ if source else UploadState.REFUSED
            row.source, row.fault = to_json(source) if source else {}, fault
            row.upload, row.lease_until = None, None
    return 1


def _begin(number: int, now: datetime) -> tuple[bytes, str, str] | None:
    """The file, and what it leaves open; None if another worker has it, it is gone or nobody tries any more."""
    with transaction() as session:
        row = session.get(models.ProgrammeImport, number, with_for_update=True, populate_existing=True)
        if row is None or row.upload is None or (row.lease_until is not None and not is_over(row.lease_until, now)):
            return None
        if row.attempts >= MOST_ATTEMPTS:
            row.state, row.fault = UploadState.REFUSED, [ImportRefusal.UNREADABLE.value]
            row.upload, row.lease_until = None, None
            return None
        row.state, row.lease_until, row.attempts = UploadState.RUNNING, now + LEASE, row.attempts + 1
        return row.upload, row.language, row.place


def source_of(upload: bytes, language: str, place: str, vocabulary: Vocabulary) -> Source:
    """What the file says, read in a process of its own; ``place``: the address that calendars add to a room.

    Raises UnusableFile.
    """
    try:
        source = _source(read(upload), language, place, vocabulary)
        if source is None:
            raise UnusableFile([ImportRefusal.NO_PROGRAMME.value])
        if len(source.items) + len(source.people) > MOST_ENTRIES:
            raise UnusableFile([ImportRefusal.TOO_MANY.value])
        if not source.items and not source.people:
            raise UnusableFile([ImportRefusal.NO_ITEMS.value])
        return in_markdown(source, markdown_of)
    except Unreadable as refusal:
        raise UnusableFile([refusal.fault.value, refusal.row, refusal.cell]) from refusal


def _source(document: Document, language: str, place: str, vocabulary: Vocabulary) -> Source | None:
    match document.format:
        case Format.MARKUP:
            return from_markup(document.content, language)
        case Format.OBJECT:
            return from_object(document.content, language)
        case Format.CALENDAR:
            return from_calendar(document.content, language, place)
        case Format.TABLE:
            return from_table(document.content, vocabulary)


def choose_words(event_id: int, import_id: int, choices: Choices, act: Act) -> None:
    """The unknown words of the uploaded file mean what was chosen, until it is taken in.

    Raises Refused when the file is gone or the edition archived.
    """
    with transaction() as session:
        open_for_changes(session, event_id)
        row = _waiting(session, event_id, import_id)
        row.choices, row.actor = {field: dict(words) for field, words in choices.items()}, act.by


def take_in(event_id: int, import_id: int, vocabulary: Vocabulary, decision: Decision, act: Act) -> Sequence[Change]:
    """The draft holds what the file says, by one step that can be undone, and the file is forgotten; returns what
    changed. Rooms and tracks that were missing are made, or their items are without; the days chosen are made.

    Raises Stale when the draft, or what words mean, changed since it was looked at; Refused when there are more errors
    than somebody agreed to leave out, when nothing would change, when the file is gone or the edition archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        row = _waiting(session, event_id, import_id)
        as_seen(steps.head(session, event_id), decision.seen)
        if row.choices != decision.words:
            raise Stale
        plan = queries.import_plan(session, event, row, vocabulary)
        if len(plan.errors) > decision.left_out:
            raise Refused(ImportRefusal.PROBLEMS)
        further_days.add_further_days(session, event_id, chosen_days(plan.days, decision.days), act)
        if decision.creates_places and (plan.rooms or plan.tracks):
            settings.add_places(session, event_id, plan.rooms, plan.tracks, row.source["language"], act)
            plan = queries.import_plan(session, event, row, vocabulary)
        made = apply_in(session, event_id, still_there(plan.changes, draft.draft(session, event)), None, act)
        if not made:
            raise Refused(ImportRefusal.NOTHING_NEW)
        session.delete(row)
        audit(session, event_id, "programme.imported", act)
        return made


def _waiting(session: Session, event_id: int, import_id: int) -> models.ProgrammeImport:
    """The uploaded file. Raises Refused when it is gone, or not read."""
    row = queries.programme_import(session, event_id, import_id)
    if row is None or row.state is not UploadState.READ:
        raise Refused(ImportRefusal.GONE)
    return row


def drop_import(event_id: int, import_id: int) -> None:
    """The file is forgotten, and nothing of it is in the draft, unless it was taken in before."""
    with transaction() as session:
        row = queries.programme_import(session, event_id, import_id)
        if row is not None:
            session.delete(row)


def clean_up(now: datetime) -> int:
    """Files that nobody took in for a day are forgotten; returns how many."""
    old = models.ProgrammeImport.created_at <= now - UPLOAD_LASTS
    with transaction() as session:
        statement = sa.delete(models.ProgrammeImport).where(old).returning(models.ProgrammeImport.id)
        return len(session.scalars(statement).all())
