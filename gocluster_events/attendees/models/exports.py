"""What left the house: one row for every list that was downloaded."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.db import Base, UTCDateTime


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
