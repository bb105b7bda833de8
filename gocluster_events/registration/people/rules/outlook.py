"""What each person of a sign-up can expect before the binding button, as if nobody's address were known."""

from collections.abc import Sequence
from enum import Enum

from gocluster_events.errors import Refused
from gocluster_events.events.rules.procedure import Confirmation
from gocluster_events.registration.people.rules.codes import Refusal
from gocluster_events.registration.people.rules.quotas import Applicant, Board


class Prospect(Enum):
    """What somebody gets who registers now; its value is how the form says what its page has shown."""

    PLACE = "p"
    WAITS = "w"
    REVIEW = "r"  # the team decides


def outlook(board: Board, applicants: Sequence[Applicant], confirmation: Confirmation) -> tuple[Prospect, ...]:
    """The prospects of newcomers in their order: what one gets is no longer there for the next."""
    if confirmation is Confirmation.REVIEW:
        return (Prospect.REVIEW,) * len(applicants)
    found = []
    for applicant in applicants:
        place = board.place_for_newcomer(applicant)
        found.append(Prospect.PLACE if place else Prospect.WAITS)
        board = board.taking(applicant, place) if place else board
    return tuple(found)


def spelled(prospects: Sequence[Prospect]) -> str:
    """The prospects as a few letters for a hidden field."""
    return "".join(each.value for each in prospects)


def check_shown(shown: str, prospects: Sequence[Prospect]) -> None:
    """Raises Refused when the page has shown other people, or a place to somebody who would not get it now."""
    if len(shown) != len(prospects):
        raise Refused(Refusal.OTHER_PEOPLE)
    promised = (now for before, now in zip(shown, prospects, strict=True) if before == Prospect.PLACE.value)
    if any(now is not Prospect.PLACE for now in promised):
        raise Refused(Refusal.FEWER_PLACES)
