"""It pays to wish honestly: whoever names a second wish first, or no second wish, gains nothing by it. In full only."""

from random import Random
from statistics import fmean

import pytest

from gocluster_events.attendance.wishes.rules import seating
from tests.support.lying import gains, shortened, some, swapped
from tests.support.proving import Proof
from tests.support.wish_meeting import wish_meeting

PROBLEM = wish_meeting(100, 12, 3, 5, share=0.8)
LOTS = range(8)
LIARS = 100
FEW, MANY = 0.1, 0.25

pytestmark = [pytest.mark.full, pytest.mark.patience(900)]


def words(results: list[float]) -> str:
    return (
        f"{sum(each > 0 for each in results)} of {len(results)} gain, on average {fmean(results):+.2f} wishes of a day"
    )


@pytest.mark.parametrize("lie", [swapped, shortened])
@pytest.mark.promise("P32")
def test_hardly_anybody_gains_by_a_lie_and_on_average_it_costs(proof: Proof, lie):
    results = gains(PROBLEM, lie, some(PROBLEM, LIARS, Random(1)), LOTS)
    proof.says(f"a list is {lie.__name__}, all others are honest, {len(LOTS)} lots each", words(results))
    assert sum(each > 0 for each in results) <= FEW * len(results)
    assert fmean(results) < 0


@pytest.mark.promise("P32", control=True)
def test_if_nothing_cost_everybody_the_same_a_short_list_would_pay(proof: Proof, monkeypatch):
    monkeypatch.setattr(seating, "nothing_rank", lambda wishes: 3 if wishes else 0)
    results = gains(PROBLEM, shortened, some(PROBLEM, LIARS // 4, Random(1)), LOTS)
    proof.says("nothing costs everybody three, and a list is shortened", words(results))
    assert sum(each > 0 for each in results) > MANY * len(results)
