"""What left the house."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendees.models import Export

_OFFERED = 8


def purposes(session: Session, event_id: int) -> Sequence[str]:
    """What the edition's lists were taken away for, each once, the latest first."""
    latest = sa.func.max(Export.id)
    found = sa.select(Export.purpose).where(Export.event_id == event_id).group_by(Export.purpose)
    return session.scalars(found.order_by(latest.desc()).limit(_OFFERED)).all()
