"""The style sheet of an edition that has an accent of its own; without it, pages keep the site's."""

from gocluster_events.events.exports.sheet import Sheet
from gocluster_events.events.rules import palette


def accent_sheet(accent: str) -> Sheet | None:
    """The sheet that sets the accent's roles; None where the site's own are shown."""
    colours = palette(accent)
    if colours is None:
        return None
    roles = f"--edition: {colours.light}; --edition-dark: {colours.dark}; --hero-muted: {colours.muted};"
    return Sheet(f"@layer theme {{\n:root {{ {roles} }}\n}}\n")
