"""Comments that colleagues leave each other about a registration. Only its author may change one."""

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.notes import queries
from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import NoteKind, Refusal
from gocluster_events.meeting.registration.people.services.mails import record


def add_note(event_id: int, registration_id: int, text: str, act: Act, *, at_desk: bool) -> int:  # fmt: skip
    """Colleagues read the comment on the person's page, and ``at_desk`` also at the desk; returns its id.

    Raises Refused in an archived edition, as the other functions here do.
    """
    with transaction() as session:
        registration = _opened(session, event_id, registration_id)
        note = Note(
            registration_id=registration_id, kind=NoteKind.COMMENT, text=text, author=act.by, at=act.at, at_desk=at_desk
        )
        session.add(note)
        session.flush()
        record(session, registration, "registration.note_added", act)
        return note.id


def change_note(event_id: int, registration_id: int, note_id: int, text: str, act: Act, *, at_desk: bool) -> None:
    """The author's own comment has the new text; one by somebody else stays as it is."""
    with transaction() as session:
        registration = _opened(session, event_id, registration_id)
        note = queries.note(session, registration_id, note_id)
        if note is not None and note.author == act.by:
            note.text, note.at_desk, note.changed_at = text, at_desk, act.at
            record(session, registration, "registration.note_changed", act)


def remove_note(event_id: int, registration_id: int, note_id: int, act: Act) -> None:
    """The author's own comment is deleted; one by somebody else stays."""
    with transaction() as session:
        registration = _opened(session, event_id, registration_id)
        note = queries.note(session, registration_id, note_id)
        if note is not None and note.author == act.by:
            session.delete(note)
            record(session, registration, "registration.note_removed", act)


def _opened(session: Session, event_id: int, registration_id: int) -> Registration:
    opened(session, event_id, Refusal.ARCHIVED)
    return session.get_one(Registration, registration_id)
