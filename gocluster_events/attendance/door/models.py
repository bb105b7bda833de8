"""Who came: one row for every passage through the door."""

import datetime as dt
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime

NOBODY = ""
"""The actor of an admission that was taken back before it arrived, so that nobody was let in."""


class AnyAdmission:
    """Somebody was let in at a door. What was taken back stays, so that a desk can say so."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(sa.String(36))  # of the desk's intention: sent twice, it counts once
    at: Mapped[datetime] = mapped_column(UTCDateTime)  # when the person stood there
    received_at: Mapped[datetime] = mapped_column(UTCDateTime)  # when we heard of it; later without a network
    actor: Mapped[str] = mapped_column(sa.String(254))
    desk: Mapped[str] = mapped_column(sa.String(60), default="")
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by: Mapped[str] = mapped_column(sa.String(254), default="")


class Admission(AnyAdmission, Base):
    """Somebody was let in at the main entrance, once on each ``day``, which ends in the night.

    It is without a registration where it was taken back before somebody on the programme had one.
    """

    __tablename__ = "admission"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "key"),
        sa.Index(
            "uq_admission_standing",
            "registration_id",
            "day",
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),  # for PostgreSQL only its migration says so, because every
            # process would load its dialect to say it here: 2 MB
        ),
    )
    day: Mapped[dt.date] = mapped_column()
