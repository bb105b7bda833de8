"""When so many registrations with an unproven address come from one network that the team is to know."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from gocluster_events.meeting.events.rules.edition import Mode

UNPROVEN = "unproven"  # as what they are counted
WITHIN = timedelta(hours=1)  # as long as a place is held for one
ONE_IN = 5  # of the seats, from which on the team is told


@dataclass(frozen=True, slots=True)
class Crowd:
    """The unproven registrations of one network within an hour, for the seats of a mode."""

    mode: Mode
    number: int
    seats: int


def worth_saying(crowds: Iterable[Crowd]) -> tuple[Crowd, ...]:
    """Those that are a fifth of the seats or more; one registration alone is no crowd."""
    return tuple(each for each in crowds if each.seats and each.number > 1 and each.number * ONE_IN >= each.seats)
