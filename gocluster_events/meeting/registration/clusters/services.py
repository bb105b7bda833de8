"""Renaming a cluster in the registrations that name it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.registration.people.models import PendingEntry, Registration
from gocluster_events.meeting.registration.people.services.rows import searched


def rename_cluster(session: Session, event_id: int, old: str, new: str) -> int:
    """Registrations that name the cluster ``old``, and new data that wait for their proof, name it ``new``.

    Returns how many registrations did. The caller holds the edition's lock.
    """
    mine = sa.select(Registration).where(Registration.event_id == event_id)
    rows = session.scalars(mine.where(Registration.cluster == old)).all()
    for row in rows:
        row.cluster = new
        row.search_text = searched(row)
        row.revision += 1
    pending = sa.select(PendingEntry).join(Registration, Registration.id == PendingEntry.registration_id)
    for each in session.scalars(pending.where(Registration.event_id == event_id)):
        if each.entry.get("cluster") == old:
            each.entry = {**each.entry, "cluster": new}
    return len(rows)
