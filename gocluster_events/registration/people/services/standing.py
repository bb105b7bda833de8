"""The one verb that puts a registration into a state."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.events.models import Event
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import people
from gocluster_events.registration.people.rules.codes import ENDED, STATES, Status
from gocluster_events.registration.people.rules.seats import SeatSource
from gocluster_events.registration.people.services.mails import queue_status_letter, record, subject

_MOMENTS = {"hold_until"} | {state.moment for state in STATES.values() if state.moment}


def put(  # noqa: PLR0913 -- everything about a state, each by its name
    session: Session, registration: Registration, status: Status, now: datetime, *, place: SeatSource | None = None,
    at: datetime | None = None, action: str = "", actor: str = "", tells: bool = True, **mail: Any,
) -> str:  # fmt: skip
    """The registration stands there, and no column speaks of the state before; a letter and the audit log say so.

    ``place`` is the place or the list, where it becomes another; ``at`` the moment of the state, where that is not now.
    ``actor`` is who did it if not the person, ``mail`` as in `queue_status_letter`. Returns the key of the mail.
    The waiting list has its own log, which the caller keeps. Whoever had a place has had it, for the growth of numbers.
    """
    event, ends = session.get_one(Event, registration.event_id), status in ENDED
    was_confirmed, had_ended = registration.status is Status.CONFIRMED, registration.ended_at is not None
    if was_confirmed if ends else had_ended:
        registration.sequence += 1  # calendars remove the meeting, or take it in again
    registration.status = status
    registration.quota_id = place.quota_id if place else registration.quota_id
    for column in _MOMENTS - ({"confirmed_at"} if ends else set()):
        setattr(registration, column, (at or now) if column == STATES[status].moment else None)
    session.add(registration)
    session.flush()
    if action:
        record(session, registration, action, Act(actor or subject(registration.id), now))
    if ends:
        mail = {"calendar": people.meeting(event, registration) if was_confirmed else None, **mail}
    return queue_status_letter(session, event, registration, now, **mail) if tells else ""
