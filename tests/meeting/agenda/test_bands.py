"""A break without a room is for everybody: it stands over all rooms, wherever the programme is looked at."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import ConflictKind, Severity
from gocluster_events.meeting.agenda.rules.day_board import day_board
from gocluster_events.meeting.agenda.rules.filter import Filter, is_band, matches
from gocluster_events.meeting.agenda.rules.free_slots import free_slots
from gocluster_events.meeting.agenda.rules.grid import day_grids
from gocluster_events.meeting.agenda.rules.publicity import as_published
from gocluster_events.meeting.agenda.rules.screen import screen_view
from gocluster_events.meeting.agenda.words import programme as words
from tests.support.make import make_room
from tests.support.programme import HALL, NINE, SEMINAR, block, plan, publish, slot, timetable, troubles

LUNCH = slot(9, 180, kind=Kind.LUNCH, length_minutes=75, room=None)
LATE = slot(1, 150)


def test_a_break_without_a_room_is_for_everybody_and_one_with_a_room_stays_there():
    assert is_band(LUNCH)
    assert not is_band(replace(LUNCH, room=HALL.id))
    assert not is_band(slot(1, room=None))


def test_a_break_for_everybody_needs_no_room():
    assert conflicts(timetable(LUNCH)) == ()


@pytest.mark.parametrize("room", [HALL.id, SEMINAR.id])
def test_what_reaches_into_a_break_for_everybody_is_a_warning_in_every_room(room):
    (warning,) = (each for each in conflicts(timetable(replace(LATE, room=room), LUNCH)) if each.needs_attention
                and each.trouble is not ConflictKind.NO_ROOM)  # fmt: skip
    assert (warning.trouble, warning.severity, warning.items) == (
        ConflictKind.INTO_BREAK, Severity.WARNING, (replace(LATE, room=room), LUNCH),
    )  # fmt: skip


def test_what_reaches_into_a_break_in_its_own_room_is_a_warning_and_no_error():
    coffee = replace(LUNCH, room=HALL.id)
    warnings = [each for each in conflicts(timetable(LATE, coffee)) if each.needs_attention]
    assert [(each.trouble, each.severity) for each in warnings] == [(ConflictKind.INTO_BREAK, Severity.WARNING)]
    assert ConflictKind.INTO_BREAK not in troubles(conflicts(timetable(replace(LATE, room=SEMINAR.id), coffee)))


@pytest.mark.parametrize("kind", [Kind.EXHIBITION, Kind.ADVICE, Kind.PRESS, Kind.CLOSED_SESSION])
def test_what_goes_on_beside_the_coffee_does_not_reach_into_the_break(kind):
    assert ConflictKind.INTO_BREAK not in troubles(conflicts(timetable(replace(LATE, kind=kind), LUNCH)))


def test_no_place_in_a_break_for_everybody_is_free():
    talk = slot(1, None)
    starts = {place.spot.starts_at for place in free_slots(timetable(talk, LUNCH), talk)}
    assert NINE + timedelta(minutes=120) in starts
    assert not {start for start in starts if LUNCH.span[0] - timedelta(hours=1) < start < LUNCH.span[1]}


def test_the_board_draws_it_over_all_rooms_with_its_name_where_nothing_else_is():
    board = day_board(timetable(LATE, LUNCH), NINE.date())
    assert [column.room for column in board.columns] == [HALL, SEMINAR]
    assert [[band.item for band in column.bands] for column in board.columns] == [[], [LUNCH]]
    assert [(band.at, band.minutes) for band in board.bands] == [(240, 75)]


def test_every_door_and_every_choice_of_a_room_shows_it():
    programme = as_published(timetable(LATE, LUNCH))
    for room in (HALL, SEMINAR):
        assert LUNCH in screen_view(programme, LUNCH.span[0], room).now
        assert matches(programme, LUNCH, Filter(rooms=frozenset({room.id})))


def test_readers_find_that_it_is_for_everyone_and_that_a_room_is_still_open(app):
    with app.test_request_context("/de/"):
        assert words.where(LUNCH, timetable(LUNCH)) == "Für alle"
        assert words.where(replace(LATE, room=None), timetable()) == "Raum noch offen"


def test_schedules_say_the_first_room(event, visitor):
    hall = make_room(event, name="Eichensaal").id
    make_room(event, name="1.04")
    plan(event, LUNCH)
    publish(event)
    days = visitor.get("/jahrestagung-2027/schedule.json?lang=de").json["schedule"]["conference"]["days"]
    assert hall
    assert [(room, [each["guid"] for each in talks]) for day in days for room, talks in day["rooms"].items()] == [
        ("Eichensaal", [LUNCH.uuid])
    ]
    assert "Für alle" in visitor.get("/de/jahrestagung-2027/agenda/" + f"{LUNCH.uuid[:8]}-vortrag-9").text


def test_the_board_has_a_box_for_each_common_time_of_the_day_and_hours_for_it():
    morning, evening, other = block(1, 60), block(2, 600, 90), block(3, 24 * 60)
    board = day_board(timetable(LATE, blocks=(morning, evening, other)), NINE.date())
    assert [(box.block, box.at) for box in board.boxes] == [(morning, 120), (evening, 660)]
    assert board.minutes == 660 + 90


def test_the_public_programme_names_a_break_where_nothing_reaches_into_its_beginning():
    elsewhere = slot(2, 300, room=SEMINAR.id)
    for items, column in (((LUNCH, elsewhere), 0), ((LATE, LUNCH, elsewhere), 1)):
        (grid,) = day_grids(as_published(timetable(*items)))
        (band,) = (cell for cell in grid.cells if cell.item == LUNCH)
        assert band.name_from == column
