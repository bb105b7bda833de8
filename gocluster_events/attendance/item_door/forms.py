"""What the desk at an item's door sends."""

from dataclasses import replace
from datetime import datetime

from wtforms import HiddenField

from gocluster_events.attendance.door.forms import PassageForm
from gocluster_events.attendance.door.rules import Arrival
from gocluster_events.attendance.item_door.rules import Way
from gocluster_events.core.web.fields import Form


class ItemPassageForm(PassageForm):
    """An intention at an item's door: ``verb`` is a way to let in, or to take back."""

    def arrival(self, now: datetime) -> Arrival:
        """The intention as at the main entrance, but of the day on which the person stood there."""
        return replace(super().arrival(now), day=None)

    @property
    def way(self) -> Way:
        """How somebody is to be let in; a verb that is none means whoever has a place."""
        return next((way for way in Way if way.value == self.verb.data), Way.ADMIT)


class CountForm(Form):
    """One more, or one fewer."""

    step = HiddenField()

    @property
    def number(self) -> int:
        """What is added; 0 where that was tampered with."""
        return {"1": 1, "-1": -1}.get(self.step.data or "", 0)
