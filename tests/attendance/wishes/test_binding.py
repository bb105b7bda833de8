"""An allocation is made binding, taken back, and carried out: who then has which place, and who waits for what."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.rules.codes import Move, Refusal as BookingRefusal, Source, State
from gocluster_events.attendance.bookings.services import team
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.attendance.wishes.models import Allotment
from gocluster_events.attendance.wishes.queries.rounds import round_of
from gocluster_events.attendance.wishes.rules.codes import Phase, Refusal, RunState
from gocluster_events.attendance.wishes.rules.phases import UNDO, phase_of
from gocluster_events.attendance.wishes.services import binding
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import TEAM, book, change, change_person, item, mails, make_offer, moves, standing
from tests.support.counting import counted_statements
from tests.support.settings import NOW
from tests.support.wish_rounds import (
    answer,
    bound,
    committed,
    compute,
    computed,
    make_round,
    meeting,
    results,
    say,
    stored,
    three_for_one,
    wisher,
)

OVER = NOW + UNDO
OF_COMMITTING, OF_BINDING = 21, 33  # statements, however many people these are


@pytest.fixture
def event(session):
    return three_for_one()


def people(event):
    return sorted(results(stored(event, 1)))


def letters(person):
    return [(mail.letter, mail.not_before) for mail in mails(person) if mail.letter == "wishes_result"]


def phase(event, now=NOW):
    db.session().rollback()
    return phase_of(round_of(db.session(), event), now)


def test_making_it_binding_tells_nobody_and_gives_nobody_anything_yet(event):
    run = committed(event)
    assert (run.state, run.committed_at, run.bound_at) == (RunState.COMMITTED, NOW, None)
    assert [letters(each) for each in people(event)] == [[]] * 3
    assert [standing(event.id, number) for number in (1, 2)] == [([], []), ([], [])]
    assert phase(event) is Phase.COMMITTED


def test_what_is_taken_back_within_five_minutes_nobody_ever_reads(event):
    taken_back(event, committed(event))
    assert (stored(event, 1).state, phase(event)) == (RunState.DONE, Phase.CLOSED)
    assert binding.bind_due(OVER) == 0
    run = stored(event, 1)
    binding.commit(event.id, run.number, TEAM, run.digest)
    assert [letters(each) for each in people(event)] == [[]] * 3
    binding.bind_due(OVER)
    assert [letters(each) for each in people(event)] == [[("wishes_result", OVER)]] * 3


def taken_back(event, run, act=TEAM):
    """Why the run cannot be taken back; None: it is."""
    return answer(binding.take_back, event.id, run.number, act, run.digest)


def test_only_the_run_that_is_named_is_taken_back(event):
    first = committed(event)
    number, digest = first.number, first.digest
    others = [(2, TEAM, digest), (1, TEAM, "another")]
    assert [answer(binding.take_back, event.id, *each) for each in others] == [Refusal.NOT_BINDING] * 2
    taken_back(event, first)
    other = computed(event, {item(1): 2})
    binding.commit(event.id, other.number, TEAM, other.digest)
    assert answer(binding.take_back, event.id, number, TEAM, digest) is Refusal.NOT_BINDING
    assert stored(event, 2).state is RunState.COMMITTED


@pytest.mark.parametrize("after", [timedelta(minutes=-1), timedelta(hours=1)])
def test_as_long_as_it_is_not_carried_out_it_can_be_taken_back(event, after):
    run = committed(event)
    assert [mail.letter for mail in outbox.lease(OVER, 10)] == []
    assert taken_back(event, run, Act(TEAM.by, OVER + after)) is None
    assert (binding.bind_due(OVER + 2 * after), [letters(each) for each in people(event)]) == (0, [[]] * 3)


def test_after_five_minutes_everybody_has_their_place_and_waits_for_what_they_missed(event):
    run = bound(event)
    (first,) = (who for who, places in results(run).items() if places == [(item(1), 1)])
    others = [who for who in people(event) if who != first]
    assert (standing(event.id, 1)[0], sorted(standing(event.id, 2)[0])) == ([first], others)
    assert sorted(standing(event.id, 1)[1]) == others
    rows = db.session().scalars(sa.select(Booking)).all()
    assert {row.source for row in rows} == {Source.ALLOCATION}
    for who in others:
        held, waits = sorted(own_bookings(db.session(), who), key=lambda each: not each.is_held)
        assert (held.item, waits.item, waits.instead_of) == (item(2), item(1), held.id)
    assert {tuple(moves(who)) for who in others} == {(Move.ALLOTTED, Move.JOINED)}
    assert (run.state, run.bound_at, phase(event, OVER)) == (RunState.COMMITTED, OVER, Phase.REST)


def test_rest_places_open_when_everybody_has_theirs(event):
    newcomer = wisher(event)
    committed(event)
    assert book(event.id, newcomer.id, 2) is BookingRefusal.ALLOTTING
    binding.bind_due(OVER)
    change_hours(event)
    assert book(event.id, newcomer.id, 2) is State.HELD


def change_hours(event):
    """So that what is tried at the hour of all tests comes after the allocation."""
    for number in (1, 2):
        change(event, number, rest_from=NOW)


def test_a_place_that_comes_free_goes_to_who_waits_and_theirs_to_nobody_twice(event):
    run = bound(event)
    (first,) = (who for who, places in results(run).items() if places == [(item(1), 1)])
    change_person(first, status=Status.CANCELLED, away_at=OVER)
    next_one = standing(event.id, 1)[1][0]
    change_hours(event)
    settle_due(OVER + timedelta(minutes=1))
    held, waiting = standing(event.id, 1)
    assert (held, next_one in waiting, next_one in standing(event.id, 2)[0]) == ([next_one], False, False)


def test_it_is_carried_out_once_the_five_minutes_are_over_and_once(event):
    run = committed(event)
    assert [binding.bind_due(at) for at in (NOW, OVER - timedelta(seconds=1))] == [0, 0]
    assert [binding.bind_due(at) for at in (OVER, OVER)] == [1, 0]
    assert taken_back(event, run) is Refusal.TOO_LATE
    assert stored(event, 1).state is RunState.COMMITTED


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=400)])
def test_where_the_clock_goes_back_it_is_carried_out_all_the_same(event, back):
    committed(event)
    assert binding.bind_due(NOW - back) == 1
    assert len(standing(event.id, 1)[0]) == 1


def test_whoever_is_no_longer_confirmed_gets_nothing_and_reads_nothing(event):
    run = committed(event)
    (first,) = (who for who, places in results(run).items() if places == [(item(1), 1)])
    change_person(first, status=Status.CANCELLED, away_at=NOW)
    online, _other = (who for who in people(event) if who != first)
    change_person(online, mode=Mode.ONLINE)
    binding.bind_due(OVER)
    (other,) = {*people(event)} - {first, online}
    assert [letters(each) for each in (first, online)] == [[], []]
    assert (standing(event.id, 1), standing(event.id, 2)) == (([other], []), ([], []))


def test_what_has_changed_since_the_run_is_computed_anew(event):
    run = computed(event)
    change(event, 2, item_seats=4)
    assert answer(binding.commit, event.id, 1, TEAM, run.digest) is Refusal.CHANGED
    change(event, 2, item_seats=3)
    with pytest.raises(Stale):
        binding.commit(event.id, 1, TEAM, "another")
    binding.commit(event.id, 1, TEAM, run.digest)
    assert answer(binding.commit, event.id, 1, TEAM, run.digest) is Refusal.COMMITTED
    assert compute(event) is Refusal.COMMITTED


def test_a_run_that_is_not_done_cannot_be_made_binding(event):
    compute(event)
    assert answer(binding.commit, event.id, 1, TEAM, stored(event, 1).digest) is Refusal.NOT_DONE


def test_a_run_with_other_seats_sets_them_as_it_is_carried_out(event):
    run = computed(event, {item(1): 2})
    binding.commit(event.id, run.number, TEAM, run.digest)
    assert offered(event) == (None, 1)
    binding.bind_due(OVER)
    assert offered(event) == (2, 2)
    assert len(standing(event.id, 1)[0]) == 2


def offered(event):
    """The places that the team has set for the first item, and its revision."""
    mine = sa.select(Offer.seats, Offer.revision).where(Offer.event_id == event.id, Offer.item == item(1))
    db.session().rollback()
    return tuple(db.session().execute(mine).one())


def test_nobody_is_added_by_hand_while_places_are_being_allotted(event):
    person = wisher(event)
    committed(event)
    why = answer(team.add, event.id, person.id, item(2), "Gast des Hauses", TEAM)
    assert (why, standing(event.id, 2)) == (BookingRefusal.ALLOTTING, ([], []))


def test_where_places_were_taken_away_meanwhile_the_last_of_the_lot_wait_and_read_so(event):
    run = committed(event)
    change(event, 2, seats=1)
    binding.bind_due(OVER)
    held, waiting = standing(event.id, 2)
    assert (len(held), len(waiting), len(standing(event.id, 1)[0])) == (1, 1, 1)
    (last,) = waiting
    assert letters(last) == [("wishes_result", OVER)]
    assert results(run)[last] == [(None, None)]
    (why,) = db.session().scalars(sa.select(Allotment.explanations).where(Allotment.registration_id == last))
    assert [each["cause"] for each in why][-1] == "seats"


def test_whoever_books_something_else_at_that_time_meanwhile_keeps_that_and_waits_for_nothing(event):
    make_offer(event, 7, 30, item_seats=9)
    run = committed(event)
    (first,) = (who for who, places in results(run).items() if places == [(item(1), 1)])
    assert book(event.id, first, 7) is State.HELD
    binding.bind_due(OVER)
    assert [each.item for each in own_bookings(db.session(), first)] == [item(7)]
    assert results(run)[first] == [(None, None)]
    assert len(standing(event.id, 1)[0]) == 1


def test_whoever_publishes_carries_out_what_is_binding_before(event):
    run = committed(event)
    with db.transaction() as session:
        assert binding.bind_now(session, event, TEAM) == 1
    assert taken_back(event, run) is Refusal.TOO_LATE
    assert [binding.bind_due(OVER), len(standing(event.id, 1)[0])] == [0, 1]


def test_who_lost_most_over_the_day_stands_first_on_each_list(session):
    event = meeting(1, blocks=2)
    make_round(event)
    wisher(event, 1)
    for _ in range(3):
        say(event, wisher(event, 1).id, 11)
    run = bound(event)
    (unlucky,) = (who for who, places in results(run).items() if places == [(None, None)] * 2)
    lines = [standing(event.id, number)[1] for number in (1, 11)]
    assert ([line[0] for line in lines], [len(line) for line in lines]) == ([unlucky, unlucky], [3, 2])


@pytest.mark.parametrize("number", [20, 60])
def test_it_costs_as_many_statements_for_few_people_as_for_many(session, number):
    event = meeting(5, 8)
    make_round(event)
    for each in range(number):
        wisher(event, 1, 2, organisation=f"Institut {each}")
    run = computed(event)
    db.session().rollback()
    with counted_statements() as of_committing:
        binding.commit(event.id, 1, TEAM, run.digest)
    db.session().rollback()
    with counted_statements() as of_binding:
        binding.bind_due(OVER)
    assert (len(of_committing), len(of_binding)) == (OF_COMMITTING, OF_BINDING)
    assert [len(standing(event.id, each)[0]) for each in (1, 2)] == [5, 8]
