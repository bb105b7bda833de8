"""Which items nobody can book a place in, though they say so."""

from enum import Enum

from gocluster_events.meeting.agenda.rules.codes import SignUp, Visibility
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.plenary import is_plenary
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable


class SignUpFault(Enum):
    """Why places in an item cannot be booked."""

    BREAK = "break"
    FOR_EVERYBODY = "for_everybody"
    CLOSED = "closed"
    NO_SEATS = "no_seats"


def sign_up_fault(item: Item, timetable: Timetable) -> SignUpFault | None:
    """What is wrong with booking the item in this timetable; None where nothing is, or where nobody signs up."""
    if item.sign_up is SignUp.NONE:
        return None
    if item.kind in BREAKS:
        return SignUpFault.BREAK
    if item.visibility is Visibility.CLOSED:
        return SignUpFault.CLOSED
    if item.starts_at is not None and is_plenary(timetable, item):
        return SignUpFault.FOR_EVERYBODY
    room = timetable.room(item)
    return SignUpFault.NO_SEATS if not item.seats and room is not None and not room.seats else None
