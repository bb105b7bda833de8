"""Registering somebody who stands at the door, and letting them in by the same step."""

from datetime import datetime
from random import Random

from gocluster_events.attendees.queries import admission as queries
from gocluster_events.attendees.rules.admission import Answer, Arrival, Verdict
from gocluster_events.attendees.rules.walk_in import Hurdle, WalkIn
from gocluster_events.attendees.services.admission import admit_in
from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.events.rules import Mode
from gocluster_events.registration.rules.codes import Status
from gocluster_events.registration.rules.entry import Entry, Needs, SignUp
from gocluster_events.registration.rules.notes import Source
from gocluster_events.registration.services.by_hand import add_in


def come_unregistered(
    event_id: int, told: WalkIn, arrival: Arrival, *, reason: str, language: str, actor: str, now: datetime,
    chance: Random,
) -> int:  # fmt: skip
    """The person is registered, has a place and is in; returns the registration's id, for an intention sent twice too.

    ``reason`` is noted where the place is one beyond the capacity. Whoever gives an address gets the confirmation.
    Raises Refused when no place is free and none is given nevertheless, or when the address is registered.
    """
    with transaction() as session:
        events.lock(session, event_id)
        known = queries.by_key(session, event_id, arrival.key)
        if known is not None:
            return known.registration_id
        registration = add_in(
            session, event_id, _sign_up(told, language), actor=actor, now=now, chance=chance, tells=bool(told.email),
            over_capacity=told.despite, reason=reason if told.despite else "", source=Source.AT_DOOR,
        )  # fmt: skip
        if registration.status is not Status.CONFIRMED:
            raise Refused(Hurdle.NO_PLACE)
        answer: Answer = admit_in(session, event_id, registration.id, arrival, actor, now)
        if answer.verdict is not Verdict.WELCOME:
            raise RuntimeError(f"{answer.verdict} for somebody who has just got a place")
        return registration.id


def _sign_up(told: WalkIn, language: str) -> SignUp:
    entry = Entry(
        first_name=told.first_name,
        last_name=told.last_name,
        email=told.email,
        organisation=told.organisation,
        actor_type=told.actor_type,
        mode=Mode.ONSITE,
        list_name=told.list_name,
        no_photos=told.no_photos,
        language=language,
    )
    return SignUp(entry, Needs())
