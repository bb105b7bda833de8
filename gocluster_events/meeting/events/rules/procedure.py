"""How an edition decides who takes part: by itself or by review, and how its waiting list moves up."""

from dataclasses import dataclass
from enum import Enum

from gocluster_events.meeting.events.rules.edition import FederalState

LONGEST_OFFER_HOURS = 14 * 24


class Confirmation(Enum):
    """What follows once a registration's address is proven: a place at once, or a decision by the team."""

    AUTOMATIC = "automatic"  # a free place is confirmed at once
    REVIEW = "review"  # the team decides about every registration


class MovingUp(Enum):
    """What happens with a free place while somebody waits for it."""

    DIRECT = "direct"  # confirmed at once
    OFFER = "offer"  # offered, and lost unless it is accepted in time
    BY_HAND = "by_hand"  # nothing until the team decides


@dataclass(frozen=True, slots=True)
class Procedure:
    """The rules of one edition for registering. ``offer_hours`` is how long an offered place is kept at least.

    ``state`` is that of the venue: an offer never ends on a weekend or on one of its holidays.
    """

    confirmation: Confirmation = Confirmation.AUTOMATIC
    moving_up: MovingUp = MovingUp.DIRECT
    offer_hours: int = 48
    state: FederalState = FederalState.ABROAD
