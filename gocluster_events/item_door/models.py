"""Who came to which item of the programme, and how many where nobody signs up."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.db import Base, UTCDateTime


class ItemAdmission(Base):
    """Somebody was let in at the door of an item (by its UUID), once. What was taken back stays.

    ``took_place``: the place was given to them there.
    """

    __tablename__ = "item_admission"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "key"),
        sa.Index(
            "uq_item_admission_standing",
            "registration_id",
            "item",
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),  # for PostgreSQL its migration says so, as for `admission`
        ),
        sa.Index("ix_item_admission_item", "event_id", "item"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    item: Mapped[str] = mapped_column(sa.String(36))
    key: Mapped[str] = mapped_column(sa.String(36))  # of the desk's intention: sent twice, it counts once
    at: Mapped[datetime] = mapped_column(UTCDateTime)  # when the person stood there
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)  # when we heard of it; later without a network
    actor: Mapped[str] = mapped_column(sa.String(254))
    desk: Mapped[str] = mapped_column(sa.String(60), default="")
    took_place: Mapped[bool] = mapped_column(default=False)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by: Mapped[str] = mapped_column(sa.String(254), default="")


class ItemCount(Base):
    """How many people are in an item (by its UUID) for which nobody signs up, as they were counted at its door."""

    __tablename__ = "item_count"
    __table_args__ = (sa.CheckConstraint("number >= 0", name="number"),)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
