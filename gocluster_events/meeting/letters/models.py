"""What an edition makes of its letters, and when it reminds."""

from datetime import datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, Revised, UTCDateTime, enum
from gocluster_events.meeting.letters.rules import Kind


class LetterText(Revised, Base):
    """The edition's own wording of a letter in one language.

    One that is ``is_set_aside`` is kept so that it can come back; until then the letter reads as it was shipped.
    """

    __tablename__ = "letter_text"
    __table_args__ = (sa.UniqueConstraint("event_id", "letter", "language"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    letter: Mapped[str] = mapped_column(sa.String(40))
    language: Mapped[str] = mapped_column(sa.String(2))
    subject: Mapped[str] = mapped_column(sa.String(200))
    heading: Mapped[str] = mapped_column(sa.String(120))
    body: Mapped[str] = mapped_column(sa.Text)
    button: Mapped[str] = mapped_column(sa.String(60))
    changed_by: Mapped[str] = mapped_column(sa.String(254))
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    is_set_aside: Mapped[bool] = mapped_column(default=False)


class Reminder(Revised, Base):
    """When the edition reminds of something. ``at`` is the hour at the venue, ``since`` when it was last changed.

    ``occasion`` is the day (ISO) before which it went out last; a meeting or deadline that is moved is another
    occasion, so it goes out again.
    """

    __tablename__ = "reminder"
    __table_args__ = (sa.CheckConstraint("days_before > 0", name="days"),)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Kind] = mapped_column(enum(Kind), primary_key=True)
    days_before: Mapped[int] = mapped_column()
    at: Mapped[time] = mapped_column()
    is_on: Mapped[bool] = mapped_column()
    since: Mapped[datetime] = mapped_column(UTCDateTime)
    occasion: Mapped[str] = mapped_column(sa.String(10), default="")
    went_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
