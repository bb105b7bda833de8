"""What the registration box of an edition says: whether one can register, for which places, until when."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from gocluster_events.meeting.events.rules.edition import Mode, RegistrationPhase, Window
from gocluster_events.meeting.registration.people.rules.seats import Seats
from gocluster_events.site.rules.tasks import days_until

FEW, A_FIFTH = 5, 5
SOON_DAYS = 21


class BoxState(Enum):
    """The states of the box."""

    NOT_YET = "not_yet"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ModeSeats:
    """The places of one mode of attendance."""

    mode: Mode
    seats: Seats
    is_for_those_who_wait: bool = False  # what is free goes to them first

    @property
    def free(self) -> int:
        """How many places any newcomer can get: none while people on the waiting list come first."""
        return 0 if self.is_for_those_who_wait else self.seats.free

    @property
    def are_few(self) -> bool:
        """Whether so few places are left that the page should say so: at most five, or a fifth of them."""
        return self.free > 0 and (self.free <= FEW or A_FIFTH * self.free <= self.seats.capacity)

    @property
    def are_many(self) -> bool:
        """Whether places are left, and so many that nothing is said of them."""
        return bool(self.free) and not self.are_few


@dataclass(frozen=True, slots=True)
class RegistrationBox:
    """``first`` is the mode the box speaks of; ``second`` the other one of a hybrid edition. Of places of which the box
    says nothing it knows nothing either, so that it changes as rarely as what it says.

    ``spare`` are the sentences about places for some where none is open to all; ``reviews``: the team decides about
    every registration. ``days_left`` counts the venue's midnights until registration closes: 0 is today; None while
    that is far off.
    """

    face: BoxState
    first: ModeSeats
    second: ModeSeats | None
    window: Window
    days_left: int | None
    spare: tuple[str, ...] = ()
    reviews: bool = False
    takes_codes: bool = False  # whoever has one can register although it is not open to all


_FACES = {
    RegistrationPhase.NOT_YET: BoxState.NOT_YET,
    RegistrationPhase.CODES: BoxState.NOT_YET,
    RegistrationPhase.CLOSED: BoxState.CLOSED,
    RegistrationPhase.OVER: BoxState.OVER,
}


def registration_box(
    phase: RegistrationPhase, offered: tuple[ModeSeats, ...], window: Window, now: datetime, zone: str, *,
    spare: tuple[tuple[Mode, str], ...] = (), reviews: bool = False, is_over: bool = False,
) -> RegistrationBox:  # fmt: skip
    """The box for the modes that are ``offered`` (at least one, on site before online).

    ``spare`` are modes with a sentence about places for some. ``is_over``: the meeting has ended.
    """
    mode = offered[0].mode
    may_have = bool(offered[0].free) or reviews or any(each is mode for each, _sentence in spare)
    face = BoxState.OVER if is_over else _FACES.get(phase, BoxState.OPEN if may_have else BoxState.FULL)
    is_open = face in {BoxState.OPEN, BoxState.FULL}
    first, *others = (each if is_open and not each.are_many else _untouched(each) for each in offered)
    second = others[0] if others else None
    days, sentences = _days_left(window.closes_at, now, zone), tuple(sentence for _mode, sentence in spare if is_open)
    takes_codes = phase is RegistrationPhase.CODES and not is_over
    return RegistrationBox(face, first, second, window, days, sentences, reviews, takes_codes)


def _untouched(places: ModeSeats) -> ModeSeats:
    """The same places as if nobody had one or waited for one."""
    return ModeSeats(places.mode, replace(places.seats, taken=0))


def _days_left(closes_at: datetime, now: datetime, zone: str) -> int | None:
    days = days_until(closes_at, now, zone)
    return days if 0 <= days <= SOON_DAYS else None
