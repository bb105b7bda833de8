"""Reads of the list that participants and the public see: consent is part of the statement, not of the page."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendees.rules.participant_list import ListedPerson
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import Status


def for_participants(session: Session, event_id: int) -> Sequence[ListedPerson]:
    """The confirmed people who agreed to stand in the list, with the address of those who agreed to that too."""
    email = sa.case((Registration.list_email, Registration.email), else_="")
    return _listed(session, event_id, email)


def for_everybody(session: Session, event_id: int) -> Sequence[ListedPerson]:
    """The confirmed people who agreed to stand in the public list as well; nobody's address is read at all."""
    return _listed(session, event_id, sa.literal(""), Registration.list_public.is_(True))


def _listed(
    session: Session, event_id: int, email: sa.ColumnElement[str], *also: sa.ColumnElement[bool]
) -> Sequence[ListedPerson]:
    told = (
        Registration.title, Registration.first_name, Registration.last_name, Registration.organisation,
        Registration.position, email, Registration.sort_key,
    )  # fmt: skip
    agreed = (Registration.status == Status.CONFIRMED, Registration.list_name.is_(True), *also)
    rows = session.execute(sa.select(*told).where(Registration.event_id == event_id, *agreed))
    return [ListedPerson(*row) for row in rows]
