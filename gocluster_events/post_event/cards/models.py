"""Knowledge cards of an edition, what those who spoke said of them, and who takes notes at an item."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, Revised, UTCDateTime, enum
from gocluster_events.post_event.cards.rules.codes import LIMITS, LONGEST_REMARK, WORDING, Origin, State

_MERGED = "(state = 'merged') = (merged_into IS NOT NULL)"
_PUBLIC = "(public IS NOT NULL) = (published_at IS NOT NULL) AND (state <> 'public' OR published_at IS NOT NULL)"


class Card(Revised, Base):
    """What was learned in an item (by its UUID), in one language.

    ``ask_person`` and ``owner`` are UUIDs of people of the programme, or empty. ``public`` is what the public reads of
    it, as it was published, even while the team goes on writing. ``step_record`` is what everybody reads of what became
    of its next step, None where nobody asks after it (`cards.rules.outcomes.StepRecord`).
    """

    __tablename__ = "card"
    __table_args__ = (
        sa.UniqueConstraint("event_id", "number"),
        sa.CheckConstraint("language IN ('de', 'en')", name="language"),
        sa.CheckConstraint(_MERGED, name="merged"),
        sa.CheckConstraint(_PUBLIC, name="public"),
        {"sqlite_autoincrement": True},  # the log's lines about it must never be those of another one
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(sa.String(36), unique=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    item: Mapped[str] = mapped_column(sa.String(36))
    number: Mapped[int] = mapped_column()
    question: Mapped[str] = mapped_column(sa.String(LIMITS["question"]), default="")
    insight: Mapped[str] = mapped_column(sa.String(LIMITS["insight"]), default="")
    evidence: Mapped[str] = mapped_column(sa.String(LIMITS["evidence"]), default="")
    evidence_url: Mapped[str] = mapped_column(sa.String(LIMITS["evidence_url"]), default="")
    ask_person: Mapped[str] = mapped_column(sa.String(36), default="")
    ask_function: Mapped[str] = mapped_column(sa.String(LIMITS["ask_function"]), default="")
    ask_institution: Mapped[str] = mapped_column(sa.String(LIMITS["ask_institution"]), default="")
    next_step: Mapped[str] = mapped_column(sa.String(LIMITS["next_step"]), default="")
    owner: Mapped[str] = mapped_column(sa.String(36), default="")
    owner_agreed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    language: Mapped[str] = mapped_column(sa.String(2))
    is_open: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[Origin] = mapped_column(enum(Origin))
    author: Mapped[str] = mapped_column(sa.String(254))
    state: Mapped[State] = mapped_column(enum(State))
    merged_into: Mapped[int | None] = mapped_column(sa.ForeignKey("card.id", ondelete="CASCADE"), index=True)
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    published_by: Mapped[str] = mapped_column(sa.String(254), default="")
    public: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    step_record: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))


class CardAnswer(Base):
    """Whether somebody who spoke, by UUID, says that the card is right as it stands; ``remark`` is what is wrong.

    ``is_earlier``: it is said of the text that was public then, which the team had changed already.
    """

    __tablename__ = "card_answer"
    card_id: Mapped[int] = mapped_column(sa.ForeignKey("card.id", ondelete="CASCADE"), primary_key=True)
    person: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    is_correct: Mapped[bool] = mapped_column()
    is_earlier: Mapped[bool] = mapped_column(default=False)
    remark: Mapped[str] = mapped_column(sa.String(LONGEST_REMARK), default="")
    wording: Mapped[int] = mapped_column(default=WORDING)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class NoteTaker(Base):
    """Somebody of the programme's people, by UUID, who writes cards at an item without standing there."""

    __tablename__ = "note_taker"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    person: Mapped[str] = mapped_column(sa.String(36), primary_key=True)
    by: Mapped[str] = mapped_column(sa.String(254))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
