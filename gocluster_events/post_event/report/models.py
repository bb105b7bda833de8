"""The report of a meeting as the team writes it, and each state of it that stays readable."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime
from gocluster_events.post_event.report.rules.document import FORMAT


class Report(Base):
    """The draft of an edition's report; which version the public reads stands in ``Event.report_version``."""

    __tablename__ = "report"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    format: Mapped[int] = mapped_column(default=FORMAT)
    document: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    saved_by: Mapped[str] = mapped_column(sa.String(254))


class ReportVersion(Base):
    """A state of the report, for good: published, or a draft as somebody left it before a colleague went on."""

    __tablename__ = "report_version"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    format: Mapped[int] = mapped_column(default=FORMAT)
    document: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    saved_by: Mapped[str] = mapped_column(sa.String(254))
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
