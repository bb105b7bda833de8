"""What the team does about the mails of an edition; on record is whom it is about, never what a mail says."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail import queries as mail_queries
from gocluster_events.core.mail.rules.outbox import OutboxRefusal
from gocluster_events.core.mail.services import handling
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit, refuse_archived


def send_again(event_id: int, mail_id: int, act: Act) -> None:
    """The mail is tried at once. Raises Refused when it has not failed, its text is gone or the edition archived."""
    with transaction() as session:
        scope = _writable(session, event_id)
        mail = mail_queries.mail(session, scope, mail_id)
        if mail is None:
            raise Refused(OutboxRefusal.NOT_FAILED)
        if mail.content is None:
            raise Refused(OutboxRefusal.EMPTIED)
        subject = mail.subject
        if not handling.retry(session, scope, [mail_id], act.at):
            raise Refused(OutboxRefusal.NOT_FAILED)
        audit(session, event_id, "mail.sent_again", act, about=subject)


def send_all_again(event_id: int, act: Act) -> int:
    """Every failure whose text is kept is tried at once; returns how many. Raises Refused in an archived edition."""
    with transaction() as session:
        tried: Sequence[int] = handling.retry(session, _writable(session, event_id), None, act.at)
        if tried:
            audit(session, event_id, "mail.all_sent_again", act, about="")
        return len(tried)


def dismiss_failure(event_id: int, mail_id: int, note: str, act: Act) -> None:
    """The failure counts no more. Raises Refused when there is none, because somebody else took care of it."""
    with transaction() as session:
        scope = f"edition:{event_id}"
        mail = mail_queries.mail(session, scope, mail_id)
        if mail is None or not handling.dismiss(session, scope, mail_id, note, act.at):
            raise Refused(OutboxRefusal.NOT_FAILED)
        audit(session, event_id, "mail.dismissed", act, about=mail.subject)


def pause_mails(event_id: int, act: Act) -> None:
    """No mail of the edition leaves until they are resumed."""
    with transaction() as session:
        handling.pause(session, _writable(session, event_id), act.at)
        audit(session, event_id, "mail.paused", act, about="")


def resume_mails(event_id: int, act: Act) -> None:
    """Mails of the edition leave again, those that have waited longest first."""
    with transaction() as session:
        handling.resume(session, f"edition:{event_id}")
        audit(session, event_id, "mail.resumed", act, about="")


def _writable(session: Session, event_id: int) -> str:
    refuse_archived(session.get_one(Event, event_id), OutboxRefusal.ARCHIVED)
    return f"edition:{event_id}"
