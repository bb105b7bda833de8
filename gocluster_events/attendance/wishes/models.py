"""The round of an edition in which people wish for items, what they wish, and what was allotted."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.attendance.wishes.rules.codes import MOST_WISHES, RunState
from gocluster_events.core.db import Base, Revised, UTCDateTime, enum

_COMMITTED: dict[str, Any] = dict.fromkeys(("sqlite_where", "postgresql_where"), sa.text("state = 'committed'"))


class WishRound(Revised, Base):
    """Until when people wish for items of an edition, and how many in each block. An edition has one at most.

    ``seed`` is drawn when the first run begins; ``closed_at`` is when wishes were closed, ``reminded_at`` when those
    were reminded who had none.
    """

    __tablename__ = "wish_round"
    __table_args__ = (
        sa.CheckConstraint(f"most_wishes BETWEEN 1 AND {MOST_WISHES}", name="most_wishes"),
        sa.CheckConstraint("opens_at IS NULL OR opens_at < closes_at", name="window"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    opens_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # None: with the registration
    closes_at: Mapped[datetime] = mapped_column(UTCDateTime)
    most_wishes: Mapped[int] = mapped_column(default=2)
    wants_check: Mapped[bool] = mapped_column(default=False)  # its hours may be wrong
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    seed: Mapped[int | None] = mapped_column(sa.BigInteger)

    @property
    def is_unchecked(self) -> bool:
        """Whether it came with a copy and nobody has looked at its hours."""
        return self.wants_check and self.closed_at is None


class ItemWish(Base):
    """That somebody wishes for an item, by its UUID, as their wish number ``rank`` of its block; 0: they do not come.

    Which items are a block follows from the programme.
    """

    __tablename__ = "item_wish"
    __table_args__ = (
        sa.UniqueConstraint("registration_id", "item"),
        sa.CheckConstraint(f"rank BETWEEN 0 AND {MOST_WISHES}", name="rank"),
        sa.Index("ix_item_wish_demand", "event_id", "item", "rank"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(sa.String(36))
    rank: Mapped[int] = mapped_column()
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class WishLot(Base):
    """The number by which somebody stands in every run of the round; drawn once, when the first begins."""

    __tablename__ = "wish_lot"
    __table_args__ = (sa.UniqueConstraint("round_id", "number"),)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("wish_round.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()


class Allocation(Base):
    """A run over all wishes, from its question until it is binding or discarded; of a round one is binding at most.

    ``seats`` are those of items (UUIDs) with which it computes in place of the plan's. ``problem`` names nobody: people
    are lot numbers. Of the same problem, by its ``digest``, the same follows always.
    """

    __tablename__ = "allocation"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "number"),
        sa.Index("ix_allocation_committed", "round_id", unique=True, **_COMMITTED),
        {"sqlite_autoincrement": True},  # a page about one never shows another
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("wish_round.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()
    state: Mapped[RunState] = mapped_column(enum(RunState))
    seats: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    problem: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict, deferred=True)  # long where many wish
    digest: Mapped[str] = mapped_column(sa.String(64), default="")
    figures: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    progress: Mapped[int] = mapped_column(default=0)  # in percent
    actor: Mapped[str] = mapped_column(sa.String(254))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    committed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    bound_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Allotment(Base):
    """What a run gives somebody in a ``block`` (from 0) in which they wish something: their wish number ``rank``.

    None where they get nothing. ``explanations`` say of each better wish why it is not granted.
    """

    __tablename__ = "allotment"
    __table_args__ = (
        sa.UniqueConstraint("allocation_id", "registration_id", "block"),
        sa.CheckConstraint("(item IS NULL) = (rank IS NULL)", name="rank"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    allocation_id: Mapped[int] = mapped_column(sa.ForeignKey("allocation.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    block: Mapped[int] = mapped_column()
    item: Mapped[str | None] = mapped_column(sa.String(36))
    rank: Mapped[int | None] = mapped_column()
    explanations: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
