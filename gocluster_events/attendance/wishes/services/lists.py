"""What somebody does about their result: they leave all lists at once, or ask the team."""

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.services import wished
from gocluster_events.attendance.bookings.services.settling import settle
from gocluster_events.attendance.wishes.queries.own_result import better_lists
from gocluster_events.attendance.wishes.rules.codes import Refusal
from gocluster_events.attendance.wishes.rules.question_letter import TEAM_LANGUAGE, WISHES_QUESTION
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services.mails import about, branding, scope, subject
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due


def leave_all(event_id: int, registration_id: int, act: Act) -> int:
    """The person waits for nothing any more that they wished more than what they have; returns how many lists.

    They keep their places, and whatever list they have joined besides. Raises Refused when the edition is archived.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        settle(session, event_id, act.at)
        _person(session, event_id, registration_id)
        lists = better_lists(session, event_id, registration_id)
        return wished.leave_lists(session, event_id, registration_id, lists, act)


def ask_team(event_id: int, registration_id: int, text: str, page: str, act: Act) -> None:
    """The team has a mail with the person's question, and the address of the ``page`` with their wishes and result.

    Raises Refused when the edition is archived.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        person = _person(session, event_id, registration_id)
        mail = sending.compose(
            WISHES_QUESTION, scope=scope(event_id), subject=subject(person.id), to=event.contact_email,
            language=TEAM_LANGUAGE, key=f"{WISHES_QUESTION.name}:{person.id}:{act.at.isoformat()}",
            values=_values(event, person, text, page),
        )  # fmt: skip
        sending.send_all(session, [mail], act.at)
        audit(session, event_id, "wishes.asked", act, about=subject(person.id))


def _person(session: Session, event_id: int, registration_id: int) -> Registration:
    person = session.get_one(Registration, registration_id)
    if person.event_id != event_id:
        raise Refused(Refusal.ENDED)
    return person


def _values(event: Event, person: Registration, text: str, page: str) -> dict[str, str]:
    known = about(event, TEAM_LANGUAGE)
    name = " ".join(filter(None, (person.title, person.first_name, person.last_name)))
    of_person = {"name": name, "organisation": person.organisation or "–", "address": person.email or "–"}
    values = {**known, **of_person, "text": text, "page": page}
    return {**{each: values[each] for each in WISHES_QUESTION.samples}, **branding(event)}
