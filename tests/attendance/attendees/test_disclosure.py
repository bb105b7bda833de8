"""Nobody is recognised in a number: what is hidden cannot be computed from what is shown."""

from collections import Counter
from datetime import timedelta
from itertools import product

from hypothesis import given, strategies as st

from gocluster_events.attendance.attendees.rules.disclosure import LEAST, Sum, determined, hidden, nearest
from gocluster_events.attendance.attendees.rules.figures import OTHERS, Tally, Topic, figures
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from tests.support.settings import NOW

ZONE = "Europe/Berlin"


def table(*rows: tuple[int, ...]):
    """The numbers of a table with both margins, and its sums."""
    numbers, sums = Counter(), []
    for (at, row), (column, _) in product(enumerate(rows), enumerate(rows[0])):
        for key in ((f"{at}", f"{column}"), (f"{at}", ""), ("", f"{column}"), ("", "")):
            numbers[key] += row[column]
    down, across = [f"{at}" for at in range(len(rows))], [f"{at}" for at in range(len(rows[0]))]
    sums += [Sum((at, ""), tuple((at, each) for each in across)) for at in (*down, "")]
    sums += [Sum(("", each), tuple((at, each) for at in down)) for each in (*across, "")]
    return numbers, sums


def line(*parts: int):
    numbers = Counter({(f"{at}",): number for at, number in enumerate(parts)})
    keys = tuple(numbers)
    numbers["all",] = sum(parts)
    return numbers, [Sum(("all",), keys)]


def seen(numbers, sums):
    """The numbers of a line with what is hidden as None."""
    unseen = hidden(numbers, sums)
    return [None if key in unseen else number for key, number in numbers.items()]


def solutions(numbers, sums, unseen):
    """Everything that the hidden numbers can be for somebody who sees the others: all ways in which the sums hold."""
    keys = sorted(unseen)
    whole = [each for each in sums if each.total not in unseen]
    most = {
        key: min([numbers[each.total] for each in whole if key in each.parts] or [max(numbers.values())])
        for key in keys
    }
    values_by_key = {key: set() for key in keys}
    for values in product(*(range(1, most[key] + 1) for key in keys)):
        guess = {**numbers, **dict(zip(keys, values, strict=True))}
        if all(guess[each.total] == sum(guess[part] for part in each.parts) for each in sums):
            for key, value in zip(keys, values, strict=True):
                values_by_key[key].add(value)
    return values_by_key


def test_numbers_that_are_large_enough_and_zeros_are_shown():
    assert seen(*line(5, 0, 12)) == [5, 0, 12, 17]


def test_a_small_number_takes_a_second_one_with_it():
    assert seen(*line(3, 20, 9)) == [None, 20, None, 32]


def test_two_small_numbers_that_their_sum_betrays_take_a_third():
    assert seen(*line(1, 1, 30, 8)) == [None, None, 30, None, 40]
    assert seen(*line(4, 3, 30, 8)) == [None, None, 30, 8, 45]


def test_two_small_numbers_keep_each_other_as_soon_as_one_of_them_might_be_five():
    assert seen(*line(1, 4, 30, 8)) == [None, None, 30, None, 43]  # both are 1 to 4, which their sum says
    assert seen(*line(2, 4, 30, 8)) == [None, None, 30, 8, 44]  # 1 and 5 have the same sum
    assert seen(*line(1, 2, 4, 30, 8)) == [None, None, None, 30, 8, 45]


def test_where_nothing_else_is_left_the_sum_goes_too():
    assert seen(*line(3, 0)) == [None, 0, None]
    assert seen(*line(2, 1, 0)) == [None, None, 0, None]


def test_in_a_table_rows_and_columns_together_betray_nothing():
    numbers, sums = table((3, 20, 30), (40, 50, 60), (70, 80, 90))
    unseen = hidden(numbers, sums)
    assert ("0", "0") in unseen
    assert determined(unseen, sums) == frozenset()
    assert len(unseen) == 4  # a rectangle is the least that helps


def test_the_check_of_all_sums_together_finds_what_no_single_one_tells():
    _numbers, sums = table((3, 20, 30), (40, 50, 60), (70, 80, 90))
    ring = {("0", "0"), ("0", "1"), ("1", "0"), ("1", "1"), ("2", "0")}
    assert determined(ring, sums) == {("2", "0")}
    assert determined({("0", "0")}, sums) == {("0", "0")}


@given(st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2).map(tuple), min_size=2, max_size=2))
def test_whatever_the_table_no_hidden_number_can_be_worked_out(rows):
    numbers, sums = table(*rows)
    unseen = hidden(numbers, sums)
    assert {key for key, number in numbers.items() if 0 < number < LEAST} <= unseen
    visible_keys = [key for key in numbers if key not in unseen and numbers[key]]
    if visible_keys and len(unseen) <= 5:
        assert [key for key, values in solutions(numbers, sums, unseen).items() if len(values) == 1] == []


@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3).map(tuple), min_size=2, max_size=6))
def test_larger_tables_leave_no_number_determined_while_any_is_shown(rows):
    numbers, sums = table(*rows)
    unseen = hidden(numbers, sums)
    touched = {key for each in sums if set(each.keys) & determined(unseen, sums) for key in each.keys}
    assert [key for key in touched if key not in unseen and numbers[key]] == []


def test_without_the_second_step_a_number_would_be_betrayed():
    numbers, sums = line(3, 20, 9)
    only_the_small = {key for key, number in numbers.items() if 0 < number < LEAST}
    assert determined(only_the_small, sums) == {("0",)}


def test_what_is_disclosed_is_a_multiple_of_five_and_never_below():
    assert [nearest(number) for number in (0, 5, 7, 8, 12, 13, 200)] == [0, 5, 5, 10, 10, 15, 200]


# The figures of a meeting


def tally(count: int, **changes):
    facts = {
        "status": Status.CONFIRMED, "mode": Mode.ONSITE, "actor_type": ActorType.CLUSTER, "state": FederalState.BE,
        "cluster": "cyberLAGO", "came": False,
    }  # fmt: skip
    return Tally(**{**facts, **changes}, count=count)


def rows(tables, topic):
    (topic_table,) = [each for each in tables if each.topic is topic]
    return {row.value: row.numbers for row in topic_table.rows}


def test_figures_count_by_status_and_mode_and_the_confirmed_by_everything_else():
    known = [tally(20), tally(10, mode=Mode.ONLINE, state=FederalState.BY), tally(7, status=Status.WAITLISTED)]
    tables = figures(known, {NOW: 37}, ZONE, after=False)
    assert [each.topic for each in tables] == [each for each in Topic if each is not Topic.ITEM]
    assert rows(tables, Topic.STATUS) == {"confirmed": (20, 10, 30), "waitlisted": (5, 0, 5)}
    assert rows(tables, Topic.STATE) == {"BE": (20,), "BY": (10,)}
    assert {each.total.numbers[-1] for each in tables} == {35, 30}


def test_after_the_meeting_those_who_came_are_told_from_the_others():
    known = [tally(20, came=True), tally(6), tally(9, mode=Mode.ONLINE)]
    tables = figures(known, {NOW: 35}, ZONE, after=True)
    assert rows(tables, Topic.MODE) == {"onsite": (20, 5, 25), "online": (0, 10, 10)}


def test_a_number_that_one_table_hides_is_not_computed_from_another():
    known = [tally(50), tally(3, mode=Mode.ONLINE), tally(30, status=Status.CANCELLED)]
    tables = figures(known, {NOW: 83}, ZONE, after=False)
    assert rows(tables, Topic.MODE)["online"] == rows(tables, Topic.STATUS)["confirmed"][1:2] == (None,)
    assert rows(tables, Topic.MODE)["onsite"] == (None,)


def two_reports(berlin: int, few: int, hamburg: int, more: int):
    """The federal states as they were reported on one day, and on the next, when ``more`` had come from Bavaria."""
    states = [FederalState.BE, FederalState.BY, FederalState.HH]
    days = [(berlin, few, hamburg), (berlin, few + more, hamburg)]
    counts = [[tally(number, state=state) for number, state in zip(day, states, strict=True)] for day in days]
    return [figures(day, {NOW: sum(each.count for each in day)}, ZONE, after=False) for day in counts]


def test_two_reports_of_two_days_do_not_give_a_hidden_number_away():
    seen_by_others = two_reports(20, 3, 9, 4)
    assert rows(seen_by_others[0], Topic.STATE)["BY"] == (None,)
    worlds = product([20], range(1, LEAST), range(8, 11), range(1, 8))
    possible = {world[1] for world in worlds if two_reports(*world) == seen_by_others}
    assert possible == {1, 2, 3, 4}


def test_clusters_with_few_people_are_one_row_and_exact_figures_hide_nothing():
    known = [tally(9), *(tally(2, cluster=f"Netz {number}") for number in range(4)), tally(6, cluster="")]
    assert rows(figures(known, {NOW: 23}, ZONE, after=False), Topic.CLUSTER) == {
        "cyberLAGO": (10,), OTHERS: (10,), "-": (5,),
    }  # fmt: skip
    exact = figures([tally(2), tally(40, mode=Mode.ONLINE)], {NOW: 42}, ZONE, after=False, exact=True)
    assert rows(exact, Topic.MODE) == {"online": (40,), "onsite": (2,)}
    assert rows(exact, Topic.STATUS) == {"confirmed": (2, 40, 42)}


def test_weeks_follow_each_other_without_a_gap():
    received = {NOW: 6, NOW + timedelta(weeks=3): 8}
    weeks = rows(figures([tally(14)], received, ZONE, after=False), Topic.WEEK)
    assert list(weeks.values()) == [(5,), (0,), (0,), (10,)]


def test_a_meeting_without_anybody_has_no_figures():
    assert figures([], {}, ZONE, after=False) == ()
