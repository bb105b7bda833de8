"""Undoing or redoing a step of the draft."""

from wtforms import HiddenField

from gocluster_events.web.fields import Form


class StepForm(Form):
    """A button; ``number`` is that of the step which the page has named."""

    number = HiddenField()

    @property
    def wanted(self) -> int:
        """The step's number; 0, which no step has, for what is none."""
        typed = self.number.data or ""
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
