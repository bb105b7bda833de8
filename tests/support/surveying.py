"""Meetings that are over, those who were there, and what they say of them."""

from datetime import datetime, timedelta
from random import Random

import sqlalchemy as sa

from gocluster_events.attendance.door.models import Admission
from gocluster_events.core import db
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.rules.questions import USUAL
from gocluster_events.post_event.survey.rules.sheets import Reply, Sheet
from gocluster_events.post_event.survey.services import answering
from tests.support.make import add, make_registration

DAY = timedelta(days=1)
SCALES, TEXTS = 5, 2  # of the usual questions


def let_in(event: Event, registration: Registration, at: datetime | None = None) -> None:
    """The person was let in at the main entrance."""
    at = at or event.starts_at
    key = f"admission-{registration.id}"
    facts = {"key": key, "at": at, "received_at": at, "actor": "desk@example.org", "day": at.date()}
    add(Admission(event_id=event.id, registration_id=registration.id, **facts))


def guests(event: Event, number: int) -> list[int]:
    """So many people who were there, online."""
    return [make_registration(event, mode=Mode.ONLINE, last_name=f"Gast {each}").id for each in range(number)]


def sheet(*steps: Reply, text: str | None = None) -> Sheet:
    """The first scales answered so, and perhaps the first question for a text."""
    scales = [*steps, *[None] * (SCALES - len(steps))]
    return Sheet((*scales, text, None))


def answer(event: Event, registration_id: int, filled: Sheet, now: datetime, chance: Random) -> None:
    """The person sends the sheet as it is set now."""
    row = queries.survey_row(db.session(), event.id)
    answering.answer(event.id, registration_id, filled, row.revision if row else 0, chance, now)


def answer_all(event: Event, people: list[int], now: datetime, chance: Random, step: int = 4) -> None:
    """These people give that step to every scale."""
    for each in people:
        answer(event, each, sheet(*[step] * SCALES), now, chance)


def rows_of(model: type[db.Base], event: Event) -> int:
    """How many rows of the edition a table has now."""
    db.session().rollback()
    number = sa.select(sa.func.count()).select_from(model).where(model.event_id == event.id)  # type: ignore[attr-defined]
    return db.session().scalars(number).one()


assert len(USUAL.questions) == SCALES + TEXTS
