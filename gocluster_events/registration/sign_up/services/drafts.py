"""A sign-up that is being typed: every page of it is stored, so that back, reload and a second tab lose nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events import text
from gocluster_events.db import transaction
from gocluster_events.registration.people.rules.entry import document, private
from gocluster_events.registration.people.rules.fields import Identity, Needs, Participation, Person
from gocluster_events.registration.people.rules.questions import Answers
from gocluster_events.registration.sign_up import queries
from gocluster_events.registration.sign_up.models import Draft, DraftNeeds
from gocluster_events.registration.sign_up.rules import (
    FIRST,
    Addressee,
    Answer,
    answer_document,
    index_of,
    read_answer,
    replaced,
    with_person,
    without,
    without_address,
)


def start_draft(event_id: int, draft_id: str, secret_digest: str, person: Person, now: datetime) -> None:
    """There is a draft with its first person, for the browser that knows the secret."""
    with transaction() as session:
        entries = with_person([], FIRST, document(person))
        session.add(Draft(id=draft_id, event_id=event_id, secret_digest=secret_digest, entries=entries, created_at=now))


def keep_person(draft_id: str, person: Person, *, key: str = FIRST) -> int:
    """The draft has this person under that key, unless it was submitted; returns their number in it, from 1.

    Raises Refused when somebody else in it has the same address, or when they would be too many.
    """
    with transaction() as session:
        draft = _locked(session, draft_id)
        if draft.submitted_at is not None:
            return 1
        draft.entries = with_person(draft.entries, key, document(person))
        return 1 + (index_of(draft.entries, key) or 0)


def keep_participation(
    draft_id: str, participation: Participation, needs: Needs, answers: Answers = (), identity: Identity | None = None,
    *, key: str = FIRST, agrees: bool = False,
) -> None:  # fmt: skip
    """The draft has this second page of that person, unless it was submitted; needs, answers and identity are apart.

    ``agrees``: to the use of the health data among them.
    """
    with transaction() as session:
        draft, draft_needs = _locked_with_needs(session, draft_id)
        index = index_of(draft.entries, key)
        if index is not None:
            entry = {**draft.entries[index], "participation": document(participation)}
            draft.entries = replaced(draft.entries, index, entry)
            session.add(draft_needs)
            draft_needs.needs = replaced(draft_needs.needs, index, private(needs, answers, identity, agrees=agrees))


def keep_colleague(draft_id: str, person: Person, participation: Participation, key: str) -> None:
    """The draft has this other person, of whom nothing else is asked, unless it was submitted.

    Raises Refused when somebody else in it has the same address, or when they would be too many.
    """
    with transaction() as session:
        draft, draft_needs = _locked_with_needs(session, draft_id)
        if draft.submitted_at is None:
            entries = with_person(draft.entries, key, document(person))
            index = index_of(entries, key) or 0
            draft.entries = replaced(entries, index, {**entries[index], "participation": document(participation)})
            session.add(draft_needs)
            draft_needs.needs = replaced(draft_needs.needs, index, {})


def remove_person(draft_id: str, key: str) -> None:
    """The draft knows nothing more of that person; it keeps its last one."""
    with transaction() as session:
        draft, draft_needs = _locked_with_needs(session, draft_id)
        index = index_of(draft.entries, key)
        if index is not None and len(draft.entries) > 1:
            draft.entries = without(draft.entries, index)
            session.add(draft_needs)
            draft_needs.needs = without(draft_needs.needs, index)


def submit(session: Session, draft_id: str, now: datetime) -> bool:
    """The draft is empty, and its answer is to follow in this transaction; until that ends nobody else changes it.

    False if it had its answer already.
    """
    statement = sa.update(Draft).where(Draft.id == draft_id, Draft.submitted_at.is_(None))
    result: Any = session.execute(
        statement.values(entries=[], submitted_at=now),
        execution_options={"synchronize_session": False},
    )
    if result.rowcount:
        session.execute(sa.delete(DraftNeeds).where(DraftNeeds.draft_id == draft_id))
    return bool(result.rowcount)


def answer(session: Session, draft_id: str, people: Sequence[Addressee], now: datetime) -> None:
    """The draft says to whom mails are on their way from now on."""
    document = answer_document(Answer(tuple(people), (now,)))
    statement = sa.update(Draft).where(Draft.id == draft_id).values(answer=document)
    session.execute(statement, execution_options={"synchronize_session": False})


def _locked_with_needs(session: Session, draft_id: str) -> tuple[Draft, DraftNeeds]:
    """The draft and what is kept apart of it, which is new where nothing was typed yet."""
    statement = sa.select(Draft, DraftNeeds).outerjoin(DraftNeeds, DraftNeeds.draft_id == Draft.id)
    locked = statement.where(Draft.id == draft_id).with_for_update(of=Draft)
    draft, draft_needs = session.execute(locked, execution_options={"populate_existing": True}).one()
    return draft, draft_needs or DraftNeeds(draft_id=draft_id, needs=[])


def _locked(session: Session, draft_id: str) -> Draft:
    return session.get_one(Draft, draft_id, with_for_update=True, populate_existing=True)


def forget(session: Session, event_id: int, email_key: str) -> None:
    """No draft of the edition holds that address: who was typed with it is gone, and so is an answer that names it."""
    for draft, draft_needs in queries.drafts(session, event_id):
        if draft.answer:
            draft.answer = answer_document(without_address(read_answer(draft.answer, draft.submitted_at), email_key))
        others = [index for index, entry in enumerate(draft.entries) if _address(entry) != email_key]
        if len(others) == len(draft.entries):
            continue
        if not others:
            session.delete(draft)
            continue
        if draft_needs:
            draft_needs.needs = [draft_needs.needs[index] for index in others if index < len(draft_needs.needs)]
        draft.entries = [draft.entries[index] for index in others]


def _address(entry: Mapping[str, Any]) -> str:
    return text.email_key(str(entry.get("person", {}).get("email", "")))
