"""What people told of barriers."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.backoffice.feedback.rules import Topic
from gocluster_events.core.db import Base, UTCDateTime, enum


class Feedback(Base):
    """Somebody met a barrier, on the pages of an edition or (NULL) of the site; open until it is answered.

    Name and address are there only if they were given; without an address the answer is only noted.
    """

    __tablename__ = "feedback"
    __table_args__ = ({"sqlite_autoincrement": True},)  # its address must never show another one
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    reference: Mapped[str] = mapped_column(sa.String(12), unique=True)
    language: Mapped[str] = mapped_column(sa.String(2))
    topic: Mapped[Topic] = mapped_column(enum(Topic))
    place: Mapped[str] = mapped_column(sa.String(300))  # which page, in the person's own words
    text: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.String(200), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_by: Mapped[str] = mapped_column(sa.String(254), default="")
