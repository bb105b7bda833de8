"""Somebody's own programme: what is for everybody, what they have starred, and where their day stands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind, Visibility
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words.programme import kind_beside_title
from gocluster_events.site.rules.own_day import Mark, OwnItems, clashes, own_days, own_moment

NINE = datetime(2027, 4, 22, 7, tzinfo=UTC)


def item(title, minutes_in, length, kind=Kind.TALK, **facts):
    start = NINE + timedelta(minutes=minutes_in)
    return Item(title, kind, Localized(title), length, starts_at=start, **facts)


PLAN = Timetable(
    "Europe/Berlin",
    items=(
        item("Reception", -800, 120, visibility=Visibility.MEMBERS),
        item("Keynote", 0, 60),
        item("Coffee", 60, 30, Kind.COFFEE),
        item("Forum", 90, 60, track=1),
        item("Workshop", 90, 60, track=2),
        item("Lunch", 150, 60, Kind.LUNCH),
        item("Pitches", 165, 30),
        item("Outlook", 210, 30),
        item("Matchmaking", 210, 60),
    ),
)


def titles(rows):
    return [" or ".join(each.title.de for each in row.items) for row in rows]


def rows_of(saved=(), *, is_member=False, **own):
    return own_days(PLAN, OwnItems(saved=saved, **own), is_member=is_member)[-1].rows


def test_what_is_for_everybody_stands_there_and_where_there_is_a_choice_all_of_it():
    assert titles(rows_of()) == ["Keynote", "Coffee", "Forum or Workshop", "Lunch", "Pitches", "Matchmaking"]


def test_a_starred_item_takes_the_place_of_the_choice_and_what_goes_on_beside_is_there_once_it_is_starred():
    saved = rows_of({"Workshop", "Outlook"})
    assert titles(saved) == ["Keynote", "Coffee", "Workshop", "Lunch", "Pitches", "Outlook", "Matchmaking"]
    assert [each.mark is Mark.SAVED for each in saved] == [False, False, True, False, False, True, False]


def test_each_item_stands_there_once_with_the_strongest_reason_and_where_one_waits_the_choice_stays():
    rows = rows_of({"Workshop", "Outlook"}, on_stage={"Keynote"}, booked={"Outlook"}, waiting={"Workshop": 3})
    marks = [(titles([each])[0], each.mark, each.position) for each in rows if each.mark]
    assert marks == [("Keynote", Mark.ON_STAGE, 0), ("Workshop", Mark.WAITING, 3), ("Outlook", Mark.BOOKED, 0)]
    choice = next(row for row in rows if row.is_choice)
    assert (titles(rows).count("Workshop"), titles([choice]), choice.item) == (1, ["Forum"], None)
    assert "Forum" not in titles(rows_of(booked={"Workshop"}))
    assert titles(rows_of(waiting={"Workshop": 3, "Forum": 1})).count("Forum") == 1


def test_online_there_is_a_choice_only_among_what_is_streamed():
    items = (*PLAN.items, item("Laboratory", 90, 60, track=3, has_stream=True))
    plan = replace(PLAN, items=tuple(replace(each, has_stream=each.title.de != "Workshop") for each in items))

    def online(**own):
        return titles(own_days(plan, OwnItems(**own), is_member=False, is_online=True)[-1].rows)

    assert "Forum or Laboratory" in online()
    assert [title for title in online(saved={"Workshop"}) if title in {"Workshop", "Forum"}] == ["Workshop"]
    nothing = replace(plan, items=tuple(replace(each, has_stream=each.track is None) for each in plan.items))
    rows = own_days(nothing, OwnItems(), is_member=False, is_online=True)[-1].rows
    assert "Keynote" in titles(rows)
    assert not any(each.track for row in rows for each in row.items)


def test_the_card_is_where_somebody_is_expected_rather_than_what_they_have_starred_or_wait_for():
    rows = rows_of({"Forum"}, booked={"Matchmaking"}, waiting={"Workshop": 1})
    during = own_moment(rows, NINE + timedelta(minutes=100))
    assert (titles([during.card]), during.card.mark) == (["Forum"], Mark.SAVED)
    both = own_moment(rows_of({"Outlook"}, booked={"Matchmaking"}), NINE + timedelta(minutes=220))
    assert (titles([both.card]), titles(both.beside), both.after) == (["Matchmaking"], ["Outlook"], ())


def test_what_one_waits_for_at_the_time_of_the_card_stands_beside_it_and_not_as_what_comes_later():
    moment = own_moment(rows_of(waiting={"Workshop": 1}), NINE + timedelta(minutes=80))
    assert (titles([moment.card]), titles(moment.beside), titles(moment.after)) == (
        ["Forum"],
        ["Workshop"],
        ["Lunch", "Pitches", "Matchmaking"],
    )


def test_only_whoever_has_no_place_at_that_time_reads_how_one_still_gets_one_at_the_door():
    free = rows_of({"Forum"}, waiting={"Workshop": 1}, booked={"Outlook"})
    taken = rows_of(waiting={"Workshop": 1, "Matchmaking": 2}, booked={"Outlook"}, on_stage={"Forum"})
    assert [titles([row])[0] for row in free if row.waits_at_door] == ["Workshop"]
    assert [titles([row])[0] for row in taken if row.waits_at_door] == []


def test_an_item_for_which_a_question_stands_is_theirs_who_said_yes_and_in_nobody_elses_day():
    rows = rows_of(answers={"Keynote": True, "Coffee": True, "Matchmaking": False})
    assert [(titles([row])[0], row.is_quiet) for row in rows if row.mark is Mark.ACCEPTED] == [
        ("Keynote", False),
        ("Coffee", False),
    ]
    assert "Matchmaking" not in titles(rows)
    assert "Matchmaking" in titles(rows_of({"Matchmaking"}, answers={"Matchmaking": False}))


def test_two_items_at_the_same_time_clash_only_where_somebody_is_expected_at_both():
    def pairs(now=NINE, **own):
        days = own_days(PLAN, OwnItems(**own), is_member=False)
        return [titles(pair) for pair in clashes(days, now)]

    assert pairs(booked={"Workshop"}, on_stage={"Forum"}) == [["Forum", "Workshop"]]
    assert pairs(booked={"Workshop"}, saved={"Forum"}, waiting={"Outlook": 1}) == []
    assert pairs(booked={"Workshop", "Keynote", "Pitches"}) == []  # items that touch
    assert pairs(NINE + timedelta(minutes=150), booked={"Workshop"}, on_stage={"Forum"}) == []  # both are over


def test_only_members_see_what_is_for_members():
    assert titles(own_days(PLAN, OwnItems(), is_member=True)[0].rows) == ["Reception"]
    assert len(own_days(PLAN, OwnItems(), is_member=False)) == 1


@pytest.mark.parametrize(
    ("minutes_in", "pause", "card", "later", "over"),
    [
        (-30, [], ["Keynote"], 5, 0),
        (10, [], ["Keynote"], 5, 0),
        (70, ["Coffee"], ["Forum or Workshop"], 3, 1),
        (155, ["Lunch"], ["Pitches"], 1, 3),
        (170, ["Lunch"], ["Pitches"], 1, 3),
        (400, [], [], 0, 6),
    ],
)
def test_the_card_is_where_to_be_now_or_next_and_a_break_is_said_beside_it(minutes_in, pause, card, later, over):
    moment = own_moment(rows_of(), NINE + timedelta(minutes=minutes_in))
    beside = [titles([row]) if row else [] for row in (moment.pause, moment.card)]
    assert (*beside, len(moment.later), len(moment.over)) == (pause, card, later, over)


@pytest.mark.parametrize(
    ("seconds_before", "minutes"), [(1, 1), (60, 1), (61, 2), (3600, 60), (3601, None), (0, None), (-60, None)]
)
def test_minutes_are_counted_for_an_hour(seconds_before, minutes):
    keynote = rows_of()[0]
    assert keynote.minutes_until(NINE - timedelta(seconds=seconds_before)) == minutes


def test_what_begins_before_the_item_to_go_to_is_said_above_it_and_not_as_later():
    morning = own_days(
        Timetable("Europe/Berlin", items=(item("Admission", -60, 60, Kind.REGISTRATION), *PLAN.items[1:])),
        OwnItems(),
        is_member=False,
    )[-1].rows
    early, begun = (own_moment(morning, NINE - timedelta(minutes=minutes)) for minutes in (90, 30))
    assert (titles(early.ahead), titles([early.card]), "Admission" in titles(early.later)) == (
        ["Admission"],
        ["Keynote"],
        False,
    )
    assert (titles(begun.ahead), titles([begun.pause])) == ([], ["Admission"])


@pytest.mark.parametrize(
    ("title", "kind", "expected"),
    [
        ("Begrüßung", Kind.WELCOME, ""),
        ("Preisverleihung, Ausblick", Kind.AWARDS, ""),
        ("Vom Pitch zum Projekt", Kind.WORKSHOP, "Workshop"),
    ],
)
def test_a_title_that_says_what_kind_of_item_it_is_is_not_repeated(app, title, kind, expected):
    with app.test_request_context("/de/"):
        assert kind_beside_title(item(title, 0, 30, kind)) == expected


def test_what_is_still_to_be_allotted_is_one_row_unless_somebody_is_expected_elsewhere_at_that_time():
    by_wish = {"Forum", "Workshop"}
    rows = rows_of(by_wish=by_wish)
    assert [titles([row]) for row in rows if row.by_wish] == [["Forum or Workshop"]]
    assert [titles([row]) for row in rows_of({"Workshop"}, by_wish=by_wish) if row.by_wish] == [["Forum"]]
    assert not any(row.by_wish for row in rows_of(on_stage={"Workshop"}, by_wish=by_wish))
    assert [titles([row]) for row in rows_of(by_wish={"Pitches"}) if row.by_wish] == [["Pitches"]]
