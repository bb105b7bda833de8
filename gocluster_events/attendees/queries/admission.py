"""Who came."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendees.models import Admission


def admitted(session: Session, event_id: int) -> Mapping[int, datetime]:
    """When each registration that is in was let in, by its id; what was taken back does not count."""
    found = sa.select(Admission.registration_id, Admission.at)
    rows = session.execute(found.where(Admission.event_id == event_id, Admission.undone_at.is_(None)))
    return {registration_id: at for registration_id, at in rows}
