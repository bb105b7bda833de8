"""Coming back after a registration has ended: at the end of the line, with the details that are still there."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import Window, phase
from gocluster_events.registration.invitations.services.codes import take_over
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import people, places, questions
from gocluster_events.registration.people.rules.codes import ACTIVE, MAY_RETURN, Refusal
from gocluster_events.registration.people.rules.questions import full
from gocluster_events.registration.people.rules.seats import check_offered, check_open
from gocluster_events.registration.people.services.mails import record, subject
from gocluster_events.registration.people.services.rows import keep_answers
from gocluster_events.registration.sign_up.services.proving import take_place
from gocluster_events.registration.waiting.services.settling import settle


def come_back(event_id: int, registration_id: int, now: datetime) -> int:
    """The person takes part again by the rule for newcomers, and one mail says how. Coming back twice changes nothing.

    Returns how many answers are gone because what they chose is fully booked by now. Raises Refused when registration
    is not open, or the registration ended in another way.
    """
    with transaction() as session:
        events.lock(session, event_id)
        settle(session, event_id, now)
        event, registration = session.get_one(Event, event_id), session.get_one(Registration, registration_id)
        if registration.status in ACTIVE:
            return 0
        if registration.status not in MAY_RETURN:
            raise Refused(Refusal.NO_RETURN)
        check_open(phase(event.status, Window(event.registration_opens_at, event.registration_closes_at), now))
        check_offered(places.board(session, event, now).seats(registration.mode))
        record(session, registration, "registration.came_back", subject(registration_id), now)
        take_over(session, registration, registration.invitation_id, now)  # somebody else may have used the code
        lost = _drop_full(session, event, registration)
        take_place(session, event, registration, places.board(session, event, now), now)
        return lost


def _drop_full(session: Session, event: Event, registration: Registration) -> int:
    answers = people.told(session, registration).answers
    gone = {question.id for question, _option in full(questions.asked(session, event, but=registration.id), answers)}
    if gone:
        keep_answers(session, registration.id, tuple(each for each in answers if each.question_id not in gone))
    return len(gone)
