"""Reads of whom the reminder of a round goes to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.attendance.wishes.queries.blocks import wish_programme
from gocluster_events.attendance.wishes.queries.wishes import silent
from gocluster_events.attendance.wishes.rules.codes import Phase
from gocluster_events.attendance.wishes.rules.phases import Round
from gocluster_events.meeting.events.models import Event


@dataclass(frozen=True, slots=True)
class Reminder:
    """When it leaves, how many people it goes to as of now, and how many more have no e-mail address."""

    at: datetime
    readers: int
    unreached: int


def reminder(session: Session, event: Event, round_: Round | None, now: datetime) -> Reminder | None:
    """The reminder that is still to come; None: there is none, or it has left. Three statements at most."""
    if round_ is None or round_.reminded_at is not None or round_.phase(now) not in {Phase.NOT_YET, Phase.OPEN}:
        return None
    people = silent(session, event, wish_programme(session, event), round_.most_wishes)
    unreached = sum(not each.email for each in people)
    return Reminder(round_.reminds_at, len(people) - unreached, unreached)
