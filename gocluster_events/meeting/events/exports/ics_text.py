"""Text in a calendar file as it was typed (RFC 5545, 3.3.11). Only who takes a calendar along waits for the library."""

from icalendar import vText

_LINE_END = r"\N"  # what the library takes for one, as in C:\Neu


class Text(vText):
    """Text in which every backslash is one."""

    def to_ical(self) -> bytes:
        """As the library escapes it, but for what was typed like one of its line ends."""
        return rb"\\N".join(vText(part).to_ical() for part in self.split(_LINE_END))
