"""The draft of the programme as rows, its steps, and the versions that were published."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, LocalizedText, Revised, UTCDateTime, enum
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import (
    Kind,
    Part,
    PersonStatus,
    Refusal,
    SignUp,
    SpokenLanguage,
    Visibility,
)
from gocluster_events.meeting.agenda.rules.door_signs import SignsState
from gocluster_events.meeting.agenda.rules.proposals import ProposalState, WishKind
from gocluster_events.meeting.agenda.rules.suggestions import SuggestionState
from gocluster_events.meeting.agenda.rules.uploads import UploadState

_UNWRITTEN = sa.text("""'{"de": "", "en": ""}'""")


class Item(Revised, Base):
    """A programme item of the draft. It is never deleted, only dropped; ``uuid`` names it in every version and feed."""

    __tablename__ = "item"
    __table_args__ = (sa.CheckConstraint("length_minutes > 0 AND seats >= 0", name="length_and_seats"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(sa.String(36), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(sa.String(6), default="")  # A1, P2 …; may be empty, such as for a break
    kind: Mapped[Kind] = mapped_column(enum(Kind))
    title: Mapped[Localized] = mapped_column(LocalizedText)
    summary: Mapped[Localized] = mapped_column(LocalizedText, default=Localized(), server_default=_UNWRITTEN)
    abstract: Mapped[Localized] = mapped_column(LocalizedText)
    track_id: Mapped[int | None] = mapped_column(sa.ForeignKey("track.id", ondelete="SET NULL"))
    language: Mapped[SpokenLanguage] = mapped_column(enum(SpokenLanguage), default=SpokenLanguage.GERMAN)
    length_minutes: Mapped[int] = mapped_column()
    seats: Mapped[int] = mapped_column(default=0)  # 0: as many as the room takes
    visibility: Mapped[Visibility] = mapped_column(enum(Visibility), default=Visibility.PUBLIC)
    has_stream: Mapped[bool | None] = mapped_column()  # None: as its room has one
    starts_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    room_id: Mapped[int | None] = mapped_column(sa.ForeignKey("room.id", ondelete="SET NULL"))
    is_pinned: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    links: Mapped[list[Any]] = mapped_column(sa.JSON, default=list, server_default=sa.text("'[]'"))  # address, label
    do_not_record: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    sign_up: Mapped[SignUp] = mapped_column(enum(SignUp), default=SignUp.NONE, server_default="none")
    dropped_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class TimeBlock(Revised, Base):
    """A common time of the draft, which is for all rooms."""

    __tablename__ = "time_block"
    __table_args__ = (sa.CheckConstraint("length_minutes > 0", name="length"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(sa.String(36), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[Localized] = mapped_column(LocalizedText)
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    length_minutes: Mapped[int] = mapped_column()


class Person(Revised, Base):
    """Somebody on the programme of one edition. ``generation`` is that of the link to their own page."""

    __tablename__ = "person"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a link of somebody gone must never open a successor's page
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(sa.String(36), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(sa.String(60), default="")
    first_name: Mapped[str] = mapped_column(sa.String(100))
    last_name: Mapped[str] = mapped_column(sa.String(100))
    position: Mapped[Localized] = mapped_column(LocalizedText)
    organisation: Mapped[str] = mapped_column(sa.String(200), default="")
    sort_key: Mapped[str] = mapped_column(sa.String(400))  # written by text.sort_key
    biography: Mapped[Localized] = mapped_column(LocalizedText, default=Localized(), server_default=_UNWRITTEN)
    email: Mapped[str] = mapped_column(sa.String(254), default="", server_default="")
    status: Mapped[PersonStatus] = mapped_column(
        enum(PersonStatus), default=PersonStatus.AGREED, server_default="agreed"
    )
    portrait: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")  # events.models.File.sha256
    portrait_consent: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    available: Mapped[list[Any]] = mapped_column(sa.JSON, default=list, server_default=sa.text("'[]'"))  # ISO spans
    is_redacted: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    generation: Mapped[int] = mapped_column(default=1, server_default="1")


class Appearance(Base):
    """A person in an item, in the order in which the programme names them."""

    __tablename__ = "appearance"
    __table_args__ = (sa.UniqueConstraint("item_id", "person_id", "part"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    part: Mapped[Part] = mapped_column(enum(Part))
    for_person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id", ondelete="SET NULL"), index=True)
    position: Mapped[int] = mapped_column(default=0)


class Step(Base):
    """What somebody changed in the draft at once, with what was before and after, so that it can be named and undone.

    ``undone_at``: it is undone, and can be redone until somebody changes the draft again; then it is gone.
    """

    __tablename__ = "step"
    __table_args__ = (sa.UniqueConstraint("event_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()
    actor: Mapped[str] = mapped_column(sa.String(254))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    changes: Mapped[list[Any]] = mapped_column(sa.JSON)
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by: Mapped[str] = mapped_column(sa.String(254), default="", server_default="")


class Draft(Base):
    """The draft as a whole: ``revision`` rises with every step; the number of conflicts is counted then."""

    __tablename__ = "agenda_draft"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(default=0)
    conflicts: Mapped[int] = mapped_column(default=0)


class Snapshot(Base):
    """A state of the draft that the team keeps for itself, as a version would hold it.

    One without a name waits to be published and is on no list.
    """

    __tablename__ = "snapshot"
    __table_args__ = ({"sqlite_autoincrement": True},)  # its address must never show another one
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    format: Mapped[int] = mapped_column(default=1)
    redaction: Mapped[int] = mapped_column(default=0)
    document: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_by: Mapped[str] = mapped_column(sa.String(254))


class TimedPublication(Base):
    """What the worker publishes at ``due_at``: a snapshot without a name. ``failure``: why it could not.

    ``audiences`` are codes that the feature which writes the letters defines.
    """

    __tablename__ = "timed_publication"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(sa.ForeignKey("snapshot.id", ondelete="CASCADE"), index=True)
    due_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    note: Mapped[Localized] = mapped_column(LocalizedText)
    audiences: Mapped[list[Any]] = mapped_column(sa.JSON)
    planned_at: Mapped[datetime] = mapped_column(UTCDateTime)
    planned_by: Mapped[str] = mapped_column(sa.String(254))
    failure: Mapped[Refusal | None] = mapped_column(enum(Refusal))


class Acceptance(Base):
    """A finding of the checks that may stay, by its fingerprint, with the reason; gone once it is found no more."""

    __tablename__ = "acceptance"
    __table_args__ = (sa.UniqueConstraint("event_id", "fingerprint"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column(sa.String(32))
    reason: Mapped[str] = mapped_column(sa.String(300))
    accepted_by: Mapped[str] = mapped_column(sa.String(254))
    accepted_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Wish(Base):
    """What is wished of two items; the one with the smaller id is the first."""

    __tablename__ = "wish"
    __table_args__ = (sa.UniqueConstraint("first_id", "second_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[WishKind] = mapped_column(enum(WishKind))
    first_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id", ondelete="CASCADE"), index=True)


class Proposal(Base):
    """A proposal for the draft of a ``revision``, from its question until somebody accepts or discards it.

    An edition has one at most. ``changes`` are those of a step; ``progress`` is in percent. ``answers`` says by the
    UUID of an item whether its change was taken (true) or left (false); what is not in it is open.
    """

    __tablename__ = "proposal"
    __table_args__ = ({"sqlite_autoincrement": True},)  # a new one is never taken for one that was discarded
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    state: Mapped[ProposalState] = mapped_column(enum(ProposalState))
    day: Mapped[date | None] = mapped_column()  # none: every day
    moves: Mapped[bool] = mapped_column()
    seed: Mapped[int] = mapped_column()
    revision: Mapped[int] = mapped_column(default=0)
    progress: Mapped[int] = mapped_column(default=0)
    changes: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    answers: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict, server_default=sa.text("'{}'"))
    actor: Mapped[str] = mapped_column(sa.String(254))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)


class TextSuggestion(Revised, Base):
    """Title and text that somebody on the programme would like an item of theirs to have, until it is answered.

    ``digest`` names the text that they saw; ``step`` is the number of the step that took it over: once that is undone,
    the suggestion is open again. ``reason``: a word of the team with a refusal.
    """

    __tablename__ = "text_suggestion"
    __table_args__ = (
        sa.UniqueConstraint("item_id", "person_id"),
        {"sqlite_autoincrement": True},  # its address must never show another one
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id", ondelete="CASCADE"), index=True)
    title: Mapped[Localized] = mapped_column(LocalizedText)
    abstract: Mapped[Localized] = mapped_column(LocalizedText)
    digest: Mapped[str] = mapped_column(sa.String(64))
    state: Mapped[SuggestionState] = mapped_column(enum(SuggestionState))
    reason: Mapped[str] = mapped_column(sa.String(500), default="")
    step: Mapped[int | None] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    answered_by: Mapped[str] = mapped_column(sa.String(254), default="")


class DoorSigns(Base):
    """Door signs that the worker makes: what they say, how large each sheet is set, and the file once it is done.

    An edition has one row at most, for a day. ``scales`` are of the first ``fitted`` of ``sheets``.
    """

    __tablename__ = "door_signs"
    __table_args__ = ({"sqlite_autoincrement": True},)  # an address of earlier ones never leads to others
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    state: Mapped[SignsState] = mapped_column(enum(SignsState))
    language: Mapped[str] = mapped_column(sa.String(2))
    is_draft: Mapped[bool] = mapped_column()
    paper: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    sheets: Mapped[int] = mapped_column()
    fitted: Mapped[int] = mapped_column(default=0)
    scales: Mapped[list[Any]] = mapped_column(sa.JSON, default=list)
    as_of: Mapped[datetime] = mapped_column(UTCDateTime)
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(sa.String(254))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Version(Base):
    """What was published: the whole timetable as one document that never changes, but for a redaction."""

    __tablename__ = "version"
    __table_args__ = (sa.UniqueConstraint("event_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()
    format: Mapped[int] = mapped_column(default=1)
    redaction: Mapped[int] = mapped_column(default=0)
    document: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    note: Mapped[Localized] = mapped_column(LocalizedText)
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_by: Mapped[str] = mapped_column(sa.String(254))


class ProgrammeImport(Base):
    """A file that somebody uploaded for the draft. What it says is kept until it is taken in, or for a day.

    ``choices``: what somebody chose that its unknown words mean, by field and word. ``upload``: the file itself, until
    the worker has read it, with ``language`` and ``place`` for what it leaves open; ``fault``: why it is refused.
    """

    __tablename__ = "programme_import"
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str] = mapped_column(sa.String(120))
    source: Mapped[dict[str, Any]] = mapped_column("told", sa.JSON)
    choices: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict, server_default=sa.text("'{}'"))
    state: Mapped[UploadState] = mapped_column(enum(UploadState), default=UploadState.READ, server_default="read")
    upload: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    language: Mapped[str] = mapped_column(sa.String(2), default="", server_default="")
    place: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    fault: Mapped[list[Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")  # at reading it
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(sa.String(254))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
