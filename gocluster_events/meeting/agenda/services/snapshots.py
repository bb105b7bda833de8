"""States of the draft that the team keeps, and the draft of a copied edition."""

from collections.abc import Callable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import draft, publishing as snapshots
from gocluster_events.meeting.agenda.rules.change import Ground, copied
from gocluster_events.meeting.agenda.rules.document import FORMAT, to_document
from gocluster_events.meeting.agenda.rules.publicity import as_published
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.services.drafting import apply_in, open_for_changes
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit


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
    """The state is stored as a snapshot; one without a name is on no list."""
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


def copy(
    session: Session, source: Event, event_id: int, ground: Ground, fresh: Callable[[], str], act: Act
) -> Mapping[str, str]:  # fmt: skip
    """The other edition, which has no items yet, has a copy of the source's draft and its wishes, by one step.

    See `rules.change.copied` for what stays behind. Accepted findings, versions and snapshots do too. Returns the
    UUIDs of the copied items by the old ones.
    """
    made = copied(draft.draft(session, source), ground, fresh)
    if not made.changes:
        return made.items
    apply_in(session, event_id, made.changes, None, act)
    old = {row.id: uuid for uuid, row in draft.item_rows(session, source.id, made.items).items()}
    new = draft.item_rows(session, event_id, made.items.values())
    for wish in session.scalars(sa.select(models.Wish).where(models.Wish.event_id == source.id)).all():
        if wish.first_id in old and wish.second_id in old:
            ids = sorted(new[made.items[old[each]]].id for each in (wish.first_id, wish.second_id))
            session.add(models.Wish(event_id=event_id, kind=wish.kind, first_id=ids[0], second_id=ids[1]))
    return made.items
