"""Taking a name out of what is said of materials, in the transaction in which the programme loses it."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.redaction import without
from gocluster_events.post_event.materials.models import Blob, Material, Waiver


def forget_person(session: Session, event_id: int, uuid: str, names: tuple[str, ...]) -> None:
    """No material's title or note has the name, nor what its file was called when it was uploaded.

    What the file itself says nobody changes; as the person's, it is closed from now on. That none come from the person
    is gone, too.
    """
    session.execute(sa.delete(Waiver).where(Waiver.event_id == event_id, Waiver.person == uuid))
    for row in session.scalars(sa.select(Material).where(Material.event_id == event_id)):
        title, note = without(row.title, names), without(row.note, names)
        if (title, note) != (row.title, row.note):
            row.title, row.note, row.revision = title, note, row.revision + 1
    for blob in session.scalars(sa.select(Blob).where(Blob.event_id == event_id)):
        blob.name, blob.title = (without(Localized(text), names).de for text in (blob.name, blob.title))
    session.flush()
