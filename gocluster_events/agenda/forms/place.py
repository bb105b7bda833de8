"""Choosing one of the places that are suggested for an item."""

from datetime import UTC, datetime

from wtforms import HiddenField

from gocluster_events.agenda.rules.raster import Spot
from gocluster_events.web.collision import number_in
from gocluster_events.web.fields import Form


class PlaceForm(Form):
    """A list of buttons; ``spot`` is the one that was pressed, ``revision`` that of the item that was looked at."""

    revision = HiddenField()
    spot = HiddenField()

    @property
    def chosen(self) -> Spot | None:
        """Where the item is to go; None if that was tampered with."""
        room, _sign, when = str(self.spot.data or "").partition("@")
        try:
            starts_at = datetime.fromisoformat(when)
            return Spot(starts_at.astimezone(UTC), number_in(room)) if starts_at.tzinfo else None
        except (ValueError, OverflowError):
            return None


def written(spot: Spot) -> str:
    """What the button of a place sends."""
    return f"{spot.room}@{spot.starts_at.isoformat()}"
