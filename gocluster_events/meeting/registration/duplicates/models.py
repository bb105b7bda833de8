"""What the team has decided about registrations that look like one person's."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime


class DistinctPair(Base):
    """Two registrations that look alike and are two people; never shown as duplicates again."""

    __tablename__ = "distinct_pair"
    __table_args__ = (sa.CheckConstraint("first_id < second_id", name="order"),)
    first_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    actor: Mapped[str] = mapped_column(sa.String(254))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
