"""Who is invited, and the lists from which invitations come."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, UTCDateTime, enum
from gocluster_events.meeting.registration.invitations.rules.guest_list import ImportState
from gocluster_events.meeting.registration.people.rules.codes import FormOfAddress


class InvitationImport(Base):
    """A list that somebody uploaded. Its rows live here until they are imported, or for a day."""

    __tablename__ = "invitation_import"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    state: Mapped[ImportState] = mapped_column(enum(ImportState))
    file_name: Mapped[str] = mapped_column(sa.String(120))
    sheets: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True), deferred=True)  # name, rows, …
    sheet: Mapped[int] = mapped_column(default=0, server_default="0")  # which of them is read, from 0
    head_row: Mapped[int] = mapped_column(default=0, server_default="0")  # which names the columns; 0: none
    takes_hidden: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    takes_each_address: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    mapping: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)  # number of a column: what it holds
    total: Mapped[int] = mapped_column(default=0)  # rows that are read
    progress: Mapped[int] = mapped_column(default=0)  # rows looked at
    quota_id: Mapped[int | None] = mapped_column(sa.ForeignKey("quota.id", ondelete="SET NULL"))
    language: Mapped[str] = mapped_column(sa.String(2), default="de")
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    is_locked_to_email: Mapped[bool] = mapped_column(default=False)
    updates_names: Mapped[bool] = mapped_column(default=False)
    added: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    problems: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)  # [row, code], never a value
    actor: Mapped[str] = mapped_column(sa.String(254))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class Invitation(Base):
    """A code: one person's, or (``email_key`` NULL) one that several share under a name.

    ``uses`` NULL is no limit. How often it was used is counted by its registrations.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "code"),
        sa.UniqueConstraint("event_id", "email_key"),
        sa.Index("ix_invitation_list", "event_id", "sort_key"),
        sa.CheckConstraint("uses IS NULL OR uses > 0", name="uses"),
        {"sqlite_autoincrement": True},  # a deleted invitation's link must never open its successor
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(sa.String(10))
    generation: Mapped[int] = mapped_column(default=1)  # rises when the links mailed so far must die
    label: Mapped[str] = mapped_column(sa.String(120), default="")  # of a shared code
    form_of_address: Mapped[FormOfAddress | None] = mapped_column(enum(FormOfAddress))
    title: Mapped[str] = mapped_column(sa.String(60), default="")
    first_name: Mapped[str] = mapped_column(sa.String(100), default="")
    last_name: Mapped[str] = mapped_column(sa.String(100), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    email_key: Mapped[str | None] = mapped_column(sa.String(254))
    organisation: Mapped[str] = mapped_column(sa.String(200), default="")
    language: Mapped[str] = mapped_column(sa.String(2))
    quota_id: Mapped[int | None] = mapped_column(sa.ForeignKey("quota.id", ondelete="SET NULL"), index=True)
    uses: Mapped[int | None] = mapped_column()
    is_locked_to_email: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    declined_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    import_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("invitation_import.id", ondelete="SET NULL"), index=True
    )
    search_text: Mapped[str] = mapped_column(sa.Text)
    sort_key: Mapped[str] = mapped_column(sa.String(400))
