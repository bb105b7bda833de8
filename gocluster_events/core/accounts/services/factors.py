"""Second factors: an app for one-time codes, recovery codes, and the step of signing in that asks for them."""

import secrets
from base64 import b32encode
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.accounts import queries, rules
from gocluster_events.core.accounts.models import Account, Authenticator, Passkey, RecoveryCode, SignIn
from gocluster_events.core.accounts.services.counting import Limit, by_network, count_one_by_one, refund
from gocluster_events.core.accounts.services.own import Notify, end_sessions, lock, notify_nobody, record, record_own
from gocluster_events.core.accounts.services.sessions import begin, digest
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.tokens import Vault

PER_ACCOUNT = 5  # times as many codes may be tried for one account from everywhere as from one address


def begin_app(account_id: int, vault: Vault, now: datetime) -> None:
    """A new secret waits ten minutes for the first code of an app; an app that counted before still does."""
    secret = b32encode(secrets.token_bytes(rules.SECRET_BYTES)).decode()
    with db.transaction() as session:
        row = queries.authenticator(session, account_id)
        if row is None:
            row = Authenticator(account_id=account_id)
            session.add(row)
        row.pending, row.pending_at = vault.seal(secret), now


def prove_app(
    account_id: int, typed: rules.Typed, vault: Vault, own_digest: str, now: datetime, *, tell: Notify = notify_nobody
) -> Sequence[str]:
    """Codes of the new app count from now on, the typed one never again; the account's other sessions have ended.

    Returns the recovery codes where this is the account's first factor. Raises Refused when the code does not fit,
    or when no app waits for its first code any more.
    """
    with db.transaction() as session:
        row = queries.waiting_app(session, account_id, now)
        secret = vault.open(row.pending) if row is not None else None
        step = rules.fitting_step(secret, typed, 0) if secret else None
        if row is None or step is None:
            raise Refused(rules.Refusal.WRONG_APP_CODE)
        row.secret, row.last_step, row.proven_at = row.pending, step, now
        row.pending, row.pending_at = "", None
        return record_new_factor(
            session, session.get_one(Account, account_id), "account.app_added", own_digest, now, tell
        )


def record_new_factor(
    session: Session, account: Account, action: str, own_digest: str, now: datetime, tell: Notify
) -> Sequence[str]:
    """The new factor is on record, its owner told, and other sessions have ended; returns recovery codes where there
    are none yet.
    """
    end_sessions(session, account.id, but=own_digest)
    record_own(session, account, action, now)
    tell(session, account, action, now)
    return () if queries.codes_left(session, account.id) else _new_codes(session, account.id)


def renew_codes(account_id: int, now: datetime) -> Sequence[str]:
    """Ten new recovery codes count, and no older one."""
    with db.transaction() as session:
        record_own(session, session.get_one(Account, account_id), "account.codes_renewed", now)
        return _new_codes(session, account_id)


def remove_app(account_id: int, password: str, now: datetime, *, is_needed: bool, tell: Notify = notify_nobody) -> None:
    """Codes of the app count no more; with the last factor the recovery codes are gone.

    ``is_needed``: the account must keep a factor. Raises Refused when it would have none then, or when the password
    that remains is too short to stand alone.
    """
    with db.transaction() as session:
        lock(session, account_id)
        is_last = not queries.passkeys(session, account_id)
        check_removal(password, is_last=is_last, is_needed=is_needed)
        session.execute(sa.delete(Authenticator).where(Authenticator.account_id == account_id))
        record_removed_factor(session, account_id, "account.app_removed", now, tell, is_last=is_last)


def check_removal(password: str, *, is_last: bool, is_needed: bool) -> None:
    """Raises Refused when the factor must stay."""
    if is_last and is_needed:
        raise Refused(rules.Refusal.FACTOR_NEEDED)
    if is_last and len(password) < rules.PASSWORD_LENGTH:
        raise Refused(rules.Refusal.PASSWORD_TOO_SHORT_ALONE)


def record_removed_factor(
    session: Session, account_id: int, action: str, now: datetime, tell: Notify, *, is_last: bool
) -> None:
    """It is on record that a factor is gone, and its owner told; with the last one the recovery codes are gone."""
    if is_last:
        session.execute(sa.delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    account = session.get_one(Account, account_id)
    record_own(session, account, action, now)
    tell(session, account, action, now)


def remove_all(session: Session, account: Account, act: Act) -> None:
    """The account has no second factor any more, and no session: whoever lost the device can begin anew."""
    for table in (Authenticator, Passkey, RecoveryCode):
        session.execute(sa.delete(table).where(table.account_id == account.id))
    end_sessions(session, account.id)
    record(session, account, "account.factor_removed", act)


def show_code(
    key: str,
    typed: rules.Typed,
    address: str,
    limits: rules.Limits,
    vault: Vault,
    now: datetime,
    *,
    tell: Notify = notify_nobody,
) -> str:
    """The sign-in that waited for a second factor is complete and has a new key, which is returned; the code is spent.

    If it was a recovery code, a mail tells its owner.

    Raises Refused when that sign-in or the code does not count, TooMany after too many codes.
    """
    half = _alive_half(key, now)
    account_id = half.account_id or 0
    guesses = guesses_at(account_id, address, limits)
    count_one_by_one(guesses, now)
    with db.transaction() as session:
        if not _spend(session, account_id, typed, vault, now):
            raise Refused(rules.Refusal.WRONG_CODE)
        if rules.plain_code(typed.code):
            tell(session, session.get_one(Account, account_id), "account.code_used", now)
        refund(session, guesses, now)
        return complete(session, key, now)


def guesses_at(account_id: int, address: str, limits: rules.Limits) -> tuple[Limit, ...]:
    """The limits that one more try at the account's second factor counts against."""
    per_account, per_address = limits.per_account, limits.per_address
    return (
        *by_network("factor", address, per_account, limits.window, of=str(account_id)),
        *by_network("factor_address", address, per_address, limits.window),
        Limit("factor_account", str(account_id), per_account * PER_ACCOUNT, limits.window),
    )


def complete(session: Session, key: str, now: datetime) -> str:
    """The sign-in that waited for a second factor is over and a session has begun; returns its key.

    Raises Refused when somebody else completed or ended it.
    """
    gone = sa.delete(SignIn).where(SignIn.key_digest == digest(key), SignIn.awaits_factor)
    row = session.execute(gone.returning(SignIn.account_id, SignIn.browser)).first()
    if row is None:
        raise Refused(rules.Refusal.HALF_OVER)
    return begin(session, row.account_id, row.browser, now)


def _alive_half(key: str, now: datetime) -> SignIn:
    match = queries.half_sign_in(db.session(), digest(key))
    if match is None or now >= match[0].created_at + rules.HALF_LASTS:
        raise Refused(rules.Refusal.HALF_OVER)
    return match[0]


def _spend(session: Session, account_id: int, typed: rules.Typed, vault: Vault, now: datetime) -> bool:
    """Whether the code counts; if so, it never does again."""
    plain = rules.plain_code(typed.code)
    if plain:
        spent = sa.update(RecoveryCode).where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.digest == _code_digest(account_id, plain),
            RecoveryCode.used_at.is_(None),
        )
        if session.scalar(spent.values(used_at=now).returning(RecoveryCode.id)) is None:
            return False
        record_own(session, session.get_one(Account, account_id), "account.code_used", now)
        return True
    statement = sa.select(Authenticator).where(Authenticator.account_id == account_id).with_for_update()
    row = session.scalar(statement.execution_options(populate_existing=True))
    secret = vault.open(row.secret) if row is not None and row.secret else None
    step = rules.fitting_step(secret, typed, row.last_step) if row is not None and secret else None
    if row is None or step is None:
        return False
    row.last_step = step
    return True


def _new_codes(session: Session, account_id: int) -> Sequence[str]:
    session.execute(sa.delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    codes = [rules.recovery_code(secrets.token_bytes(12)) for _ in range(rules.RECOVERY_CODES)]
    digests = (_code_digest(account_id, rules.plain_code(code)) for code in codes)
    session.add_all(RecoveryCode(account_id=account_id, digest=each) for each in digests)
    return codes


def _code_digest(account_id: int, plain: str) -> str:
    return digest(f"recovery {account_id} {plain}")
