"""The photos of an edition, and who does not want to be seen on one."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, LocalizedText, Revised, UTCDateTime, enum
from gocluster_events.core.text import Localized
from gocluster_events.post_event.photos.rules.codes import ObjectionState, State

_PUBLIC = "state <> 'published' OR (credit <> '' AND licence <> '' AND checked_at IS NOT NULL)"


class Photo(Revised, Base):
    """A photo as it was drawn anew, in two sizes, and what is said of it.

    ``item`` is the UUID of an item of the programme, or empty. ``checked_by`` answers for it that it may be seen;
    ``shown_again_at`` is when it was shown again after somebody had hidden it. ``digest`` names both pictures.
    """

    __tablename__ = "photo"
    __table_args__ = (
        sa.CheckConstraint(_PUBLIC, name="public"),
        sa.Index("ix_photo_order", "event_id", "position"),
        {"sqlite_autoincrement": True},  # its objections must never be those of another one
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(sa.String(36), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column()
    state: Mapped[State] = mapped_column(enum(State), default=State.DRAFT)
    item: Mapped[str] = mapped_column(sa.String(36), default="")
    large: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    small: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    width: Mapped[int] = mapped_column()  # of the larger one
    height: Mapped[int] = mapped_column()
    small_width: Mapped[int] = mapped_column()
    alt: Mapped[Localized] = mapped_column(LocalizedText, default=Localized())
    caption: Mapped[Localized] = mapped_column(LocalizedText, default=Localized())
    credit: Mapped[str] = mapped_column(sa.String(120), default="")
    licence: Mapped[str] = mapped_column(sa.String(200), default="")
    basis: Mapped[str] = mapped_column(sa.String(1000), default="")
    checked_by: Mapped[str] = mapped_column(sa.String(254), default="")
    checked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    added_by: Mapped[str] = mapped_column(sa.String(254))
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    shown_again_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class PhotoObjection(Base):
    """That somebody is on a photo and does not want to be seen there: a participant, or whoever has the address.

    ``is_hiding``: the photo was hidden with it. ``reason`` is why it is public all the same. It outlives a photo.
    """

    __tablename__ = "photo_objection"
    __table_args__ = (
        sa.CheckConstraint("registration_id IS NOT NULL OR email <> ''", name="person"),
        {"sqlite_autoincrement": True},  # a mailed link must never open another one
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    photo_id: Mapped[int | None] = mapped_column(sa.ForeignKey("photo.id", ondelete="SET NULL"), index=True)
    registration_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    email_key: Mapped[str] = mapped_column(sa.String(254), default="", index=True)
    language: Mapped[str] = mapped_column(sa.String(2))
    remark: Mapped[str] = mapped_column(sa.String(300), default="")  # where one is to be seen, in the person's words
    is_hiding: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ObjectionState] = mapped_column(enum(ObjectionState))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_by: Mapped[str] = mapped_column(sa.String(254), default="")
    reason: Mapped[str] = mapped_column(sa.String(1000), default="")
