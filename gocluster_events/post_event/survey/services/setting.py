"""The team sets what a survey asks, until somebody has answered."""

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.models import Survey
from gocluster_events.post_event.survey.rules.phases import Phase
from gocluster_events.post_event.survey.rules.questions import Content, Refusal, content_refusal, to_stored
from gocluster_events.post_event.survey.services.storing import row_in


def set_survey(event_id: int, content: Content, seen: int, act: Act) -> None:
    """The survey asks this. Works in archives.

    Raises Refused once somebody has answered or it is over, Stale when somebody saved after the revision ``seen`` (0:
    nobody had set anything).
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        refusal = content_refusal(content)
        if queries.is_locked(session, event_id):
            refusal = Refusal.LOCKED
        elif queries.phase(session, event, act.at) is Phase.CLOSED:
            refusal = Refusal.CLOSED
        if refusal is not None:
            raise Refused(refusal)
        row = row_in(session, event_id)
        if row.revision != seen:
            raise Stale
        if content == queries.content_of(row):
            return
        row.intro, row.questions = content.intro, to_stored(content.questions)
        row.is_on, row.with_letter = content.is_on, content.with_letter
        row.revision += 1
        audit(session, event_id, "survey.changed", act)


def remove_text(event_id: int, key: str, act: Act) -> None:
    """The free text is gone, and the log says who deleted one. Works in archives; twice changes nothing."""
    with transaction() as session:
        events.lock(session, event_id)
        row = queries.text_row(session, event_id, key)
        if row is not None:
            session.delete(row)
            audit(session, event_id, "survey.text_removed", act)


def copy(session: Session, source_id: int, event_id: int) -> None:
    """The edition asks what the source asked; nothing that was answered comes along."""
    row = queries.survey_row(session, source_id)
    if row is not None:
        words = {"intro": row.intro, "questions": row.questions}
        session.add(Survey(event_id=event_id, is_on=row.is_on, with_letter=row.with_letter, **words))
