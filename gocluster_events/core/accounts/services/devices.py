"""What passkeys' devices are asked, and what their answers say: Web Authentication, and nothing of ours.

Nobody imports this before somebody uses a passkey: the library alone holds 14 MB.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import webauthn
from webauthn import helpers
from webauthn.helpers import structs
from webauthn.helpers.exceptions import WebAuthnException

_UNREADABLE = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, RecursionError)
_VERIFIED = structs.UserVerificationRequirement.REQUIRED


class InvalidAnswer(Exception):
    """The device's answer cannot be read, or does not prove what it should."""


@dataclass(frozen=True, slots=True)
class ChallengeOptions:
    """The challenge that the device shall sign (base64url), and the options for its browser as JSON."""

    challenge: str
    options: str


@dataclass(frozen=True, slots=True)
class NewCredential:
    """What a device has made: the passkey's name for itself (base64url), its public key, and how often it signed."""

    credential_id: str
    public_key: bytes
    sign_count: int


def options_to_create(host: str, handle: bytes, account: tuple[str, str], known: Sequence[str]) -> ChallengeOptions:
    """A device may make a passkey for the account (address and name), unless it holds one of the ``known``."""
    options = webauthn.generate_registration_options(
        rp_id=host,
        rp_name="go-cluster Events",
        user_id=handle,
        user_name=account[0],
        user_display_name=account[1],
        challenge=secrets.token_bytes(32),
        exclude_credentials=_descriptors(known),
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
    )
    return ChallengeOptions(helpers.bytes_to_base64url(options.challenge), helpers.options_to_json(options))


def options_to_sign_in(host: str, known: Sequence[str]) -> ChallengeOptions:
    """A device may prove one of the known passkeys, or any where none is named."""
    options = webauthn.generate_authentication_options(
        rp_id=host,
        challenge=secrets.token_bytes(32),
        allow_credentials=_descriptors(known),
        user_verification=_VERIFIED,
    )
    return ChallengeOptions(helpers.bytes_to_base64url(options.challenge), helpers.options_to_json(options))


def new_credential(answer: str, challenge: str, host: str, origin: str) -> NewCredential:
    """The passkey that the device has made. Raises InvalidAnswer."""
    try:
        proof = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=helpers.base64url_to_bytes(challenge),
            expected_rp_id=host,
            expected_origin=origin,
            require_user_verification=True,
        )
    except _UNREADABLE as error:
        raise InvalidAnswer from error
    return NewCredential(helpers.bytes_to_base64url(proof.credential_id), proof.credential_public_key, proof.sign_count)


def checked_sign_count(answer: str, challenge: str, site: tuple[str, str], handle: bytes, known: NewCredential) -> int:
    """How often the passkey has signed now; ``site``: host and origin. Raises InvalidAnswer.

    It is also raised when the device says that the passkey belongs to another account than ``handle``.
    """
    try:
        user_handle = helpers.parse_authentication_credential_json(answer).response.user_handle
        if user_handle and user_handle != handle:
            raise InvalidAnswer
        proof = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=helpers.base64url_to_bytes(challenge),
            expected_rp_id=site[0],
            expected_origin=site[1],
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except _UNREADABLE as error:
        raise InvalidAnswer from error
    return proof.new_sign_count


def challenge_of_made(answer: str) -> str | None:
    """The challenge (base64url) that a new passkey signed; None where the answer cannot be read."""
    return _challenge_in(answer, helpers.parse_registration_credential_json)


def challenge_of_proof(answer: str) -> str | None:
    """The challenge that the answer of a passkey proving itself names; None where it cannot be read."""
    return _challenge_in(answer, helpers.parse_authentication_credential_json)


def _challenge_in(answer: str, parse: Callable[[str], Any]) -> str | None:
    try:
        return helpers.bytes_to_base64url(
            helpers.parse_client_data_json(parse(answer).response.client_data_json).challenge
        )
    except _UNREADABLE:
        return None


def id_in(answer: str) -> str:
    """Which passkey the answer is of (base64url)."""
    return helpers.bytes_to_base64url(helpers.parse_authentication_credential_json(answer).raw_id)


def _descriptors(credential_ids: Sequence[str]) -> list[structs.PublicKeyCredentialDescriptor]:
    return [structs.PublicKeyCredentialDescriptor(id=helpers.base64url_to_bytes(each)) for each in credential_ids]
