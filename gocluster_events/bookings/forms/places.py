"""What the buttons of an item's box send."""

from wtforms import HiddenField

from gocluster_events.web.fields import Form


class PlaceForm(Form):
    """One button. ``instead`` is the item (UUID) whose place is given back, ``stays`` leads back to one's bookings."""

    instead = HiddenField()
    stays = HiddenField()
