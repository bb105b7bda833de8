"""Who came to the demo's annual meeting, once the demo's clock stands behind it."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from gocluster_events.attendance.door.models import Admission
from gocluster_events.attendance.door.rules import Arrival
from gocluster_events.attendance.door.services import admit_in
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status

STAY_AWAY = 10  # one of so many
BEFORE, APART = timedelta(minutes=40), timedelta(seconds=15)


def let_in(slug: str, by: str, now: datetime) -> int:
    """Nine of ten who have a place on site were let in on the first day of the meeting, if that is over; how many.

    Where anybody was let in before, nobody more is.
    """
    with db.transaction() as session:
        event = events.event(session, slug)
        if event is None or now < event.ends_at:
            return 0
        if session.scalar(sa.select(sa.exists().where(Admission.event_id == event.id))):
            return 0
        events.lock(session, event.id)
        have_places = (Registration.status == Status.CONFIRMED, Registration.mode == Mode.ONSITE)
        people = sa.select(Registration.id).where(Registration.event_id == event.id, *have_places)
        came = [each for each in session.scalars(people.order_by(Registration.id)) if each % STAY_AWAY]
        for number, registration_id in enumerate(came):
            at = event.starts_at - BEFORE + number * APART
            admit_in(session, event, registration_id, Arrival(f"came-{number}", at), Act(by, at))
        return len(came)
