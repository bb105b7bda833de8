"""Lists for one purpose, decided: what a caterer learns, what is different from the last time, who may take what."""

import pytest

from gocluster_events.attendance.attendees.rules.catering import FewPeople, Food, Total, counts, foods, rounded
from gocluster_events.attendance.attendees.rules.difference import (
    Change,
    ChangedRow,
    CurrentRow,
    ListChanges,
    list_changes,
    stored_row,
)
from gocluster_events.attendance.attendees.rules.profiles import PROFILES, Fact, Name
from gocluster_events.attendance.attendees.rules.table import named
from gocluster_events.core.access import Permission
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Diet

COLUMNS = LAST_NAME, MODE = named("last_name", "mode")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Haselnüsse", {Food.NUTS}),
        ("Erdnüsse", {Food.PEANUT}),
        ("peanuts and hazelnuts", {Food.PEANUT, Food.NUTS}),
        ("Zöliakie; Laktose", {Food.GLUTEN, Food.MILK}),
        ("glutenfrei", {Food.GLUTEN}),
        ("Weizen, Ei", {Food.GLUTEN, Food.EGG}),
        ("kein Schweinefleisch / halal", {Food.PORK, Food.HALAL}),
        ("Krebstiere und Weichtiere", {Food.CRUSTACEANS, Food.MOLLUSCS}),
        ("Kiwi", {Food.OTHER}),
        ("Nüsse, Kiwi", {Food.NUTS, Food.OTHER}),
        ("wie bei Frau Tafelmaier", {Food.OTHER}),
        ("Kokosnuss", {Food.OTHER}),
        ("keine", set()),
        ("", set()),
    ],
)
def test_what_people_say_becomes_what_a_kitchen_knows(typed, expected):
    assert foods(typed) == expected


def test_everybody_is_counted_once_for_each_food_and_nobody_is_quoted():
    meals = [(Diet.VEGAN, "Nüsse, Walnuss")] * 5 + [(Diet.UNSAID, "Frau Tafelmaier weiß Bescheid")] * 6
    assert counts(21, [*meals, (Diet.VEGETARIAN, "")]) == (
        (Total.PEOPLE, 20),
        (Diet.VEGETARIAN, FewPeople.FEW),
        (Diet.VEGAN, 5),
        (Food.NUTS, 5),
        (Food.OTHER, 5),
    )


def test_a_small_number_is_not_told_and_none_follows_from_the_others():
    assert [rounded(number) for number in (0, 1, 4, 5, 13)] == [0, FewPeople.FEW, FewPeople.FEW, 5, 15]
    vegans = {1: [(Diet.VEGAN, "")], 4: [(Diet.VEGAN, "")] * 4}
    others = [(Diet.VEGETARIAN, "Nüsse")] * 7
    assert counts(20, [*others, *vegans[1]]) == counts(20, [*others, *vegans[4]])


def entry(key, *cells):
    return CurrentRow(key, int(key), cells)


def before(*entries):
    return {each.key: stored_row(COLUMNS, each.cells) for each in entries}


def test_who_came_left_and_changed_is_told_with_what_it_said_before():
    old = before(entry("1", "Adler", Mode.ONSITE), entry("2", "Baum", Mode.ONSITE), entry("3", "Celik", Mode.ONSITE))
    now = [entry("1", "Adler", Mode.ONSITE), entry("3", "Celik", Mode.ONLINE), entry("4", "Dahl", Mode.ONSITE)]
    assert list_changes(COLUMNS, old, now, 3) == ListChanges(
        (
            ChangedRow(Change.CHANGED, ("Celik", Mode.ONLINE), {MODE: Mode.ONSITE}),
            ChangedRow(Change.NEW, ("Dahl", Mode.ONSITE), {}),
            ChangedRow(Change.GONE, ("Baum", Mode.ONSITE), {}),
        ),
        0,
    )


def test_who_was_erased_is_a_number_without_a_name():
    differences = list_changes(COLUMNS, before(entry("1", "Adler", Mode.ONSITE)), [entry("1", "Adler", Mode.ONSITE)], 3)
    assert (differences.rows, differences.erased, bool(differences)) == ((), 2, True)


def test_a_list_that_says_the_same_is_not_different():
    same = [entry("1", "Adler", Mode.ONSITE)]
    assert not list_changes(COLUMNS, before(*same), same, 1)


def test_counts_are_compared_by_what_they_count():
    columns = PROFILES[Name.CATERER].columns
    old = {"Diet:vegan": {"what": "vegan", "number": 3}, "Food:nuts": {"what": "nuts", "number": 1}}
    assert list_changes(columns, old, [CurrentRow("Diet:vegan", None, (Diet.VEGAN, 4))], 2).rows == (
        ChangedRow(Change.CHANGED, (Diet.VEGAN, 4), {Fact.NUMBER: 3}),
        ChangedRow(Change.GONE, (Food.NUTS, 1), {}),
    )


def test_only_the_list_of_needs_tells_needs_and_nothing_of_it_is_remembered():
    protected = {Fact.DIET, Fact.INTOLERANCES, Fact.SUPPORT, Fact.SUPPORT_DETAILS}
    telling = [each for each in PROFILES.values() if protected & set(each.columns)]
    assert [(each.name, each.permission, each.is_compared) for each in telling] == [
        (Name.NEEDS, Permission.VIEW_SPECIAL_NEEDS, False)
    ]
