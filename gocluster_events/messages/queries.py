"""Reads about messages: who is on their list, and what became of them."""

from collections.abc import Mapping, Sequence, Set as AbstractSet
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from gocluster_events.agenda.models import Person
from gocluster_events.agenda.queries import draft as drafts
from gocluster_events.agenda.rules.people import entries, missing, wanted
from gocluster_events.events.models import Event
from gocluster_events.mail.models import Mail
from gocluster_events.mail.queries import is_unreachable, unreachable_addresses
from gocluster_events.mail.rules.outbox import State
from gocluster_events.messages.models import Message
from gocluster_events.messages.rules import MESSAGE, Candidate, MessageText, ProgrammeList, Readers, Stage
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import ACTIVE, Status
from gocluster_events.text import email_key

MOST_ROWS = 50
_MOST_NAMED = 1_000  # in one statement; of more, everybody is read: a database takes only so many parameters
UNSPOKEN = "de"  # the language of people on the programme who have not registered


def message(session: Session, event_id: int, message_id: int) -> Message | None:
    """A message of that edition."""
    return session.scalar(sa.select(Message).where(Message.event_id == event_id, Message.id == message_id))


def messages(session: Session, event_id: int) -> Sequence[Message]:
    """The latest messages of an edition, the newest first."""
    statement = sa.select(Message).where(Message.event_id == event_id)
    return session.scalars(statement.order_by(Message.id.desc()).limit(MOST_ROWS)).all()


def planned(session: Session, event_id: int) -> Sequence[Message]:
    """The messages of an edition whose hour has not come."""
    waiting = (Message.event_id == event_id, Message.stage == Stage.PLANNED)
    return session.scalars(sa.select(Message).where(*waiting).order_by(Message.id)).all()


def text_of(row: Message) -> MessageText:
    """What the message says."""
    return MessageText(subject=row.subject, body=row.body, with_link=row.with_link)


def candidates(session: Session, event_id: int, ids: Sequence[int]) -> Sequence[Candidate]:
    """Those people of the edition, in the order of their numbers in ``ids``, as they stand now."""
    unreachable = Registration.email.in_(unreachable_addresses(f"edition:{event_id}"))
    is_theirs = sa.or_(
        Registration.proven_at.is_not(None),
        Registration.status.in_(ACTIVE),  # the team registered them, or corrected the address, and vouches for it
        sa.and_(Registration.confirmed_at.is_not(None), Registration.status != Status.UNCONFIRMED),
    )
    columns: tuple[Any, ...] = (
        Registration.id, Registration.title, Registration.first_name, Registration.last_name, Registration.status,
        Registration.language, Registration.email, Registration.email_key, is_theirs, unreachable,
    )  # fmt: skip
    statement = sa.select(*columns).where(Registration.event_id == event_id)
    if len(ids) <= _MOST_NAMED:
        statement = statement.where(Registration.id.in_(ids))
    by_id = {row[0]: _candidate(row) for row in session.execute(statement)}
    return [by_id[each] for each in ids if each in by_id]


def readers(session: Session, event: Event, kind: Readers, ids: Sequence[int]) -> Sequence[Candidate]:
    """Those of a message's list, in the order of their numbers in ``ids``, as they stand now."""
    if kind is Readers.PROGRAMME:
        return contributors(session, event, ids)
    return candidates(session, event.id, ids)


def contributors(session: Session, event: Event, ids: Sequence[int]) -> Sequence[Candidate]:
    """Those people of the programme, in that order; not whose name was removed. Whoever registered has a language."""
    appearances = entries(drafts.draft(session, event))
    unreachable = is_unreachable(f"edition:{event.id}", Person.email)
    which = sa.and_(Person.event_id == event.id, Person.id.in_(ids), ~Person.is_redacted)
    rows = session.execute(sa.select(Person, unreachable).where(which)).all()
    languages = _languages(session, event.id, [email_key(row.email) for row, _is_unreachable in rows if row.email])
    by_id = {
        row.id: Candidate(
            id=row.id,
            name=drafts.person_of(row).name,
            status=row.status,
            language=languages.get(email_key(row.email), UNSPOKEN),
            email_key=email_key(row.email) if row.email else "",
            is_proven=True,  # the team vouches for it
            is_unreachable=bool(is_lost),
            uuid=row.uuid,
            missing=missing(drafts.person_of(row), appearances.get(row.uuid, ())),
        )
        for row, is_lost in rows
    }
    return [by_id[each] for each in ids if each in by_id]


def _languages(session: Session, event_id: int, keys: Sequence[str]) -> Mapping[str, str]:
    """In which language those registered who have these addresses."""
    mine = sa.and_(Registration.event_id == event_id, Registration.email_key.in_(keys))
    return {
        row[0]: row[1] for row in session.execute(sa.select(Registration.email_key, Registration.language).where(mine))
    }


def contributor_ids(session: Session, event: Event, listed: ProgrammeList) -> Sequence[int]:
    """The numbers of the people on the list, by last name."""
    timetable = drafts.draft(session, event)
    people = wanted(timetable.people, entries(timetable), listed.people)
    rows = drafts.person_rows(session, event.id, [person.uuid for person in people if not person.is_redacted])
    ids = [rows[person.uuid].id for person in people if person.uuid in rows]
    return [each for each in ids if not listed.ids or each in listed.ids]


def _candidate(row: Any) -> Candidate:
    number, title, first, last, status, language, email, key, is_theirs, unreachable = row
    name = " ".join(filter(None, (title, first, last)))
    return Candidate(number, name, status, language, key if email else "", bool(is_theirs), bool(unreachable))


def due(session: Session, now: datetime) -> Sequence[tuple[int, int]]:
    """The messages whose time has come, each with its edition."""
    ripe = sa.and_(Message.stage == Stage.PLANNED, Message.due_at <= now)
    rows = session.execute(sa.select(Message.event_id, Message.id).where(ripe).order_by(Message.due_at))
    return [(event_id, message_id) for event_id, message_id in rows]


def outcomes(session: Session, event_id: int, ids: Sequence[int]) -> Mapping[int, Mapping[State, int]]:
    """The number of mails in each state, for each of the messages; one statement for all of them."""
    parts = [
        sa.select(sa.literal(each), Mail.state, sa.func.count()).where(*_of(event_id, each)).group_by(Mail.state)
        for each in ids
    ]
    counts: dict[int, dict[State, int]] = {each: {} for each in ids}
    for number, state, count in session.execute(sa.union_all(*parts)) if parts else ():
        counts[number][state] = count
    return counts


def sent_to(session: Session, event_id: int, message_id: int, start: int, limit: int) -> Sequence[Mail]:
    """The mails of the message without their contents, those that failed first; so many, after the first ``start``."""
    order = sa.case(
        {State.FAILED.value: 0, State.QUEUED.value: 1}, value=sa.type_coerce(Mail.state, sa.String), else_=2
    )
    statement = sa.select(Mail).options(defer(Mail.content, raiseload=True)).where(*_of(event_id, message_id))
    return session.scalars(statement.order_by(order, Mail.id).offset(start).limit(limit)).all()


def subjects(session: Session, event_id: int, message_id: int) -> AbstractSet[str]:
    """The subjects of the message's mails, whatever became of them."""
    return set(session.scalars(sa.select(Mail.subject).where(*_of(event_id, message_id))))


def _of(event_id: int, message_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Mail.scope == f"edition:{event_id}",
        Mail.letter == MESSAGE.name,
        Mail.key.like(f"message:{message_id}:%"),
    )
