"""The edition of a meeting and what it consists of before anybody registers; its team and its checklist."""

import datetime as dt
from datetime import datetime
from secrets import token_hex
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.access import Role
from gocluster_events.core.db import Base, LocalizedText, Revised, UTCDateTime, enum
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.archive_copies import CopyState
from gocluster_events.meeting.events.rules.edition import EventStatus, FederalState
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.meeting.events.rules.reach import Reach


class Event(Revised, Base):
    """One edition of the meeting. ``revision`` rises with every change of its settings."""

    __tablename__ = "event"
    __table_args__ = (
        sa.CheckConstraint("capacity_onsite >= 0 AND capacity_online >= 0", name="capacity"),
        sa.CheckConstraint("starts_at < ends_at", name="span"),
        sa.CheckConstraint("registration_opens_at < registration_closes_at", name="window"),
        sa.CheckConstraint("codes_open_at <= registration_opens_at", name="codes"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)
    status: Mapped[EventStatus] = mapped_column(enum(EventStatus), default=EventStatus.DRAFT)
    title: Mapped[Localized] = mapped_column(LocalizedText)
    motto: Mapped[Localized] = mapped_column(LocalizedText)
    description: Mapped[Localized] = mapped_column(LocalizedText)
    venue: Mapped[str] = mapped_column(sa.String(200))
    address: Mapped[str] = mapped_column(sa.String(300))
    city: Mapped[str] = mapped_column(sa.String(100))
    directions: Mapped[Localized] = mapped_column(LocalizedText)
    zone: Mapped[str] = mapped_column(sa.String(60), default="Europe/Berlin")
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)  # of the first main day
    ends_at: Mapped[datetime] = mapped_column(UTCDateTime)  # of the last one; all days stand in EventDay
    contact_name: Mapped[str] = mapped_column(sa.String(200))
    contact_email: Mapped[str] = mapped_column(sa.String(254))
    contact_phone: Mapped[str] = mapped_column(sa.String(60), default="")
    registration_opens_at: Mapped[datetime] = mapped_column(UTCDateTime)
    registration_closes_at: Mapped[datetime] = mapped_column(UTCDateTime)
    codes_open_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # from when on whoever has a code can register
    capacity_onsite: Mapped[int] = mapped_column()
    capacity_online: Mapped[int] = mapped_column(default=0)  # 0: not a hybrid edition
    confirmation: Mapped[Confirmation] = mapped_column(
        enum(Confirmation), default=Confirmation.AUTOMATIC, server_default="automatic"
    )
    moving_up: Mapped[MovingUp] = mapped_column(enum(MovingUp), default=MovingUp.DIRECT, server_default="direct")
    offer_hours: Mapped[int] = mapped_column(default=48, server_default="48")
    state: Mapped[FederalState] = mapped_column(
        enum(FederalState), default=FederalState.ABROAD, server_default="abroad"
    )  # of the venue, for its holidays
    # which fields the registration asks, where it differs from the usual form, and in which revision; and whether there
    # ever was a question of the edition's own, so that the others need not look for them
    fields: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict, server_default=sa.text("'{}'"))
    fields_revision: Mapped[int] = mapped_column(default=1, server_default="1")
    asks_more: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    # by class of `registration.rules.retention`, in days after the end; what is missing is kept as usual
    retention_days: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict, server_default=sa.text("'{}'"))
    questions_revision: Mapped[int] = mapped_column(default=0, server_default="0")  # 0: not counted yet
    attendee_list: Mapped[Reach] = mapped_column(enum(Reach), default=Reach.NOBODY, server_default="nobody")
    takes_suggestions: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    accent: Mapped[str] = mapped_column(sa.String(7), default="", server_default="")  # #RRGGBB; empty: the site's own
    logo_alt: Mapped[str] = mapped_column(sa.String(120), default="", server_default="")
    logo_id: Mapped[int | None] = mapped_column(sa.ForeignKey("file.id", ondelete="SET NULL"), index=True)
    # without it nobody works out the numbers of people on the programme; it never changes, for badges are printed
    badge_key: Mapped[str] = mapped_column(sa.String(32), default=lambda: token_hex(16))
    # the version of its report that everybody reads, so that every page knows whether there is one
    report_version: Mapped[int | None] = mapped_column()
    # since when everybody reads its documentation
    documentation_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # the edition whose preparation came along, so that the checklist can look for what still speaks of it
    copied_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event.id", ondelete="SET NULL"), index=True)


class File(Base):
    """A picture as it is served, kept once however many editions show it."""

    __tablename__ = "file"
    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64), unique=True)
    media_type: Mapped[str] = mapped_column(sa.String(60))
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class EventDay(Base):
    """A day of the main or the side programme, with the venue's hours as local wall-clock time."""

    __tablename__ = "event_day"
    __table_args__ = (sa.UniqueConstraint("event_id", "date"), sa.CheckConstraint("opens < closes", name="hours"))
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    date: Mapped[dt.date] = mapped_column()
    opens: Mapped[dt.time] = mapped_column()
    closes: Mapped[dt.time] = mapped_column()
    is_main: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    admission: Mapped[dt.time | None] = mapped_column()  # when the doors open, if that is said
    name: Mapped[Localized] = mapped_column(LocalizedText, default=Localized(), server_default='{"de": "", "en": ""}')


class Room(Base):
    """A place where something happens. ``seats`` 0 means: not counted, such as a foyer."""

    __tablename__ = "room"
    __table_args__ = (sa.UniqueConstraint("event_id", "name"), sa.CheckConstraint("seats >= 0", name="seats"))
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(sa.String(80))
    floor: Mapped[Localized] = mapped_column(LocalizedText)
    seats: Mapped[int] = mapped_column(default=0)
    has_stream: Mapped[bool] = mapped_column(default=False)
    is_step_free: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    stream_url: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")  # never for the public
    for_sessions: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    for_breaks: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    for_exhibition: Mapped[bool] = mapped_column(default=True, server_default=sa.true())


class Track(Base):
    """A strand of the programme: a letter, a name and a colour, never the colour alone."""

    __tablename__ = "track"
    __table_args__ = (sa.UniqueConstraint("event_id", "letter"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    letter: Mapped[str] = mapped_column(sa.String(2))
    name: Mapped[Localized] = mapped_column(LocalizedText)
    description: Mapped[Localized] = mapped_column(LocalizedText)
    colour: Mapped[str] = mapped_column(sa.String(7))  # #RRGGBB
    position: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")


class Cluster(Base):
    """A member of the programme in this edition; membership moves every year."""

    __tablename__ = "cluster"
    __table_args__ = (sa.UniqueConstraint("event_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(sa.String(160))
    state: Mapped[FederalState] = mapped_column(enum(FederalState))
    revision: Mapped[int] = mapped_column(default=1, server_default="1")


class Membership(Base):
    """An account that helps to run an edition, and its role there."""

    __tablename__ = "membership"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[Role] = mapped_column(enum(Role))


class TeamInvitation(Base):
    """An address that may make an account and is then a member in that role. A new ``generation`` kills its link."""

    __tablename__ = "team_invitation"
    __table_args__ = (sa.UniqueConstraint("event_id", "email_key"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254))
    role: Mapped[Role] = mapped_column(enum(Role))
    language: Mapped[str] = mapped_column(sa.String(2))
    generation: Mapped[int] = mapped_column(default=1)
    invited_by: Mapped[str] = mapped_column(sa.String(254))
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Tick(Base):
    """A point of the edition's checklist, by its code, that somebody has looked at."""

    __tablename__ = "checklist_tick"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    point: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(sa.String(254))


class ArchiveCopy(Base):
    """A file of all that is public of an edition, as the worker makes it and stores it in parts; one at most.

    It stands here so that every room above can delete it by whose verb something stops being public. ``generation``
    rises each time it is taken up or withdrawn, so that whoever makes an earlier one stores nothing. ``done`` of
    ``total`` files are written; ``mark`` stands for what was public when it was begun.
    """

    __tablename__ = "archive_copy"
    __table_args__ = ({"sqlite_autoincrement": True},)  # nobody takes a new one for one that was removed
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    state: Mapped[CopyState] = mapped_column(enum(CopyState))
    requested_at: Mapped[datetime] = mapped_column(UTCDateTime)
    requested_by: Mapped[str] = mapped_column(sa.String(254))
    generation: Mapped[int] = mapped_column(default=0, server_default="0")
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    mark: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    total: Mapped[int] = mapped_column(default=0, server_default="0")
    size: Mapped[int] = mapped_column(default=0, server_default="0")  # in bytes
    sha256: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    ready_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class ArchiveCopyPart(Base):
    """A piece of an archive copy, of 1 MiB; only the last is shorter."""

    __tablename__ = "archive_copy_part"
    copy_id: Mapped[int] = mapped_column(sa.ForeignKey("archive_copy.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # from 0
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
