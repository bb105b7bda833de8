"""What somebody has looked at while preparing an edition."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.db import Base, UTCDateTime


class Tick(Base):
    """A point of the edition's checklist, by its code, that somebody has looked at."""

    __tablename__ = "checklist_tick"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    point: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(sa.String(254))
