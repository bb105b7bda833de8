"""What the buttons of an item's box send."""

from wtforms import HiddenField

from gocluster_events.core.web.fields import Form


class PlaceForm(Form):
    """One button. ``instead`` is the item (UUID) whose place is given back, ``stays`` leads back to one's bookings.

    ``waits`` is "off" where the person does not go on waiting for what is at that time.
    """

    instead = HiddenField()
    stays = HiddenField()
    waits = HiddenField()

    @property
    def keeps_waiting(self) -> bool:
        """Whether the person stays on the lists of what is at that time."""
        return self.waits.data != "off"
