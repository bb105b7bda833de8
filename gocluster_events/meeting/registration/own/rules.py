"""What the team corrects of a registration, and what a link that asks for a proof finds."""

from dataclasses import dataclass
from enum import Enum

from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.rules.edition import RegistrationPhase
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, ENDED, MAY_RETURN, Refusal, Status
from gocluster_events.meeting.registration.people.rules.fields import PersonalData
from gocluster_events.meeting.registration.people.rules.questions import Answers
from gocluster_events.meeting.registration.people.rules.seats import is_open_to


@dataclass(frozen=True, slots=True)
class Correction:
    """What a registration is to say, without what is protected; why, and whether the person gets a letter about it.

    Without ``answers`` those that were given stay.
    """

    entry: PersonalData
    answers: Answers | None
    reason: str
    tells: bool


def may_change_mode(status: Status) -> bool:
    """Whether the team may change the mode of attendance of a registration with that status."""
    return status in ACTIVE - {Status.OFFERED}


def check_other_mode(status: Status) -> None:
    """Raises Refused unless the team may change the mode of attendance of a registration with that status."""
    if not may_change_mode(status):
        raise Refused(Refusal.OFFER_OPEN if status is Status.OFFERED else Refusal.MODE_KEPT)


class Proof(Enum):
    """What is true of a registration whose owner opens the link that asks for a proof."""

    OPEN = "open"  # the address can be proven
    PROVEN = "proven"
    LAPSED = "lapsed"  # but one can still register with it
    CLOSED = "closed"  # ended, and registration is not open
    ENDED = "ended"  # cancelled, declined or handed on
    OVER = "over"  # the meeting, before anything was proven


def proof(status: Status, phase: RegistrationPhase) -> Proof:
    """What is true of a registration with this status when the link is opened in that phase of registration."""
    if status in {Status.UNCONFIRMED, Status.LAPSED} and phase is RegistrationPhase.OVER:
        return Proof.OVER
    if status is Status.UNCONFIRMED:
        return Proof.OPEN
    if status is Status.LAPSED:
        return Proof.LAPSED if is_open_to(phase, has_code=True) else Proof.CLOSED
    return Proof.ENDED if status in ENDED else Proof.PROVEN


def proof_again(status: Status, phase: RegistrationPhase) -> Proof:
    """As `proof`, for the link that asks to confirm new details: who has cancelled comes back only while it is open."""
    if phase is RegistrationPhase.OVER:
        return Proof.OVER
    return Proof.CLOSED if status in MAY_RETURN and not is_open_to(phase, has_code=True) else Proof.OPEN
