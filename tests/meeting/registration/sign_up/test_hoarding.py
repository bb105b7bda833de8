"""A stranger types invented addresses for two hours, and whoever proves an own one within the hour has a place."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules import seats
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.waiting.services import due_changes
from tests.support.make import make_event
from tests.support.proving import Proof
from tests.support.registrants import HOUR, prove, register, status
from tests.support.settings import NOW

ATTACK = 2 * HOUR
BURST = timedelta(seconds=15)
MINUTE = timedelta(minutes=1)
Moment = tuple[datetime, str, bool]
"""When somebody sends a sign-up with that address, or (True) proves it."""

pytestmark = pytest.mark.usefixtures("session")


def moments(dice: Random, real: int, invented: int) -> list[Moment]:
    """The stranger takes what there is at once, and then whatever becomes free; one address in ten is typed again."""
    drawn: list[Moment] = []
    for number in range(invented):
        spread = BURST if number < real else ATTACK
        drawn += [(NOW + spread * dice.random(), f"invented-{number}@example.com", False)] * (
            2 if number % 10 == 0 else 1
        )
    for number in range(real):
        came = NOW + ATTACK * dice.random()
        email = f"real-{number}@example.org"
        drawn += [(came, email, False), (came + HOUR * dice.uniform(0.01, 0.99), email, True)]
    return sorted(drawn)


def two_hours(event: Event, story: list[Moment]) -> Iterator[int]:
    """All of it happens in its order, the worker comes by every minute; yields the real people's registrations."""
    ids: dict[str, int] = {}
    settled = NOW
    for at, email, proves in [*story, (NOW + ATTACK + HOUR + MINUTE, "", False)]:
        while settled + MINUTE <= at:
            settled += MINUTE
            due_changes.lapse_and_move_up(settled)
        if proves:
            prove(event, ids[email], at)
        elif email:
            ids[email] = register(event, email, at)
    yield from (number for email, number in ids.items() if email.startswith("real"))


def outcome(proof: Proof) -> tuple[Counter[Status], int, int]:
    """Where the real people stand in the end, and how many there were of them and of the stranger's addresses."""
    real, invented = proof.size((20, 120), (200, 1000))
    event = make_event(capacity_onsite=real)
    people = two_hours(event, moments(proof.random, real, invented))
    return Counter(status(each) for each in people), real, invented


@pytest.mark.promise("P24")
def test_whoever_proves_the_address_within_the_hour_has_a_place_whatever_a_stranger_types(proof: Proof):
    stand, real, invented = outcome(proof)
    proof.says(
        f"a stranger with {invented} invented addresses over two hours, {real} people beside them for {real} places",
        f"{stand[Status.CONFIRMED]} of {real} have a place",
    )
    assert stand == {Status.CONFIRMED: real}


@pytest.mark.promise("P24", control=True)
def test_where_a_place_is_held_for_two_days_the_stranger_keeps_people_out(
    proof: Proof, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(seats, "HOLD", 48 * HOUR)
    stand, real, invented = outcome(proof)
    assert stand[Status.CONFIRMED] < real
    proof.says(
        f"a place is held for 48 hours; {invented} invented addresses, {real} people",
        f"{stand[Status.CONFIRMED]} of {real} have a place",
    )
