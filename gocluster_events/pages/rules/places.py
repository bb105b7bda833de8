"""What the registration box of an edition says: whether one can register, for which places, until when."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.events.rules import Mode, Phase, Window
from gocluster_events.pages.rules.deadlines import days_until
from gocluster_events.registration.rules.seats import Seats

FEW = 10
SOON_DAYS = 21


class Face(Enum):
    """The states of the box."""

    NOT_YET = "not_yet"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one mode of attendance."""

    mode: Mode
    seats: Seats

    @property
    def are_few(self) -> bool:
        """The last ones, worth saying aloud."""
        return 0 < self.seats.free <= FEW


@dataclass(frozen=True, slots=True)
class Box:
    """``first`` is the mode the box speaks of; ``second`` the other one of a hybrid edition.

    ``days_left`` counts the venue's midnights until registration closes: 0 is today; None while that is far off.
    """

    face: Face
    first: Places
    second: Places | None
    window: Window
    days_left: int | None


def box(phase: Phase, offered: tuple[Places, ...], window: Window, now: datetime, zone: str) -> Box:
    """The box for the modes that are ``offered`` (at least one, on site before online)."""
    first, *others = offered
    return Box(
        _face(phase, first), first, others[0] if others else None, window, _days_left(window.closes_at, now, zone)
    )


def _face(phase: Phase, first: Places) -> Face:
    if phase is Phase.OPEN:
        return Face.OPEN if first.seats.free else Face.FULL
    return Face(phase.value)


def _days_left(closes_at: datetime, now: datetime, zone: str) -> int | None:
    days = days_until(closes_at, now, zone)
    return days if 0 <= days <= SOON_DAYS else None
