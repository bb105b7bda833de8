"""Places that are about to be handed on."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.db import Base, UTCDateTime, enum
from gocluster_events.registration.rules.codes import FormOfAddress


class Substitution(Base):
    """Whom a person with a confirmed place has named as their substitute. ``generation`` rises with each naming.

    It goes when the substitute accepts, when it is withdrawn, or when there is no place to hand on any more.
    """

    __tablename__ = "substitution"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a withdrawn one's link must never open its successor
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), unique=True)
    generation: Mapped[int] = mapped_column(default=1)
    form_of_address: Mapped[FormOfAddress | None] = mapped_column(enum(FormOfAddress))
    title: Mapped[str] = mapped_column(sa.String(60), default="")
    first_name: Mapped[str] = mapped_column(sa.String(100))
    last_name: Mapped[str] = mapped_column(sa.String(100))
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(2))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
