"""Who came to which item of the programme, and how many where nobody signs up."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.attendance.door.models import AnyAdmission
from gocluster_events.core.db import Base


class ItemAdmission(AnyAdmission, Base):
    """Somebody was let in at the door of an item (by its UUID), once. ``took_place``: with a place given there."""

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
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    item: Mapped[str] = mapped_column(sa.String(36))
    took_place: Mapped[bool] = mapped_column(default=False)


class ItemCount(Base):
    """How many people are in an item (by its UUID) for which nobody signs up, as they were counted at its door."""

    __tablename__ = "item_count"
    __table_args__ = (sa.CheckConstraint("number >= 0", name="number"),)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
