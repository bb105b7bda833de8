"""A device that makes passkeys, as a browser would hand its answers over (WebAuthn, level 3); it can be told to lie."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def coded(content: bytes) -> str:
    """Base64url, as everything in an answer is."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """Holds one key. ``origin`` and ``host`` are of the page that asks it; ``is_unlocked``: its owner unlocked it."""

    origin: str = "http://localhost"
    host: str = "localhost"
    is_unlocked: bool = True
    used: int = 0
    identity: bytes = b"a key of a device"
    handle: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> str:
        """The answer to a question for a new passkey."""
        self.handle = decoded(options["user"]["id"])
        point = self.key.public_key().public_numbers()
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
        known = bytes(16) + len(self.identity).to_bytes(2, "big") + self.identity + public
        auth_data = self._told(ATTESTED) + known
        statement = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": auth_data})
        client = self._client("webauthn.create", options)
        return self._answer({"attestationObject": coded(statement), "clientDataJSON": coded(client)})

    def sign(self, options: dict[str, Any]) -> str:
        """The answer to a question who signs in."""
        self.used += 1
        auth_data, client = self._told(), self._client("webauthn.get", options)
        signature = self.key.sign(auth_data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        parts = {
            "authenticatorData": auth_data,
            "clientDataJSON": client,
            "signature": signature,
            "userHandle": self.handle,
        }
        return self._answer({name: coded(part) for name, part in parts.items()})

    def _told(self, more: int = 0) -> bytes:
        flags = PRESENT | (VERIFIED if self.is_unlocked else 0) | more
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.used.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        known = {"id": coded(self.identity), "rawId": coded(self.identity), "type": "public-key"}
        return json.dumps({**known, "response": response, "clientExtensionResults": {}})
