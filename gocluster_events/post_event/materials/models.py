"""Materials of an edition's items, and the files among them, which are stored in parts."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, LocalizedText, Revised, UTCDateTime, enum
from gocluster_events.core.documents.pdf_facts import PdfFault
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SpokenLanguage
from gocluster_events.post_event.materials.rules.codes import Accessible, FileState, Kind, Licence, SeenBy

_UNWRITTEN = sa.text("""'{"de": "", "en": ""}'""")


class Blob(Base):
    """A file that arrives, or is here: ``parts`` of it are stored, each a `BlobPart`.

    ``actor`` is who uploads it; nobody else adds to it. Of one that was refused only ``fault`` is kept.
    """

    __tablename__ = "blob"
    __table_args__ = (sa.CheckConstraint("size > 0 AND parts >= 0", name="size"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(sa.String(36), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    size: Mapped[int] = mapped_column()  # in bytes
    parts: Mapped[int] = mapped_column(default=0, server_default="0")
    state: Mapped[FileState] = mapped_column(enum(FileState), default=FileState.ARRIVING)
    fault: Mapped[PdfFault | None] = mapped_column(enum(PdfFault))
    sha256: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")  # these from the check on
    pages: Mapped[int] = mapped_column(default=0, server_default="0")
    is_tagged: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    language: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    title: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(sa.String(254))
    begun_at: Mapped[datetime] = mapped_column(UTCDateTime)


class BlobPart(Base):
    """A piece of a file, of 1 MiB; only the last is shorter."""

    __tablename__ = "blob_part"
    blob_id: Mapped[int] = mapped_column(sa.ForeignKey("blob.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # from 0
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Material(Revised, Base):
    """Something of an item (by its UUID) to read or to look at: a file, or a link to somewhere else.

    ``not_before`` None: from the end of the item on. ``position`` orders the materials of an item.
    """

    __tablename__ = "material"
    __table_args__ = (sa.CheckConstraint("(url = '') = (blob_id IS NOT NULL)", name="file_or_link"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(sa.String(36), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(sa.String(36))
    kind: Mapped[Kind] = mapped_column(enum(Kind))
    title: Mapped[Localized] = mapped_column(LocalizedText)
    language: Mapped[SpokenLanguage] = mapped_column(enum(SpokenLanguage))
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    url: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    blob_id: Mapped[int | None] = mapped_column(sa.ForeignKey("blob.id", ondelete="CASCADE"), unique=True)
    licence: Mapped[Licence] = mapped_column(enum(Licence), default=Licence.HERE_ONLY, server_default="here_only")
    accessible: Mapped[Accessible] = mapped_column(
        enum(Accessible), default=Accessible.UNKNOWN, server_default="unknown"
    )
    note: Mapped[Localized] = mapped_column(LocalizedText, default=Localized(), server_default=_UNWRITTEN)
    seen_by: Mapped[SeenBy] = mapped_column(enum(SeenBy), default=SeenBy.PUBLIC, server_default="public")
    not_before: Mapped[datetime | None] = mapped_column(UTCDateTime)
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    added_by: Mapped[str] = mapped_column(sa.String(254))
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    published_by: Mapped[str] = mapped_column(sa.String(254), default="", server_default="")


class Waiver(Base):
    """From this person (by UUID) no materials of this item (by UUID) come; ``actor`` has noted it."""

    __tablename__ = "waiver"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    person: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(sa.String(254))


sa.Index("ix_material_event_id_item", Material.event_id, Material.item)
