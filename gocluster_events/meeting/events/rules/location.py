"""Where an edition takes place, as one line."""

import re
from typing import Protocol


class HasVenue(Protocol):
    """Something with an address, such as an edition."""

    @property
    def venue(self) -> str:
        """The name of the house."""

    @property
    def address(self) -> str:
        """Street and number, mostly with the postcode and the city."""

    @property
    def city(self) -> str:
        """The city alone."""


def location(event: HasVenue, room: str = "") -> str:
    """Room, venue, address and city, as far as they are known; the city once, for addresses mostly hold it."""
    house = ", ".join(filter(None, (event.venue, event.address)))
    is_named = re.search(rf"\b{re.escape(event.city)}\b", house, re.IGNORECASE) is not None
    return ", ".join(filter(None, (room, house, "" if is_named else event.city)))
