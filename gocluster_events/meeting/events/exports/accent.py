"""A style sheet that is made from an edition's accent."""

from dataclasses import dataclass
from hashlib import sha256

from gocluster_events.meeting.events.rules.edition import palette


@dataclass(frozen=True, slots=True)
class Sheet:
    """The style sheet and the digest in its name, by which it can be kept for a year."""

    css: str

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits, different for every different sheet."""
        return sha256(self.css.encode()).hexdigest()[:12]


def accent_sheet(accent: str) -> Sheet | None:
    """The sheet that sets the accent's roles; None where the site's own are shown."""
    colours = palette(accent)
    if colours is None:
        return None
    roles = f"--edition: {colours.light}; --edition-dark: {colours.dark}; --hero-muted: {colours.muted};"
    return Sheet(f"@layer theme {{\n:root {{ {roles} }}\n}}\n")
