"""Registering somebody on the programme who stands at the door, and what the team says about those who are alike."""

from sqlalchemy.orm import Session

from gocluster_events.attendance.contributors.models import ContributorMatch
from gocluster_events.attendance.contributors.queries import alike
from gocluster_events.attendance.contributors.rules import Answer, Contributor, MatchRefusal, Pair
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.text import LANGUAGES
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.registration.by_team.services import add_beyond_seats_in
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Refusal
from gocluster_events.meeting.registration.people.rules.fields import PersonalData


def register_in(session: Session, event_id: int, person: Contributor, act: Act) -> Registration:
    """The person is registered on site by name and institution alone, beside the seats, under their reference number.

    Joins the transaction of whoever holds the edition's lock.
    """
    entry = PersonalData(
        title=person.title,
        first_name=person.first_name,
        last_name=person.last_name,
        email="",
        organisation=person.organisation,
        mode=Mode.ONSITE,
        language=LANGUAGES[0],
    )
    registration = add_beyond_seats_in(session, event_id, entry, person.reference, act)
    facts = {"person_id": person.id, "registration_id": registration.id}
    session.add(ContributorMatch(**facts, is_same=True, actor=act.by, at=act.at))
    return registration


ACTIONS = {
    Answer.SAME: "registration.same_as_contributor",
    Answer.OTHER: "registration.other_than_contributor",
    Answer.OPEN: "registration.asked_again_of_contributor",
}


def answer(event_id: int, pair: Pair, verdict: Answer, act: Act) -> None:
    """It is on record whether the two are one person, and nobody is asked again; or that is open once more.

    Raises Refused in an archive, for an answer to a question that is answered already, or that takes back one that is
    not there any more, and where nothing is asked of the two, perhaps since one of them is gone.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        standing = {each.pair: each.is_same for each in alike(session, event_id)}
        if pair not in standing:
            raise Refused(MatchRefusal.SETTLED)
        if (standing[pair] is None) is (verdict is Answer.OPEN):
            raise Refused(MatchRefusal.ANSWERED)
        (person_id, registration_id), known = pair, session.get(ContributorMatch, pair)
        if known is not None:
            session.delete(known)
        else:
            facts = {"person_id": person_id, "registration_id": registration_id, "is_same": verdict is Answer.SAME}
            session.add(ContributorMatch(**facts, actor=act.by, at=act.at))
        audit(session, event_id, ACTIONS[verdict], act, about=f"registration:{registration_id}")
