"""Questions of an edition's own, every wording they ever had, and what people answered."""

import datetime as dt
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.db import Base, LocalizedText, UTCDateTime, enum
from gocluster_events.registration.rules.questions import QuestionKind
from gocluster_events.registration.rules.retention import Retention
from gocluster_events.text import Localized


class QuestionRow(Base):
    """A question of an edition. ``version`` is the number of the wording in which it is asked now."""

    __tablename__ = "question"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column()
    revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class QuestionVersion(Base):
    """One wording of a question. Rows never change, so that an answer stays readable as it was asked for."""

    __tablename__ = "question_version"
    __table_args__ = (sa.UniqueConstraint("question_id", "number"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("question.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    kind: Mapped[QuestionKind] = mapped_column(enum(QuestionKind))
    label: Mapped[Localized] = mapped_column(LocalizedText)
    help: Mapped[Localized] = mapped_column(LocalizedText)
    is_mandatory: Mapped[bool] = mapped_column()
    for_staff: Mapped[bool] = mapped_column()
    condition: Mapped[dict[str, Any]] = mapped_column(sa.JSON)  # {"question": …, "options": […]}; empty: none
    options: Mapped[list[Any]] = mapped_column(sa.JSON)  # [{"id": …, "de": …, "en": …, "places": …}, …]
    purpose: Mapped[str] = mapped_column(sa.String(300))
    retention: Mapped[Retention] = mapped_column(enum(Retention))


class AnswerRow(Base):
    """An answer, or one of several chosen options; one of the last four columns holds it."""

    __tablename__ = "answer"
    __table_args__ = (sa.Index("ix_answer_option", "version_id", "option"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("question_version.id", ondelete="CASCADE"))
    text: Mapped[str | None] = mapped_column(sa.Text)
    number: Mapped[int | None] = mapped_column()
    date: Mapped[dt.date | None] = mapped_column()
    option: Mapped[str | None] = mapped_column(sa.String(12))
