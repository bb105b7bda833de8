"""Taking an uploaded file into the draft: what it says waits in the database until somebody has looked at it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.agenda import models
from gocluster_events.agenda.importing import queries
from gocluster_events.agenda.importing.rules.missing_days import chosen_days
from gocluster_events.agenda.importing.rules.plan import Decision, ImportRefusal
from gocluster_events.agenda.importing.rules.unknown import Choices
from gocluster_events.agenda.queries import draft, steps
from gocluster_events.agenda.rules.change import Change, still_there
from gocluster_events.agenda.rules.source import Source, Vocabulary, to_json
from gocluster_events.agenda.services.drafting import apply_in, open_for_changes
from gocluster_events.db import transaction
from gocluster_events.errors import Refused, Stale, as_seen
from gocluster_events.events.services import further_days, settings
from gocluster_events.events.services.acting import audit

UPLOAD_LASTS = timedelta(hours=24)


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
    """The uploaded file. Raises Refused when it is gone."""
    row = queries.programme_import(session, event_id, import_id)
    if row is None:
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
