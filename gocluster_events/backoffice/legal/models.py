"""The versions of the legal texts."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.backoffice.legal.rules import Kind
from gocluster_events.core.db import Base, UTCDateTime, enum


class LegalVersion(Base):
    """A document of the site as somebody saved it, whole and for good; the public reads the latest approved one.

    `shipped_on` is when the text that was shipped then had last come to tell something else, NULL: before all that is
    known of. `is_checked`: whoever saved it had looked at what was shipped, and found all sections right.
    """

    __tablename__ = "legal_version"
    __table_args__ = (sa.UniqueConstraint("kind", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(enum(Kind))
    number: Mapped[int] = mapped_column()
    texts: Mapped[dict[str, Any]] = mapped_column(sa.JSON)  # by section: {"de": …, "en": …}
    shipped_on: Mapped[date | None] = mapped_column()
    is_checked: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_by: Mapped[str] = mapped_column(sa.String(254))
    approved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    approved_by: Mapped[str] = mapped_column(sa.String(254), default="")
