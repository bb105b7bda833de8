"""What the team corrects of a registration."""

from dataclasses import dataclass

from gocluster_events.errors import Refused
from gocluster_events.registration.people.rules.codes import ACTIVE, Refusal, Status
from gocluster_events.registration.people.rules.fields import PersonalData
from gocluster_events.registration.people.rules.questions import Answers


@dataclass(frozen=True, slots=True)
class Correction:
    """What a registration is to say, without what is protected; why, and whether the person gets a letter about it."""

    entry: PersonalData
    answers: Answers
    reason: str
    tells: bool


def may_change_mode(status: Status) -> bool:
    """Whether the team may change the mode of attendance of a registration with that status."""
    return status in ACTIVE - {Status.OFFERED}


def check_other_mode(status: Status) -> None:
    """Raises Refused unless the team may change the mode of attendance of a registration with that status."""
    if not may_change_mode(status):
        raise Refused(Refusal.OFFER_OPEN if status is Status.OFFERED else Refusal.MODE_KEPT)
