"""Reads about sign-ups that are being typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.registration.models import Draft, DraftNeeds


@dataclass(frozen=True)
class OpenDraft:
    """A draft as its browser sees it: its row, and the needs typed so far."""

    row: Draft
    needs: Sequence[Mapping[str, object]]


def draft(session: Session, event_id: int, draft_id: str, secret_digest: str) -> OpenDraft | None:
    """The draft of an id, for the browser that began it only."""
    statement = (
        sa.select(Draft, DraftNeeds.needs)
        .outerjoin(DraftNeeds, DraftNeeds.draft_id == Draft.id)
        .where(Draft.id == draft_id, Draft.event_id == event_id, Draft.secret_digest == secret_digest)
    )
    row = session.execute(statement).first()
    return None if row is None else OpenDraft(row[0], row[1] or ())
