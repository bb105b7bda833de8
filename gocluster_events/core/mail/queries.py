"""Reads about the outbox and about mails that came back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer

from gocluster_events.core.mail.models import Mail, MailAttempt, MailboxPosition, MailPause
from gocluster_events.core.mail.rules.outbox import Segment, State
from gocluster_events.core.text import email_key


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    free = sa.or_(Mail.lease_until.is_(None), Mail.lease_until <= now)
    held = sa.exists().where(MailPause.scope == Mail.scope)
    return sa.and_(Mail.state == State.QUEUED, Mail.not_before <= now, free, ~held)


def is_any_due(session: Session, now: datetime) -> bool:
    """Whether there is a mail that a worker could take up."""
    return session.scalars(sa.select(sa.exists().where(_is_due(now)))).one()


def next_due(now: datetime, most: int) -> sa.Select[Any]:
    """Up to so many mails that have waited longest, as a worker gets them, locked; one that another worker is about to
    take is passed over.
    """
    columns = (Mail.id, Mail.key, Mail.recipient, Mail.language, Mail.content, Mail.created_at, Mail.scope, Mail.letter)
    statement = sa.select(*columns).where(_is_due(now)).order_by(Mail.not_before, Mail.id).limit(most)
    return statement.with_for_update(skip_locked=True)


def waiting(session: Session, scope: str, letters: Collection[str], now: datetime) -> int:
    """How many mails with these letters wait for their time and can be withdrawn."""
    return session.scalars(sa.select(sa.func.count()).where(*_waits(scope, letters, now))).one()


def waiting_mails(session: Session, scope: str, letters: Collection[str], now: datetime) -> Sequence[Any]:
    """The same mails: ``key``, ``letter``, ``recipient`` and ``not_before`` of each, the oldest first."""
    columns = (Mail.key, Mail.letter, Mail.recipient, Mail.not_before)
    return session.execute(sa.select(*columns).where(*_waits(scope, letters, now)).order_by(Mail.id)).all()


def _waits(scope: str, letters: Collection[str], now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    is_queued = (Mail.state == State.QUEUED, Mail.not_before > now, Mail.attempts == 0)
    return (Mail.scope == scope, Mail.letter.in_(letters), *is_queued)


def is_untried() -> sa.ColumnElement[bool]:
    """The mail is in the outbox and nobody has tried to send it, so that it can be withdrawn."""
    return sa.and_(Mail.state == State.QUEUED, Mail.lease_until.is_(None), Mail.attempts == 0)


def is_for_later() -> sa.ColumnElement[bool]:
    """The mail was written to leave later."""
    return Mail.not_before > Mail.created_at


def subjects_of_untried(session: Session, scope: str, letters: Collection[str]) -> set[str]:
    """Whom or what the mails with these letters are about that can be withdrawn."""
    return set(
        session.scalars(sa.select(Mail.subject).where(Mail.scope == scope, Mail.letter.in_(letters), is_untried()))
    )


def held(session: Session, scope: str, letters: Collection[str]) -> Sequence[str]:
    """The keys of mails with these letters that were written to leave later, and that nobody has tried to send."""
    is_held = sa.and_(is_untried(), is_for_later())
    statement = sa.select(Mail.key).where(Mail.scope == scope, Mail.letter.in_(letters), is_held)
    return session.scalars(statement.order_by(Mail.id)).all()


def keys_about(session: Session, subjects: Collection[str], letters: Collection[str]) -> Sequence[str]:
    """The keys of the mails about these subjects with one of these letters, sent or not, the oldest first."""
    those = sa.select(Mail.key).where(Mail.subject.in_(subjects), Mail.letter.in_(letters))
    return session.scalars(those.order_by(Mail.id)).all()


def newest_about(session: Session, subjects: Collection[str], letters: Collection[str]) -> Mapping[str, datetime]:
    """When the latest mail with one of these letters was written, by whom or what of the ``subjects`` it is about."""
    columns = (Mail.subject, sa.func.max(Mail.created_at))
    those = sa.select(*columns).where(Mail.subject.in_(subjects), Mail.letter.in_(letters))
    return dict(session.execute(those.group_by(Mail.subject)).all())


def queued(session: Session, scope: str) -> Mapping[str, tuple[int, int]]:
    """By letter, how many mails of the scope have not left, and how many of them can be withdrawn."""
    numbers = (sa.func.count(), sa.func.count(sa.case((is_untried(), 1))))
    statement = sa.select(Mail.letter, *numbers).where(Mail.scope == scope, Mail.state == State.QUEUED)
    return {letter: (number, untried) for letter, number, untried in session.execute(statement.group_by(Mail.letter))}


def newest(session: Session, scope: str, limit: int) -> list[Mail]:
    """The latest mails of one scope, the newest first."""
    statement = sa.select(Mail).where(Mail.scope == scope).order_by(Mail.created_at.desc(), Mail.id.desc())
    return list(session.scalars(statement.limit(limit)))


def known_keys(session: Session, keys: Collection[str]) -> set[str]:
    """Those of the keys under which there is a mail, sent or not."""
    return set(session.scalars(sa.select(Mail.key).where(Mail.key.in_(keys))))


def subjects(session: Session, scope: str, letters: Collection[str], among: Collection[str]) -> set[str]:
    """Those of the subjects about which there is a mail with one of these letters, sent or not."""
    wanted = sa.select(Mail.subject).where(Mail.scope == scope, Mail.letter.in_(letters), Mail.subject.in_(among))
    return set(session.scalars(wanted.distinct())) if among else set()


def about(session: Session, subject: str) -> list[Mail]:
    """Every mail about one subject, the newest first."""
    statement = sa.select(Mail).where(Mail.subject == subject).order_by(Mail.created_at.desc(), Mail.id.desc())
    return list(session.scalars(statement))


def undelivered(session: Session, scope: str, limit: int) -> tuple[list[Mail], int]:
    """The latest mails of one scope that did not arrive and that nobody took note of; and how many there are in all."""
    total = sa.func.count().over()
    statement = sa.select(Mail, total).where(Mail.scope == scope, is_open_failure())
    rows = session.execute(statement.order_by(Mail.created_at.desc(), Mail.id.desc()).limit(limit)).all()
    return [mail for mail, _total in rows], rows[0][1] if rows else 0


def counted_failures(scope: str) -> sa.Select[int]:
    """How many mails of the scope did not arrive and were not taken note of, for a larger statement."""
    return sa.select(sa.func.count()).select_from(Mail).where(Mail.scope == scope, is_open_failure())


def is_open_failure() -> sa.ColumnElement[bool]:
    """The mail did not arrive, and nobody took note of it yet."""
    return sa.and_(Mail.state == State.FAILED, Mail.dismissed_at.is_(None))


def is_unreachable(scope: Any, address: Any) -> sa.Exists:
    """The last that is known of ``address`` is that a mail of the scope did not arrive there; both may be columns."""
    return sa.exists().where(Mail.recipient == address, _is_last_known(scope))


def unreachable_addresses(scope: str) -> sa.Select[str]:
    """The addresses that `is_unreachable` finds in the scope, as a part of a larger statement."""
    return sa.select(Mail.recipient).where(_is_last_known(scope))


def unreachable(session: Session, scope: str, addresses: Collection[str]) -> Mapping[str, Mail]:
    """Those of the addresses that are unreachable, each with the latest mail that did not arrive there."""
    failed = sa.select(Mail).where(Mail.recipient.in_(addresses), _is_last_known(scope)).options(defer(Mail.content))
    return {mail.recipient: mail for mail in session.scalars(failed.order_by(Mail.id))} if addresses else {}


def _is_last_known(scope: Any) -> sa.ColumnElement[bool]:
    later = aliased(Mail)
    arrived = sa.exists().where(
        later.scope == Mail.scope,
        later.recipient == Mail.recipient,
        later.state == State.SENT,
        later.sent_at > sa.func.coalesce(Mail.bounced_at, Mail.created_at),
    )
    return sa.and_(Mail.scope == scope, is_open_failure(), ~arrived)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a server said, and when."""

    at: datetime
    reason: str
    is_bounce: bool


def counts(session: Session, scope: str, conditions: Sequence[sa.ColumnElement[bool]] = ()) -> Mapping[Segment, int]:
    """How many mails each segment has, counting only mails that meet the ``conditions``."""
    parts = [sa.func.count(sa.case((_of(each), 1))) for each in Segment]
    row = session.execute(sa.select(*parts).where(Mail.scope == scope, *conditions)).one()
    return dict(zip(Segment, row, strict=True))


def page(
    session: Session, scope: str, part: Segment, conditions: Sequence[sa.ColumnElement[bool]], *, start: int, limit: int
) -> Sequence[Mail]:
    """The rows of a page without their contents, the latest first."""
    wanted = sa.select(Mail).where(Mail.scope == scope, _of(part), *conditions).options(defer(Mail.content))
    return session.scalars(wanted.order_by(*_latest()).offset(start).limit(limit)).all()


def mail(session: Session, scope: str, mail_id: int) -> Mail | None:
    """A mail of that scope."""
    return session.scalar(sa.select(Mail).where(Mail.scope == scope, Mail.id == mail_id))


def attempts(session: Session, mail_id: int) -> Sequence[Attempt]:
    """The failed attempts and bounces of the mail, the latest first."""
    statement = sa.select(MailAttempt.at, MailAttempt.reason, MailAttempt.is_bounce)
    rows = session.execute(statement.where(MailAttempt.mail_id == mail_id).order_by(MailAttempt.id.desc()))
    return [Attempt(*row) for row in rows]


def failed(session: Session, scope: str) -> tuple[int, int]:
    """How many failures are open, and how many of them can be sent again: their contents are still there."""
    resendable = sa.func.count(sa.case((Mail.content.is_not(sa.null()), 1)))
    row = session.execute(sa.select(sa.func.count(), resendable).where(Mail.scope == scope, is_open_failure())).one()
    return row[0], row[1]


def paused_since(session: Session, scope: str) -> datetime | None:
    """Since when no mail of the scope leaves; None while they do."""
    return session.scalar(sa.select(MailPause.since).where(MailPause.scope == scope))


def _latest() -> tuple[sa.ColumnElement[datetime], sa.ColumnElement[int]]:
    return sa.func.coalesce(Mail.bounced_at, Mail.sent_at, Mail.created_at).desc(), Mail.id.desc()


def _of(part: Segment) -> sa.ColumnElement[bool]:
    match part:
        case Segment.FAILED:
            return is_open_failure()
        case Segment.WAITING:
            return Mail.state == State.QUEUED
        case Segment.SENT:
            return Mail.state == State.SENT
        case Segment.ALL:
            return sa.true()


TRYING = timedelta(days=6)
"""So long other servers try at most to deliver what they took."""
_CLOCKS = timedelta(hours=1)  # by which theirs may differ from ours
_MOST = 50


def read_up_to(session: Session, name: str, validity: int) -> int:
    """The number of the last message that was looked at; 0 in a mailbox that numbers anew."""
    known = sa.and_(MailboxPosition.name == name, MailboxPosition.validity == validity)
    return session.scalar(sa.select(MailboxPosition.number).where(known)) or 0


def by_token(session: Session, tokens: Sequence[str]) -> Mail | None:
    """The mail with the first of these tokens that belongs to one, locked."""
    statement = sa.select(Mail).where(Mail.token.in_(tokens)).with_for_update()
    mails_by_token = {mail.token: mail for mail in session.scalars(statement)} if tokens else {}
    return next((mails_by_token[token] for token in tokens if token in mails_by_token), None)


def by_recipient(session: Session, addresses: Sequence[str], at: datetime) -> Mail | None:
    """The mail that left for one of these addresses nearest to that time, locked."""
    wanted = {spelling for each in addresses for spelling in (each.lower(), email_key(each))}
    about_then = sa.and_(Mail.sent_at <= at + _CLOCKS, Mail.sent_at >= at - TRYING)
    there = sa.and_(sa.func.lower(Mail.recipient).in_(wanted), Mail.state == State.SENT, about_then)
    statement = sa.select(Mail).where(there).order_by(Mail.sent_at.desc()).limit(_MOST).with_for_update()
    candidates = session.scalars(statement).all() if wanted else []
    return min(candidates, key=lambda mail: abs((mail.sent_at or at) - at), default=None)


def is_noted(session: Session, mail_id: int, report: str) -> bool:
    """Whether the bounce with that name is already recorded at the mail."""
    noted = sa.exists().where(MailAttempt.mail_id == mail_id, MailAttempt.report == report)
    return bool(session.scalar(sa.select(noted)))


def former_recipients(session: Session, mail_id: int) -> set[str]:
    """The addresses at which the mail did not arrive before it got another one."""
    statement = sa.select(MailAttempt.recipient).where(MailAttempt.mail_id == mail_id)
    return {email_key(each) for each in session.scalars(statement)}
