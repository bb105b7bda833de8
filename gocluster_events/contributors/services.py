"""Registering somebody on the programme who stands at the door, and what the team says about those who are alike."""

from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.contributors.models import ContributorMatch
from gocluster_events.contributors.rules import Contributor
from gocluster_events.events.rules.edition import Mode
from gocluster_events.registration.by_team.services import add_beyond_seats_in
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.fields import PersonalData
from gocluster_events.text import LANGUAGES


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
