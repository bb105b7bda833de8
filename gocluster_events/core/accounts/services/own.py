"""What somebody does with their own account: name, password, address, sessions."""

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import db, text
from gocluster_events.core.accounts import queries
from gocluster_events.core.accounts.models import Account, SignIn
from gocluster_events.core.accounts.rules import Limits, Refusal
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.accounts.services.counting import count_one_by_one, guesses_at, refund
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused

Notify = Callable[[Session, Account, str, datetime], None]  # writes to people what was done to their account
RESET_LASTS = timedelta(hours=1)
ADDRESS_LASTS = timedelta(hours=24)


def notify_nobody(_session: Session, _account: Account, _action: str, _now: datetime) -> None:
    """Tells nobody of a change to an account."""


def rename(account_id: int, name: str, now: datetime) -> None:
    """The account has that name."""
    with db.transaction() as session:
        account = session.get_one(Account, account_id)
        if account.name != name:
            account.name = name
            record_own(session, account, "account.renamed", now)


def change_password(account_id: int, password: str, own_digest: str, now: datetime) -> None:
    """Only the new password counts; mailed links are dead, all sessions but that of ``own_digest`` have ended.

    The caller has checked the present password with `confirm`. Raises Refused when the new one is not good enough.
    """
    with db.transaction() as session:
        account = session.get_one(Account, account_id)
        _set_password(session, account, password)
        end_sessions(session, account_id, but=own_digest)
        record_own(session, account, "account.password_changed", now)


def ask_reset(session: Session, account_id: int, now: datetime) -> int:
    """A link can set a new password, once and for an hour; older ones are dead. Returns its generation."""
    account = session.get_one(Account, account_id)
    account.reset_generation += 1
    account.reset_until = now + RESET_LASTS
    return account.reset_generation


def reset(session: Session, account_id: int, generation: int, password: str, now: datetime) -> Account:
    """Only the new password counts, every session has ended and mailed links are dead; the second factor stays.

    Raises Refused when the link is over or the password not good enough.
    """
    lock(session, account_id)
    account = resettable(session, account_id, generation, now)
    if account is None:
        raise Refused(Refusal.LINK_OVER)
    _set_password(session, account, password)
    end_sessions(session, account_id)
    record_own(session, account, "account.password_reset", now)
    return account


def resettable(session: Session, account_id: int, generation: int, now: datetime) -> Account | None:
    """The account whose password a link may set at present."""
    account = session.get(Account, account_id, populate_existing=True)
    if account is None or not account.is_active or account.reset_generation != generation:
        return None
    return account if account.reset_until is not None and now < account.reset_until else None


def ask_email(session: Session, account: Account, email: str, now: datetime) -> int:
    """The new address counts once its link is used, within a day; an older link is dead. Returns its generation."""
    account.email_generation += 1
    account.pending_email, account.pending_until = email, now + ADDRESS_LASTS
    record_own(session, account, "account.email_asked", now)
    return account.email_generation


def movable(session: Session, account_id: int, generation: int, now: datetime) -> Account | None:
    """The account whose address a link may change at present."""
    account = session.get(Account, account_id, populate_existing=True)
    if account is None or not account.is_active or account.email_generation != generation or not account.pending_email:
        return None
    return account if account.pending_until is not None and now < account.pending_until else None


def prove_email(session: Session, account_id: int, generation: int, now: datetime) -> tuple[Account, str]:
    """The new address is the account's, a link for a new password is dead; returns the account and its old address.

    Raises Refused when the link is over, or another account has the address meanwhile.
    """
    lock(session, account_id)
    account = movable(session, account_id, generation, now)
    if account is None:
        raise Refused(Refusal.LINK_OVER)
    key, old = text.email_key(account.pending_email), account.email
    holder = queries.any_account(session, key)
    if holder is not None and holder.id != account.id:
        raise Refused(Refusal.ADDRESS_KNOWN)
    record_own(session, account, "account.email_changed", now)
    account.email, account.email_key = account.pending_email, key
    account.pending_email, account.pending_until, account.reset_until = "", None, None
    return account, old


def end_session(account_id: int, sign_in_id: int) -> None:
    """That session of the account has ended."""
    with db.transaction() as session:
        session.execute(sa.delete(SignIn).where(SignIn.id == sign_in_id, SignIn.account_id == account_id))


def end_other_sessions(account_id: int, own_digest: str, now: datetime) -> None:
    """Every session of the account but the one with the key digest ``own_digest`` has ended."""
    with db.transaction() as session:
        end_sessions(session, account_id, but=own_digest)
        record_own(session, session.get_one(Account, account_id), "account.sessions_ended", now)


def end_sessions(session: Session, account_id: int, but: str = "") -> None:
    """Every session of the account has ended, but the one with that key digest."""
    session.execute(sa.delete(SignIn).where(SignIn.account_id == account_id, SignIn.key_digest != but))


def record(session: Session, account: Account, action: str, act: Act) -> None:
    """The audit log says who did that to the account."""
    sessions.audit(session, act=act, action=action, scope="site", subject=f"account:{account.id}")


def record_own(session: Session, account: Account, action: str, now: datetime) -> None:
    """The audit log says that whose account it is did that themselves."""
    record(session, account, action, Act(account.email, now))


def lock(session: Session, account_id: int) -> None:
    """Until the transaction ends, other verbs about the account that ask for it wait."""
    session.execute(sa.select(Account.id).where(Account.id == account_id).with_for_update())


def _set_password(session: Session, account: Account, password: str) -> None:
    is_protected = queries.has_factor(session, account.id)
    sessions.check_password(password, account.email, account.name, has_factor=is_protected)
    account.password_hash = sessions.password_hash(password)
    account.reset_until = None
    account.pending_email, account.pending_until = "", None  # who knew the old one may have asked for that address


def confirm(account_id: int, password: str, address: str, limits: Limits, now: datetime) -> None:
    """The password is that of the account; nothing is changed. Wrong ones count as failed sign-ins.

    Raises Refused when it is another one, TooMany after too many failures from the network of ``address``.
    """
    account = db.session().get_one(Account, account_id)
    guesses = guesses_at(account.email_key, address, limits)
    password_hash = account.password_hash
    count_one_by_one(guesses, now)
    if not sessions.fits(password_hash, password):
        raise Refused(Refusal.WRONG_PASSWORD)
    with db.transaction() as session:
        refund(session, guesses, now)
