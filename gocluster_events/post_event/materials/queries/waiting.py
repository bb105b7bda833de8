"""What of an edition's materials waits for the team."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.post_event.materials.models import Material
from gocluster_events.post_event.materials.queries.materials import overview
from gocluster_events.post_event.materials.rules.standing import is_ready


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many materials can be published, and how many somebody has withdrawn their release of."""

    ready: int = 0
    withdrawn: int = 0


def waiting_materials(session: Session, event_id: int) -> Waiting:
    """What of the edition's materials waits for the team. One statement where there are none, else a few."""
    any_one = sa.select(Material.id).where(Material.event_id == event_id).limit(1)
    if session.scalar(any_one) is None:
        return Waiting()
    entries = overview(session, event_id).entries
    return Waiting(sum(is_ready(each.standing) for each in entries), sum(bool(each.withdrawn) for each in entries))
