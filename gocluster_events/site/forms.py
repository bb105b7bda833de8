"""What a participant sends from the personal page."""

from wtforms import HiddenField

from gocluster_events.core.web.fields import Form


class SeenForm(Form):
    """The version of the programme that somebody has read; what is published meanwhile stays unread."""

    version = HiddenField()

    def number(self, latest: int) -> int:
        """The number of the version that was shown, at most ``latest``; 0 if the field was tampered with."""
        typed = str(self.version.data or "")
        is_number = typed.isascii() and typed.isdigit() and len(typed) < 10
        return min(int(typed), latest) if is_number else 0
