"""Every reason that somebody reads for a wish that was not granted is true: each is checked on its own."""

from collections import Counter
from random import Random

import pytest

from gocluster_events.attendance.wishes.rules.allocating import allot
from gocluster_events.attendance.wishes.rules.explaining import Cause, explanations
from gocluster_events.attendance.wishes.rules.wish_problem import Bar, Problem, Stock, Wisher
from tests.support.proving import Proof
from tests.support.wish_checks import cost, swap_costs
from tests.support.wish_meeting import wish_meeting

BARS = {Bar.CLASH: Cause.CLASH, Bar.ON_STAGE: Cause.ON_STAGE, Bar.NOT_ALLOWED: Cause.NOT_ALLOWED}


def is_true(problem, allotment, person, block, explanation, cause) -> bool:
    """Whether that cause is why the person has not got that wish, by what its words mean."""
    item, stock, day = explanation.item, problem.items[explanation.item], allotment[person.person]
    if item in person.barred:
        return BARS[person.barred[item]] is cause
    if cause is Cause.CLASH:
        return any(other in stock.overlaps for place, other in enumerate(day) if place != block)
    if cause is Cause.ORGANISATION:
        fellows = [each for each in problem.people if each.organisation == person.organisation]
        number = sum(allotment[each.person][block] == item for each in fellows)
        return bool(person.organisation) and 0 < stock.most_per_organisation <= number + stock.organisations.get(
            person.organisation, 0
        )
    if cause is Cause.SEATS:
        return stock.seats == 0
    costs, now = swap_costs(problem, allotment, person.person, block, item), cost(problem, allotment)
    return bool(costs) and (min(costs) > now if cause is Cause.FAIRNESS else min(costs) == now)


def reasons(problem, allotment):
    """All explanations, each with its person and block."""
    by_person = explanations(problem, allotment)
    people = {each.person: each for each in problem.people}
    return [
        (people[person], block, each)
        for person, day in by_person.items()
        for block, row in enumerate(day)
        for each in row
    ]


def untrue(problem, allotment, causes) -> int:
    """How many of the explanations would be untrue with these causes."""
    rows = zip(reasons(problem, allotment), causes, strict=True)
    return sum(not is_true(problem, allotment, *each, cause) for each, cause in rows)


def meeting(proof) -> Problem:
    """A meeting with people on stage, with places booked before, and with a block that overlaps another one."""
    problem, random = wish_meeting(proof.size(40, 120), 9, 3, proof.random.randrange(2**32), limit=1), proof.random
    people = [
        Wisher(each.person, each.organisation, each.lists, {random.randrange(9): random.choice(list(Bar))})
        if random.random() < 0.2
        else each
        for each in problem.people
    ]
    beside = {2: {3}, 3: {2}}
    items = [
        Stock(
            each.item, each.seats if place else 0, each.most_per_organisation, overlaps=frozenset(beside.get(place, ()))
        )
        for place, each in enumerate(problem.items)
    ]
    return Problem(tuple(items), tuple(people))


@pytest.mark.promise("P32")
def test_every_reason_is_true(proof: Proof):
    causes: Counter[Cause] = Counter()
    for _round in range(proof.size(1, 10)):
        problem = meeting(proof)
        allotment = allot(problem, proof.random.randrange(2**32), 400)
        given = [each.cause for _person, _block, each in reasons(problem, allotment)]
        assert untrue(problem, allotment, given) == 0
        causes.update(given)
    proof.says("reasons for wishes not granted, each checked by itself", f"{causes.total()} reasons, all true")
    assert causes


@pytest.mark.promise("P32", control=True)
def test_reasons_in_another_order_are_untrue(proof: Proof):
    problem = meeting(proof)
    allotment = allot(problem, 1, 400)
    given = [each.cause for _person, _block, each in reasons(problem, allotment)]
    number = untrue(problem, allotment, proof.random.sample(given, len(given)))
    proof.says("reasons handed out in another order", f"{number} of {len(given)} untrue")
    assert number > len(given) // 10


def causes(problem, allotment, person="Ahlers"):
    return [each.cause for row in explanations(problem, allotment)[person] for each in row]


def wisher(name, *wishes, of="", **more):
    return Wisher(name, of, (wishes,), **more)


@pytest.mark.parametrize("bar", Bar)
def test_what_somebody_cannot_have_is_the_reason(bar):
    problem = Problem((Stock("workshop", 5),), (wisher("Ahlers", 0, barred={0: bar}),))
    assert causes(problem, {"Ahlers": (None,)}) == [BARS[bar]]


def test_between_two_people_alike_the_lot_decided():
    problem = Problem((Stock("workshop", 1),), (wisher("Ahlers", 0), wisher("Brandt", 0)))
    assert causes(problem, {"Ahlers": (None,), "Brandt": (0,)}) == [Cause.LOT]


def test_a_swap_that_takes_more_than_it_gives_is_named_so():
    items = (Stock("workshop", 1), Stock("second", 1), Stock("third", 0))
    problem = Problem(items, (wisher("Ahlers", 0, 1), wisher("Brandt", 0, 2)))
    assert causes(problem, {"Ahlers": (1,), "Brandt": (0,)}) == [Cause.FAIRNESS]


def test_without_a_place_to_allot_nobody_speaks_of_swaps():
    problem = Problem((Stock("workshop", 0), Stock("second", 1)), (wisher("Ahlers", 0, 1),))
    assert causes(problem, {"Ahlers": (1,)}) == [Cause.SEATS]


def test_the_limit_of_an_institution_counts_what_it_has_booked():
    stock = Stock("workshop", 5, most_per_organisation=1, organisations={"Institut": 1})
    assert causes(Problem((stock,), (wisher("Ahlers", 0, of="Institut"),)), {"Ahlers": (None,)}) == [Cause.ORGANISATION]


def test_another_allotted_item_at_that_time_is_the_reason():
    items = (Stock("long", 1, overlaps=frozenset({1})), Stock("short", 5, overlaps=frozenset({0})))
    problem = Problem(items, (Wisher("Ahlers", "", ((0,), (1,))),))
    assert causes(problem, {"Ahlers": (0, None)}) == [Cause.CLASH]


def test_a_reason_names_the_seats_and_how_many_wished_them_first():
    problem = Problem((Stock("workshop", 1),), tuple(wisher(name, 0) for name in ("Ahlers", "Brandt", "Cordes")))
    allotment = {"Ahlers": (None,), "Brandt": (0,), "Cordes": (None,)}
    (each,) = explanations(problem, allotment)["Ahlers"][0]
    assert (each.item, each.rank, each.seats, each.first_wishes) == (0, 0, 1, 3)
    assert explanations(problem, allotment)["Brandt"] == ((),)


def test_reasons_do_not_hang_on_chance():
    problem = wish_meeting(20, 6, 2, 3)
    allotment = allot(problem, Random(3).randrange(99), 400)
    assert explanations(problem, allotment) == explanations(problem, dict(reversed(allotment.items())))
