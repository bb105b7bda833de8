"""A sign-up that is being typed: what is sent of it is stored, so that back, reload and a second tab lose nothing."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.models import Attempt
from gocluster_events.core.accounts.services.counting import Limit, by_network, count_in
from gocluster_events.core.db import table, transaction
from gocluster_events.meeting.registration.people.rules.changing import SecondPage
from gocluster_events.meeting.registration.people.rules.entry import document, private
from gocluster_events.meeting.registration.people.rules.fields import Participation, Person
from gocluster_events.meeting.registration.sign_up import queries, rules
from gocluster_events.meeting.registration.sign_up.models import Draft, DraftNeeds

_LOCKED = (
    sa.select(Draft, DraftNeeds)
    .outerjoin(DraftNeeds, DraftNeeds.draft_id == Draft.id)
    .where(Draft.id == sa.bindparam("draft"))
    .with_for_update(of=Draft)
)
_DRAFT, _NEEDS = table(Draft), table(DraftNeeds)
_BEGINNING = ("id", "event_id", "secret_digest", "entries", "created_at")
_BEGIN, _BEGIN_NEEDS = sa.insert(_DRAFT), sa.insert(_NEEDS)
_ANSWER = sa.update(_DRAFT).where(_DRAFT.c.id == sa.bindparam("draft"))
_SUBMIT = _ANSWER.where(_DRAFT.c.submitted_at.is_(None))
_END_NEEDS = sa.delete(_NEEDS).where(_NEEDS.c.draft_id == sa.bindparam("draft"))
ALONE = timedelta(hours=1)  # so long a sign-up that was begun is left alone, and counts for its network


def keep_page(
    draft: rules.Begun, person: Person, page: SecondPage, *, key: str = rules.FIRST, limits: Sequence[Limit] = ()
) -> int:
    """The draft has this page of that person, unless it was submitted; returns their number in it, from 1.

    Needs, answers and identity are apart, and nothing else of the page is kept. It counts once against each of the
    ``limits``. Raises Refused when somebody else in it has the same address, or when they would be too many, TooMany
    when a limit is reached: then nothing is kept or counted.
    """
    with transaction() as session:
        count_in(session, limits, draft.at)
        row, draft_needs = _begun(session, draft)
        if row.submitted_at is not None:
            return 1
        entries = rules.with_person(row.entries, key, document(person))
        index = rules.index_of(entries, key) or 0
        entry = {**entries[index], "participation": document(page.participation)}
        private_data = private(page.needs, page.answers, page.identity, agrees=page.agrees_to_health)
        needs = rules.replaced(draft_needs.needs, index, private_data)
        _keep(session, row, draft_needs, rules.replaced(entries, index, entry), needs)
        return index + 1


def keep_input(draft: rules.Begun, typed: rules.Input, *, key: str = rules.FIRST, limits: Sequence[Limit] = ()) -> None:
    """The draft has what was typed on a page that is not complete, beside the last one that was.

    Nothing is kept in a draft that was submitted, nor of one person too many. ``limits`` and TooMany as in `keep_page`.
    """
    with transaction() as session:
        count_in(session, limits, draft.at)
        row, draft_needs = _begun(session, draft)
        open_input, protected_input = rules.parted(typed)
        entries = rules.with_input(row.entries, key, open_input)
        index = rules.index_of(entries, key)
        if row.submitted_at is None and index is not None:
            needed = draft_needs.needs[index] if index < len(draft_needs.needs) else {}
            needs = rules.replaced(draft_needs.needs, index, {**needed, rules.INPUT: protected_input})
            _keep(session, row, draft_needs, entries, needs)


def _keep(session: Session, row: Draft, draft_needs: DraftNeeds, entries: list[Any], needs: list[Any]) -> None:
    row.entries, draft_needs.needs = entries, needs
    if row not in session:
        session.execute(_BEGIN, {name: getattr(row, name) for name in _BEGINNING})
    if draft_needs not in session:
        session.execute(_BEGIN_NEEDS, {"draft_id": row.id, "needs": needs})


def correct_address(draft_id: str, number: int, email: str) -> None:
    """The person of that number, from 1, has this address, unless the draft was submitted.

    Raises Refused when somebody else in it has it already.
    """
    with transaction() as session:
        draft = _locked(session, draft_id)
        if draft.submitted_at is None and 0 < number <= len(draft.entries):
            draft.posts += 1
            entry = draft.entries[number - 1]
            person = {**entry["person"], "email": email}
            entries = rules.with_person(draft.entries, str(entry.get("key", rules.FIRST)), person)
            draft.entries = rules.replaced(entries, number - 1, {**entry, "person": person})


def keep_colleague(draft: rules.Begun, person: Person, participation: Participation, *, key: str) -> None:
    """The draft has this other person, of whom nothing else is asked, unless it was submitted.

    Raises Refused when somebody else in it has the same address, or when they would be too many.
    """
    with transaction() as session:
        row, draft_needs = _begun(session, draft)
        if row.submitted_at is None:
            entries = rules.with_person(row.entries, key, document(person))
            index = rules.index_of(entries, key) or 0
            entry = {**entries[index], "participation": document(participation)}
            needs = rules.replaced(draft_needs.needs, index, {})
            _keep(session, row, draft_needs, rules.replaced(entries, index, entry), needs)


def begun_from(source: str, draft_id: str, most: int) -> tuple[Limit, ...]:
    """At most so many sign-ups from the network of that address may be begun within an hour and not sent.

    The one with that id counts until it is sent or discarded.
    """
    limits = by_network("begun", source, most, ALONE)
    return tuple(replace(each, subject=_subject(draft_id), still=_is_open()) for each in limits)


@cache
def _is_open() -> sa.ColumnElement[bool]:
    of_draft = Draft.id == sa.func.substr(Attempt.subject, len(_subject("")) + 1)
    return sa.exists().where(of_draft, Draft.submitted_at.is_(None))


def _subject(draft_id: str) -> str:
    return f"draft:{draft_id}"


def drop_excess(most: int, now: datetime) -> int:
    """No more than ``most`` sign-ups wait to be sent, but for those of the last hour, and however many begin nobody is
    refused: the oldest go, first those for which nothing was sent a second time. Returns how many went.
    """
    waits = Draft.submitted_at.is_(None)
    with transaction() as session:
        excess = (session.scalar(sa.select(sa.func.count()).select_from(Draft).where(waits)) or 0) - most
        if excess <= 0:
            return 0
        old = sa.select(Draft.id).where(waits, Draft.created_at <= now - ALONE)
        first = old.order_by(Draft.posts > 1, Draft.created_at, Draft.id).limit(excess)
        still_waits = sa.delete(Draft).where(Draft.id.in_(first), waits)  # one may have been sent while it was locked
        return len(session.scalars(still_waits.returning(Draft.id)).all())


def discard(draft_id: str) -> None:
    """Nothing is left of the draft, if there is one that was not submitted."""
    with transaction() as session:
        session.execute(sa.delete(Draft).where(Draft.id == draft_id, Draft.submitted_at.is_(None)))


def remove_person(draft_id: str, key: str) -> None:
    """The draft knows nothing more of that person; it keeps its last one."""
    with transaction() as session:
        draft, draft_needs = _with_needs(session, draft_id) or (None, None)
        index = rules.index_of(draft.entries, key) if draft else None
        if draft and index is not None and len(draft.entries) > 1:
            draft.posts += 1
            draft.entries = rules.without(draft.entries, index)
            if draft_needs:
                draft_needs.needs = rules.without(draft_needs.needs, index)


def submit(session: Session, draft_id: str, now: datetime) -> bool:
    """The draft is empty, and its answer is to follow in this transaction; until that ends nobody else changes it.

    False if it had its answer already.
    """
    result: Any = session.execute(_SUBMIT, {"draft": draft_id, "entries": [], "submitted_at": now})
    if result.rowcount:
        session.execute(_END_NEEDS, {"draft": draft_id})
    return bool(result.rowcount)


def answer(session: Session, draft_id: str, people: Sequence[rules.Addressee], now: datetime) -> None:
    """The draft says to whom mails are on their way from now on."""
    document = rules.answer_document(rules.Answer(tuple(people), (now,)))
    session.execute(_ANSWER, {"draft": draft_id, "answer": document})


def _begun(session: Session, begun: rules.Begun) -> tuple[Draft, DraftNeeds]:
    """The locked draft and what is kept apart of it; both are new where nothing was kept yet."""
    row, draft_needs = (None if begun.is_new else _with_needs(session, begun.id)) or (None, None)
    if row is not None:
        row.posts += 1
    row = row or Draft(
        id=begun.id, event_id=begun.event_id, secret_digest=begun.secret_digest, created_at=begun.at, entries=[]
    )
    return row, draft_needs or DraftNeeds(draft_id=begun.id, needs=[])


def _with_needs(session: Session, draft_id: str) -> tuple[Draft, DraftNeeds | None] | None:
    """The locked draft and what is kept apart of it, if there is one."""
    row = session.execute(_LOCKED, {"draft": draft_id}, execution_options={"populate_existing": True}).one_or_none()
    return (row[0], row[1]) if row else None


def _locked(session: Session, draft_id: str) -> Draft:
    return session.get_one(Draft, draft_id, with_for_update=True, populate_existing=True)


def forget(session: Session, event_id: int, email_key: str) -> None:
    """No draft of the edition holds that address: who was typed with it is gone, and so is an answer that names it."""
    for draft, draft_needs in queries.drafts(session, event_id):
        if draft.answer:
            draft.answer = rules.answer_document(
                rules.without_address(rules.read_answer(draft.answer, draft.submitted_at), email_key)
            )
        others = [index for index, entry in enumerate(draft.entries) if not rules.names_address(entry, email_key)]
        if len(others) == len(draft.entries):
            continue
        if not others:
            session.delete(draft)
            continue
        if draft_needs:
            draft_needs.needs = [draft_needs.needs[index] for index in others if index < len(draft_needs.needs)]
        draft.entries = [draft.entries[index] for index in others]
