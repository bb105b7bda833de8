"""Reads about sign-ups that are being typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import EventStatus
from gocluster_events.registration.sign_up.models import Draft, DraftNeeds


def drafts(session: Session, event_id: int) -> Sequence[tuple[Draft, DraftNeeds | None]]:
    """Every sign-up of the edition that is being typed or was just sent, locked until the transaction ends."""
    statement = sa.select(Draft, DraftNeeds).outerjoin(DraftNeeds, DraftNeeds.draft_id == Draft.id)
    locking_statement = statement.where(Draft.event_id == event_id).with_for_update(of=Draft)
    return [(draft, needs) for draft, needs in session.execute(locking_statement)]


@dataclass(frozen=True)
class OpenDraft:
    """A draft as its browser sees it: its row, the needs typed so far, and the edition."""

    row: Draft
    needs: Sequence[Mapping[str, object]]
    event: Event


def draft(session: Session, slug: str, draft_id: str, secret_digest: str) -> OpenDraft | None:
    """The draft of an id in a public edition, for the browser that began it only; later changes do not show in it."""
    statement = (
        sa.select(Draft, DraftNeeds.needs, Event)
        .join(Event, Event.id == Draft.event_id)
        .outerjoin(DraftNeeds, DraftNeeds.draft_id == Draft.id)
        .where(Draft.id == draft_id, Draft.secret_digest == secret_digest)
        .where(Event.slug == slug, Event.status != EventStatus.DRAFT)
    )
    row = session.execute(statement).first()
    if row is None:
        return None
    for each in (row[0], row[2]):
        session.expunge(each)
    return OpenDraft(row[0], row[1] or (), row[2])
