"""A sign-up that is being typed: every page of it is stored, so that back, reload and a second tab lose nothing."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.db import transaction
from gocluster_events.registration.models import Draft, DraftNeeds
from gocluster_events.registration.rules.entry import (
    Document,
    Identity,
    Needs,
    Participation,
    Person,
    document,
    private,
)
from gocluster_events.registration.rules.questions import Answers


def start_draft(event_id: int, draft_id: str, secret_digest: str, person: Person, now: datetime) -> None:
    """There is a draft with its first page, for the browser that knows the secret."""
    with transaction() as session:
        entries = [{"person": document(person)}]
        session.add(Draft(id=draft_id, event_id=event_id, secret_digest=secret_digest, entries=entries, created_at=now))


def keep_person(draft_id: str, person: Person) -> None:
    """The draft has this first page, unless it was submitted."""
    with transaction() as session:
        _keep(session, draft_id, "person", document(person))


def keep_participation(
    draft_id: str, participation: Participation, needs: Needs, answers: Answers = (), identity: Identity | None = None
) -> None:
    """The draft has this second page, unless it was submitted; needs, answers and identity are kept apart."""
    with transaction() as session:
        if _keep(session, draft_id, "participation", document(participation)):
            session.merge(DraftNeeds(draft_id=draft_id, needs=[private(needs, answers, identity)]))


def is_submitted(session: Session, draft_id: str) -> bool:
    """Whether the draft has its answer already; until this transaction ends nobody else submits or changes it."""
    return _locked(session, draft_id).submitted_at is not None


def submit(session: Session, draft_id: str, addresses: Sequence[str], now: datetime) -> None:
    """The draft is empty but for its answer: to which addresses a mail is on its way."""
    draft = _locked(session, draft_id)
    draft.entries, draft.submitted_at, draft.answer = [], now, {"addresses": list(addresses)}
    session.execute(sa.delete(DraftNeeds).where(DraftNeeds.draft_id == draft_id))


def _keep(session: Session, draft_id: str, page: str, typed: Document) -> bool:
    draft = _locked(session, draft_id)
    if draft.submitted_at is not None:
        return False
    draft.entries = [{**draft.entries[0], page: typed}]
    return True


def _locked(session: Session, draft_id: str) -> Draft:
    return session.get_one(Draft, draft_id, with_for_update=True, populate_existing=True)
