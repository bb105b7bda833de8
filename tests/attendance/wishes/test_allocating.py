"""Places by wishes: limits hold, nobody is forgotten or forced, and no exchange of three people would be better."""

from hypothesis import given, settings, strategies as st

from gocluster_events.attendance.wishes.rules.allocating import Annealing, allot, random_priority
from gocluster_events.attendance.wishes.rules.lots import lot_order
from gocluster_events.attendance.wishes.rules.wish_problem import Bar, Problem, Stock, Wisher
from tests.support.wish_checks import cost, exchanges, faults

FEW = 200  # tries; the end of the search is seen at its work then
BLOCKS = ((0, 1, 2), (3, 4, 5))


@st.composite
def problems(draw, most_people: int = 5) -> Problem:
    """Two blocks of three items with few seats, some of which overlap items of the other block."""
    pairs = draw(st.sets(st.tuples(st.sampled_from(BLOCKS[0]), st.sampled_from(BLOCKS[1])), max_size=2))
    items = [
        Stock(
            f"item {item}", draw(st.integers(0, 2)), draw(st.sampled_from((0, 0, 1, 2))),
            draw(st.dictionaries(st.sampled_from("AB"), st.integers(1, 2), max_size=1)),
            frozenset(other for pair in pairs if item in pair for other in pair if other != item),
        )
        for item in range(6)
    ]  # fmt: skip
    people = [
        Wisher(
            f"person {number}", draw(st.sampled_from(("", "A", "B"))),
            tuple(tuple(draw(st.permutations(block))[: draw(st.integers(0, 3))]) for block in BLOCKS),
            draw(st.dictionaries(st.integers(0, 5), st.sampled_from(Bar), max_size=1)),
        )
        for number in range(draw(st.integers(0, most_people)))
    ]  # fmt: skip
    return Problem(tuple(items), tuple(people))


def one_item(*people: Wisher, seats: int = 1, **limits) -> Problem:
    return Problem((Stock("workshop", seats, **limits), Stock("other", 1)), people)


def wisher(name: str, *wishes: int, of: str = "", **more) -> Wisher:
    return Wisher(name, of, (wishes,), **more)


@settings(max_examples=40)
@given(problems(most_people=12), st.integers(0, 2**32), st.sampled_from((0, FEW)))
def test_whatever_is_wished_no_limit_is_broken(problem, seed, tries):
    assert faults(problem, allot(problem, seed, tries)) == []
    assert faults(problem, random_priority(problem, seed)) == []


@settings(max_examples=20)
@given(problems(), st.integers(0, 2**32), st.sampled_from((0, FEW)))
def test_no_exchange_of_up_to_three_people_in_a_block_would_be_better(problem, seed, tries):
    allotment = allot(problem, seed, tries)
    others = (each for block in range(problem.blocks) for each in exchanges(problem, allotment, block, 3))
    better = (each for each in others if cost(problem, each) < cost(problem, allotment))
    assert [each for each in better if not faults(problem, each)] == []


@settings(max_examples=20)
@given(problems(), st.integers(0, 2**32), st.randoms())
def test_in_which_order_people_come_means_nothing(problem, seed, random):
    mixed = Problem(problem.items, tuple(random.sample(problem.people, len(problem.people))))
    assert allot(mixed, seed, FEW) == allot(problem, seed, FEW)
    assert random_priority(mixed, seed) == random_priority(problem, seed)


def test_whoever_wishes_nothing_takes_no_place():
    problem = one_item(wisher("Ahlers"), wisher("Brandt", 0), seats=5)
    assert allot(problem, 1) == {"Ahlers": (None,), "Brandt": (0,)}


def test_whoever_cannot_have_the_first_wish_has_the_second():
    problem = one_item(wisher("Ahlers", 0, 1, barred={0: Bar.ON_STAGE}), wisher("Brandt", 0))
    assert allot(problem, 1) == {"Ahlers": (1,), "Brandt": (0,)}


def test_what_an_institution_has_booked_counts_to_its_limit():
    limits = {"most_per_organisation": 2, "organisations": {"Institut": 1}}
    problem = one_item(wisher("Ahlers", 0, of="Institut"), wisher("Brandt", 0, of="Institut"), seats=5, **limits)
    assert sorted(day[0] is None for day in allot(problem, 1).values()) == [False, True]


def test_a_second_wish_is_shared_out_rather_than_heaped_on_one_person():
    items = tuple(Stock(f"item {number}", 1) for number in range(4))
    both = ((0, 1), (2, 3))
    days = allot(Problem(items, (Wisher("Ahlers", "", both), Wisher("Brandt", "", both))), 1).values()
    assert sorted(days) == [(0, 3), (1, 2)]


def test_for_a_long_item_somebody_gives_up_what_is_beside_it():
    long, short = Stock("long", 1, overlaps=frozenset({1})), Stock("short", 1, overlaps=frozenset({0}))
    problem = Problem((long, short, Stock("late", 1), Stock("full", 0)), (Wisher("Ahlers", "", ((0, 3), (1, 2))),))
    assert allot(problem, 1) == {"Ahlers": (0, 2)}


def test_the_search_goes_on_in_portions_until_it_is_done():
    problem = one_item(*(wisher(f"person {number}", 0, 1) for number in range(150)), seats=9)
    annealing, steps = Annealing(problem, 1, 400), []
    while not annealing.done:
        steps.append(annealing.step())
    assert (steps[-1], steps == sorted(steps), set(steps[:-1]) & {100}) == (100, True, set())
    assert annealing.result() == allot(problem, 1, 400)


def test_without_anybody_there_is_nothing_to_allot():
    assert allot(Problem((Stock("workshop", 1),), ()), 1) == {}


def test_each_lot_is_an_order_of_its_own_and_the_same_again():
    people = [f"person {number}" for number in range(9)]
    assert lot_order(people, 1) == lot_order(reversed(people), 1)
    assert sorted(lot_order(people, 1)) == people
    assert len({lot_order(people, seed) for seed in range(9)}) == 9
