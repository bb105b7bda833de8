"""Keeping states of the draft for the team alone."""

from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.agenda import models
from gocluster_events.agenda.queries import draft, publishing as snapshots
from gocluster_events.agenda.rules.document import FORMAT, to_document
from gocluster_events.agenda.rules.timetable import Timetable, as_published
from gocluster_events.agenda.services.drafting import open_for_changes
from gocluster_events.db import transaction
from gocluster_events.events.services.acting import audit


def keep(event_id: int, name: str, act: Act) -> int:
    """What is scheduled in the draft is kept under that name; the snapshot's id is returned.

    Raises Refused when the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        row = keep_in(session, event_id, as_published(draft.draft(session, event)), name, act)
        _record(session, row, "programme.snapshot_kept", act)
        return row.id


def keep_in(session: Session, event_id: int, state: Timetable, name: str, act: Act) -> models.Snapshot:  # fmt: skip
    """That state is kept; one without a name is on no list."""
    row = models.Snapshot(event_id=event_id, name=name, format=FORMAT, document=to_document(state))
    row.created_at, row.created_by = act.at, act.by
    session.add(row)
    session.flush()
    return row


def rename_snapshot(event_id: int, snapshot_id: int, name: str, act: Act) -> None:
    """The snapshot has that name; one that is gone stays so. Raises Refused when the edition is archived."""
    with transaction() as session:
        open_for_changes(session, event_id)
        row = snapshots.snapshot_row(session, event_id, snapshot_id)
        if row is not None and row.name != name:
            row.name = name
            _record(session, row, "programme.snapshot_renamed", act)


def remove_snapshot(event_id: int, snapshot_id: int, act: Act) -> None:
    """The snapshot is gone for good. Raises Refused when the edition is archived."""
    with transaction() as session:
        open_for_changes(session, event_id)
        row = snapshots.snapshot_row(session, event_id, snapshot_id)
        if row is not None:
            session.delete(row)
            _record(session, row, "programme.snapshot_removed", act)


def _record(session: Session, row: models.Snapshot, action: str, act: Act) -> None:
    audit(session, row.event_id, action, act, about=f"snapshot:{row.id}")
