"""A style sheet that is made from data."""

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Sheet:
    """The style sheet and the digest in its name, by which it can be kept for a year."""

    css: str

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits, different for every different sheet."""
        return sha256(self.css.encode()).hexdigest()[:12]
