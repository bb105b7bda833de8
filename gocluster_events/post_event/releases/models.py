"""Whose release was asked for what and how they answered, and how often somebody was reminded."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime, enum
from gocluster_events.post_event.releases.rules import Kind, State


class Release(Base):
    """Whether somebody on the programme, by UUID, agrees that a file, a quote or their name on a card (``subject``,
    its UUID) is public.

    ``name`` is that of somebody who is not on the programme; the name of all others is read there, so that it is gone
    wherever it was removed. ``wording`` is the number of the text that was answered.
    """

    __tablename__ = "release"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "kind", "subject", "person"),
        sa.Index("ix_release_person", "event_id", "person"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    kind: Mapped[Kind] = mapped_column(enum(Kind))
    subject: Mapped[str] = mapped_column(sa.String(36))
    person: Mapped[str] = mapped_column(sa.String(36))
    name: Mapped[str] = mapped_column(sa.String(200), default="")
    state: Mapped[State] = mapped_column(enum(State))
    wording: Mapped[int] = mapped_column()
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    actor: Mapped[str] = mapped_column(sa.String(254), default="")


class ReleaseReminder(Base):
    """That somebody on the programme, by UUID, had the reminder of that ``number`` of what is to come from them."""

    __tablename__ = "release_reminder"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "person", "number"),
        sa.CheckConstraint("number BETWEEN 1 AND 3", name="number"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    person: Mapped[str] = mapped_column(sa.String(36))
    number: Mapped[int] = mapped_column()
    at: Mapped[datetime] = mapped_column(UTCDateTime)
