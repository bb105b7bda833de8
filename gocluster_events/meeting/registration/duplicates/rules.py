"""Two registrations that look like one person's: which standing the one that stays has once the other one goes."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import HAS_PLACE, UNDER_REVIEW, Refusal, Status


class Inherited(Enum):
    """What the registration that stays takes over from the one that goes."""

    NOTHING = "nothing"
    PLACE = "place"
    OFFER = "offer"
    POSITION = "position"


class Decision(Enum):
    """What the team decides about a pair."""

    FIRST = "first"
    SECOND = "second"
    APART = "apart"
    AGAIN = "again"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationState:
    """Where a registration stands. ``position`` orders those who wait, whoever is next first."""

    status: Status
    mode: Mode
    quota_id: int | None = None
    offer_until: datetime | None = None
    position: tuple[int, datetime] | None = None


def inherited(stays: RegistrationState, goes: RegistrationState) -> Inherited:
    """What the registration that stays takes over, so that it has the better standing of both.

    A place is better than an offer, an offer than a waiting list. Raises Refused when the registration that stays is
    unproven and the other one is not.
    """
    inheritance = _inherited(stays, goes)
    if stays.status is Status.UNCONFIRMED and goes.status is not Status.UNCONFIRMED:
        raise Refused(Refusal.UNPROVEN_STAYS)
    return inheritance


def afterwards(stays: RegistrationState, goes: RegistrationState) -> tuple[Status, Mode]:
    """State and mode of the one that stays, once it has taken over what it can. Raises Refused as `inherited`."""
    if inherited(stays, goes) is Inherited.NOTHING:
        return stays.status, stays.mode
    return goes.status, goes.mode


def _inherited(stays: RegistrationState, goes: RegistrationState) -> Inherited:
    match goes.status:
        case Status.CONFIRMED if stays.status is not Status.CONFIRMED:
            return Inherited.PLACE
        case Status.OFFERED if stays.status not in HAS_PLACE:
            return Inherited.OFFER
        case Status.WAITLISTED if stays.mode is goes.mode and _waits_longer(goes, stays):
            return Inherited.POSITION
        case _:
            return Inherited.NOTHING


def _waits_longer(goes: RegistrationState, stays: RegistrationState) -> bool:
    if stays.status is Status.WAITLISTED and goes.position and stays.position:
        return goes.position < stays.position
    return stays.status in UNDER_REVIEW
