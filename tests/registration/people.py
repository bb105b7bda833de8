"""Somebody who signs up, and the verbs around it, in as few words as a test needs."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from gocluster_events.db import session, transaction
from gocluster_events.events.models import Event
from gocluster_events.events.rules import FederalState, Mode
from gocluster_events.mail.models import Mail
from gocluster_events.registration import services
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.codes import ActorType, Status
from gocluster_events.registration.rules.entry import Entry, Needs, SignUp
from tests.support.make import NOW

HOUR = timedelta(hours=1)
CHANCE = Random(2027)
NOBODY = Needs()


def sign_up(email: str = "miriam@example.org", needs: Needs = NOBODY, **changes: Any) -> SignUp:
    """What Miriam Tannert typed."""
    values: dict[str, Any] = {
        "first_name": "Miriam",
        "last_name": "Tannert",
        "email": email,
        "organisation": "Musternetzwerk Leichtbau",
        "actor_type": ActorType.CLUSTER,
        "state": FederalState.SN,
        "mode": Mode.ONSITE,
        "language": "de",
    }
    return SignUp(Entry(**{**values, **changes}), needs)


def register(event: Event, email: str = "miriam@example.org", now: datetime = NOW, **changes: Any) -> int:
    """The id of the address's registration, after it was sent."""
    event_id = event.id
    with transaction() as writing:
        return services.register_in(writing, event_id, sign_up(email, **changes), now, CHANCE).id


def prove(event: Event, registration_id: int, now: datetime = NOW) -> Status:
    """The status after the link in the last mail was used."""
    event_id, generation = event.id, found(registration_id).generation
    services.prove(event_id, registration_id, generation, now)
    return found(registration_id).status


def arrive(event: Event, email: str, now: datetime = NOW, **changes: Any) -> int:
    """The id of somebody who registered and proved the address at once."""
    registration_id = register(event, email, now, **changes)
    prove(event, registration_id, now)
    return registration_id


def cancel(event: Event, registration_id: int, now: datetime = NOW) -> None:
    services.cancel(event.id, registration_id, now)


def decline(event: Event, registration_id: int, now: datetime = NOW) -> None:
    event_id = event.id
    with transaction() as writing:
        services.decline_in(writing, event_id, registration_id, "organiser@example.org", now)


def found(registration_id: int) -> Registration:
    """The registration as it is stored now."""
    session().rollback()
    return session().get_one(Registration, registration_id)


def status(registration_id: int) -> Status:
    return found(registration_id).status


def letters(to: str = "") -> list[str]:
    """The names of the letters in the outbox, oldest first; only those to an address if given."""
    session().rollback()
    statement = sa.select(Mail.letter).where(Mail.recipient == to) if to else sa.select(Mail.letter)
    return list(session().scalars(statement.order_by(Mail.id)))


def outbox(letter: str, to: str = "miriam@example.org") -> Mail:
    """The one mail of that letter to an address."""
    session().rollback()
    return session().scalars(sa.select(Mail).where(Mail.letter == letter, Mail.recipient == to)).one()
