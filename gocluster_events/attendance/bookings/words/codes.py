"""What the codes of booking are called."""

from gocluster_events.attendance.bookings.rules.codes import Move, Source, State
from gocluster_events.core.i18n import LazyString, _l

STATES: dict[State, LazyString] = {
    State.HELD: _l("Booked"),
    State.WAITING: _l("On the waiting list"),
    State.CANCELLED: _l("Given up"),
    State.RELEASED: _l("Released at the door"),
    State.LOST: _l("Lost"),
    State.TAKEN_OUT: _l("Taken out by the team"),
}
SOURCES: dict[Source, LazyString] = {
    Source.SELF: _l("By the person"),
    Source.TEAM: _l("By the team"),
    Source.SWAP: _l("By a swap"),
    Source.DOOR: _l("At the door"),
    Source.ALLOCATION: _l("Allotted by choice"),
}
MOVES: dict[Move, LazyString] = {
    Move.BOOKED: _l("Place booked"),
    Move.JOINED: _l("Joined the waiting list"),
    Move.MOVED_UP: _l("Moved up"),
    Move.SWAPPED_IN: _l("Place taken in a swap"),
    Move.SWAPPED_OUT: _l("Place given back in a swap"),
    Move.GAVE_UP: _l("Place given up"),
    Move.LEFT: _l("Left the waiting list"),
    Move.WITHDRAWN: _l("Left the waiting list because of a place at the same time"),
    Move.SHIFTED: _l("Moved to another position on the waiting list"),
    Move.ADDED: _l("Place given by the team"),
    Move.ALLOTTED: _l("Place allotted by choice"),
    Move.TAKEN_OUT: _l("Taken out by the team"),
    Move.RELEASED: _l("Place released at the door"),
    Move.LOST: _l("Place or position lost"),
    Move.HANDED_ON: _l("Place passed on to a substitute"),
    Move.TAKEN_OVER: _l("Place taken over from somebody else"),
}
