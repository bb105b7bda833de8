"""What colleagues write about a registration."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime, enum
from gocluster_events.meeting.registration.people.rules import codes


class Note(Base):
    """A comment for colleagues, or the reason for something done by hand. The person may read it (Art. 15 GDPR)."""

    __tablename__ = "note"
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    kind: Mapped[codes.NoteKind] = mapped_column(enum(codes.NoteKind))
    text: Mapped[str] = mapped_column(sa.String(1000))
    author: Mapped[str] = mapped_column(sa.String(254))
    at: Mapped[datetime] = mapped_column(UTCDateTime)  # of a reason: that of the line in the audit log
    changed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    at_desk: Mapped[bool] = mapped_column(default=False)  # the desk shows it when the person comes
