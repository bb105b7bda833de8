"""Many people book, wait, swap and give up at once: no seat of an item is given twice, and none is lost."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from random import Random
from threading import Barrier

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.rules.clashes import pairs
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.services import booking
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.core import db
from gocluster_events.core.errors import Busy
from gocluster_events.meeting.events.models import Event
from tests.support.booking import book, give_up, make_offer, swap, wait
from tests.support.make import make_event, make_registration
from tests.support.proving import Proof
from tests.support.settings import NOW

AT_ONCE, SEATS = 6, 4
VERBS = {"book": book, "wait": wait, "swap": swap, "give_up": give_up}
ACTS = (
    *(("book", 1), ("book", 2), ("book", 3), ("wait", 1), ("wait", 3), ("swap", 1, 3), ("swap", 3, 1), ("swap", 1, 2)),
    *(("give_up", 1), ("give_up", 2), ("give_up", 3)),
)


def an_event(people: int, seats: int = SEATS) -> tuple[Event, list[int]]:
    """Two items at one time and one after them, each with so many places, and people of different institutions."""
    event = make_event()
    for number, start in ((1, 0), (2, 30), (3, 60)):
        make_offer(event, number, start, item_seats=seats)
    return event, [make_registration(event, organisation=f"Institut {each}").id for each in range(people)]


def drawn(random: Random, people: list[int], number: int) -> list[list[tuple]]:
    """For each thread so many acts of people of its own, and of one who presses everywhere at once."""
    parts = [[*people[thread::AT_ONCE], people[0]] for thread in range(AT_ONCE)]
    return [[(act[0], random.choice(who), *act[1:]) for act in random.choices(ACTS, k=number)] for who in parts]


def play(app: Flask, event_id: int, parts: list[list[tuple]]) -> list[Exception]:
    """Every thread does its part, all begin at once; returns what broke."""
    barrier = Barrier(len(parts))

    def one(part: list[tuple]) -> Exception | None:
        with app.app_context():
            barrier.wait()
            try:
                for verb, *who_and_what in part:
                    VERBS[verb](event_id, *who_and_what)
            except (DBAPIError, Busy) as failure:
                return failure
            return None

    with ThreadPoolExecutor(len(parts)) as threads:
        return [failure for failure in threads.map(one, parts) if failure]


def seats(event_id: int) -> list[tuple[int, int]]:
    """Every seat that somebody has, with its offer."""
    db.session().rollback()
    mine = sa.select(Booking.offer_id, Booking.seat).where(Booking.event_id == event_id, Booking.state == State.HELD)
    return [(offer, seat) for offer, seat in db.session().execute(mine.order_by(Booking.offer_id, Booking.seat))]


@pytest.mark.both_databases
@pytest.mark.promise("P1")
def test_no_place_in_an_item_is_given_twice_and_none_is_lost(app: Flask, session: Session, proof: Proof):
    number, acts = proof.size((14, 8), (60, 300))
    event, people = an_event(number)
    failures = play(app, event.id, drawn(proof.random, people, acts))
    settle_due(NOW)
    session.rollback()
    held = seats(event.id)
    assert (failures, len(held), max(seat for _offer, seat in held) <= SEATS) == ([], len(set(held)), True)
    for each in offerings(session, event).values():
        assert each.held <= SEATS
        assert not (each.free and each.waiting), "nobody waits beside a free place, for nothing holds anybody back"
    for person in people:
        assert pairs([each for each in own_bookings(session, person) if each.is_held]) == ()
    proof.says(
        f"{AT_ONCE} threads do {acts} acts each for {number} people and three items of {SEATS} places",
        f"{len(held)} places held, none twice, nobody in two items at a time",
    )


@pytest.mark.promise("P1")
def test_whatever_anybody_does_nobody_has_less_but_who_gives_something_up(session: Session, proof: Proof):
    """One act after the other, of whomever: a swap never leaves anybody with nothing, also over several people."""
    event, people = an_event(8, seats=2)
    before = places(event.id)
    for verb, *items in proof.random.choices(ACTS, k=proof.size(60, 10_000)):
        person = proof.random.choice(people)
        VERBS[verb](event.id, person, *items)
        after = places(event.id)
        assert [each for each in people if after[each] < before[each] - (each == person and verb == "give_up")] == []
        before = after
    proof.says("people book, wait, swap and give up, one after the other", "nobody has less who did not give it up")


@pytest.mark.both_databases
def test_who_presses_at_many_browsers_at_once_has_one_place(app: Flask, session: Session):
    event, (person, *_others) = an_event(2)
    assert play(app, event.id, [[("book", person, 1)]] * AT_ONCE) == []
    assert places(event.id) == {person: 1}


@pytest.mark.both_databases
def test_two_workers_at_once_let_nobody_move_up_twice(app: Flask, session: Session):
    event, people = an_event(5, seats=2)
    for person in people:
        wait(event.id, person, 1)  # the first two have a place at once
    with db.transaction() as writing:
        writing.execute(sa.update(Offer).where(Offer.event_id == event.id).values(item_seats=4))
    barrier = Barrier(2)

    def worker(_number: int) -> int:
        with app.app_context():
            barrier.wait()
            return settle_due(NOW)

    with ThreadPoolExecutor(2) as threads:
        assert sum(threads.map(worker, range(2))) == 2
    assert (places(event.id), settle_due(NOW)) == (Counter(people[:4]), 0)


def places(event_id: int) -> Counter[int]:
    """How many places each person has."""
    db.session().rollback()
    held = sa.select(Booking.registration_id).where(Booking.event_id == event_id, Booking.state == State.HELD)
    return Counter(db.session().scalars(held))


@contextmanager
def nothing() -> Iterator[Session]:
    """A session that writes without a transaction."""
    current = db.db.session()
    current.rollback()
    on_postgresql = db.db.engine.dialect.name == "postgresql"
    current.connection(execution_options={"isolation_level": "AUTOCOMMIT"} if on_postgresql else {"begin": "SELECT 1"})
    yield current
    current.commit()


@pytest.mark.both_databases
@pytest.mark.promise("P1", control=True)
def test_without_a_transaction_the_race_for_the_last_place_is_lost(
    app: Flask, session: Session, proof: Proof, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(booking, "transaction", nothing)
    for _try in range(20):
        event, people = an_event(AT_ONCE, seats=1)
        failures = play(app, event.id, [[("book", person, 1)] for person in people])
        if failures or len(seats(event.id)) > 1:
            break
    assert failures or len(seats(event.id)) > 1
    proof.says(f"transaction() opens nothing; {AT_ONCE} people at once, one place", "oversold, or an error")
