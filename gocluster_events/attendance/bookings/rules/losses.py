"""What somebody has lost without doing anything, and why."""

from dataclasses import dataclass
from datetime import timedelta

from gocluster_events.attendance.bookings.rules.codes import Loss, State
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable

RECENT = timedelta(days=1)
"""How long after the end of an item a loss is still said."""


@dataclass(frozen=True, slots=True)
class OwnLoss:
    """A place in that item of the version ``timetable``, or a number on its list, that somebody has no more."""

    item: Item
    timetable: Timetable
    why: Loss
    is_place: bool


def loss(state: State, *, is_there: bool, is_listed: bool, is_barred: bool) -> Loss | None:
    """Why a booking of that state has ended; None where it did not by the item, as that stands now.

    ``is_there``: the item is in the programme; ``is_barred``: it is for members only, and the person is none.
    """
    if state is State.RELEASED:
        return Loss.RELEASED
    if state is not State.LOST:
        return None
    if not is_there:
        return Loss.DROPPED
    if not is_listed:
        return Loss.NO_SIGN_UP
    return Loss.MEMBERS_ONLY if is_barred else None
