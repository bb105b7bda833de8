"""The list of an item: who has a place in it, and who waits."""

from collections.abc import Sequence
from typing import Any

from gocluster_events.attendance.attendees.rules.table import Cell, Format

PROFILE = "item"
"""What the log of downloads calls such a list."""
COLUMNS = (
    "booking_state",
    "place_number",
    "last_name",
    "first_name",
    "title",
    "organisation",
    "reference",
    "booked_at",
)
FORMATS = (Format.XLSX, Format.PDF)


def rows(
    held: Sequence[tuple[Any, Any]], waiting: Sequence[tuple[Any, Any]], state_of: Any
) -> tuple[tuple[Cell, ...], ...]:
    """A row for each place and then each who waits (pairs of booking and registration); ``state_of`` says its state.

    Either group is numbered as it stands: those who have a place by name, those who wait by their position.
    """
    numbered = [(number, *pair) for group in (held, waiting) for number, pair in enumerate(group, 1)]
    return tuple(
        (
            state_of(booking.state),
            number,
            person.last_name,
            person.first_name,
            person.title,
            person.organisation,
            person.reference,
            booking.at,
        )
        for number, booking, person in numbered
    )
