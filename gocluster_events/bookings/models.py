"""What somebody who takes part has chosen of the programme."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.db import Base


class SavedItem(Base):
    """An item of the programme, by its UUID, that somebody has starred on their own page."""

    __tablename__ = "saved_item"
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
