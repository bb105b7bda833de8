"""Passkeys: a device proves that it is there and that its owner unlocked it, so that one is both factors.

The challenge that it signs is issued to one browser, counts once and for five minutes.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
import webauthn
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    options_to_json,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from gocluster_events import db
from gocluster_events.accounts import rules
from gocluster_events.accounts.models import Account, Challenge, Passkey, SignIn
from gocluster_events.accounts.queries import factors
from gocluster_events.accounts.rules import Limits, Refusal
from gocluster_events.accounts.services import Limit, begin, digest
from gocluster_events.accounts.services.factors import added, check_removal, removed
from gocluster_events.accounts.services.own import Tell, lock, nobody
from gocluster_events.errors import Refused

ADD, ENTER = "add", "enter"
QUESTIONS = 10  # times as many from one address as failed sign-ins
LONGEST_ANSWER = 20_000  # characters; a real one has about a thousand
_UNREADABLE = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, RecursionError)
_VERIFIED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class Site:
    """For which address passkeys are made: its host, and its origin."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a browser asks a device: the challenge's number, and the options as JSON."""

    number: int
    options: str


def ask_to_add(account_id: int, site: Site, now: datetime) -> Question:
    """A device may make a passkey for the account. That the password was typed was asked of `confirming.confirm`."""
    account = db.session().get_one(Account, account_id)
    known = [_descriptor(each.credential_id) for each in factors.passkeys(db.session(), account_id)]
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="go-cluster Events",
        user_id=_handle(account_id),
        user_name=account.email,
        user_display_name=account.name,
        challenge=secrets.token_bytes(32),
        exclude_credentials=known,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
    )
    return Question(_issue(ADD, options.challenge, account_id, now), options_to_json(options))


def ask_to_enter(site: Site, account_id: int | None, now: datetime) -> Question:
    """A device may sign somebody in; of ``account_id``, where the password has said who it is."""
    known = factors.passkeys(db.session(), account_id) if account_id else ()
    options = webauthn.generate_authentication_options(
        rp_id=site.host,
        challenge=secrets.token_bytes(32),
        allow_credentials=[_descriptor(each.credential_id) for each in known],
        user_verification=_VERIFIED,
    )
    return Question(_issue(ENTER, options.challenge, account_id, now), options_to_json(options))


def questions_at(address: str, limits: Limits) -> Limit:
    """What counts one more question. They are no guesses: everybody behind one address asks as often as they like,
    and only a flood is stopped.
    """
    return Limit("passkey", address, limits.per_address * QUESTIONS, limits.window)


def add(
    account_id: int, number: int, answer: str, name: str, site: Site, kept: str, now: datetime, *, tell: Tell = nobody
) -> Sequence[str]:
    """The passkey opens the account; other sessions have ended. Returns recovery codes if it is the first factor.

    Raises Refused when the device's answer cannot be believed; the challenge is spent in any case.
    """
    challenge = _spend(ADD, number, answer, account_id, now)
    try:
        proof = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except _UNREADABLE as error:
        raise Refused(Refusal.PASSKEY_REFUSED) from error
    with db.transaction() as session:
        credential_id = bytes_to_base64url(proof.credential_id)
        if factors.passkey_by_id(session, credential_id) is not None:
            raise Refused(Refusal.PASSKEY_REFUSED)
        row = Passkey(account_id=account_id, credential_id=credential_id, name=name, created_at=now)
        row.public_key, row.sign_count = proof.credential_public_key, proof.sign_count
        session.add(row)
        session.flush()
        return added(session, session.get_one(Account, account_id), "account.passkey_added", kept, now, tell)


def enter(number: int, answer: str, site: Site, browser: str, half: str, now: datetime) -> str:
    """A session of the passkey's account has begun, and the ``half`` one is gone; returns its key.

    Raises Refused when the device's answer cannot be believed; the challenge is spent in any case.
    """
    asked_for = _spend(ENTER, number, answer, None, now)
    credential_id = _read_id(answer)
    with db.transaction() as session:
        found = factors.passkey(session, credential_id)
        if found is None:
            raise Refused(Refusal.PASSKEY_REFUSED)
        row, account = found
        try:
            _check_handle(answer, account.id)
            proof = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=asked_for,
                expected_rp_id=site.host,
                expected_origin=site.origin,
                credential_public_key=row.public_key,
                credential_current_sign_count=row.sign_count,
                require_user_verification=True,
            )
        except _UNREADABLE as error:
            raise Refused(Refusal.PASSKEY_REFUSED) from error
        row.sign_count, row.used_at = proof.new_sign_count, now
        session.execute(sa.delete(SignIn).where(SignIn.key_digest == digest(half), SignIn.awaits_factor))
        return begin(session, account.id, browser, now)


def remove(
    account_id: int, passkey_id: int, password: str, now: datetime, *, is_needed: bool, tell: Tell = nobody
) -> None:
    """The passkey opens nothing any more; with the last factor the recovery codes are gone. Twice changes nothing.

    Raises Refused as `factors.check_removal`.
    """
    with db.transaction() as session:
        lock(session, account_id)
        row = factors.passkey_of(session, account_id, passkey_id)
        if row is None:
            return
        others = len(factors.passkeys(session, account_id)) - 1
        is_last = not others and not factors.has_app(session, account_id)
        check_removal(password, is_last=is_last, is_needed=is_needed)
        session.delete(row)
        removed(session, account_id, "account.passkey_removed", now, tell, is_last=is_last)


def _issue(purpose: str, challenge: bytes, account_id: int | None, now: datetime) -> int:
    with db.transaction() as session:
        row = Challenge(purpose=purpose, account_id=account_id, created_at=now)
        row.digest = digest(bytes_to_base64url(challenge))
        session.add(row)
        session.flush()
        return row.id


def _spend(purpose: str, number: int, answer: str, account_id: int | None, now: datetime) -> bytes:
    """The challenge that the device signed, which was issued for this and counts never again. Raises Refused."""
    challenge = _challenge_in(purpose, answer)
    issued = [Challenge.id == number, Challenge.purpose == purpose, Challenge.created_at > now - rules.HALF_LASTS]
    if account_id is not None:
        issued.append(Challenge.account_id == account_id)
    with db.transaction() as session:
        spent = session.scalar(sa.delete(Challenge).where(*issued).returning(Challenge.digest))
    if challenge is None or spent != digest(bytes_to_base64url(challenge)):
        raise Refused(Refusal.PASSKEY_REFUSED)
    return challenge


def _challenge_in(purpose: str, answer: str) -> bytes | None:
    if len(answer) > LONGEST_ANSWER:
        return None
    parse = parse_registration_credential_json if purpose == ADD else parse_authentication_credential_json
    try:
        return bytes(parse_client_data_json(parse(answer).response.client_data_json).challenge)
    except _UNREADABLE:
        return None


def _read_id(answer: str) -> str:
    return bytes_to_base64url(parse_authentication_credential_json(answer).raw_id)


def _check_handle(answer: str, account_id: int) -> None:
    """Raises ValueError when the device says that the passkey is somebody else's."""
    handle = parse_authentication_credential_json(answer).response.user_handle
    if handle and handle != _handle(account_id):
        raise ValueError("another account's passkey")


def _handle(account_id: int) -> bytes:
    """What devices call the account: a number that says nothing of a person."""
    return f"account:{account_id}".encode()


def _descriptor(credential_id: str) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(credential_id))
