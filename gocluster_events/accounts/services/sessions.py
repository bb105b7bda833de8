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
from gocluster_events.accounts.models import Account, Attempt, AuditEntry, Authenticator, Challenge, SignIn
from gocluster_events.act import Act
from gocluster_events.errors import Refused, TooMany

LONGEST_WINDOW = timedelta(hours=1)  # of all rate limits
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _hasher.hash(secrets.token_hex())  # so that an unknown address costs as much time as a known one


def digest(key: str) -> str:
    """The digest that is stored in place of a secret that somebody else keeps."""
    return hashlib.sha256(key.encode()).hexdigest()


def create_account(
    session: Session, *, email: str, name: str, password: str, now: datetime, is_admin: bool = False
) -> Account:
    """Somebody can sign in from now on. The caller has checked the password with `rules.check_password`.

    Raises Refused when the address has an account.
    """
    key = text.email_key(email)
    if queries.is_known(session, key):
        raise Refused(rules.Refusal.ADDRESS_KNOWN)
    account = Account(email=email, email_key=key, name=name, password_hash=password_hash(password), is_admin=is_admin)
    account.created_at = now
    session.add(account)
    session.flush()
    subject = f"account:{account.id}"
    audit(session, act=Act(email, now), action="account.created", scope="site", subject=subject)
    return account


def check_password(password: str, email: str, name: str, *, has_factor: bool = False) -> None:
    """Raises Refused when somebody of that address and name must choose another password."""
    least = rules.PASSWORD_LENGTH_WITH_FACTOR if has_factor else rules.PASSWORD_LENGTH
    rules.check_password(text.tidy(password), email, name, least=least)


def create_admin(email: str, name: str, password: str, now: datetime) -> None:
    """Somebody who may do everything in every edition can sign in.

    Raises Refused when the password is not good enough or the address has an account.
    """
    check_password(password, email, name)
    with db.transaction() as session:
        create_account(session, email=email, name=name, password=password, is_admin=True, now=now)


def sign_in(email: str, password: str, address: str, limits: rules.Limits, now: datetime, browser: str = "") -> str:
    """A new session has begun; its key goes into the cookie and nowhere else.

    It opens nothing yet where a second factor is asked for (`queries.half_sign_in`).
    Raises Refused when the two do not match, TooMany after too many failures from ``address``.
    """
    key = text.email_key(email)
    guesses = (
        Limit("sign_in_account", f"{key} {address}", limits.per_account, limits.window),
        Limit("sign_in", address, limits.per_address, limits.window),
    )
    count_one_by_one(guesses, now)  # before the password is looked at, so that guessing in parallel gains nothing
    account = queries.account_by_email(db.session(), key)
    if not fits(account.password_hash if account else _NOBODY, password) or account is None:
        raise Refused(rules.Refusal.WRONG)
    account_id = account.id
    with db.transaction() as session:
        _renew_hash(session, account_id, text.tidy(password))
        refund(session, guesses, now)
        return begin(session, account_id, browser, now, awaits_factor=queries.has_factor(session, account_id))


def begin(session: Session, account_id: int, browser: str, now: datetime, *, awaits_factor: bool = False) -> str:
    """A session of the account has begun, which opens nothing while it ``awaits_factor``; returns its key."""
    key = secrets.token_urlsafe(32)
    row = SignIn(account_id=account_id, created_at=now, seen_at=now, awaits_factor=awaits_factor)
    row.key_digest, row.browser = digest(key), browser
    session.add(row)
    if not awaits_factor:
        session.execute(sa.update(Account).where(Account.id == account_id).values(seen_at=now))
    return key


def fits(password_hash: str, password: str) -> bool:
    """Whether the password is the one from which the hash was made."""
    try:
        return _hasher.verify(password_hash, text.tidy(password))
    except VerificationError:
        return False


def password_hash(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(text.tidy(password))


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
        touched = sa.update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now).returning(SignIn.account_id)
        account_id = session.scalar(touched)
        if account_id is not None:
            session.execute(sa.update(Account).where(Account.id == account_id).values(seen_at=now))


def sign_out(key: str) -> None:
    """The session of this key has ended, an account's or a participant's."""
    with db.transaction() as session:
        session.execute(sa.delete(SignIn).where(SignIn.key_digest == digest(key)))


def end_sessions(session: Session, subject: str) -> None:
    """Every session of that subject has ended, as it must when its links die."""
    session.execute(sa.delete(SignIn).where(SignIn.subject == subject))


def forget(session: Session, subject: str) -> None:
    """The subject's sessions have ended; the audit log still says what was done, but no longer by or to whom."""
    end_sessions(session, subject)
    session.execute(sa.update(AuditEntry).where(AuditEntry.subject == subject).values(subject=""))
    session.execute(sa.update(AuditEntry).where(AuditEntry.actor == subject).values(actor=""))


def audit(session: Session, *, act: Act, action: str, scope: str, subject: str, fields: Sequence[str] = ()) -> None:
    """It is on record who (an account's address, or a subject) did what, and which fields it touched; never a value."""
    session.add(AuditEntry(at=act.at, actor=act.by, action=action, scope=scope, subject=subject, fields=list(fields)))


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many events of a kind (``bucket``) within a window count against one key."""

    bucket: str
    key: str
    most: int
    window: timedelta


def count(bucket: str, key: str, limit: int, window: timedelta, now: datetime) -> None:
    """One more event counts against ``key``. Raises TooMany, and counts none, when ``window`` holds ``limit``."""
    count_one_by_one([Limit(bucket, key, limit, window)], now)


def count_one_by_one(limits: Sequence[Limit], now: datetime) -> None:
    """One more event counts against each key in turn. Raises TooMany at the first that is at its limit."""
    for each in limits:
        with db.transaction() as session:
            _queue(session, each)
            _count(session, [each], now)


def count_all(limits: Sequence[Limit], now: datetime) -> None:
    """One more event counts against every key. Raises TooMany, and counts none, when one of them is at its limit.

    It takes one statement as long as no limit is reached. On PostgreSQL requests that run at the same moment may each
    be the last one allowed, which is enough against floods; what is guessed must be counted one by one.
    """
    with db.transaction() as session:
        _count(session, limits, now)


def check_count(bucket: str, key: str, limit: int, window: timedelta, now: datetime) -> None:
    """Raises TooMany when ``window`` holds ``limit`` events of ``key``; counts none."""
    attempts = queries.attempts(db.session(), bucket, _counted(bucket, key), now - window)
    seconds = rules.retry_after(attempts, limit, window, now)
    if seconds is not None:
        raise TooMany(seconds)


def _count(session: Session, limits: Sequence[Limit], now: datetime) -> None:
    if not _add(session, limits, now):
        raise TooMany(max(_seconds(session, each, now) for each in limits))


def _queue(session: Session, limit: Limit) -> None:
    """Requests that count against the same key wait for each other, so each sees what the one before has counted."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(int(_digest(limit)[:15], 16))))


def _add(session: Session, limits: Sequence[Limit], now: datetime) -> bool:
    """One event is counted against each limit, or none against any; returns whether they were."""
    allowed = [
        queries.number_of_attempts(each.bucket, _digest(each), now - each.window) < max(each.most, 1) for each in limits
    ]
    rows = (
        sa.select(sa.literal(each.bucket), sa.literal(_digest(each)), sa.literal(now, db.UTCDateTime()))
        for each in limits
    )
    counted = sa.union_all(*(row.where(*allowed) for row in rows))
    statement = sa.insert(Attempt).from_select(["bucket", "key_digest", "at"], counted)
    return bool(session.scalars(statement.returning(Attempt.id)).all())


def _seconds(session: Session, limit: Limit, now: datetime) -> int:
    attempts = queries.attempts(session, limit.bucket, _digest(limit), now - limit.window)
    return rules.retry_after(attempts, limit.most, limit.window, now) or 1


def _digest(limit: Limit) -> str:
    return _counted(limit.bucket, limit.key)


def refund(session: Session, limits: Sequence[Limit], now: datetime) -> None:
    """The events that were counted at ``now`` are removed again: the attempt was no failure."""
    for each in limits:
        counted = sa.and_(Attempt.bucket == each.bucket, Attempt.key_digest == _digest(each), Attempt.at == now)
        one = sa.select(sa.func.max(Attempt.id)).where(counted).scalar_subquery()
        session.execute(sa.delete(Attempt).where(Attempt.id == one))


def _counted(bucket: str, key: str) -> str:
    return digest(f"{bucket} {key}")


def clean_up(now: datetime) -> int:
    """Sessions whose time is up, events that no limit counts any more, challenges and apps that made no code in time
    are gone. Returns how many.
    """
    old = (queries.is_over(now), Attempt.at < now - LONGEST_WINDOW, Challenge.created_at < now - rules.HALF_LASTS)
    if not any(db.session().scalar(sa.select(sa.exists().where(each))) for each in (*old, queries.waits_no_more(now))):
        return 0
    with db.transaction() as session:
        ended = session.scalars(sa.delete(SignIn).where(old[0]).returning(SignIn.id)).all()
        stale = session.scalars(sa.delete(Attempt).where(old[1]).returning(Attempt.id)).all()
        unsigned = session.scalars(sa.delete(Challenge).where(old[2]).returning(Challenge.id)).all()
        return len(ended) + len(stale) + len(unsigned) + _forget_apps(session, now)


def _forget_apps(session: Session, now: datetime) -> int:
    """The secret that waited too long is gone; an app whose codes count already stays."""
    cleared = sa.update(Authenticator).where(queries.waits_no_more(now)).values(pending="", pending_at=None)
    forgotten = session.scalars(cleared.returning(Authenticator.account_id)).all()
    session.execute(sa.delete(Authenticator).where(Authenticator.secret == "", Authenticator.pending == ""))
    return len(forgotten)
