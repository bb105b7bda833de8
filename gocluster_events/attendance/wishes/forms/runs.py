"""What a button about a run sends."""

from wtforms import HiddenField

from gocluster_events.core.web.fields import Form


class RunForm(Form):
    """One button about the run of that ``number``, and of the ``seen`` input that it was computed from."""

    number = HiddenField()
    seen = HiddenField()

    @property
    def run(self) -> int:
        """The number; 0 where it is none."""
        typed = self.number.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
