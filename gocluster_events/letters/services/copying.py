"""Taking what one edition made of its letters over to another."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.letters.models import LetterText, Reminder
from gocluster_events.letters.queries.reminders import reminders
from gocluster_events.letters.queries.wordings import texts

_WORDS = ("letter", "language", "subject", "heading", "body", "button")


def copy(session: Session, from_event_id: int, to_event_id: int, actor: str, now: datetime) -> None:
    """The other edition, which has none yet, words its letters the same and reminds as many days before.

    Texts that are set aside stay behind.
    """
    for row in texts(session, from_event_id):
        if not row.is_set_aside:
            said = {name: getattr(row, name) for name in _WORDS}
            session.add(LetterText(event_id=to_event_id, **said, changed_by=actor, changed_at=now, is_set_aside=False))
    for kind, rule in reminders(session, from_event_id).items():
        when = {"days_before": rule.days_before, "at": rule.at, "is_on": rule.is_on, "since": now, "occasion": ""}
        session.add(Reminder(event_id=to_event_id, kind=kind, **when))
