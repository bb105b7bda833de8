"""How good an allotment is: beside what no allotment can beat, beside other ways, and for people who are alike."""

import tracemalloc
from collections import Counter, defaultdict
from random import Random
from statistics import fmean, median
from time import process_time

import pytest

from gocluster_events.attendance.wishes.rules import allocating, seating
from gocluster_events.attendance.wishes.rules.allocating import Annealing, allot, random_priority
from gocluster_events.attendance.wishes.rules.wish_problem import Problem, Stock, Wisher
from tests.support import other_ways
from tests.support.bound import least_squares, least_worst
from tests.support.other_ways import boston, first_come
from tests.support.proving import Proof
from tests.support.wish_checks import cost, loss
from tests.support.wish_meeting import wish_meeting
from tools.measuring import fixed_piece

MEBIBYTE = 2**20
HALL, SEEDS = (200, 12, 3), range(1, 21)
ROOM = (60, 8, 2)
ABOVE, WORSE, BESIDE = 0.015, 0.2, 0.8
SECONDS, USUAL_MS = 12, 20
UNLIKELY = 0.1
SURE = 31.26  # what chi-squared of twelve people is above once in a thousand times


def above(problem: Problem, bound: float, allotment) -> float:
    return cost(problem, allotment) / bound - 1


@pytest.mark.patience(900)
@pytest.mark.promise("P32")
def test_an_allotment_costs_hardly_more_than_any_could_and_no_day_is_much_worse_than_one_must_be(proof: Proof):
    size, seeds = proof.size(ROOM, HALL), proof.size([1], SEEDS)
    shares, worst, beside = [], [], []
    for seed in seeds:
        problem = wish_meeting(*size, seed)
        allotment = allot(problem, seed)
        shares.append(above(problem, least_squares(problem), allotment))
        worst.append(max(loss(each, allotment[each.person]) for each in problem.people) - least_worst(problem))
        beside.append(cost(problem, allotment) / cost(problem, random_priority(problem, seed)))
    proof.says(
        "{} people wish {} items in {} blocks, {} times".format(*size, len(seeds)),
        f"the sum is {fmean(shares):.1%} above the bound on average, {max(shares):.1%} at worst, and at most "
        f"{max(beside):.0%} of what the order of the lot gives; the worst day is up to {max(worst):.0f} over its bound",
    )
    assert (max(shares) <= ABOVE, max(beside) <= BESIDE, max(worst) <= 1) == (True, True, True)


@pytest.mark.parametrize("way", [boston, first_come])
@pytest.mark.promise("P32", control=True)
def test_other_ways_cost_far_more(proof: Proof, way):
    problem = wish_meeting(*HALL, 1)
    share = above(problem, least_squares(problem), way(problem, 1))
    proof.says(f"{way.__name__.replace('_', ' ')}", f"{share:.0%} above the bound")
    assert share > WORSE


@pytest.mark.full
@pytest.mark.patience(600)
@pytest.mark.promise("P32")
def test_a_meeting_of_two_thousand_is_allotted_as_well(proof: Proof):
    problem = wish_meeting(2000, 60, 5, 1)
    began = process_time()
    allotment = allot(problem, 1)
    seconds = process_time() - began
    share = above(problem, least_squares(problem, 150), allotment)
    proof.says("2,000 people wish 60 items in 5 blocks", f"{share:.1%} above the bound, {seconds:.0f} s of one core")
    assert share <= ABOVE


@pytest.mark.full
@pytest.mark.promise("P32")
def test_a_search_takes_little_of_a_machine(proof: Proof):
    problem = wish_meeting(*HALL, 1)
    piece = median(fixed_piece() for _round in range(5))
    began = process_time()
    allot(problem, 1)
    seconds = (process_time() - began) * USUAL_MS / max(piece, USUAL_MS)
    proof.says("200 people wish 12 items: one core, by the speed of the usual machine", f"{seconds:.1f} s")
    assert seconds <= SECONDS


def test_a_search_holds_little_memory():
    problem = wish_meeting(*HALL, 1)
    tracemalloc.start()
    try:
        Annealing(problem, 1).step()
        assert tracemalloc.get_traced_memory()[1] < 10 * MEBIBYTE
    finally:
        tracemalloc.stop()


@pytest.mark.promise("P32", control=True)
def test_a_sum_without_squares_heaps_losses_on_somebody(proof: Proof, monkeypatch):
    problem = wish_meeting(*ROOM, 1)
    monkeypatch.setattr(seating, "weight", lambda loss: loss)
    allotment = allot(problem, 1, 1000)
    worse = max(loss(each, allotment[each.person]) for each in problem.people) - least_worst(problem)
    proof.says("losses are added up without squares", f"the worst day is {worse:.0f} worse than it must be")
    assert worse > 1


def chance_of(problem: Problem, allotment) -> float:
    """How often chance alone would set one of four kinds of institutions as far apart from all people."""
    losses = [loss(each, allotment[each.person]) for each in problem.people]
    institutions, random, mean = sorted({each.organisation for each in problem.people}), Random(1), fmean(losses)

    def gap(order: list[str]) -> float:
        by_kind = defaultdict(list)
        for each, number in zip(problem.people, losses, strict=True):
            by_kind[order.index(each.organisation) % 4].append(number)
        return max(abs(fmean(each) - mean) for each in by_kind.values())

    now = gap(institutions)
    return fmean(gap(random.sample(institutions, len(institutions))) >= now for _round in range(200))


@pytest.mark.promise("P32")
def test_no_kind_of_people_loses_more_than_by_chance(proof: Proof):
    chances = []
    for seed in proof.size(range(1, 7), SEEDS):
        problem = wish_meeting(*proof.size(ROOM, HALL), seed)
        chances.append(chance_of(problem, allot(problem, seed, 300)))
    proof.says("four kinds of institutions", f"chance alone sets them as far apart {fmean(chances):.0%} of the time")
    assert fmean(chances) > UNLIKELY


@pytest.mark.promise("P32", control=True)
def test_one_kind_that_comes_first_is_seen(proof: Proof, monkeypatch):
    problem = wish_meeting(*ROOM, 1)
    institutions = sorted({each.organisation for each in problem.people})
    kinds = {each.person: institutions.index(each.organisation) % 4 for each in problem.people}
    monkeypatch.setattr(other_ways, "lot_order", lambda people, _seed: sorted(people, key=lambda each: kinds[each]))
    share = chance_of(problem, first_come(problem, 1))
    proof.says("one kind of institution comes first", f"chance sets them as far apart {share:.0%} of the time")
    assert share < UNLIKELY


def unlike(ways, lots) -> float:
    """Chi-squared of how often twelve people who are alike get one of four places."""
    twelve = tuple(Wisher(f"person {number:02}", "", ((0, 1),)) for number in range(12))
    problem = Problem((Stock("workshop", 4), Stock("second", 4)), twelve)
    firsts = Counter(person for lot in lots for person, day in ways(problem, lot).items() if day == (0,))
    usual = 4 * len(lots) / 12
    return sum((firsts[each.person] - usual) ** 2 for each in twelve) / usual


@pytest.mark.parametrize(
    "way", [lambda problem, lot: allot(problem, lot, 200), random_priority], ids=["search", "turns"]
)
@pytest.mark.promise("P32")
def test_people_who_are_alike_have_the_same_chance(proof: Proof, way):
    assert unlike(way, range(proof.size(60, 600))) < SURE


@pytest.mark.promise("P32", control=True)
def test_with_one_lot_for_ever_they_have_not():
    assert unlike(lambda problem, _lot: allot(problem, 1, 200), range(30)) > SURE


@pytest.mark.promise("P32", control=True)
def test_in_the_order_of_their_names_they_have_not(monkeypatch):
    monkeypatch.setattr(allocating, "lot_order", lambda people, _seed: sorted(people))
    assert unlike(random_priority, range(30)) > SURE
