"""What a booking and moving up cost, however many items and people there are."""

import pytest

from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.services import settling, several
from gocluster_events.attendance.bookings.services.letters import tell_all
from gocluster_events.attendance.bookings.services.rows import log_all
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.core import db
from gocluster_events.meeting.agenda.rules.codes import SignUp
from tests.support.booking import TEAM, book, change, item, mails, publish_offers, standing, swap, wait
from tests.support.counting import counted_statements
from tests.support.make import make_event, make_registration, make_room
from tests.support.programme import plan, slot
from tests.support.settings import NOW

MOST_STATEMENTS = 25
OF_MOVING_UP = 4  # more where a swap lets others move up, with their letters, however many they are
OF_A_WORKER = 22  # for all who move up in one go
OF_MOVING_PEOPLE = 28  # by the team in one go, with all who move up; besides the row of each place


def event_with(offers):
    """So many published items of two places, each at the time of its neighbours, in one of which somebody has one."""
    event = make_event()
    room = make_room(event).id
    plan(
        event,
        *(slot(n, start=5 * n, length_minutes=10, sign_up=SignUp.BOOK, seats=2, room=room) for n in range(offers)),
    )
    publish_offers(event)
    book(event.id, make_registration(event).id, 1)
    return event


def cost(verb, *args):
    db.session().rollback()
    with counted_statements() as statements:
        answer = verb(*args)
    return answer, len(statements)


@pytest.mark.parametrize("offers", [12, 60])
def test_a_booking_costs_few_statements_with_many_items_as_with_few(session, offers):
    event = event_with(offers)
    number, person, other = event.id, *(make_registration(event).id for _ in range(2))
    answers = [cost(book, number, person, 1), cost(wait, number, other, 1), cost(book, number, other, 3)]
    answers.append(cost(swap, number, other, 3, 4))
    assert [answer for answer, _cost in answers] == [State.HELD, State.WAITING, State.HELD, State.HELD]
    assert [most for _answer, most in answers if most > MOST_STATEMENTS] == []


@pytest.mark.parametrize("movers", [1, 4])
def test_a_swap_that_lets_others_move_up_costs_little_more_however_many_they_are(session, movers):
    """Each of them gives back for it what the next one waits for."""
    event = event_with(12)
    number, person, *others = event.id, *(make_registration(event).id for _ in range(movers + 1))
    book(number, person, 1)
    for place, each in enumerate(others, 1):
        change(event, place + 1, seats=1)
        book(number, each, place + 1)
        swap(number, each, place + 1, place)
    answer, statements = cost(swap, number, person, 1, 0)
    assert (answer, [standing(number, place)[0][-1] for place in range(1, movers + 1)]) == (State.HELD, others)
    assert statements <= MOST_STATEMENTS + OF_MOVING_UP


def moved_up(people):
    """What it costs the worker to let so many people move up, with their letters."""
    event = event_with(2)
    change(event, 1, seats=1)
    for _ in range(people):
        wait(event.id, make_registration(event).id, 1)
    change(event, 1, seats=1 + people)
    answer, statements = cost(settle_due, NOW)
    assert answer == people
    return statements


@pytest.mark.parametrize("people", [1, 9])
def test_many_move_up_in_one_go_for_as_few_statements_as_one_does(session, people):
    assert moved_up(people) == OF_A_WORKER


def test_told_and_logged_one_by_one_they_would_cost_more_with_each(session, monkeypatch):
    """The control of the test above."""

    def tell(session, event_id, matters, now):
        for who, matter in matters.items():
            tell_all(session, event_id, {who: matter}, now)

    def log(session, event_id, lines, act):
        for line in lines:
            log_all(session, event_id, [line], act)

    monkeypatch.setattr(settling, "tell_all", tell)
    monkeypatch.setattr(settling, "log_all", log)
    assert moved_up(9) > OF_A_WORKER


def moved_by_the_team(people):
    """What it costs to move so many people for one reason; two wait where they go, and as many move up."""
    event = event_with(12)
    change(event, 1, seats=people + 1)  # one more has a place there
    change(event, 2, seats=0)
    movers, others = [[make_registration(event).id for _ in range(people)] for _ in range(2)]
    for each in movers:
        book(event.id, each, 1)
    for each in movers[:2]:
        swap(event.id, each, 1, 2)
    for each in others:
        wait(event.id, each, 1)
    moved, statements = cost(several.move_several, event.id, movers, item(1), item(2), "Zu klein", TEAM)
    assert (moved.number, moved.unable) == (people, {})
    assert (standing(event.id, 2), standing(event.id, 1)[0][1:]) == ((movers, []), [*others])
    assert [mails(each)[-1].letter for each in (*movers, *others)] == ["item_moved"] * people + [
        "item_moved_up"
    ] * people
    return statements


@pytest.mark.parametrize("people", [2, 9])
def test_many_are_moved_by_the_team_for_as_few_statements_as_two_are_but_for_the_row_of_each(session, people):
    assert moved_by_the_team(people) <= OF_MOVING_PEOPLE + people


def test_the_worker_asks_once_where_nothing_is_due(session):
    event = event_with(2)
    for _ in range(2):
        wait(event.id, make_registration(event).id, 1)  # the first has the place, the other waits for it
    answer, number = cost(settle_due, NOW)
    assert (answer, number) == (0, 2)  # BEGIN, and one that says whether anything is due
