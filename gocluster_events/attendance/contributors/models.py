"""What is known about people on the programme and registrations."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime


class ContributorMatch(Base):
    """Whether somebody on the programme and a registration are one person; whoever says so is asked no more."""

    __tablename__ = "contributor_match"
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    is_same: Mapped[bool] = mapped_column()
    actor: Mapped[str] = mapped_column(sa.String(254))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
