"""What somebody who took a next step was asked of it, and what they, or the team, say became of it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, Revised, UTCDateTime, enum
from gocluster_events.post_event.cards.rules.codes import LIMITS
from gocluster_events.post_event.cards.rules.outcomes import LONGEST_OUTCOME, Outcome
from gocluster_events.post_event.follow_ups.rules.codes import Showing


class FollowUp(Revised, Base):
    """A card's next step, so many ``months`` after the card became public.

    ``person`` is the UUID of whoever takes the step, empty where that is forgotten or the team asked around by itself
    (``is_from_team``). ``sent_at`` None: no letter has gone. ``showing`` is what of it everybody reads.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        sa.UniqueConstraint("card_id", "months"),
        sa.CheckConstraint("months IN (3, 6, 12)", name="months"),
        sa.CheckConstraint("language IN ('de', 'en')", name="language"),
        sa.CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
        sa.CheckConstraint("outcome IS NOT NULL OR showing IN ('new', 'hidden')", name="public"),
        {"sqlite_autoincrement": True},  # a link of a letter must never lead to another one
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(sa.ForeignKey("card.id", ondelete="CASCADE"))
    months: Mapped[int] = mapped_column()
    next_step: Mapped[str] = mapped_column(sa.String(LIMITS["next_step"]))
    person: Mapped[str] = mapped_column(sa.String(36), default="")
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    outcome: Mapped[Outcome | None] = mapped_column(enum(Outcome))
    text: Mapped[str] = mapped_column(sa.String(LONGEST_OUTCOME), default="")
    language: Mapped[str] = mapped_column(sa.String(2), default="de")
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    is_from_team: Mapped[bool] = mapped_column(default=False)
    showing: Mapped[Showing] = mapped_column(enum(Showing), default=Showing.NEW)
