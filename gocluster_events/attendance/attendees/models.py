"""Downloads, rows of lists for one purpose, columns and views that somebody chose, and figures that stay."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime


class ColumnChoice(Base):
    """The columns that somebody sees in an edition's list, in their order, by the ``value`` of each `ListColumn`."""

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


class Export(Base):
    """A downloaded list: who, when, what for, which rows (not the words of a search) and columns, and its SHA-256."""

    __tablename__ = "export"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(sa.String(254))
    purpose: Mapped[str] = mapped_column(sa.String(200))
    file_name: Mapped[str] = mapped_column(sa.String(120))
    filter: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    columns: Mapped[list[Any]] = mapped_column(sa.JSON)
    rows: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(sa.String(64))
    profile: Mapped[str] = mapped_column(sa.String(20), default="", server_default="")  # empty: the attendee list
    # how many rows were remembered, to compare the next list of this kind with it
    listed: Mapped[int | None] = mapped_column()


class ListRow(Base):
    """A row of the last list of its kind, with the columns of that list only.

    It goes with the person (``registration_id``, or ``person_id`` of the programme; None where it is about no person),
    with the next list of its kind, or soon after the meeting.
    """

    __tablename__ = "list_row"
    __table_args__ = (sa.UniqueConstraint("export_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    export_id: Mapped[int] = mapped_column(sa.ForeignKey("export.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(sa.String(40))
    cells: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class FrozenFigures(Base):
    """The figures of a meeting as they may be passed on, counted ``at`` once and never again."""

    __tablename__ = "frozen_figures"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    tables: Mapped[list[Any]] = mapped_column(sa.JSON)
