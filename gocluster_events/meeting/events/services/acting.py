"""What a verb about an edition begins with, and what it leaves behind."""

from collections.abc import Iterable, Sequence
from enum import Enum

from sqlalchemy.orm import Session

from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events import queries
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus


def opened(session: Session, event_id: int, archived: Enum) -> Event:
    """The edition as it is now, whose seats and agenda nobody else changes until the transaction ends.

    Comes before any other read: what was read earlier may be stale. Raises Refused (``archived``) when the edition is
    archived.
    """
    event = queries.lock(session, event_id)
    refuse_archived(event, archived)
    return event


def refuse_archived(event: Event, archived: Enum) -> None:
    """Raises Refused (``archived``) when the edition is archived."""
    if event.status is EventStatus.ARCHIVED:
        raise Refused(archived)


def audit(
    session: Session, event_id: int, action: str, act: Act, about: str | None = None, fields: Sequence[str] = ()
) -> None:
    """It is on record who did what in the edition, to whom (None: to itself), and which fields it touched.

    Never a value.
    """
    scope = f"edition:{event_id}"
    subject = scope if about is None else about
    sessions.audit(session, act=act, action=action, scope=scope, subject=subject, fields=fields)


def audit_all(session: Session, event_id: int, deeds: Iterable[tuple[str, str]], act: Act) -> None:
    """It is on record who did each of these in the edition, an action and to whom. One statement."""
    sessions.audit_all(session, deeds, act=act, scope=f"edition:{event_id}")
