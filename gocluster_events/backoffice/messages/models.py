"""Messages that the team writes to a list of people."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.backoffice.messages.rules import Readers, Stage
from gocluster_events.core.db import Base, LocalizedText, Revised, UTCDateTime, enum
from gocluster_events.core.text import Localized


class Message(Revised, Base):
    """A text with its list: the parameters of a filter, and once it is planned who gets it and their status then.

    People are named by the number of their registration, or of their row on the programme, only; whoever is erased is a
    number that belongs to nobody, and whose name was removed one of a row without a name.
    """

    __tablename__ = "message"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a mail's key must never be that of another message
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    stage: Mapped[Stage] = mapped_column(enum(Stage))
    readers: Mapped[Readers] = mapped_column(
        enum(Readers), default=Readers.REGISTRATIONS, server_default=Readers.REGISTRATIONS.value
    )
    subject: Mapped[Localized] = mapped_column(LocalizedText)
    body: Mapped[Localized] = mapped_column(LocalizedText)
    with_link: Mapped[bool] = mapped_column(default=True)
    parameters: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    people: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # of [registration or person, status]
    author: Mapped[str] = mapped_column(sa.String(254))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    queued_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
