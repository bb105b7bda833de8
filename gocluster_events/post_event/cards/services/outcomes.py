"""What everybody reads of what became of a card's next step. Each joins a transaction with the edition's lock."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.meeting.events.services import archive_copies
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.rules.outcomes import StepRecord, document
from gocluster_events.post_event.cards.services.cards import record


def note_in(session: Session, row: Card, step: StepRecord | None, at: datetime) -> None:
    """Beside the card stands what became of its step; None: nobody asks after it.

    What stood there before is gone from an archive copy, too.
    """
    before, stored = row.step_record, None if step is None else document(step)
    if stored != before:
        if before is not None and before["outcome"] is not None:
            archive_copies.withdraw(session, row.event_id, at)
        row.step_record = stored
        row.revision += 1  # so that every page that shows the card is another one


def forget_owner_in(session: Session, row: Card, act: Act) -> None:
    """Nobody is said to take the card's next step any more, in what is public neither, and nobody is asked about it."""
    if not row.owner:
        return
    row.owner, row.owner_agreed_at = "", None
    if row.public is not None:
        row.public = {**row.public, "owner": ""}
    row.revision += 1
    record(session, row, "owner_forgotten", act)
