"""Who runs an allocation again gets the same: on every machine, with every Python, from what is stored."""

import json
from hashlib import sha256

import pytest

from gocluster_events.attendance.wishes.rules.allocating import allot
from gocluster_events.attendance.wishes.rules.wish_problem import (
    Bar,
    Problem,
    Stock,
    Wisher,
    problem_digest,
    problem_document,
    read_problem,
)

PROBLEM = Problem(
    tuple(
        Stock(f"item {item}", 5 + 3 * item % 7, item % 3, {"Institut 1": 1}, frozenset({4, 5} if item == 3 else ()))
        for item in range(8)
    ),
    tuple(
        Wisher(
            f"person {number}",
            f"Institut {number % 11}" if number % 5 else "",
            tuple(
                tuple(4 * block + (number * (3 + block) + number // 4 + rank) % 4 for rank in range(length))
                for block, length in enumerate((number % 4, (number + 1) % 4))
            ),
            {number % 8: Bar.ON_STAGE} if number % 9 == 0 else {},
        )
        for number in range(60)
    ),
)  # fmt: skip
DIGEST = "7fec8c3432986758672b10d3dbd7422c137df812829f4769250e3fbbe4701b15"
ALLOTTED = "61b526bbc13bb5040c8a2ce371a04472f0ac871ee15785fae2f33b4a3e029069"


@pytest.mark.promise("P32")
def test_the_same_wishes_and_the_same_lot_give_the_same_bytes():
    text = json.dumps(allot(PROBLEM, 2027, 600))
    assert (problem_digest(PROBLEM), sha256(text.encode()).hexdigest()) == (DIGEST, ALLOTTED)


def test_another_lot_gives_another_allotment():
    assert allot(PROBLEM, 2027, 600) != allot(PROBLEM, 2028, 600)


def test_what_is_stored_as_json_is_the_same_problem():
    stored = json.dumps(problem_document(PROBLEM), sort_keys=True)
    assert read_problem(json.loads(stored)) == Problem(
        PROBLEM.items, tuple(sorted(PROBLEM.people, key=lambda each: each.person))
    )
    assert problem_digest(read_problem(json.loads(stored))) == problem_digest(PROBLEM)


def test_in_which_order_people_come_is_not_in_the_digest_but_every_wish_is():
    backwards = Problem(PROBLEM.items, PROBLEM.people[::-1])
    fewer = Problem(PROBLEM.items, PROBLEM.people[1:])
    assert problem_digest(backwards) == problem_digest(PROBLEM) != problem_digest(fewer)
