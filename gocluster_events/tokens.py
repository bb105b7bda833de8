"""Signed references for links in mails: who and which generation, nothing secret, nothing stored.

A link dies when its row's generation is raised. Each purpose has its own salt, so that a token for one
purpose opens nothing of another. See itsdangerous' ``URLSafeSerializer``.
"""

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer


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
