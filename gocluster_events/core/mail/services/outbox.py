"""The outbox: a mail is queued with what caused it, leased to one worker at a time, and never silently dropped."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.mail import queries
from gocluster_events.core.mail.models import Mail, MailAttempt
from gocluster_events.core.mail.rules import outbox as rules
from gocluster_events.core.text import email_key

ERROR_LIMIT = 300


@dataclass(frozen=True, slots=True)
class Leased:
    """A mail that one worker may deliver until its lease ends."""

    id: int
    key: str
    recipient: str
    language: str
    content: Mapping[str, Any]
    created_at: datetime
    scope: str
    letter: str


def leased(mail: Mail) -> Leased:
    """The mail as a worker gets it."""
    return Leased(
        mail.id, mail.key, mail.recipient, mail.language, mail.content or {}, mail.created_at, mail.scope, mail.letter
    )


def queue(session: Session, mail: rules.Outgoing, now: datetime) -> None:
    """The mail is in the outbox and leaves from its ``not_before`` on; one with the same key stays as it is."""
    queue_all(session, [mail], now)


def queue_all(session: Session, mails: Sequence[rules.Outgoing], now: datetime) -> None:
    """The mails are queued, in one go. Raises ValueError for a mail without a recipient, a bug of the caller."""
    if not mails:
        return
    if nobody := [mail.key for mail in mails if not mail.recipient]:
        raise ValueError(f"mails without an address: {', '.join(nobody)}")
    rows = [_row(mail, now) for mail in mails]
    session.execute(_adding(session.get_bind().dialect.name), rows)


@cache
def _adding(dialect: str) -> Any:
    return _insert(dialect, db.table(Mail)).on_conflict_do_nothing(index_elements=[Mail.key])


def _row(mail: rules.Outgoing, now: datetime) -> dict[str, Any]:
    columns = {each.name: getattr(mail, each.name) for each in fields(mail)}
    times = {"not_before": mail.not_before or now, "created_at": now}
    return {**columns, **times, "state": rules.State.QUEUED, "token": rules.message_token(mail.key, now)}


def lease(now: datetime, most: int) -> Sequence[Leased]:
    """Up to so many due mails, those that have waited longest; this worker's alone until `rules.LEASE` has passed."""
    if not queries.is_any_due(db.session(), now):
        return ()  # an idle worker takes no write lock
    with db.transaction() as session:
        mails = [Leased(*row) for row in session.execute(queries.next_due(now, most))]
        _lease_until(session, now + rules.LEASE, Mail.id.in_([mail.id for mail in mails]))
    return mails


def mark_sent(mails: Collection[Leased], now: datetime, in_hand: Collection[Leased] = ()) -> None:
    """The mails have left, whatever another worker reported meanwhile; one that ``leaves_nothing`` is removed, and one
    that has another address by now is still to go there.

    In the same transaction those that are still ``in_hand``, leased since ``now``, become anybody's.
    """
    if not mails and not in_hand:
        return
    sent = {"state": rules.State.SENT, "sent_at": now, "lease_until": None, "last_error": ""}
    waiting = [mail.id for mail in in_hand]
    with db.transaction() as session:
        rows = session.execute(_locked([*(mail.id for mail in mails), *waiting])).all()
        recipients = {mail.id: mail.recipient for mail in mails}
        there = [each for each in rows if recipients.get(each.id) == each.recipient]
        if fleeting := [each.id for each in there if each.leaves_nothing]:
            session.execute(sa.delete(Mail).where(Mail.id.in_(fleeting)))
        if lasting := [each.id for each in there if not each.leaves_nothing]:
            session.execute(sa.update(Mail).where(Mail.id.in_(lasting)).values(sent))
        if waiting:
            _lease_until(session, None, Mail.id.in_(waiting), Mail.lease_until == now + rules.LEASE)


def _locked(ids: Collection[int]) -> sa.Select[int, str, bool]:
    """In the order in which whoever changes several mails locks them, so that nobody waits in a circle."""
    columns = (Mail.id, Mail.recipient, Mail.leaves_nothing)
    return sa.select(*columns).where(Mail.id.in_(ids)).order_by(Mail.id).with_for_update()


def _lease_until(session: Session, end: datetime | None, *which: sa.ColumnElement[bool]) -> None:
    changed = sa.update(Mail).where(*which).values(lease_until=end)
    session.execute(changed, execution_options={"synchronize_session": False})


def mark_failed(mail: Leased, reason: str, *, permanent: bool, now: datetime) -> None:
    """The failure is counted and its reason kept; the mail waits for its next attempt or is given up.

    One that another worker has sent meanwhile stays sent, and one that has another address by now goes there.
    """
    with db.transaction() as session:
        statement = sa.select(Mail).where(Mail.id == mail.id, Mail.state == rules.State.QUEUED)
        row = session.scalar(statement.with_for_update())
        if row is None:
            return
        reason = reason[:ERROR_LIMIT]
        session.add(MailAttempt(mail_id=row.id, at=now, recipient=mail.recipient, reason=reason))
        if row.recipient != mail.recipient:
            return
        row.attempts += 1
        row.state = rules.state_after(row.attempts, permanent=permanent)
        row.not_before = rules.next_attempt(row.attempts, now)
        row.lease_until = None
        row.last_error = reason
        if row.leaves_nothing and row.state is rules.State.FAILED:
            session.flush()
            session.delete(row)


def withdraw(session: Session, keys: Collection[str]) -> set[str]:
    """Of these mails those that nobody has tried to send are gone from the outbox, and returned."""
    if not keys:
        return set()
    return set(session.scalars(sa.delete(Mail).where(Mail.key.in_(keys), queries.is_untried()).returning(Mail.key)))


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A mail that was taken out of the outbox before anybody tried to send it."""

    key: str
    subject: str
    letter: str
    content: Mapping[str, Any]
    created_at: datetime
    not_before: datetime


def withdraw_about(session: Session, subject: str, letters: Collection[str]) -> Sequence[Withdrawal]:
    """Mails about the subject with these letters that nobody has tried to send leave the outbox and are returned."""
    return withdraw_about_all(session, [subject], letters)


def withdraw_about_all(
    session: Session, subjects: Collection[str], letters: Collection[str], held: Collection[str] = ()
) -> Sequence[Withdrawal]:
    """As `withdraw_about`, about many at once; of the ``held`` letters those that are to leave later. One statement."""
    wanted = sa.or_(Mail.letter.in_(letters), sa.and_(Mail.letter.in_(held), queries.is_for_later()))
    those = (Mail.subject.in_(subjects), wanted, queries.is_untried())
    columns = (Mail.key, Mail.subject, Mail.letter, Mail.content, Mail.created_at, Mail.not_before)
    return [Withdrawal(*row) for row in session.execute(sa.delete(Mail).where(*those).returning(*columns))]


def forget(session: Session, subject: str) -> None:
    """The outbox knows nothing of that subject any more; mails not yet sent stay unsent."""
    session.execute(sa.delete(Mail).where(Mail.subject == subject))


def forget_letters(session: Session, subject: str, letters: Collection[str], recipient: str) -> None:
    """The outbox knows nothing of these letters about the subject to that address, sent or not."""
    theirs = (Mail.subject == subject, Mail.letter.in_(letters), Mail.recipient == recipient)
    session.execute(sa.delete(Mail).where(*theirs))


def withdraw_letters(
    session: Session, scope: str, letters: Collection[str], now: datetime
) -> Sequence[tuple[str, str]]:
    """Mails with these letters that still wait for their time do not leave; returns letter and subject of each."""
    waiting = sa.and_(Mail.scope == scope, Mail.letter.in_(letters), Mail.not_before > now)
    deleted = sa.delete(Mail).where(queries.is_untried(), waiting).returning(Mail.letter, Mail.subject)
    return [(letter, subject) for letter, subject in session.execute(deleted)]


def withdraw_untried(session: Session, scope: str, letters: Collection[str]) -> Sequence[tuple[str, str, str]]:
    """Mails with these letters that nobody has tried to send do not leave; returns key, letter and subject of each."""
    those = (Mail.scope == scope, Mail.letter.in_(letters), queries.is_untried())
    deleted = sa.delete(Mail).where(*those).returning(Mail.key, Mail.letter, Mail.subject)
    return [(key, letter, subject) for key, letter, subject in session.execute(deleted)]


def rewrite(
    session: Session, scope: str, letters: Collection[str], names: Collection[str], change: Callable[[str], str]
) -> None:
    """Every text of these letters, sent or not, that holds one of the names is what ``change`` makes of it."""
    criteria = sa.and_(Mail.scope == scope, Mail.letter.in_(letters), Mail.content.is_not(sa.null()))
    for mail in session.scalars(sa.select(Mail).where(criteria)):
        mail.content = _mapped(mail.content, lambda text: change(text) if any(name in text for name in names) else text)


def _mapped(stored: Any, change: Callable[[str], str]) -> Any:
    match stored:
        case str():
            return change(stored)
        case list():
            return [_mapped(each, change) for each in stored]
        case dict():
            return {key: _mapped(each, change) for key, each in stored.items()}
        case _:
            return stored


def forget_recipient(session: Session, scope: str, address: str) -> None:
    """No mail of that scope goes, or went, to that address, however it was spelled."""
    alike = Mail.recipient.istartswith(f"{address.rpartition('@')[0]}@", autoescape=True)
    rows = session.execute(sa.select(Mail.id, Mail.recipient).where(Mail.scope == scope, alike)).all()
    theirs = [row.id for row in rows if email_key(row.recipient) == email_key(address)]
    session.execute(sa.delete(Mail).where(Mail.id.in_(theirs)))


def clean_up(now: datetime, retention_days: int) -> int:
    """Mails that are done keep their recipient, but no content older than the retention. Returns how many lost it."""
    before = now - timedelta(days=retention_days)
    old = sa.and_(Mail.state != rules.State.QUEUED, Mail.created_at < before, Mail.content.is_not(sa.null()))
    if not db.session().scalar(sa.select(sa.exists().where(old))):
        return 0
    with db.transaction() as session:
        return len(session.scalars(sa.update(Mail).where(old).values(content=sa.null()).returning(Mail.id)).all())


def insert(session: Session, table: type[Any]) -> Any:
    """An ``INSERT`` of the session's database, which can say what to do ``on_conflict`` (on SQLite and PostgreSQL)."""
    return _insert(session.get_bind().dialect.name, table)


def _insert(dialect: str, table: Any) -> Any:
    if dialect != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 -- only who has that database needs it

    return postgresql.insert(table)
