"""Who is asked to run an edition and has no account yet."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.access import Role
from gocluster_events.db import Base, UTCDateTime, enum


class TeamInvitation(Base):
    """An address that may make an account and is then a member in that role. A new ``generation`` kills its link."""

    __tablename__ = "team_invitation"
    __table_args__ = (sa.UniqueConstraint("event_id", "email_key"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254))
    role: Mapped[Role] = mapped_column(enum(Role))
    language: Mapped[str] = mapped_column(sa.String(2))
    generation: Mapped[int] = mapped_column(default=1)
    invited_by: Mapped[str] = mapped_column(sa.String(254))
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
