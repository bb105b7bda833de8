"""The numbers that remain of erased registrations, and the log of automatic erasure."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime, enum
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import DataClass, Status


class Departed(Base):
    """How many registrations of a mode and last state were erased, so that the figures of a meeting stay true."""

    __tablename__ = "departed"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    mode: Mapped[Mode] = mapped_column(enum(Mode), primary_key=True)
    status: Mapped[Status] = mapped_column(enum(Status), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


class RetentionRun(Base):
    """One automatic erasure at the end of a retention period: which class, when, and how many people it concerned."""

    __tablename__ = "retention_run"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[DataClass] = mapped_column(enum(DataClass), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
