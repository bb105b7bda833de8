"""Several workers carry an allocation out, or are killed in it, while people book what they can: on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from random import Random
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, BookingMove
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.wishes.rules.codes import Refusal
from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.attendance.wishes.services import binding, runs
from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from tests.support.booking import TEAM, book, standing
from tests.support.killing import killed
from tests.support.make import make_registration
from tests.support.settings import NOW
from tests.support.wish_rounds import answer, compute, computed, make_round, meeting, results, say, stored, wisher

OVER = NOW + UNDO
ITEMS = (1, 2, 3, 11, 12, 13)


def crowded(people: int, chance: Random) -> Event:
    """Two blocks of three items with few places, and people who wish at random, some of one institution."""
    event = meeting(2, 3, 2, blocks=2)
    make_round(event)
    for _number in range(people):
        person = wisher(event, *chance.sample((1, 2, 3), 2), organisation=f"Institut {chance.randint(1, 9)}")
        say(event, person.id, *chance.sample((11, 12, 13), chance.randint(0, 2)))
    return event


def at_once(app: Flask, *verbs: Callable[[], Any]) -> list[Any]:
    """What they return that all begin at the same moment, each in a thread of its own."""
    barrier = Barrier(len(verbs))

    def one(verb: Callable[[], Any]) -> Any:
        with app.app_context():
            barrier.wait()
            return verb()

    with ThreadPoolExecutor(len(verbs)) as threads:
        return list(threads.map(one, verbs))


def everything(event: Event) -> tuple[Any, ...]:
    """Who has and awaits what, how much the log says, which letters wait, and how the run stands."""
    db.session().rollback()
    numbers = [db.session().scalar(sa.select(sa.func.count()).select_from(each)) for each in (BookingMove, Mail)]
    run = stored(event, 1)
    return *(standing(event.id, each) for each in ITEMS), *numbers, run.state, run.bound_at


def check_places(event: Event) -> None:
    """Nobody has what they do not wish, and no item more people than places."""
    given = {who: {item for item, _rank in places if item} for who, places in results(stored(event, 1)).items()}
    held: dict[int, set[str]] = {}
    for row in db.session().scalars(sa.select(Booking).where(Booking.state == State.HELD)):
        held.setdefault(row.registration_id, set()).add(str(row.offer_id))
    there = offerings(db.session(), event)
    assert all(each.held <= each.seats for each in there.values())
    assert {who: {str(there[item].id) for item in items} for who, items in given.items() if items} == held


@pytest.mark.both_databases
def test_of_two_workers_one_carries_it_out_whatever_people_press_meanwhile(app: Flask, session: Session):
    event = crowded(14, Random(4))
    silent = [make_registration(event).id for _ in range(2)]
    run = computed(event)
    binding.commit(event.id, 1, TEAM, run.digest)
    number = event.id
    presses = [lambda who=who: book(number, who, 2) for who in silent]
    answers = at_once(app, *(2 * [lambda: binding.bind_due(OVER)]), *presses)
    assert (sorted(answers[:2]), {State.HELD} & set(answers[2:])) == ([0, 1], set())
    check_places(event)


@pytest.mark.both_databases
def test_of_two_workers_one_computes_it_and_of_two_organisers_one_makes_it_binding(app: Flask, session: Session):
    event = crowded(12, Random(5))
    compute(event)
    assert sorted(at_once(app, *(2 * [lambda: runs.run_due(NOW, lambda: NOW)]))) == [0, 1]
    digest, number = stored(event, 1).digest, event.id
    answers = at_once(app, *(2 * [lambda: answer(binding.commit, number, 1, TEAM, digest)]))
    assert sorted(answers, key=str) == [None, Refusal.COMMITTED]
    db.session().rollback()
    binding.bind_due(OVER)
    readers = db.session().scalars(sa.select(Mail.subject).where(Mail.letter == "wishes_result")).all()
    assert len(readers) == len(set(readers)) == len(results(stored(event, 1)))


@pytest.mark.both_databases
def test_a_worker_that_is_killed_in_it_has_not_begun_and_the_next_one_does_all(app: Flask, session: Session):
    event = crowded(10, Random(6))
    run = computed(event)
    binding.commit(event.id, 1, TEAM, run.digest)
    before, kills = everything(event), 0
    for statement in count(3, 5):
        if not killed(app, statement, lambda: binding.bind_due(OVER)):
            break
        kills += 1
        assert everything(event) == before
    assert kills > 4
    assert binding.bind_due(OVER) == 0
    check_places(event)
