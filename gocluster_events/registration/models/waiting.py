"""What happened on the waiting lists, so that everybody can be told why."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.db import Base, LocalizedText, UTCDateTime, enum
from gocluster_events.registration.rules.codes import Move
from gocluster_events.text import Localized


class WaitingMove(Base):
    """Somebody joined, left or changed the order of a waiting list. ``position`` is where they stood before it, and
    ``to_position`` where the team has put them.

    ``quota_id`` is the quota whose place or list it was, ``quota_name`` its name once it is removed; ``passed`` are
    those who stood before them and did not get that place, as pairs of registration and reason. Rows are only added.
    """

    __tablename__ = "waiting_move"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    quota_id: Mapped[int | None] = mapped_column(sa.ForeignKey("quota.id", ondelete="SET NULL"))
    quota_name: Mapped[Localized | None] = mapped_column(LocalizedText)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    move: Mapped[Move] = mapped_column(enum(Move))
    position: Mapped[int | None] = mapped_column()
    to_position: Mapped[int | None] = mapped_column()
    actor: Mapped[str] = mapped_column(sa.String(254))
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    passed: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
