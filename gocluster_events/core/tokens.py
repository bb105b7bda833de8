"""What the site's keys are for: signed references for links in mails, and secrets that are stored sealed.

A reference says who and which generation; nothing of it is secret, nothing stored.

A link dies when its row's generation is raised. Each purpose has its own salt, so that a token for one
purpose opens nothing of another. See itsdangerous' ``URLSafeSerializer``.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsdangerous import BadSignature, URLSafeSerializer

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


@dataclass(frozen=True)
class Signer:
    """Signs with the first of ``keys`` (newest first) and still reads what the older ones signed."""

    keys: tuple[str, ...]

    def sign(self, purpose: str, identity: int, generation: int) -> str:
        """A URL-safe token, the same for the same arguments and newest key, so that a retried mail repeats it."""
        return str(self._serializer(purpose).dumps([identity, generation]))

    def read(self, purpose: str, token: str) -> tuple[int, int] | None:
        """Identity and generation of a token that `sign` made for this purpose; None for anything else."""
        try:
            value = self._serializer(purpose).loads(token)
        except BadSignature:
            return None
        match value:
            case [int(identity), int(generation)]:
                return identity, generation
            case _:
                return None

    def _serializer(self, purpose: str) -> URLSafeSerializer:
        return URLSafeSerializer(list(reversed(self.keys)), salt=f"gocluster-events:{purpose}")


@dataclass(frozen=True)
class Vault:
    """Seals with a key derived from the first of ``keys`` (newest first) and opens what the older ones sealed."""

    keys: tuple[str, ...]

    def seal(self, secret: str) -> str:
        """What may be stored of it: of no use without the keys."""
        return self._fernet().encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str | None:
        """The secret; None when no key fits any more, or it was tampered with."""
        from cryptography.fernet import InvalidToken  # noqa: PLC0415 -- 7 MB that only second factors need

        try:
            return self._fernet().decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def _fernet(self) -> "MultiFernet":
        from cryptography.fernet import Fernet, MultiFernet  # noqa: PLC0415 -- as above

        return MultiFernet([Fernet(urlsafe_b64encode(_derived(key))) for key in self.keys])


def _derived(key: str) -> bytes:
    """A key for sealing alone, so that neither use of a site key weakens the other (RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 -- as above
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415 -- as above

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"gocluster-events:vault").derive(key.encode())
