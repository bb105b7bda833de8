"""What the team has written about registrations."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.people.rules.codes import NoteKind


def notes(session: Session, registration_id: int) -> Sequence[Note]:
    """Comments and reasons about the registration, the latest first."""
    mine = sa.select(Note).where(Note.registration_id == registration_id)
    return session.scalars(mine.order_by(Note.at.desc(), Note.id.desc())).all()


def note(session: Session, registration_id: int, note_id: int) -> Note | None:
    """The comment with that id about the registration; None for a note that is a reason."""
    row = session.get(Note, note_id)
    is_it = row is not None and row.registration_id == registration_id and row.kind is NoteKind.COMMENT
    return row if is_it else None


def desk_notes(session: Session, registration_id: int) -> Sequence[Note]:
    """The comments that the desk is to see when the person comes, the latest first."""
    statement = sa.select(Note).where(Note.registration_id == registration_id, Note.at_desk.is_(True))
    return session.scalars(statement.order_by(Note.at.desc(), Note.id.desc())).all()
