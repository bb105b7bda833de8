"""People who sign in, the sessions of everybody, and the audit log."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy.orm import Session

from gocluster_events.core import db, text
from gocluster_events.core.accounts import queries, rules
from gocluster_events.core.accounts.models import Account, Attempt, AuditEntry, Authenticator, Challenge, SignIn
from gocluster_events.core.accounts.services.counting import count_one_by_one, guesses_at, refund
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused

LONGEST_WINDOW = timedelta(hours=1)  # of all rate limits
_AUDIT, _BEGIN = sa.insert(db.table(AuditEntry)), sa.insert(db.table(SignIn))
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Of a password that was thrown away, so that an unknown address costs as much time as a known one.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$Ku3hjeU4kGpwvEXhLbvWKw$8rc3PsHFUl8K0hs+V2/GaIrbx1hUPZU/RHZ2x3U89nk"


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
    Raises Refused when the two do not match, TooMany after too many failures from the network of ``address``.
    """
    key = text.email_key(email)
    guesses = guesses_at(key, address, limits)
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
    with db.transaction() as session:
        return start_participant_session_in(session, scope, subject, generation, now)


def start_participant_session_in(session: Session, scope: str, subject: str, generation: int, now: datetime) -> str:
    """As `start_participant_session`, in the caller's transaction."""
    key = secrets.token_urlsafe(32)
    whose = {"scope": scope, "subject": subject, "generation": generation}
    session.execute(_BEGIN, {**whose, "key_digest": digest(key), "created_at": now, "seen_at": now})
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
    """The subject's sessions have ended, it is not counted, and the audit log no longer says by or to whom."""
    end_sessions(session, subject)
    session.execute(sa.delete(Attempt).where(Attempt.subject == subject))
    session.execute(sa.update(AuditEntry).where(AuditEntry.subject == subject).values(subject=""))
    session.execute(sa.update(AuditEntry).where(AuditEntry.actor == subject).values(actor=""))


def audit(session: Session, *, act: Act, action: str, scope: str, subject: str, fields: Sequence[str] = ()) -> None:
    """It is on record who (an account's address, or a subject) did what, and which fields it touched; never a value."""
    who = {"at": act.at, "actor": act.by, "action": action}
    session.execute(_AUDIT, {**who, "scope": scope, "subject": subject, "fields": list(fields)})


def audit_all(session: Session, deeds: Iterable[tuple[str, str]], *, act: Act, scope: str) -> None:
    """It is on record who did each of these, an action and to whom (a subject). One statement."""
    who: dict[str, Any] = {"at": act.at, "actor": act.by, "scope": scope, "fields": []}
    rows = [{**who, "action": action, "subject": subject} for action, subject in deeds]
    if rows:
        session.execute(_AUDIT, rows)


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
