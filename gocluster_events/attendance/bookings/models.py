"""What somebody who takes part has chosen of the programme, and the places of what one signs up for."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.attendance.bookings.rules import codes
from gocluster_events.core.db import Base, Revised, UTCDateTime, enum

_ACTIVE: dict[str, Any] = dict.fromkeys(("sqlite_where", "postgresql_where"), sa.text("state IN ('held', 'waiting')"))


class SavedItem(Base):
    """An item of the programme, by its UUID, that somebody has starred on their own page."""

    __tablename__ = "saved_item"
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(sa.String(36), primary_key=True)


class Offer(Revised, Base):
    """The places of an item, by its UUID, that one signs up for, and what the team has set about them.

    When it is, how many places it has itself (0: not counted), whether it is for members only, whether its places are
    allotted by wishes (``by_wish``) and whether one signs up for it at all (``is_listed``) are those of the latest
    published version.
    """

    __tablename__ = "offer"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "item"),
        sa.CheckConstraint(
            "COALESCE(seats, 0) >= 0 AND staff_seats >= 0 AND most_per_organisation >= 0", name="numbers"
        ),
        sa.CheckConstraint("opens_at IS NULL OR closes_at IS NULL OR opens_at < closes_at", name="window"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(sa.String(36))
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)
    item_seats: Mapped[int] = mapped_column(default=0)
    is_members_only: Mapped[bool] = mapped_column(default=False)
    is_listed: Mapped[bool] = mapped_column(default=True)
    opens_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # None: with the registration
    closes_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # None: when the item begins
    moves_until: Mapped[datetime | None] = mapped_column(UTCDateTime)  # None: two hours before it begins
    seats: Mapped[int | None] = mapped_column()  # None: those of the item
    staff_seats: Mapped[int] = mapped_column(default=0)  # in the room, and among no seats
    most_per_organisation: Mapped[int] = mapped_column(default=0)  # 0: no limit
    is_paused: Mapped[bool] = mapped_column(default=False)
    wants_check: Mapped[bool] = mapped_column(default=False)  # its hours may be wrong
    by_wish: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    wishes_until: Mapped[datetime | None] = mapped_column(UTCDateTime)  # None: nobody has said yet until when
    rest_from: Mapped[datetime | None] = mapped_column(UTCDateTime)  # None: nothing is allotted yet


class Booking(Base):
    """Somebody's place in an item, or that they wait for one; what has ended stays.

    ``instead_of`` is the booking that somebody who waits gives back when they move up.
    """

    __tablename__ = "booking"
    __table_args__ = (
        sa.Index("ix_booking_active", "offer_id", "registration_id", unique=True, **_ACTIVE),
        sa.UniqueConstraint("offer_id", "seat"),
        sa.Index("ix_booking_state", "event_id", "state"),
        sa.CheckConstraint("(state = 'held') = (seat IS NOT NULL)", name="seat"),
        sa.CheckConstraint("state <> 'waiting' OR waiting_at IS NOT NULL", name="waiting_since"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    state: Mapped[codes.State] = mapped_column(enum(codes.State))
    seat: Mapped[int | None] = mapped_column()  # from 1
    waiting_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    waiting_rank: Mapped[int] = mapped_column(default=0)  # the lower, the sooner
    instead_of: Mapped[int | None] = mapped_column(sa.ForeignKey("booking.id", ondelete="SET NULL"), index=True)
    source: Mapped[codes.Source] = mapped_column(enum(codes.Source))
    at: Mapped[datetime] = mapped_column(UTCDateTime)  # since when it is held or waits
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class BookingMove(Base):
    """What happened to somebody's place in an item or on its list, from ``position`` (to ``to_position``).

    ``passed`` are those before them who did not get the place, and why. Rows are only added.
    """

    __tablename__ = "booking_move"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    offer_id: Mapped[int] = mapped_column(sa.ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    move: Mapped[codes.Move] = mapped_column(enum(codes.Move))
    position: Mapped[int | None] = mapped_column()
    to_position: Mapped[int | None] = mapped_column()
    actor: Mapped[str] = mapped_column(sa.String(254))
    reason: Mapped[str] = mapped_column(sa.String(300), default="")
    passed: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
