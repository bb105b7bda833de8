"""Reads of who has said that no materials come from them."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.post_event.materials.models import Waiver
from gocluster_events.post_event.materials.rules.waiving import Waivers


def waivers(session: Session, event_id: int) -> Waivers:
    """From whom no materials of which item of the edition come. One statement."""
    rows = session.execute(sa.select(Waiver.item, Waiver.person).where(Waiver.event_id == event_id))
    return frozenset((item, person) for item, person in rows)
