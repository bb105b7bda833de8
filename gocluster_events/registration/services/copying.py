"""What one edition asks, and for whom it keeps places, becomes that of another one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.events.models import Event
from gocluster_events.events.rules.preparing import later
from gocluster_events.registration import queries
from gocluster_events.registration.models import QuestionRow, Quota
from gocluster_events.registration.rules.keeping import QuotaFacts
from gocluster_events.registration.rules.questions import Condition, Question
from gocluster_events.registration.services.questions import version_of


def copy(session: Session, source: Event, event: Event, days: int, now: datetime) -> None:
    """The other edition, which has none yet, asks the same and keeps places for the same, so many days later.

    Retired questions stay behind, and so does everything that was answered.
    """
    _ask(session, source, event, now)
    for quota in queries.quotas(session, source.id):
        values = {name: getattr(quota, name) for name in QuotaFacts.__dataclass_fields__}
        release_at = later(quota.release_at, days, source.zone) if quota.release_at else None
        session.add(Quota(event_id=event.id, **{**values, "release_at": release_at}))
    session.flush()


def _ask(session: Session, source: Event, event: Event, now: datetime) -> None:
    ids: dict[int, int] = {}
    asked = [found for found in queries.question_rows(session, source.id) if found[0].retired_at is None]
    for position, (old, question) in enumerate(asked, start=1):
        row = QuestionRow(event_id=event.id, position=position)
        session.add(row)
        session.flush()
        ids[old.id] = row.id
        session.add(version_of(row, _depending(question, ids), now))
    if asked:
        event.asks_more, event.questions_revision = True, 1


def _depending(question: Question, ids: Mapping[int, int]) -> Question:
    """The question, depending on the one that took the place of that on which it depended."""
    on = question.condition
    return replace(question, condition=Condition(ids[on.question_id], on.options)) if on else question
