"""What becomes of a place, or of a place in a line, when what somebody told decides anew."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.errors import Refused
from gocluster_events.registration import queries
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.changing import place_after
from gocluster_events.registration.rules.codes import Refusal, Status
from gocluster_events.registration.rules.quotas import Applicant, Board, Place
from gocluster_events.registration.services import waiting
from gocluster_events.registration.services.mails import subject


def follow(
    session: Session, registration: Registration, board: Board, before: Applicant, now: datetime, *, actor: str = ""
) -> None:
    """The registration has the place, or stands in the line, that follows from what it says now.

    ``board`` and ``before`` are of the moment before it did, ``actor`` who did it if not the person. Raises Refused
    when no place is left for it.
    """
    session.flush()
    after = queries.applicant(registration)
    if registration.status in {Status.CONFIRMED, Status.OFFERED}:
        place = place_after(board, Place(registration.quota_id), before, after)
        if place is None:
            raise Refused(Refusal.NO_SEAT_IN_MODE if after.mode is not before.mode else Refusal.QUOTA_LOST)
        registration.quota_id = place.quota_id
    elif registration.status is Status.WAITLISTED and after.mode is not before.mode:
        waiting.join(session, registration, board, now)
    elif registration.status is Status.WAITLISTED:  # the same turn on another list
        waiting.relist(session, registration.event_id, board, actor or subject(registration.id), now)
    elif after != before:
        registration.quota_id = board.line(after)[1]
