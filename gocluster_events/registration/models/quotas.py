"""Places that are kept for some."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.db import Base, LocalizedText, UTCDateTime, enum
from gocluster_events.events.rules import Mode
from gocluster_events.text import Localized


class Quota(Base):
    """Places of one mode of attendance kept for some people until ``release_at``; those not taken then are for all.

    Whoever fulfils every condition may have one: an invitation, being a member, one of the types of actor.
    """

    __tablename__ = "quota"
    __table_args__ = (
        sa.CheckConstraint("places >= 0 AND most_per_organisation >= 0", name="numbers"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    name: Mapped[Localized] = mapped_column(LocalizedText)
    mode: Mapped[Mode] = mapped_column(enum(Mode))
    places: Mapped[int] = mapped_column()
    by_invitation: Mapped[bool] = mapped_column(default=False)
    members_only: Mapped[bool] = mapped_column(default=False)
    actor_types: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # empty: any
    most_per_organisation: Mapped[int] = mapped_column(default=0)  # 0: no limit
    release_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
