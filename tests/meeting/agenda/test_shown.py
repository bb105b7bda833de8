"""How a programme is narrowed and drawn."""

from dataclasses import replace

import pytest

from gocluster_events.meeting.agenda.exports.theme import theme
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.filter import (
    Filter,
    Only,
    address,
    kind_counts,
    matches,
    only_counts,
    read,
    track_counts,
)
from gocluster_events.meeting.agenda.rules.grid import Shape, Size, day_grids, with_little
from gocluster_events.meeting.agenda.rules.placement import Neighbours, neighbours
from gocluster_events.meeting.agenda.rules.timetable import Room
from tests.support.programme import EMPTY, HALL, REGION, SEMINAR, START_UPS, slot, timetable

KEYNOTE = slot(1, 0, kind=Kind.KEYNOTE)
COFFEE = slot(2, 60, kind=Kind.COFFEE, length_minutes=30, room=None)
FORUM = slot(3, 90, kind=Kind.FORUM, track=REGION.id)
WORKSHOP = slot(4, 90, kind=Kind.WORKSHOP, track=START_UPS.id, room=SEMINAR.id)
DAY = timetable(KEYNOTE, COFFEE, FORUM, WORKSHOP)


def matching(wanted):
    return [item for item in DAY.items if matches(DAY, item, wanted)]


def cells(programme):
    return {cell.item: cell for grid in day_grids(programme) for block in grid.blocks for cell in block.cells}


def test_no_filter_shows_everything():
    assert matching(Filter()) == list(DAY.items)


def test_values_of_one_field_add_and_fields_narrow():
    assert matching(Filter(tracks=frozenset({"a", "b"}))) == [FORUM, WORKSHOP]
    assert matching(Filter(tracks=frozenset({"a", "b"}), kinds=frozenset({Kind.FORUM}))) == [FORUM]


def test_the_plenum_is_what_is_for_everyone():
    assert matching(Filter(tracks=frozenset({"plenum"}))) == [KEYNOTE]


@pytest.mark.parametrize(
    ("change", "beside", "is_for_all"),
    [
        ({}, slot(9, 30, room=SEMINAR.id), False),
        ({}, slot(9, 30, room=SEMINAR.id, kind=Kind.EXHIBITION), True),
        ({}, slot(9, 60, room=SEMINAR.id), True),
        ({"room": SEMINAR.id}, slot(9, 300), False),
        ({"room": None}, slot(9, 300), True),
        ({"kind": Kind.WORKSHOP}, slot(9, 300), False),
    ],
)
def test_what_has_no_track_is_plenary_only_alone_and_in_the_main_hall(change, beside, is_for_all):
    item = replace(KEYNOTE, **change)
    assert track_counts(timetable(item, replace(beside, track=REGION.id))).get("plenum", 0) == is_for_all


def test_where_nobody_has_counted_the_places_the_first_room_is_the_main_hall():
    rooms = tuple(replace(room, seats=0) for room in (HALL, SEMINAR))
    day = timetable(KEYNOTE, slot(9, 90, room=SEMINAR.id), rooms=rooms)
    assert [item for item in day.items if matches(day, item, Filter(tracks=frozenset({"plenum"})))] == [KEYNOTE]


def test_an_address_is_read_in_any_case_and_what_it_does_not_know_is_named():
    query = {"track": ["A", "x", ""], "kind": ["forum", "nonsense\x00"], "only": ["stream", "rooms"], "page": ["2"]}
    assert read(query, DAY) == (
        Filter(frozenset({"a"}), frozenset({Kind.FORUM}), frozenset({Only.STREAM})),
        ("nonsense\x00", "rooms", "x"),
    )


def test_a_choice_has_one_address_and_is_read_from_it():
    wanted = Filter(frozenset({"b", "a"}), only=frozenset({Only.CHANGED}))
    assert address(wanted) == {"track": ["a", "b"], "only": ["changed"]}
    assert read(address(wanted), DAY) == (wanted, ())


def test_marks_show_what_is_streamed_or_changed():
    streamed = replace(FORUM, has_stream=True)
    day = timetable(streamed, WORKSHOP, KEYNOTE)
    wanted = Filter(only=frozenset({Only.STREAM, Only.CHANGED}))
    assert [item for item in day.items if matches(day, item, wanted, {WORKSHOP.uuid})] == [streamed, WORKSHOP]
    assert only_counts(day, Filter(), {WORKSHOP.uuid}) == {Only.STREAM: 1, Only.CHANGED: 1}
    assert only_counts(DAY, Filter(only=frozenset({Only.CHANGED})), ()) == {Only.CHANGED: 0}


def test_a_chip_takes_its_value_in_and_out():
    chosen = Filter().with_track("a").with_kind(Kind.FORUM).with_only(Only.STREAM)
    assert chosen.with_track("a").with_only(Only.STREAM) == Filter(kinds=frozenset({Kind.FORUM}))


def test_chips_count_what_they_would_show():
    assert track_counts(DAY) == {"plenum": 1, "a": 1, "b": 1}


def test_a_kind_has_a_chip_when_there_are_several_or_when_it_is_chosen():
    day = timetable(KEYNOTE, COFFEE, replace(COFFEE, uuid="x"), FORUM, WORKSHOP, replace(WORKSHOP, uuid="y"))
    assert kind_counts(day, Filter()) == {Kind.WORKSHOP: 2}
    assert kind_counts(day, Filter(kinds=frozenset({Kind.FORUM}))) == {Kind.FORUM: 1, Kind.WORKSHOP: 2}
    assert kind_counts(day, Filter(kinds=frozenset({Kind.EXCURSION}))) == {Kind.WORKSHOP: 2, Kind.EXCURSION: 0}


def test_rooms_stand_side_by_side_and_a_row_is_five_minutes():
    drawn = cells(DAY)
    assert (drawn[FORUM].row, drawn[FORUM].rows, drawn[FORUM].column) == (18, 12, 0)
    assert (drawn[WORKSHOP].row, drawn[WORKSHOP].column) == (18, 1)


def test_breaks_and_what_is_for_everyone_lie_across_all_rooms():
    drawn = cells(DAY)
    assert [(drawn[item].shape, drawn[item].columns) for item in (KEYNOTE, COFFEE, FORUM)] == [
        (Shape.PLENARY, 2),
        (Shape.BAND, 2),
        (Shape.BLOCK, 1),
    ]


def test_a_talk_beside_something_else_stays_in_its_room():
    assert cells(timetable(KEYNOTE, slot(9, 30, room=SEMINAR.id)))[KEYNOTE].shape is Shape.BLOCK


def test_items_that_overlap_in_one_room_lie_side_by_side():
    first, second = replace(FORUM, room=HALL.id), slot(9, 100, track=REGION.id)
    drawn = cells(timetable(first, second))
    assert (drawn[first].column, drawn[second].column) == (0, 1)
    assert [head.columns for head in day_grids(timetable(first, second))[0].heads] == [2]


@pytest.mark.parametrize(
    ("minutes", "rows", "size"),
    [(5, 3, Size.LINE), (35, 7, Size.SHORT), (40, 8, Size.FULL), (70, 14, Size.FULL), (75, 15, Size.TALL)],
)
def test_a_short_item_gets_a_line_and_a_long_one_its_height(minutes, rows, size):
    item = replace(FORUM, length_minutes=minutes)
    assert (cells(timetable(item))[item].rows, cells(timetable(item))[item].size) == (rows, size)


def test_a_short_item_leaves_the_next_one_its_place():
    short = replace(FORUM, length_minutes=5)
    assert cells(timetable(short, slot(9, 95, track=REGION.id)))[short].rows == 1


def test_an_item_whose_room_is_open_has_a_column_of_its_own():
    homeless = replace(WORKSHOP, room=None)
    assert [head.room for head in day_grids(timetable(FORUM, homeless))[0].heads] == [HALL, None]


def test_a_beginning_inside_a_break_is_paler_and_late_ends_are_marked():
    lunch = slot(5, 60, kind=Kind.LUNCH, length_minutes=75)
    pitches = slot(6, 90, kind=Kind.PITCHES, length_minutes=30)
    (grid,) = day_grids(timetable(lunch, pitches))
    assert [block.inside for block in grid.blocks] == [False, True]
    assert [end.row for end in grid.ends] == [12, 15]


def test_each_day_is_drawn_for_itself():
    assert [
        grid.date.day for grid in day_grids(timetable(FORUM, replace(WORKSHOP, starts_at=slot(1, -900).starts_at)))
    ] == [
        21,
        22,
    ]


def test_an_evening_before_is_a_line_unless_there_is_nothing_else():
    evening = replace(KEYNOTE, uuid="e", starts_at=slot(1, -900).starts_at)
    assert [grid.date.day for grid in with_little(day_grids(replace(DAY, items=(evening, *DAY.items))))] == [21]
    assert with_little(day_grids(timetable(evening, FORUM))) == ()


def test_around_an_item_are_its_strand_and_the_plenum_but_no_breaks():
    later = replace(FORUM, uuid="l", starts_at=slot(1, 300).starts_at)
    tomorrow = replace(KEYNOTE, uuid="t", starts_at=slot(1, 1500).starts_at)
    day = replace(DAY, items=(*DAY.items, later, tomorrow))
    assert neighbours(day, FORUM) == Neighbours(KEYNOTE, later, (WORKSHOP,))
    assert neighbours(day, KEYNOTE) == Neighbours(None, None, ())


def test_an_empty_programme_draws_nothing():
    assert day_grids(EMPTY) == ()


def test_the_sheet_places_every_cell_and_colours_every_track():
    sheet = theme([("A", "#005C45"), ("B", "#5F316E")], day_grids(DAY))
    for rule in (".track-a { --track: #005C45; }", ".row-19 { --row: 19; }", ".rows-12 { --rows: 12; }", ".column-2 {"):
        assert rule in sheet.css


def test_columns_keep_a_width_in_which_one_can_read_from_the_seventh_on():
    rooms = [Room(number, f"Raum {number}", seats=40) for number in range(1, 8)]
    items = [slot(room.id, 0, room=room.id) for room in rooms]
    few, many = (day_grids(timetable(*items[:number], rooms=rooms)) for number in (6, 7))
    assert ("minmax(11.5rem, 1fr)" in theme((), few).css, "minmax(11.5rem, 1fr)" in theme((), many).css) == (
        False,
        True,
    )


@pytest.mark.parametrize("colour", ["red;} body{display:none", "#12345", "#12345g", ""])
def test_a_colour_that_is_none_never_reaches_the_sheet(colour):
    assert "track" not in theme([("A", colour)], ()).css


def test_another_sheet_has_another_name():
    assert theme([("A", "#005C45")], ()).digest != theme([("A", "#005C46")], ()).digest
