"""The board on which a day is planned, and what is put where on it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from gocluster_events.core.errors import Stale
from gocluster_events.meeting.agenda.forms.placement import placement, sent_as
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.conflicts.finding import ConflictKind
from gocluster_events.meeting.agenda.rules.day_board import between, day_board, days_to_plan, main_day
from gocluster_events.meeting.agenda.rules.grid import day_grids
from gocluster_events.meeting.agenda.rules.placement import (
    Placement,
    later,
    moved,
    new_conflicts,
    on_a_day,
    to_every_room,
)
from gocluster_events.meeting.agenda.rules.timetable import Day, Timetable
from tests.support.programme import HALL, MAI, NINE, SEMINAR, slot, timetable, troubles, with_people

DAY = date(2027, 4, 22)
EVENING = date(2027, 4, 21)


def at(number: int, start: int | None, room: int | None = HALL.id, length: int = 60, revision: int = 1) -> Placement:
    """The item of that number, wanted so many minutes after nine."""
    starts_at = None if start is None else NINE + timedelta(minutes=start)
    return Placement(slot(number).uuid, revision, starts_at, length, room)


def lanes(drawn, room):
    column = next(each for each in drawn.columns if each.room == room)
    return [(block.item.uuid[-1], block.at, block.lane, block.lanes) for block in column.blocks]


def test_a_day_is_drawn_in_full_hours_with_every_room():
    drawn = day_board(timetable(slot(1)), DAY)
    assert (drawn.begins_at, drawn.minutes) == (datetime(2027, 4, 22, 6, tzinfo=UTC), 600)
    assert [column.room for column in drawn.columns] == [HALL, SEMINAR]
    assert lanes(drawn, HALL) == [("1", 60, 0, 1)]
    assert [line.at for line in drawn.lines if line.is_full] == list(range(0, 601, 60))


def test_what_begins_before_the_venue_opens_is_still_on_the_board():
    drawn = day_board(timetable(slot(1, -135)), DAY)
    assert f"{drawn.begins_at:%H:%M}" == "04:45"
    assert lanes(drawn, HALL) == [("1", 0, 0, 1)]


def test_a_day_begins_at_the_quarter_of_an_hour_at_which_the_venue_opens():
    drawn = day_board(timetable(days=(Day(DAY, time(8, 50), time(18)),)), DAY)
    assert (f"{drawn.begins_at:%H:%M}", drawn.minutes) == ("06:45", 555)
    assert [(line.at, line.is_full) for line in drawn.lines[:2]] == [(15, True), (45, False)]


def test_a_break_for_everybody_is_named_in_the_first_room_that_is_free_meanwhile():
    lunch = slot(2, 60, kind=Kind.LUNCH, room=None)
    drawn = day_board(timetable(slot(1, 0, length_minutes=90), lunch), DAY)
    named = {column.room: [block.item for block in column.bands] for column in drawn.columns}
    assert named == {HALL: [], SEMINAR: [lunch]}
    assert [(band.at, band.minutes) for band in drawn.bands] == [(120, 60)]
    registration = slot(3, 0, kind=Kind.REGISTRATION)
    assert day_board(timetable(registration), DAY).bands == ()


def test_items_that_overlap_lie_side_by_side_and_others_have_the_whole_room():
    drawn = day_board(timetable(slot(1, 0), slot(2, 30), slot(3, 60), slot(4, 120)), DAY)
    assert lanes(drawn, HALL) == [("1", 60, 0, 2), ("2", 90, 1, 2), ("3", 120, 0, 2), ("4", 180, 0, 1)]


def test_an_item_whose_room_is_open_has_a_column_of_its_own():
    drawn = day_board(timetable(slot(1, room=None)), DAY)
    assert [column.room for column in drawn.columns] == [HALL, SEMINAR, None]
    assert lanes(drawn, None) == [("1", 60, 0, 1)]


def test_a_break_is_a_band_across_all_rooms():
    assert [(band.at, band.minutes) for band in day_board(timetable(slot(1, kind=Kind.LUNCH)), DAY).bands] == [(60, 60)]


def test_the_night_in_which_the_clocks_change_has_as_many_minutes_as_it_has():
    spring = Timetable("Europe/Berlin", days=(Day(date(2027, 3, 28), time(0), time(6)),))
    drawn = day_board(spring, date(2027, 3, 28))
    assert drawn.minutes == 300
    clocks = [f"{line.instant.astimezone(UTC):%H:%M}" for line in drawn.lines if line.is_full]
    assert clocks == ["23:00", "00:00", "01:00", "02:00", "03:00", "04:00"]
    assert between(spring, date(2027, 3, 27), date(2027, 3, 28)) == 23 * 60


def test_the_day_with_the_most_items_opens_first():
    days = (Day(EVENING, time(18), time(21)), Day(DAY, time(8), time(18)))
    assert days_to_plan(timetable(slot(1), days=days)) == {EVENING: 0, DAY: 1}
    assert main_day(timetable(slot(1), days=days)) == DAY


def test_an_item_goes_where_it_is_put_and_keeps_everything_else():
    item = slot(1, code="A1", seats=30)
    (change,) = moved(timetable(item), (at(1, 90, SEMINAR.id, 45),))
    assert change.after == replace(item, starts_at=NINE + timedelta(minutes=90), room=SEMINAR.id, length_minutes=45)


@pytest.mark.parametrize("wanted", [at(9, 0), at(1, 0, room=99)])
def test_what_a_colleague_took_away_cannot_be_used(wanted):
    with pytest.raises(Stale):
        moved(timetable(slot(1)), (wanted,))


def test_what_would_be_wrong_there_is_found_and_what_is_wrong_anywhere_is_not():
    draft = timetable(slot(1, code="A1"), with_people(slot(2, 120, code="A1", room=SEMINAR.id), MAI))
    assert troubles(new_conflicts(draft, (at(2, 30),))) == [ConflictKind.ROOM_TAKEN]
    assert new_conflicts(draft, (at(2, 60),)) == ()


def test_items_that_move_together_do_not_clash_with_where_they_were():
    draft = timetable(slot(1), slot(2, 60))
    assert new_conflicts(draft, (at(1, 60), at(2, 120))) == ()


def test_an_item_can_only_be_put_on_a_day_of_the_meeting():
    assert on_a_day(timetable(), (at(1, 0), at(1, None)))
    assert not on_a_day(timetable(), (at(1, 24 * 60),))


def test_a_whole_part_of_a_day_moves_by_minutes_and_what_is_not_planned_stays():
    draft = timetable(slot(1), slot(2, 60), slot(3, None))
    changes = later(draft, [item.uuid for item in draft.items], -15)
    assert [change.after.starts_at for change in changes] == [
        NINE - timedelta(minutes=15),
        NINE + timedelta(minutes=45),
    ]


def test_a_break_is_copied_to_the_rooms_that_have_none_and_drawn_once():
    coffee = slot(1, kind=Kind.COFFEE, code="K1")
    (change,) = to_every_room(timetable(coffee), coffee, [slot(8).uuid, slot(9).uuid])
    assert change.after == replace(coffee, uuid=slot(8).uuid, room=SEMINAR.id, code="")
    both = timetable(coffee, change.after)
    assert to_every_room(both, coffee, [slot(9).uuid]) == ()
    assert [cell.item for cell in day_grids(both)[0].cells] == [coffee]


@pytest.mark.parametrize("wanted", [at(1, 15, SEMINAR.id, 20), at(1, None, None), at(1, 0, None, 1440)])
def test_what_a_field_sends_is_read_as_it_was_meant(wanted):
    assert placement(sent_as(wanted)) == wanted


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "a;1;2027-04-22T07:00Z;60",
        "a;1;gestern;60;1",
        "a;1;;0;",
        "a;1;;1441;",
        "a;1;9999-12-31T23:59Z;60;",
        "a;1;0001-01-01T00:00Z;60;",
        "a;1;;x;",
    ],
)
def test_what_was_tampered_with_is_not_read(sent):
    with pytest.raises(ValueError, match=r"."):
        placement(sent)
