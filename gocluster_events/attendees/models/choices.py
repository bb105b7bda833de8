"""How somebody wants to see the list: the columns, and views that are kept under a name."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.db import Base, UTCDateTime


class ColumnChoice(Base):
    """The columns that somebody sees in an edition's list, in their order, as `Shown.value` names them."""

    __tablename__ = "column_choice"
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    columns: Mapped[list[Any]] = mapped_column(sa.JSON)


class SavedView(Base):
    """A filter, an order and columns under a name. ``parameters`` are those of the address, without search words.

    One that is removed stays a day, so that it can be brought back.
    """

    __tablename__ = "saved_view"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    is_shared: Mapped[bool] = mapped_column()
    parameters: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    columns: Mapped[list[Any]] = mapped_column(sa.JSON)
    removed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
