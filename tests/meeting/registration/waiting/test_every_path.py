"""Places stay exact however people, quotas and the team get into each other's way: random days on both databases."""

from collections import Counter
from collections.abc import Iterator

import pytest

from gocluster_events.core.db import session as reading
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.people.queries import seats as seats_queries
from gocluster_events.meeting.registration.people.rules.seats import SeatPlan, Seats
from gocluster_events.meeting.registration.waiting import queries as waiting
from tests.support.random_days import VERBS, Days

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]

STEPS = 80


def wrong(days: Days) -> Iterator[str]:
    """What must never be, after whatever happened."""
    session, event = reading(), days.event
    board = seats_queries.seat_plan(session, event, days.now)
    people = seats_queries.waiting(session, days.event_id)
    for mode in Mode:
        seats = board.seats(mode)
        if seats.taken > max(seats.capacity, days.taken.get(mode, 0)):
            yield f"{mode.value}: {seats.taken} of {seats.capacity} places are taken, before {days.taken.get(mode, 0)}"
    moves_by_themselves = event.moving_up is not MovingUp.BY_HAND and days.now < waiting.moves_up_until(event)
    for person in people:
        applicant = seats_queries.applicant(person)
        if moves_by_themselves and board.place(applicant) is not None:
            yield f"{person.email} waits although {board.place(applicant)} is free"
        if (person.mode, person.quota_id) != board.line(applicant):
            yield f"{person.email} waits on the list of {person.quota_id}, not on {board.line(applicant)}"
    ranks = Counter(person.waiting_rank for person in people)
    yield from (f"{number} people have the rank {rank}" for rank, number in ranks.items() if number > 1)


@pytest.mark.parametrize("seed", [2027, 415])
def test_whatever_happens_places_are_exact_and_nobody_waits_for_a_free_one(seed: int):
    days = Days(seed)
    story = []
    for number in range(STEPS):
        days.step()
        story.append(days.did)
        assert list(wrong(days)) == [], f"seed {seed}, step {number}: {story[-6:]}"
        board = seats_queries.seat_plan(reading(), days.event, days.now)
        days.taken = {mode: board.seats(mode).taken for mode in Mode}
    assert len({each.__name__ for each, _weight in VERBS} & set(story)) > len(VERBS) // 2  # it was no idle day


def test_a_board_that_forgets_how_many_places_there_are_would_be_caught(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(SeatPlan, "quota_seats", lambda board, pool: Seats(board.reserved(pool), 0))
    days, complaint = Days(2027), ""
    while not complaint and days.number < STEPS:
        days.step()
        complaint = next((each for each in wrong(days) if "places are taken" in each), "")
        board = seats_queries.seat_plan(reading(), days.event, days.now)
        days.taken = {mode: board.seats(mode).taken for mode in Mode}
    assert complaint
