"""When the worker has run: by that it is told whether a clock is wrong."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime


class WorkerRuns(Base):
    """The first and the newest of the runs since a clock stepped; there is one row for all workers."""

    __tablename__ = "worker_runs"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    began_at: Mapped[datetime] = mapped_column(UTCDateTime)
    newest_at: Mapped[datetime] = mapped_column(UTCDateTime)
    stepped_from: Mapped[datetime | None] = mapped_column(UTCDateTime)
