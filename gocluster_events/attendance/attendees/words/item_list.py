"""What the list of an item and its columns are called."""

from gocluster_events.attendance.attendees.rules.item_list import COLUMNS
from gocluster_events.attendance.attendees.words.columns import COLUMNS as OF_PEOPLE
from gocluster_events.core.i18n import LazyString, _l

NAME = _l("Item list")
HOLDS = _l("Who has a place in a programme item and who waits for one: name, organisation, reference number.")
USE = _l("Workshop room")
FILE = _l("item")
OWN_HEADS: dict[str, LazyString] = {
    "booking_state": _l("Booking"),
    "place_number": _l("No."),
    "booked_at": _l("Since"),
}
HEADS: tuple[LazyString, ...] = tuple(OWN_HEADS.get(name) or OF_PEOPLE[name] for name in COLUMNS)
