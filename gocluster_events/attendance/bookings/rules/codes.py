"""The codes of booking: where a booking stands, where it came from, why it is refused, what happened to it."""

from enum import Enum


class State(Enum):
    """Where a booking stands."""

    HELD = "held"
    WAITING = "waiting"
    CANCELLED = "cancelled"  # by the person
    RELEASED = "released"  # nobody had come, and somebody at the item's door freed the place
    LOST = "lost"  # the registration ended or goes online, or the item is gone
    TAKEN_OUT = "taken_out"  # by the team


ACTIVE = frozenset({State.HELD, State.WAITING})


class Source(Enum):
    """Who made a booking."""

    SELF = "self"
    TEAM = "team"
    SWAP = "swap"
    DOOR = "door"
    ALLOCATION = "allocation"  # by their wishes


class Refusal(Enum):
    """Why something about a booking is refused."""

    ENDED = "ended"  # whoever has cancelled, say, takes part no more
    NOT_CONFIRMED = "not_confirmed"
    WRONG_MODE = "wrong_mode"  # places are on site only
    NOT_YET = "not_yet"
    CLOSED = "closed"
    BEGUN = "begun"  # too late to give a place up
    FULL = "full"
    WAITING_BEFORE_YOU = "waiting_before_you"
    ORGANISATION_FULL = "organisation_full"
    MEMBERS_ONLY = "members_only"
    CLASH = "clash"
    OTHER_BEGUN = "other_begun"  # what they have at that time has begun, so its place cannot be swapped
    ON_STAGE = "on_stage"
    DROPPED = "dropped"
    PAUSED = "paused"
    WISHES = "wishes"  # places are allotted by wishes, which are still collected
    ALLOTTING = "allotting"  # what is left over can be booked soon
    ARCHIVED = "archived"
    NOT_BOOKED = "not_booked"  # nothing to give up, to swap or to move
    BOOKED_ALREADY = "booked_already"
    REASON_MISSING = "reason_missing"
    NO_POSITION = "no_position"  # the list is shorter than that, or the person stands there already


class Passed(Enum):
    """Why somebody could not have a place although they stood before the person who got it."""

    ORGANISATION_FULL = "organisation_full"
    MEMBERS_ONLY = "members_only"
    CLASH = "clash"  # they have another place at that time
    NOT_CONFIRMED = "not_confirmed"  # they were declined, which could still be undone


class Move(Enum):
    """What happened to somebody's place in an item, or on its list."""

    BOOKED = "booked"
    JOINED = "joined"  # the waiting list
    MOVED_UP = "moved_up"
    SWAPPED_IN = "swapped_in"
    SWAPPED_OUT = "swapped_out"
    GAVE_UP = "gave_up"
    LEFT = "left"  # the waiting list
    WITHDRAWN = "withdrawn"  # from the list, since they have a place at that time now
    SHIFTED = "shifted"  # to another number of the list, by the team
    ADDED = "added"  # by the team
    ALLOTTED = "allotted"  # by their wishes
    TAKEN_OUT = "taken_out"
    RELEASED = "released"
    LOST = "lost"
    HANDED_ON = "handed_on"  # to a substitute
    TAKEN_OVER = "taken_over"  # by a substitute


class Loss(Enum):
    """Why somebody who did nothing has their place or their number no more."""

    DROPPED = "dropped"  # the item is gone from the programme
    NO_SIGN_UP = "no_sign_up"  # it needs none any more
    MEMBERS_ONLY = "members_only"
    RELEASED = "released"  # at its door


LONGEST_REASON = 300
