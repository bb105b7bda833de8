"""Passkeys: a device proves that it is there and that its owner unlocked it, so that one is both factors.

The challenge that it signs is issued to one browser, counts once and for five minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.accounts import queries, rules
from gocluster_events.core.accounts.models import Account, Challenge, Passkey, SignIn
from gocluster_events.core.accounts.services.counting import Limit, by_network
from gocluster_events.core.accounts.services.factors import check_removal, record_new_factor, record_removed_factor
from gocluster_events.core.accounts.services.own import Notify, lock, notify_nobody
from gocluster_events.core.accounts.services.sessions import begin, digest
from gocluster_events.core.errors import Refused

ADD, ENTER = "add", "enter"
QUESTIONS = 10  # times as many from one address as failed sign-ins
LONGEST_ANSWER = 20_000  # characters; a real one has about a thousand


@dataclass(frozen=True, slots=True)
class Site:
    """The site for which passkeys are made: its host and its origin."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a browser asks a device: the challenge's number, and the options as JSON."""

    number: int
    options: str


def ask_to_add(account_id: int, site: Site, now: datetime) -> Question:
    """A device may make a passkey for the account. The caller has checked the password with `own.confirm`."""
    from gocluster_events.core.accounts.services import devices  # noqa: PLC0415 -- nobody else waits for webauthn

    account = db.session().get_one(Account, account_id)
    known = [each.credential_id for each in queries.passkeys(db.session(), account_id)]
    ceremony = devices.options_to_create(site.host, _handle(account_id), (account.email, account.name), known)
    return Question(_issue(ADD, ceremony.challenge, account_id, now), ceremony.options)


def ask_to_enter(site: Site, account_id: int | None, now: datetime) -> Question:
    """A device may sign somebody in: the owner of ``account_id``, or anybody where it is None."""
    from gocluster_events.core.accounts.services import devices  # noqa: PLC0415 -- as above

    known = queries.passkeys(db.session(), account_id) if account_id else ()
    ceremony = devices.options_to_sign_in(site.host, [each.credential_id for each in known])
    return Question(_issue(ENTER, ceremony.challenge, account_id, now), ceremony.options)


def questions_at(address: str, limits: rules.Limits) -> tuple[Limit, ...]:
    """How often devices may be asked from one network: the limits that one more question counts against.

    Questions are no guesses: everybody in one network shares them, and only a flood is stopped.
    """
    return by_network("passkey", address, limits.per_address * QUESTIONS, limits.window)


def add(
    account_id: int, number: int, answer: str, name: str, site: Site, own_digest: str, now: datetime, *,
    tell: Notify = notify_nobody,
) -> Sequence[str]:  # fmt: skip
    """The passkey opens the account; other sessions have ended. Returns recovery codes if it is the first factor.

    Raises Refused when the device's answer cannot be believed; the challenge is spent in any case.
    """
    from gocluster_events.core.accounts.services import devices  # noqa: PLC0415 -- as above

    challenge = _spend(ADD, number, answer, account_id, now)
    try:
        made = devices.new_credential(answer, challenge, site.host, site.origin)
    except devices.InvalidAnswer as error:
        raise Refused(rules.Refusal.PASSKEY_REFUSED) from error
    with db.transaction() as session:
        if queries.passkey_by_id(session, made.credential_id) is not None:
            raise Refused(rules.Refusal.PASSKEY_REFUSED)
        row = Passkey(account_id=account_id, credential_id=made.credential_id, name=name, created_at=now)
        row.public_key, row.sign_count = made.public_key, made.sign_count
        session.add(row)
        session.flush()
        return record_new_factor(
            session, session.get_one(Account, account_id), "account.passkey_added", own_digest, now, tell
        )


def enter(number: int, answer: str, site: Site, browser: str, half: str, now: datetime) -> str:
    """A session of the passkey's account has begun; returns its key. ``half``: the sign-in that waited for it, over.

    Raises Refused when the device's answer cannot be believed; the challenge is spent in any case.
    """
    from gocluster_events.core.accounts.services import devices  # noqa: PLC0415 -- as above

    asked_for = _spend(ENTER, number, answer, None, now)
    with db.transaction() as session:
        match = queries.passkey(session, devices.id_in(answer))
        if match is None:
            raise Refused(rules.Refusal.PASSKEY_REFUSED)
        row, account = match
        known = devices.NewCredential(row.credential_id, row.public_key, row.sign_count)
        try:
            row.sign_count = devices.checked_sign_count(
                answer, asked_for, (site.host, site.origin), _handle(account.id), known
            )
        except devices.InvalidAnswer as error:
            raise Refused(rules.Refusal.PASSKEY_REFUSED) from error
        row.used_at = now
        session.execute(sa.delete(SignIn).where(SignIn.key_digest == digest(half), SignIn.awaits_factor))
        return begin(session, account.id, browser, now)


def remove(
    account_id: int, passkey_id: int, password: str, now: datetime, *, is_needed: bool, tell: Notify = notify_nobody
) -> None:
    """The passkey opens nothing any more; with the last factor the recovery codes are gone. Twice changes nothing.

    Raises Refused as `factors.check_removal`.
    """
    with db.transaction() as session:
        lock(session, account_id)
        row = queries.passkey_of(session, account_id, passkey_id)
        if row is None:
            return
        others = len(queries.passkeys(session, account_id)) - 1
        is_last = not others and not queries.has_app(session, account_id)
        check_removal(password, is_last=is_last, is_needed=is_needed)
        session.delete(row)
        record_removed_factor(session, account_id, "account.passkey_removed", now, tell, is_last=is_last)


def _issue(purpose: str, challenge: str, account_id: int | None, now: datetime) -> int:
    with db.transaction() as session:
        row = Challenge(purpose=purpose, account_id=account_id, created_at=now)
        row.digest = digest(challenge)
        session.add(row)
        session.flush()
        return row.id


def _spend(purpose: str, number: int, answer: str, account_id: int | None, now: datetime) -> str:
    """The challenge that the device signed, which was issued for this and counts never again. Raises Refused."""
    challenge = _challenge_in(purpose, answer)
    issued = [Challenge.id == number, Challenge.purpose == purpose, Challenge.created_at > now - rules.HALF_LASTS]
    if account_id is not None:
        issued.append(Challenge.account_id == account_id)
    with db.transaction() as session:
        spent = session.scalar(sa.delete(Challenge).where(*issued).returning(Challenge.digest))
    if challenge is None or spent != digest(challenge):
        raise Refused(rules.Refusal.PASSKEY_REFUSED)
    return challenge


def _challenge_in(purpose: str, answer: str) -> str | None:
    from gocluster_events.core.accounts.services import devices  # noqa: PLC0415 -- as above

    if len(answer) > LONGEST_ANSWER:
        return None
    return devices.challenge_of_made(answer) if purpose == ADD else devices.challenge_of_proof(answer)


def _handle(account_id: int) -> bytes:
    """What devices call the account: a number that says nothing of a person."""
    return f"account:{account_id}".encode()
