"""How many registrations with an unproven address come from one network."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.models import Attempt
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries.seats import capacity
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.crowds import UNPROVEN, WITHIN, Crowd, worth_saying


def crowds(session: Session, event: Event, now: datetime) -> tuple[Crowd, ...]:
    """Of each mode the network with the most unproven registrations, where they are so many that the team is to know.

    Which network it is nobody knows: what is counted holds a digest.
    """
    about = sa.literal("registration:") + sa.cast(Registration.id, sa.String)
    counted = sa.and_(Attempt.subject == about, Attempt.bucket == UNPROVEN, Attempt.at >= now - WITHIN)
    mine = (Registration.event_id == event.id, Registration.status == Status.UNCONFIRMED)
    number = sa.func.count().label("number")
    statement = sa.select(Registration.mode.label("mode"), number).join(Attempt, counted).where(*mine)
    networks = statement.group_by(Registration.mode, Attempt.key_digest).subquery()
    most = sa.select(networks.c.mode, sa.func.max(networks.c.number)).group_by(networks.c.mode)
    rows = sorted(session.execute(most), key=lambda row: str(row[0].value), reverse=True)
    return worth_saying(Crowd(mode, count, capacity(event, mode)) for mode, count in rows)
