"""A team that decides, in as few words as a test needs."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.registration.deciding import services as deciding
from gocluster_events.meeting.registration.deciding.services import DecisionResult
from gocluster_events.meeting.registration.people.queries import decisions, seats
from gocluster_events.meeting.registration.people.rules.codes import Move, Status
from gocluster_events.meeting.registration.people.rules.deciding import Kind, Standing
from tests.support.make import make_event, make_registration
from tests.support.registrants import HOUR, arrive
from tests.support.settings import NOW

SOON = NOW + HOUR
MINUTE = timedelta(minutes=1)
ORGANISER = "organiser@example.org"
REASON = Localized("Die Plätze sind vergeben.", "The places are taken.")


def reviewed(**changes: object) -> Event:
    """An edition whose team decides about everybody."""
    return make_event(**{"confirmation": Confirmation.REVIEW, **changes})


def arrivals(event: Event, number: int, **changes: object) -> list[int]:
    return [
        arrive(event, f"{each}@example.org", NOW + each * timedelta(seconds=1), **changes) for each in range(number)
    ]


def received(event: Event, last_name: str, **changes: Any) -> int:
    """The id of somebody about whom nobody has decided yet."""
    values = {"status": Status.RECEIVED, "confirmed_at": None, "email": f"{last_name.lower()}@example.org", **changes}
    return make_registration(event, last_name=last_name, **values).id


def decide(event: Event, kind: Kind, *people: int, now=SOON) -> DecisionResult:
    return deciding.decide(event.id, standings(event.id, people), kind, Act(ORGANISER, now), REASON)


def standings(event_id: int, people: Collection[int]) -> dict[int, Standing]:
    """Where these people stand at the moment, as a page shows it."""
    reading().rollback()
    return decisions.standings(reading(), event_id, people)


def undo(event: Event, made: DecisionResult, now=SOON + MINUTE) -> int:
    return deciding.undo(event.id, made.decision_id, Act(ORGANISER, now))


def change(event: Event, **values: object) -> None:
    """The edition has these values, without the verb that would settle what follows."""
    event_id = event.id
    with transaction() as writing:
        writing.execute(sa.update(Event).where(Event.id == event_id).values(values))


def waiting_moves(event: Event) -> list[tuple[Move, int]]:
    return [(move.move, person.id) for move, person in seats.moves(reading(), event.id, NOW, Mode.ONSITE)]
