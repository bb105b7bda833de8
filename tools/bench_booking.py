"""`dev.py bench booking`: 200 people book one item at the same moment; how long all of them take, and each one.

And how often the numbers of free places are told meanwhile.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import median
from threading import Barrier

import sqlalchemy as sa
from flask import Flask

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.services import booking
from gocluster_events.core import clock, db
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services.mails import own_act
from tools.bench_pages import answers_a_second
from tools.measuring import ROUNDS, Row, fixed_piece
from tools.stage import DAY, SLUG, event, person, stage
from tools.steps import Failed

PEOPLE, AT_ONCE = 200, 16
TOGETHER, EACH = 150, 50
"""Three seconds and one where the fixed piece of Python takes 20 ms."""
ANSWERS, AIM_SECONDS = 1_000, 0.02
ITEM = "00000000-0000-0000-0000-000000000001"


def run() -> list[Row]:
    """Seconds. Raises Failed when somebody has no place."""
    with stage() as on:
        event_id, people = _meeting()
        began = time.perf_counter()
        waits = _all_at_once(on.app, event_id, people)
        together = time.perf_counter() - began
        held = sa.select(sa.func.count()).select_from(Booking).where(Booking.state == State.HELD)
        if db.session().scalar(held) != PEOPLE:
            raise Failed("there is a place for everybody, and somebody has none.")
        db.db.session.remove()
        ask = answers_a_second(on.app, f"/{SLUG}/places.json")
        known = median(ask() for _round in range(ROUNDS))
    floor = median(fixed_piece() for _round in range(ROUNDS)) / 1000
    what = f"{PEOPLE} bookings of one item, {AT_ONCE} at once (floor: a piece of Python that took 20 ms)"
    return [
        Row(what, together, "s", floor, at_most_times=TOGETHER),
        Row("the slowest of these bookings", max(waits), "s", floor, at_most_times=EACH),
        Row(
            "places.json for each second of a processor (floor: 1,000 where the piece took 20 ms)",
            known,
            "/s",
            ANSWERS * AIM_SECONDS / floor,
            at_least_times=1.0,
        ),
    ]


def _all_at_once(app: Flask, event_id: int, people: list[int]) -> list[float]:
    """How long each booking took."""
    barrier = Barrier(AT_ONCE)

    def part(mine: list[int]) -> list[float]:
        with app.app_context():
            barrier.wait()
            return [_booked(event_id, each) for each in mine]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        parts = [people[number::AT_ONCE] for number in range(AT_ONCE)]
        return [each for waits in threads.map(part, parts) for each in waits]


def _booked(event_id: int, registration_id: int) -> float:
    began = time.perf_counter()
    booking.book(event_id, registration_id, ITEM, own_act(registration_id, clock.now()))
    return time.perf_counter() - began


def _meeting() -> tuple[int, list[int]]:
    """An edition with one item that all its people can book."""
    with db.transaction() as session:
        meeting = event(session)
        session.execute(sa.insert(Registration), [person(meeting.id, number) for number in range(PEOPLE)])
        hours = {"starts_at": DAY, "ends_at": DAY + timedelta(hours=1)}
        session.add(Offer(event_id=meeting.id, item=ITEM, item_seats=PEOPLE, opens_at=clock.now(), **hours))
        ids = list(session.scalars(sa.select(Registration.id).order_by(Registration.id)))
        return meeting.id, ids
