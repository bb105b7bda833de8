"""Whoever missed a better wish waits for it, in the order of what the day took from them."""

from gocluster_events.attendance.wishes.rules.lots import lot_order
from gocluster_events.attendance.wishes.rules.waiting_after import Wait, waits
from gocluster_events.attendance.wishes.rules.wish_problem import Bar, Problem, Stock, Wisher

ITEMS = tuple(Stock(f"item {number}", 1) for number in range(4))


def test_somebody_waits_for_each_better_wish_and_would_give_back_what_they_have():
    problem = Problem(ITEMS, (Wisher("Ahlers", "", ((0, 1, 2), (3,))),))
    assert waits(problem, {"Ahlers": (2, None)}, 1) == (
        Wait("Ahlers", 0, 0, 2),
        Wait("Ahlers", 1, 1, 2),
        Wait("Ahlers", 3, 0, None),
    )


def test_whoever_has_the_first_wish_or_wished_nothing_waits_for_nothing():
    problem = Problem(ITEMS, (Wisher("Ahlers", "", ((0, 1), ())),))
    assert waits(problem, {"Ahlers": (0, None)}, 1) == ()


def test_whoever_lost_more_over_the_day_stands_first():
    problem = Problem(ITEMS, (Wisher("Ahlers", "", ((0,), ())), Wisher("Brandt", "", ((0,), (3,)))))
    assert [each.person for each in waits(problem, {"Ahlers": (None, None), "Brandt": (None, None)}, 1)] == [
        "Brandt", "Brandt", "Ahlers",
    ]  # fmt: skip


def test_between_equal_losses_the_lot_decides():
    people = [f"person {number}" for number in range(9)]
    problem = Problem(ITEMS, tuple(Wisher(person, "", ((0,),)) for person in people))
    for seed in range(3):
        order = [each.person for each in waits(problem, dict.fromkeys(people, (None,)), seed)]
        assert tuple(order) == lot_order(people, seed)


def test_nobody_waits_for_what_they_cannot_have():
    problem = Problem(ITEMS, (Wisher("Ahlers", "", ((0, 1),), {0: Bar.ON_STAGE}),))
    assert waits(problem, {"Ahlers": (None,)}, 1) == (Wait("Ahlers", 1, 1, None),)


def test_nobody_waits_for_what_is_at_the_time_of_another_place_of_theirs():
    items = (Stock("long", 1, overlaps=frozenset({2})), Stock("short", 1), Stock("late", 1, overlaps=frozenset({0})))
    problem = Problem(items, (Wisher("Ahlers", "", ((0, 1), (2,))),))
    assert waits(problem, {"Ahlers": (1, 2)}, 1) == ()
