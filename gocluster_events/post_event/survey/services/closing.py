"""A survey closes: its figures stay, and nobody knows any more who has answered."""

from collections.abc import Callable
from datetime import datetime
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.registration.people.services.mails import scope
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.models import FrozenSurvey, SurveyRespondent, SurveyScore, SurveyText
from gocluster_events.post_event.survey.rules.figures import count, figures_to_stored
from gocluster_events.post_event.survey.rules.letters import SURVEY_LETTER
from gocluster_events.post_event.survey.rules.phases import Phase
from gocluster_events.post_event.survey.rules.questions import Refusal
from gocluster_events.post_event.survey.services.storing import rewrite

Close = Callable[[Session, Event, Random, datetime], object]
"""Closes the survey of an edition in the caller's transaction, if nobody has."""


def close_now(event_id: int, chance: Random, act: Act) -> None:
    """Nobody can answer any more, and what the survey gave can be read. Works in archives.

    Raises Refused when it is not open.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        phase = queries.phase(session, event, act.at)
        if phase is not Phase.OPEN:
            raise Refused(Refusal.CLOSED if phase is Phase.CLOSED else Refusal.NOT_OPEN)
        close_in(session, event, chance, act.at)
        outbox.withdraw_untried(session, scope(event_id), {SURVEY_LETTER.name})
        audit(session, event_id, "survey.closed", act)


def close_in(session: Session, event: Event, chance: Random, now: datetime) -> bool:
    """The figures are stored, all answers are rewritten in the order of new keys, and who answered is deleted.

    Whether it was not closed before. The caller holds the edition's lock.
    """
    if queries.frozen(session, event, now) is not None:
        return False
    content = queries.content_of(queries.survey_row(session, event.id))
    eligible, _sheets = queries.numbers(session, event.id)
    figures = count(content.questions, queries.steps(session, event.id), eligible, now)
    session.merge(FrozenSurvey(event_id=event.id, at=now, figures=figures_to_stored(figures)))
    session.execute(sa.delete(SurveyRespondent).where(SurveyRespondent.event_id == event.id))
    rewrite(session, event.id, chance)
    return True


def close_due(now: datetime, chance: Random) -> int:
    """Surveys whose hour has come are closed; returns how many. Called by the worker."""
    number = 0
    for event_id in queries.due_to_close(reading(), now):
        with transaction() as session:
            event = events.lock(session, event_id)
            if event_id in queries.due_to_close(session, now):
                number += close_in(session, event, chance, now)
    return number


def close_before_erasing(session: Session, event_id: int, chance: Random, now: datetime) -> None:
    """A survey that somebody could answer is closed, if nobody has, once the registrations of the edition are due to be
    erased: its figures count them.
    """
    event, row = events.lock(session, event_id), queries.survey_row(session, event_id)
    if row is not None and row.is_on and queries.answers_until(event) <= now:
        close_in(session, event, chance, now)


def forget_answers(now: datetime, due: datetime, chance: Random, close: Close = close_in) -> int:
    """Answers go when the registrations of their edition do, which was by ``due``; returns of how many editions.

    The figures stay: a survey that is not closed is closed first, in the same transaction. Called by the worker.
    """
    ids = [each.id for each in queries.with_answers(reading(), due) if queries.answers_until(each) <= due]
    return sum(_forget(event_id, now, due, chance, close) for event_id in ids)


def _forget(event_id: int, now: datetime, due: datetime, chance: Random, close: Close) -> int:
    with transaction() as session:
        event = events.lock(session, event_id)
        if queries.answers_until(event) > due:
            return 0  # somebody has changed the period, or the meeting, meanwhile
        close(session, event, chance, now)
        for model in (SurveyScore, SurveyText, SurveyRespondent):
            session.execute(sa.delete(model).where(model.event_id == event_id))
        return 1
