"""What the team notes down for the next event, and what of it the next team has ticked."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime, enum
from gocluster_events.post_event.lessons.rules import LONGEST, LONGEST_PAGE, State


class Lesson(Base):
    """Something that is to be better next time, noted on a ``page`` of the team (a path; empty: not known).

    ``weeks`` is when the next event is reminded: before its start (negative), on the day, or after its end.
    """

    __tablename__ = "lesson"
    __table_args__ = ({"sqlite_autoincrement": True},)  # its address must never show another one
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    text: Mapped[str] = mapped_column(sa.String(LONGEST))
    weeks: Mapped[int]
    page: Mapped[str] = mapped_column(sa.String(LONGEST_PAGE), default="")
    state: Mapped[State] = mapped_column(enum(State), default=State.OPEN)
    author: Mapped[str] = mapped_column(sa.String(254))
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class LessonTick(Base):
    """A lesson of the event from which this one was copied, that somebody has seen to."""

    __tablename__ = "lesson_tick"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(sa.ForeignKey("lesson.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(sa.String(254))
