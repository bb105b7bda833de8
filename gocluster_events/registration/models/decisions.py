"""What a team decided, for as long as it can be undone, and that it did."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.db import Base, UTCDateTime, enum
from gocluster_events.registration.rules.deciding import Kind


class Decision(Base):
    """One decision about ``number`` people. ``closed_at``: from then on nothing is kept for undoing it."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Kind] = mapped_column(enum(Kind))
    actor: Mapped[str] = mapped_column(sa.String(254))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    number: Mapped[int] = mapped_column()
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, index=True)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by: Mapped[str] = mapped_column(sa.String(254), default="")


class DecisionPerson(Base):
    """Somebody it was decided about: where they stood ``before``, while it can be undone, and the mail that tells."""

    __tablename__ = "decision_person"
    decision_id: Mapped[int] = mapped_column(sa.ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    before: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    mail_key: Mapped[str] = mapped_column(sa.String(120))
