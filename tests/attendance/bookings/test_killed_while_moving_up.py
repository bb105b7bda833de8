"""Kill -9 at any statement of a swap that lets others move up: everybody has what they had, or what they get by it."""

from datetime import datetime
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import BookingMove
from gocluster_events.attendance.bookings.services import booking
from gocluster_events.attendance.bookings.services.settling import advance
from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from tests.support.booking import book, make_offer, standing, swap, wait
from tests.support.killing import killed
from tests.support.make import make_event, make_registration
from tests.support.proving import Proof

ITEMS = (1, 2, 3, 4)


def cascade() -> tuple[int, list[int]]:
    """Three people in three full items, the next of whom would swap into that of the one before; the fourth is free.

    A fourth person waits for the third item. Returns the edition and the people; the first one lets all others move up.
    """
    event = make_event()
    for number in ITEMS:
        make_offer(event, number, 15 * number)
    people = [make_registration(event).id for _ in range(4)]
    for number, person in enumerate(people[:3], 1):
        book(event.id, person, number)
    swap(event.id, people[1], 2, 1)
    swap(event.id, people[2], 3, 2)
    wait(event.id, people[3], 3)
    return event.id, people


def everything(event_id: int) -> tuple[Any, ...]:
    """Who has which place and who waits for which, how much the log says, and how many letters there are."""
    places = tuple(standing(event_id, number) for number in ITEMS)
    db.session().rollback()
    moves, mails = (db.session().scalar(sa.select(sa.func.count()).select_from(each)) for each in (BookingMove, Mail))
    return *places, moves, mails


def check(app: Flask, first: int, step: int) -> int:
    """Killed ever later, by so many statements each time, the swap is as if it had never begun; and done, it is done.

    Returns how often it was killed.
    """
    event_id, people = cascade()
    before = everything(event_id)
    for kills, statement in enumerate(count(first, step)):
        if not killed(app, statement, lambda: swap(event_id, people[0], 1, 4)):
            assert [standing(event_id, number) for number in (4, 1, 2, 3)] == [([each], []) for each in people]
            return kills
        assert everything(event_id) == before
    raise AssertionError


@pytest.mark.both_databases
@pytest.mark.promise("P1")
@pytest.mark.promise("P2")
def test_a_swap_over_three_people_that_is_killed_has_not_begun(app: Flask, session: Session, proof: Proof):
    first, step = proof.size((proof.random.randint(1, 4), 4), (1, 1))
    kills = check(app, first, step)
    assert kills * step > 20
    proof.says(
        f"a swap that lets three others move up, killed at {kills} of its statements",
        "all have what they had; not killed, each has the next place",
    )


@pytest.mark.promise("P1", control=True)
@pytest.mark.promise("P2", control=True)
def test_in_two_transactions_a_kill_leaves_a_place_that_nobody_has_moved_into(
    app: Flask, session: Session, proof: Proof, monkeypatch: pytest.MonkeyPatch
):
    def in_another(session: Session, event_id: int, now: datetime) -> Any:
        session.commit()
        return advance(session, event_id, now)

    monkeypatch.setattr(booking, "advance", in_another)
    with pytest.raises(AssertionError):
        check(app, 2, 4)
    proof.says("others move up in a transaction of their own; killed in it", "a place is free and people wait for it")
