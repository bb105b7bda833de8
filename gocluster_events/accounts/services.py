"""People who sign in, the sessions of everybody, the audit log, and what is counted against abuse."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy.orm import Session

from gocluster_events import db, text
from gocluster_events.accounts import queries, rules
from gocluster_events.accounts.models import Account, Attempt, AuditEntry, SignIn
from gocluster_events.accounts.rules import Limits, Refusal
from gocluster_events.db import UTCDateTime
from gocluster_events.errors import Refused, TooMany

LONGEST_WINDOW = timedelta(hours=1)  # of all rate limits
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _hasher.hash(secrets.token_hex())  # so that an unknown address costs as much time as a known one


def digest(key: str) -> str:
    """What is stored of a secret that somebody else keeps."""
    return hashlib.sha256(key.encode()).hexdigest()


def create_account(
    session: Session, *, email: str, name: str, password: str, now: datetime, is_admin: bool = False
) -> Account:
    """Somebody can sign in from now on. That the password is good enough was asked of `rules.check_password`.

    Raises Refused when the address has an account.
    """
    key = text.email_key(email)
    if queries.is_known(session, key):
        raise Refused(Refusal.ADDRESS_KNOWN)
    password_hash = _hasher.hash(text.tidy(password))
    account = Account(
        email=email, email_key=key, name=name, password_hash=password_hash, is_admin=is_admin, created_at=now
    )
    session.add(account)
    session.flush()
    subject = f"account:{account.id}"
    audit(session, actor=email, action="account.created", scope="site", subject=subject, now=now)
    return account


def create_admin(email: str, name: str, password: str, now: datetime) -> None:
    """Somebody who may do everything in every edition can sign in.

    Raises Refused when the password is not good enough or the address has an account.
    """
    rules.check_password(text.tidy(password), email, name)
    with db.transaction() as session:
        create_account(session, email=email, name=name, password=password, is_admin=True, now=now)


def sign_in(email: str, password: str, address: str, limits: Limits, now: datetime) -> str:
    """A new session has begun; its key goes into the cookie and nowhere else.

    Raises Refused when the two do not match, TooMany after too many failures from ``address``.
    """
    key = text.email_key(email)
    guesses = ((f"{key} {address}", "sign_in_account", limits.per_account), (address, "sign_in", limits.per_address))
    for (
        counted,
        bucket,
        limit,
    ) in guesses:  # before the password is looked at, so that guessing in parallel gains nothing
        count(bucket, counted, limit, limits.window, now)
    account = queries.account_by_email(db.session(), key)
    if not _fits(account.password_hash if account else _NOBODY, text.tidy(password)) or account is None:
        raise Refused(Refusal.WRONG)
    account_id, session_key = account.id, secrets.token_urlsafe(32)
    with db.transaction() as session:
        _renew_hash(session, account_id, text.tidy(password))
        for counted, bucket, _limit in guesses:
            _uncount(session, bucket, counted, now)
        session.add(SignIn(key_digest=digest(session_key), account_id=account_id, created_at=now, seen_at=now))
    return session_key


def _fits(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except VerificationError:
        return False


def _renew_hash(session: Session, account_id: int, password: str) -> None:
    account = session.get_one(Account, account_id)
    if _hasher.check_needs_rehash(account.password_hash):
        account.password_hash = _hasher.hash(password)


def start_participant_session(scope: str, subject: str, generation: int, now: datetime) -> str:
    """A participant's new session has begun; its key goes into the cookie and nowhere else."""
    key = secrets.token_urlsafe(32)
    with db.transaction() as session:
        row = SignIn(scope=scope, subject=subject, generation=generation, created_at=now, seen_at=now)
        row.key_digest = digest(key)
        session.add(row)
    return key


def touch(sign_in_id: int, now: datetime) -> None:
    """The session was used at ``now``."""
    with db.transaction() as session:
        session.execute(sa.update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now))


def sign_out(key: str) -> None:
    """The session of this key has ended, an account's or a participant's."""
    with db.transaction() as session:
        session.execute(sa.delete(SignIn).where(SignIn.key_digest == digest(key)))


def end_sessions(session: Session, subject: str) -> None:
    """Every session of that subject has ended, as it must when its links die."""
    session.execute(sa.delete(SignIn).where(SignIn.subject == subject))


def forget(session: Session, subject: str) -> None:
    """Its sessions have ended, and the audit log still says what was done, but no longer to whom."""
    end_sessions(session, subject)
    session.execute(sa.update(AuditEntry).where(AuditEntry.subject == subject).values(subject=""))
    session.execute(sa.update(AuditEntry).where(AuditEntry.actor == subject).values(actor=""))


def audit(
    session: Session,
    *,
    actor: str,
    action: str,
    scope: str,
    subject: str,
    now: datetime,
    fields: Sequence[str] = (),
) -> None:
    """It is on record who (an account's address, or a subject) did what, and which fields it touched; never a value."""
    session.add(AuditEntry(at=now, actor=actor, action=action, scope=scope, subject=subject, fields=list(fields)))


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many events of a kind (``bucket``) within a window count against one key."""

    bucket: str
    key: str
    most: int
    window: timedelta


def count(bucket: str, key: str, limit: int, window: timedelta, now: datetime) -> None:
    """One more event counts against ``key``. Raises TooMany, and counts none, when ``window`` holds ``limit`` already.

    On PostgreSQL requests that run at the same moment may each be the last one allowed.
    """
    count_all([Limit(bucket, key, limit, window)], now)


def count_all(limits: Sequence[Limit], now: datetime) -> None:
    """One more event counts against every key. Raises TooMany, and counts none, when one of them is at its limit.

    One statement as long as nobody is.
    """
    with db.transaction() as session:
        if not _add(session, limits, now):
            raise TooMany(max(_seconds(session, each, now) for each in limits))


def check_count(bucket: str, key: str, limit: int, window: timedelta, now: datetime) -> None:
    """Raises TooMany when ``window`` holds ``limit`` events of ``key``; counts none."""
    attempts = queries.attempts(db.session(), bucket, _counted(bucket, key), now - window)
    seconds = rules.retry_after(attempts, limit, window, now)
    if seconds is not None:
        raise TooMany(seconds)


def _add(session: Session, limits: Sequence[Limit], now: datetime) -> bool:
    """Whether the events were counted: all of them, or none."""
    allowed = [
        queries.number_of_attempts(each.bucket, _digest(each), now - each.window) < max(each.most, 1) for each in limits
    ]
    rows = (
        sa.select(sa.literal(each.bucket), sa.literal(_digest(each)), sa.literal(now, UTCDateTime())) for each in limits
    )
    counted = sa.union_all(*(row.where(*allowed) for row in rows))
    statement = sa.insert(Attempt).from_select(["bucket", "key_digest", "at"], counted)
    return bool(session.scalars(statement.returning(Attempt.id)).all())


def _seconds(session: Session, limit: Limit, now: datetime) -> int:
    attempts = queries.attempts(session, limit.bucket, _digest(limit), now - limit.window)
    return rules.retry_after(attempts, limit.most, limit.window, now) or 1


def _digest(limit: Limit) -> str:
    return _counted(limit.bucket, limit.key)


def _uncount(session: Session, bucket: str, key: str, now: datetime) -> None:
    counted = sa.and_(Attempt.bucket == bucket, Attempt.key_digest == _counted(bucket, key), Attempt.at == now)
    one = sa.select(sa.func.max(Attempt.id)).where(counted).scalar_subquery()
    session.execute(sa.delete(Attempt).where(Attempt.id == one))


def _counted(bucket: str, key: str) -> str:
    return digest(f"{bucket} {key}")


def clean_up(now: datetime) -> int:
    """Sessions whose time is up and events that no limit counts any more are gone. Returns how many."""
    old = (queries.is_over(now), Attempt.at < now - LONGEST_WINDOW)
    if not any(db.session().scalar(sa.select(sa.exists().where(each))) for each in old):
        return 0
    with db.transaction() as session:
        ended = session.scalars(sa.delete(SignIn).where(old[0]).returning(SignIn.id)).all()
        stale = session.scalars(sa.delete(Attempt).where(old[1]).returning(Attempt.id)).all()
        return len(ended) + len(stale)
