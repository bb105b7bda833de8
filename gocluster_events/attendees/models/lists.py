"""Who was in a list that left the house, as long as the next one is compared with it."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.db import Base


class ListRow(Base):
    """A row of the last list of its kind, with the columns of that list only.

    It goes with the person (``registration_id``; None where it is about no person), with the next list of its kind, or
    soon after the meeting.
    """

    __tablename__ = "list_row"
    __table_args__ = (sa.UniqueConstraint("export_id", "key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    export_id: Mapped[int] = mapped_column(sa.ForeignKey("export.id", ondelete="CASCADE"))
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(sa.String(40))
    cells: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
