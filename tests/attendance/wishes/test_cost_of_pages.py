"""What runs and their pages cost, however many people wish, and what they leave in the database."""

from collections.abc import Callable
from random import Random

import pytest

from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.attendance.wishes.services import binding, runs
from gocluster_events.core import db
from gocluster_events.core.access import Role
from tests.attendance.bookings.conftest import signed_in
from tests.support.booking import TEAM, change, item
from tests.support.counting import counted_statements
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page
from tests.support.wish_rounds import CHANCE, compute, computed, make_round, meeting, results, stored, wisher

PAGE = "/de/manage/tagung/bookings/allocation"
RESULT = "/de/my/wishes/result"
PAGES = 4
OF_COMPUTING, OF_COMMITTING, OF_BINDING = 20, 24, 34
OF_THE_ALLOCATION, OF_THE_PEOPLE, OF_THE_PROGRESS, OF_THE_RESULT = 30, 20, 6, 15  # with what every page reads


def statements(verb: Callable[..., object], *args: object) -> list[str]:
    db.session().rollback()
    with counted_statements() as costs:
        verb(*args)
    return list(costs)


def crowded(number: int):
    """A meeting with two items, of which the first has too few places for that many people."""
    event = meeting(number // 2, number, slug="tagung")
    make_round(event)
    for each in range(number):
        wisher(event, 1, 2, organisation=f"Institut {each}")
    return event


@pytest.mark.parametrize("number", [6, 40])
def test_a_run_costs_as_many_statements_for_few_people_as_for_many(session, number):
    event = crowded(number)
    assert len(statements(runs.compute, event.id, {}, TEAM, Random(CHANCE))) <= OF_COMPUTING
    runs.run_due(NOW, lambda: NOW)
    digest = stored(event, 1).digest
    assert len(statements(binding.commit, event.id, 1, TEAM, digest)) <= OF_COMMITTING
    assert len(statements(binding.bind_due, NOW + UNDO)) <= OF_BINDING


@pytest.mark.parametrize("number", [6, 40])
def test_pages_about_runs_cost_the_same_for_many_and_read_nothing_of_what_was_computed_from(
    app, session, visitor, number
):  # fmt: skip
    event = crowded(number)
    run, organiser = computed(event), signed_in(app, event, Role.ORGANISER)
    of_allocation, of_people = statements(organiser.get, PAGE), statements(organiser.get, f"{PAGE}/people")
    compute(event, {item(1): 1})
    of_progress = statements(organiser.get, f"{PAGE}/progress.json")
    runs.discard(event.id, 2, TEAM)
    of_result = statements(visitor.get, result_of(event, run, visitor))
    assert len(of_allocation) <= OF_THE_ALLOCATION
    assert len(of_people) <= OF_THE_PEOPLE
    assert len(of_progress) <= OF_THE_PROGRESS
    assert len(of_result) <= OF_THE_RESULT
    reads = [each for each in (*of_allocation, *of_people, *of_progress, *of_result) if "allocation" in each]
    assert (len(reads) >= PAGES, [each for each in reads if "problem" in each]) == (True, [])


def result_of(event, run, visitor) -> str:
    """The page of somebody's result, who has opened their own page."""
    binding.commit(event.id, run.number, TEAM, run.digest)
    binding.bind_due(NOW + UNDO)
    for number in (1, 2):
        change(event, number, rest_from=NOW)
    open_my_page(visitor, next(iter(results(run))))
    return RESULT
