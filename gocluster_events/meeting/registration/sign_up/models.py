"""Sign-ups that are being typed."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime


class Draft(Base):
    """A sign-up being typed: its id is in the path and later the idempotency key; its browser knows the secret."""

    __tablename__ = "draft"
    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    secret_digest: Mapped[str] = mapped_column(sa.String(64))
    entries: Mapped[list[Any]] = mapped_column(sa.JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    posts: Mapped[int] = mapped_column(default=1, server_default="1")  # how often something was sent for it
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answer: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)


class DraftNeeds(Base):
    """What was typed into a draft and is kept apart from the entry, as `rules.entry.private` writes it."""

    __tablename__ = "draft_needs"
    draft_id: Mapped[str] = mapped_column(sa.ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    needs: Mapped[list[Any]] = mapped_column(sa.JSON)


class JointEntry(Base):
    """Somebody of a sign-up of several, until all of them have answered or their links are over.

    ``name`` is as it was typed, ``institution`` that of whoever filled in the form; the address may have been known.
    """

    __tablename__ = "joint_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    sign_up: Mapped[str] = mapped_column(sa.String(32), index=True)  # the id of its draft
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    is_registrant: Mapped[bool] = mapped_column()
    name: Mapped[str] = mapped_column(sa.String(201))
    institution: Mapped[str] = mapped_column(sa.String(200))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
