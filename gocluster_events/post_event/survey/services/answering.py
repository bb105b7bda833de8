"""Somebody says how it was, once."""

from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.models import SurveyRespondent, SurveyScore, SurveyText
from gocluster_events.post_event.survey.rules.phases import Standing
from gocluster_events.post_event.survey.rules.questions import Refusal, from_stored
from gocluster_events.post_event.survey.rules.sheets import Sheet, fits, new_key
from gocluster_events.post_event.survey.services.storing import lay_in_order, row_in

_REFUSALS = {
    Standing.OFF: Refusal.NOT_OPEN,
    Standing.AHEAD: Refusal.NOT_OPEN,
    Standing.CLOSED: Refusal.CLOSED,
    Standing.NOT_THERE: Refusal.NOT_THERE,
    Standing.DONE: Refusal.TWICE,
}


def answer(event_id: int, registration_id: int, sheet: Sheet, seen: int, chance: Random, now: datetime) -> None:
    """The answers are stored without a time and without whose they are; apart from them, that the person has answered.

    Nothing else in the database changes, and no log says anything. Works in archives. Raises Refused where they cannot
    answer or say nothing, Stale where the questions are not those of the revision ``seen`` (0: the usual ones).
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        person = session.get_one(Registration, registration_id)
        standing = queries.standing(session, event, person, now)
        if standing is not Standing.OPEN:
            raise Refused(_REFUSALS[standing])
        if sheet.is_empty:
            raise Refused(Refusal.EMPTY)
        row = row_in(session, event_id)
        if row.revision != seen or not fits(sheet, from_stored(row.questions)):
            raise Stale
        _store(session, event_id, registration_id, sheet, chance)
        lay_in_order(session, event_id)


def _store(session: Session, event_id: int, registration_id: int, sheet: Sheet, chance: Random) -> None:
    session.add(SurveyScore(key=new_key(chance), event_id=event_id, steps=sheet.steps))
    for place, text in sheet.texts:
        session.add(SurveyText(key=new_key(chance), event_id=event_id, place=place, text=text))
    session.add(SurveyRespondent(registration_id=registration_id, event_id=event_id))
