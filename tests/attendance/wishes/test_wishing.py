"""What somebody may wish in a block, and how it is read again when the agenda has changed since."""

from datetime import timedelta

import pytest

from gocluster_events.attendance.wishes.rules.wishing import (
    DECLINED,
    Answer,
    WishRefusal,
    WishRow,
    answer,
    hours,
    lists_of,
    refusal,
    rows_of,
)
from tests.support.settings import NOW

BLOCK = ("A1", "B1", "C1")


@pytest.mark.parametrize(
    ("values", "given"),
    [
        (("B1", "A1"), Answer(("B1", "A1"))),
        (("B1", ""), Answer(("B1",))),
        (("B1", DECLINED), Answer(("B1",))),
        ((DECLINED, ""), Answer(is_declined=True)),
        ((DECLINED, DECLINED), Answer(is_declined=True)),
        (("", ""), Answer()),
        ((), Answer()),
    ],
)
def test_what_is_chosen_is_what_is_wished(values, given):
    assert (refusal(values, BLOCK, 2), answer(values)) == (None, given)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (("", "A1"), WishRefusal.GAP),
        ((DECLINED, "A1"), WishRefusal.GAP),
        (("A1", "", "B1"), WishRefusal.GAP),
        (("A1", "A1"), WishRefusal.SAME_TWICE),
        (("A1", "D1"), WishRefusal.NOT_IN_BLOCK),
        (("A1", "B1", "C1"), WishRefusal.TOO_MANY),
    ],
)
def test_what_is_no_answer_is_refused(values, code):
    assert refusal(values, BLOCK, 2) is code


def test_only_an_answer_that_says_something_is_given():
    assert [each.is_given for each in (Answer(), Answer(is_declined=True), Answer(("A1",)))] == [False, True, True]


def test_wishes_are_taken_from_the_opening_to_right_before_the_closing():
    opens, closes = NOW, NOW + timedelta(hours=1)
    moment = timedelta(seconds=1)
    assert [hours(opens, closes, at) for at in (opens - moment, opens, closes - moment, closes)] == [
        WishRefusal.NOT_YET, None, None, WishRefusal.CLOSED,
    ]  # fmt: skip
    assert hours(None, closes, opens - moment) is None


def test_what_is_stored_is_read_as_it_was_said():
    blocks = (BLOCK, ("A2", "B2"), ("A3", "B3"))
    answers = (Answer(("C1", "A1")), Answer(is_declined=True), Answer())
    rows = rows_of(answers, blocks)
    assert rows == (WishRow("C1", 1), WishRow("A1", 2), WishRow("A2", 0), WishRow("B2", 0))
    assert lists_of(reversed(rows), blocks, 2) == answers


def test_an_item_that_moved_takes_its_wish_along_and_the_earlier_one_stands_first():
    rows = (WishRow("A1", 1), WishRow("B1", 2), WishRow("A2", 1))
    assert lists_of(rows, (("B1",), ("A1", "A2")), 2) == (Answer(("B1",)), Answer(("A1", "A2")))
    assert lists_of(rows, (("B1",), ("A2", "A1")), 2) == (Answer(("B1",)), Answer(("A2", "A1")))


def test_of_more_wishes_than_a_block_has_now_the_best_stay():
    rows = (WishRow("A1", 1), WishRow("B1", 2), WishRow("A2", 1))
    assert lists_of(rows, (("A1", "B1", "A2"),), 2) == (Answer(("A1", "A2")),)


def test_whoever_declined_a_block_still_does_when_an_item_joins_it():
    assert lists_of((WishRow("A1", 0), WishRow("B1", 0)), (BLOCK,), 2) == (Answer(is_declined=True),)


def test_a_wish_counts_more_than_a_no_to_the_block_that_its_item_came_to():
    rows = (WishRow("A1", 0), WishRow("A2", 1))
    assert lists_of(rows, (("A1", "A2"),), 2) == (Answer(("A2",)),)


def test_what_is_no_longer_in_the_programme_is_no_wish():
    assert lists_of((WishRow("D9", 1),), (BLOCK,), 2) == (Answer(),)
