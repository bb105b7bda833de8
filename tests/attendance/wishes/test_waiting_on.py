"""After the allocation somebody moves up: what they wish more they wait for all the same, and are never worse off."""

from datetime import timedelta

import pytest

from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.core import db
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import change_person, item, mails, moves, standing
from tests.support.settings import NOW
from tests.support.wish_rounds import bound, make_round, meeting, results, wisher

OVER = NOW + UNDO


def meeting_of_three(*wishes: int, **changes):
    """By the rank of their wish that three people got of one-seat items (None: nothing), who that is."""
    event = meeting(*[1] * len(wishes))
    make_round(event, **changes)
    for number in range(3):
        wisher(event, *wishes, first_name=f"P{number}")
    return event, {places[0][1]: person for person, places in results(bound(event)).items()}


def leaves(*people: int) -> None:
    """These have cancelled, and the lists have moved up."""
    for person in people:
        change_person(person, status=Status.CANCELLED, away_at=OVER)
    settle_due(OVER + timedelta(minutes=1))
    db.session().rollback()


@pytest.fixture
def scarce(session):
    """Two items of one place for three people: who got nothing waits for both."""
    return meeting_of_three(1, 2)


def test_who_moves_up_in_their_second_wish_waits_on_for_the_first_and_swaps_to_it(scarce):
    event, people = scarce
    leaves(people[2])
    assert (standing(event.id, 1)[1], standing(event.id, 2)) == ([people[None]], ([people[None]], []))
    first, second = own_bookings(db.session(), people[None])
    assert (first.item, second.item, first.instead_of) == (item(1), item(2), second.id)
    leaves(people[1])
    assert (standing(event.id, 1), standing(event.id, 2)) == (([people[None]], []), ([], []))


def test_a_third_wish_that_became_the_second_still_waits_for_the_first(session):
    event, people = meeting_of_three(1, 2, 3, most_wishes=3)
    leaves(people[2])
    assert (standing(event.id, 2)[0], standing(event.id, 3)[0]) == ([people[3]], [])
    assert people[3] in standing(event.id, 1)[1]


def test_where_both_come_free_at_once_the_better_wish_is_given_and_one_letter_says_so(session):
    event, people = meeting_of_three(2, 1)
    leaves(people[1], people[2])
    assert (standing(event.id, 2), standing(event.id, 1)) == (([people[None]], []), ([], []))
    assert [each.value for each in moves(people[None])][-2:] == ["withdrawn", "moved_up"]
    assert [each.letter for each in mails(people[None])][-1] == "item_moved_up"
