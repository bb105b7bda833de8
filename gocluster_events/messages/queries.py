"""Reads about messages: who is on their list, and what became of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from gocluster_events.mail.models import Mail
from gocluster_events.mail.queries import is_unreachable
from gocluster_events.mail.rules.outbox import State
from gocluster_events.messages.models import Message
from gocluster_events.messages.rules import Candidate, MessageText, Stage
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import ACTIVE, Status

MOST_ROWS = 50


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
    unreachable = is_unreachable(f"edition:{event_id}", Registration.email)
    is_theirs = sa.or_(
        Registration.proven_at.is_not(None),
        Registration.status.in_(ACTIVE),  # the team registered them, or corrected the address, and vouches for it
        sa.and_(Registration.confirmed_at.is_not(None), Registration.status != Status.UNCONFIRMED),
    )
    columns = (Registration.id, Registration.title, Registration.first_name, Registration.last_name,
               Registration.status, Registration.language, Registration.email, Registration.email_key,
               is_theirs, unreachable)  # fmt: skip
    statement = sa.select(*columns).where(Registration.event_id == event_id, Registration.id.in_(ids))
    by_id = {row[0]: _candidate(*row) for row in session.execute(statement)}
    return [by_id[each] for each in ids if each in by_id]


def _candidate(*row: object) -> Candidate:
    number, title, first, last, status, language, email, key, is_theirs, unreachable = row
    return Candidate(
        id=number,  # type: ignore[arg-type]
        name=" ".join(str(part) for part in (title, first, last) if part),
        status=status,  # type: ignore[arg-type]
        language=str(language),
        email_key=str(key) if email else "",
        is_proven=bool(is_theirs),
        is_unreachable=bool(unreachable),
    )


def due(session: Session, now: datetime) -> Sequence[tuple[int, int]]:
    """The messages whose time has come, each with its edition."""
    ripe = sa.and_(Message.stage == Stage.PLANNED, Message.due_at <= now)
    rows = session.execute(sa.select(Message.event_id, Message.id).where(ripe).order_by(Message.due_at))
    return [(event_id, message_id) for event_id, message_id in rows]


def outcomes(session: Session, event_id: int, ids: Sequence[int]) -> Mapping[int, Mapping[State, int]]:
    """The number of mails in each state, for each of the messages; one statement for all of them."""
    parts = [
        sa.select(sa.literal(each), Mail.state, sa.func.count())
        .where(Mail.scope == f"edition:{event_id}", Mail.letter == "message", Mail.key.like(f"message:{each}:%"))
        .group_by(Mail.state)
        for each in ids
    ]
    counts: dict[int, dict[State, int]] = {each: {} for each in ids}
    for number, state, count in session.execute(sa.union_all(*parts)) if parts else ():
        counts[number][state] = count
    return counts


def sent_to(session: Session, event_id: int, message_id: int) -> Sequence[Mail]:
    """The mails of the message without their contents, those that failed first."""
    mine = sa.and_(Mail.scope == f"edition:{event_id}", Mail.key.like(f"message:{message_id}:%"))
    order = sa.case(
        {State.FAILED.value: 0, State.QUEUED.value: 1}, value=sa.type_coerce(Mail.state, sa.String), else_=2
    )
    statement = sa.select(Mail).options(defer(Mail.content, raiseload=True))
    return session.scalars(statement.where(mine).order_by(order, Mail.id)).all()
