"""Undoing or redoing a step of the draft."""

from wtforms import HiddenField

from gocluster_events.web.collision import read_number
from gocluster_events.web.fields import Form


class StepForm(Form):
    """A button; ``number`` is that of the step which the page has named."""

    number = HiddenField()

    @property
    def wanted(self) -> int:
        """The step's number; one that no step has if it was tampered with."""
        return read_number(self.number)
