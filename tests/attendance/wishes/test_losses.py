"""What an allotment takes from people, in numbers that organisers read before anybody is told."""

from gocluster_events.attendance.wishes.rules.allocating import allot, random_priority
from gocluster_events.attendance.wishes.rules.losses import Figures, Spread, figures, losses, squares
from gocluster_events.attendance.wishes.rules.wish_problem import Problem, Stock, Wisher
from tests.support.wish_checks import cost
from tests.support.wish_meeting import wish_meeting

ITEMS = tuple(Stock(f"item {number}", 1) for number in range(4))
PEOPLE = (
    Wisher("Ahlers", "", ((0, 1), (2, 3))),
    Wisher("Brandt", "", ((0, 1), ())),
    Wisher("Cordes", "", ((0,), (2,))),
    Wisher("Dahm", "", ((), ())),
)
PROBLEM = Problem(ITEMS, PEOPLE)
ALLOTMENT = {"Ahlers": (1, 3), "Brandt": (0, None), "Cordes": (None, 2), "Dahm": (None, None)}


def test_a_loss_counts_how_far_down_each_list_it_is_over_the_day():
    assert losses(PROBLEM, ALLOTMENT) == {"Ahlers": 2, "Brandt": 0, "Cordes": 1, "Dahm": 0}


def test_the_sum_is_of_squares():
    assert squares(PROBLEM, ALLOTMENT) == 5


def test_the_figures_count_lists_by_what_was_granted_and_nobody_who_wished_nothing():
    by_hand = Spread(granted=(2, 2), none=1, worst=2, squares=5)
    given = figures(PROBLEM, ALLOTMENT, 1)
    assert (given.people, given.allotted, by_hand.lists) == (3, by_hand, 5)


def test_beside_them_stands_what_choosing_in_the_order_of_the_lot_would_give():
    problem = wish_meeting(30, 6, 2, 1)
    given = figures(problem, allot(problem, 5, 400), 5)
    assert given.by_priority.squares == cost(problem, random_priority(problem, 5)) > given.allotted.squares
    assert given.by_priority.lists == given.allotted.lists


def test_without_wishes_all_is_nought():
    nothing = Spread((), 0, 0, 0)
    assert figures(Problem(ITEMS, ()), {}, 1) == Figures(0, nothing, nothing)
