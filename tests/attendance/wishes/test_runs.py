"""A run of the allocation: asked for, computed by the worker, discarded; and what it is given."""

from datetime import timedelta
from random import Random

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.wishes.models import Allotment, WishLot, WishRound
from gocluster_events.attendance.wishes.queries.allotments import next_run
from gocluster_events.attendance.wishes.rules.codes import Refusal, RunState
from gocluster_events.attendance.wishes.rules.outcome import read_figures
from gocluster_events.attendance.wishes.services import runs
from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import TEAM, book, change, change_person, item
from tests.support.counting import counted_statements
from tests.support.settings import NOW
from tests.support.wish_rounds import compute, computed, make_round, meeting, results, stored, wisher

LATER = NOW + runs.LEASE
MOST_STATEMENTS = 22


@pytest.fixture
def event(session):
    """Two items of two and three places at one time; four people wish for the first one before the second."""
    event = meeting(2, 3)
    make_round(event)
    for _ in range(4):
        wisher(event, 1, 2)
    return event


def test_everybody_gets_something_and_nobody_more_than_there_is(event):
    run = computed(event)
    given = [place for (place,) in results(run).values()]
    assert sorted(given) == [(item(1), 1)] * 2 + [(item(2), 2)] * 2
    assert (run.state, run.progress, run.lease_until) == (RunState.DONE, 100, None)


def test_the_seed_and_everybodys_lot_are_drawn_once(event):
    computed(event)
    round_, lots = db.session().scalars(sa.select(WishRound)).one(), lots_by_person()
    assert (round_.seed, sorted(lots.values())) == (Random(20270422).getrandbits(62), [1, 2, 3, 4])
    computed(event, {item(1): 3})
    db.session().rollback()
    assert (db.session().scalars(sa.select(WishRound.seed)).one(), lots_by_person()) == (round_.seed, lots)


def lots_by_person():
    return {row.registration_id: row.number for row in db.session().scalars(sa.select(WishLot))}


def test_what_is_computed_names_nobody(event):
    wisher(event, 2, first_name="Miriam", last_name="Tannert", organisation="Institut Eichenhof")
    run = computed(event)
    assert [each["person"] for each in run.problem["people"]] == ["1", "2", "3", "4", "5"]
    assert {each["organisation"] for each in run.problem["people"]} == {"o1", "o2"}
    assert not any(name in repr(run.problem) for name in ("Miriam", "Tannert", "eichenhof", "Eichenhof"))


def test_the_same_wishes_and_places_are_not_computed_twice(event):
    computed(event)
    assert compute(event) is Refusal.SAME_INPUT
    assert compute(event, {item(1): 2}) is Refusal.SAME_INPUT
    run = computed(event, {item(1): 4})
    assert (run.number, [place for (place,) in results(run).values()]) == (2, [(item(1), 1)] * 4)
    assert compute(event, {item(1): 4}) is Refusal.SAME_INPUT


def test_a_run_that_was_discarded_can_be_computed_again_and_gives_the_same(event):
    first = computed(event)
    before, figures = dict(results(first)), first.figures
    runs.discard(event.id, 1, TEAM)
    run = stored(event, 1)
    assert (run.state, run.figures, results(run)) == (RunState.DISCARDED, figures, {})
    again = computed(event)
    assert (again.number, again.figures, results(again)) == (2, figures, before)


def test_every_run_is_on_record_also_one_that_was_discarded(event):
    compute(event, {item(1): 4})
    runs.discard(event.id, 1, TEAM)
    runs.discard(event.id, 1, TEAM)
    rows = db.session().scalars(sa.select(AuditEntry).where(AuditEntry.action.like("wishes.%")).order_by(AuditEntry.id))
    entries = [(row.action, row.actor, row.subject, list(row.fields)) for row in rows]
    who = ("organiser@example.org", f"allocation:{stored(event, 1).id}", ["seats"])
    assert entries == [("wishes.computed", *who), ("wishes.discarded", *who)]


def test_nothing_is_computed_while_people_wish_or_another_run_is_at_work(event):
    change_round(closed_at=None, closes_at=NOW + timedelta(hours=1))
    assert compute(event) is Refusal.NOT_CLOSED
    change_round(closes_at=NOW)
    assert compute(event) == 1
    assert (db.session().scalars(sa.select(WishRound.closed_at)).one(), compute(event, {item(1): 1})) == (
        NOW,
        Refusal.RUNNING,
    )


def change_round(**changes):
    with db.transaction() as session:
        for name, value in changes.items():
            setattr(session.scalars(sa.select(WishRound)).one(), name, value)


def test_without_a_round_or_a_wish_that_counts_there_is_no_run(session):
    event = meeting(2)
    assert compute(event) is Refusal.NO_ROUND
    make_round(event)
    wisher(event, 1, status=Status.WAITLISTED)
    assert compute(event) is Refusal.NO_WISHES
    assert db.session().scalars(sa.select(WishRound.seed)).all() == [None]


def test_only_those_count_who_are_confirmed_on_site_and_were_at_the_deadline(event):
    late = wisher(event, 1)
    computed(event)
    newcomer = wisher(event, 2, confirmed_at=NOW)
    change_person(late.id, status=Status.CANCELLED)
    run = computed(event)
    assert (late.id in results(run), newcomer.id in results(run), len(results(run))) == (False, False, 4)


def test_whoever_says_nothing_or_does_not_come_takes_no_place(session):
    event = meeting(5, blocks=2)
    make_round(event)
    person = wisher(event, 1)
    run = computed(event)
    assert results(run) == {person.id: [(item(1), 1)]}
    assert [row.block for row in db.session().scalars(sa.select(Allotment))] == [0]


def test_a_place_that_somebody_has_already_is_not_allotted_again(event):
    change(event, 2, by_wish=False, item_seats=3)
    holder = wisher(event, 1)
    book(event.id, holder.id, 2)
    change(event, 2, by_wish=True)
    run = computed(event)
    assert [each["seats"] for each in run.problem["items"]] == [2, 2]
    assert results(run)[holder.id] == [(None, None)]
    (why,) = db.session().scalars(sa.select(Allotment.explanations).where(Allotment.registration_id == holder.id))
    assert [(each["item"], each["rank"], each["cause"]) for each in why] == [(item(1), 1, "clash")]


def test_members_only_and_the_stage_bar_from_a_place_and_the_row_says_so(session):
    event = meeting(5, 5)
    make_round(event)
    change(event, 1, is_members_only=True)
    person, member = wisher(event, 1, 2, cluster=""), wisher(event, 1, cluster="Photonik Berlin")
    run = computed(event)
    assert results(run) == {person.id: [(item(2), 2)], member.id: [(item(1), 1)]}
    rows = db.session().scalars(sa.select(Allotment).where(Allotment.registration_id == person.id)).all()
    assert [each["cause"] for row in rows for each in row.explanations] == ["not_allowed"]


def test_of_an_institution_no_more_have_a_place_than_may(session):
    event = meeting(5, 5)
    make_round(event)
    change(event, 1, most_per_organisation=1)
    people = [wisher(event, 1, 2, organisation=name).id for name in ("Institut Eichenhof", "Institut Eichenhof e. V.")]
    run = computed(event)
    assert sorted(place for each in people for place in results(run)[each]) == [(item(1), 1), (item(2), 2)]


def test_the_figures_say_of_each_item_and_block_what_was_wished_and_granted(event):
    figures = read_figures(computed(event).figures)
    (block,) = figures.blocks
    assert (figures.people, figures.lists, block.wished, block.granted, block.none) == (4, 4, 4, (2, 2, 0), 0)
    assert [(each.item, each.seats, each.wishes, each.granted, each.free) for each in block.items] == [
        (item(1), 2, (4, 0, 0), (2, 0, 0), 0),
        (item(2), 3, (0, 4, 0), (0, 2, 0), 1),
    ]
    assert (figures.own.first, figures.own.empty, figures.own.worst, figures.own.squares) == (2, 0, 1, 2)
    assert figures.by_lot == figures.own


def test_a_run_that_is_discarded_meanwhile_is_computed_no_further(event):
    compute(event)

    def tick():
        db.session().rollback()
        runs.discard(event.id, 1, TEAM)
        return NOW

    assert runs.run_due(NOW, tick) == 0
    assert (stored(event, 1).state, results(stored(event, 1))) == (RunState.DISCARDED, {})


def test_a_run_whose_worker_was_killed_is_another_ones_once_its_lease_is_over(event):
    compute(event)

    def die():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runs.run_due(NOW, die)
    assert stored(event, 1).state is RunState.RUNNING
    assert [next_run(db.session(), at) for at in (NOW, LATER - timedelta(seconds=1))] == [None, None]
    assert runs.run_due(LATER, lambda: LATER) == 1
    assert (stored(event, 1).state, len(results(stored(event, 1)))) == (RunState.DONE, 4)


def test_of_two_workers_one_computes_a_run(event):
    """The first one is away so long that the other takes over, and then it stores nothing."""
    compute(event)
    answers = []

    def long_away():
        if not answers:
            answers.append(None)
            answers[0] = runs.run_due(LATER, lambda: LATER)
        return LATER + timedelta(minutes=1)

    assert (runs.run_due(NOW, long_away), answers) == (0, [1])
    assert (stored(event, 1).state, len(results(stored(event, 1)))) == (RunState.DONE, 4)


def test_each_portion_renews_the_lease_and_says_how_far_it_is(event):
    compute(event)
    leases = []

    def tick():
        run = stored(event, 1)
        leases.append(run.lease_until)
        return NOW + timedelta(seconds=30 * len(leases))

    runs.run_due(NOW, tick)
    assert leases == [NOW + timedelta(seconds=30 * number) + runs.LEASE for number in range(len(leases))]
    assert len(leases) > 1


@pytest.mark.parametrize("people", [4, 40])
def test_what_is_computed_from_is_read_in_few_statements_however_many_people_wish(session, people):
    event = meeting(2, 3)
    make_round(event)
    for number in range(people):
        wisher(event, 1, 2, organisation=f"Institut {number}")
    db.session().rollback()
    with counted_statements() as statements:
        compute(event)
    assert len(statements) <= MOST_STATEMENTS
