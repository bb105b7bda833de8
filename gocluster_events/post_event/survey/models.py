"""The survey after a meeting: what it asks, what was answered, for a while who did, and the figures that stay.

Nothing here says when somebody answered, and nothing connects an answer with whoever gave it: keys are random and drawn
anew when the survey closes, and rows lie in the order of their keys from the first answer on.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from gocluster_events.core.db import Base, LocalizedText, Revised, UTCDateTime
from gocluster_events.core.text import Localized

_KEY = sa.String(32)
_BY_KEY = {"sqlite_with_rowid": False}  # a table without numbers of its own lies in the order of its key


class Survey(Revised, Base):
    """What a survey asks, once the team has set it, somebody has been written to or somebody has answered.

    ``letter_at`` is when those who were there were written to.
    """

    __tablename__ = "survey"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    intro: Mapped[Localized] = mapped_column(LocalizedText)
    questions: Mapped[list[Any]] = mapped_column(sa.JSON)
    is_on: Mapped[bool] = mapped_column(default=True)
    with_letter: Mapped[bool] = mapped_column(default=True)
    letter_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class SurveyScore(Base):
    """The scales of one sheet: a step for each question, null where there is none."""

    __tablename__ = "survey_score"
    __table_args__ = _BY_KEY
    key: Mapped[str] = mapped_column(_KEY, primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    steps: Mapped[list[Any]] = mapped_column(sa.JSON)


class SurveyText(Base):
    """One free text, by the place of its question; the other texts of the sheet have keys of their own."""

    __tablename__ = "survey_text"
    __table_args__ = _BY_KEY
    key: Mapped[str] = mapped_column(_KEY, primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    place: Mapped[int] = mapped_column()
    text: Mapped[str] = mapped_column(sa.Text)


class SurveyRespondent(Base):
    """That somebody has answered, until the survey is closed, so that nobody does twice."""

    __tablename__ = "survey_respondent"
    registration_id: Mapped[int] = mapped_column(sa.ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)


class FrozenSurvey(Base):
    """What the survey gave, counted ``at`` its closing once and never again."""

    __tablename__ = "survey_figures"
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    figures: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
