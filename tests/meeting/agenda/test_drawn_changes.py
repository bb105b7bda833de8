"""What becomes of a programme, drawn by day and room, and the programme by strand: rules."""

from dataclasses import replace
from datetime import timedelta

from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.differences import changes
from gocluster_events.meeting.agenda.rules.drawn_changes import Face, drawn_days, strands
from tests.support.programme import HALL, REGION, SEMINAR, slot, timetable

TALK, OTHER = slot(1, code="A1"), slot(2, 60, code="B1")


def drawn(old, new):
    before, after = timetable(*old), timetable(*new)
    return drawn_days(before, after, changes(before, after))


def faces(day):
    """By the room's name what is in it: face, code, minute, lane."""
    return {
        each.room.name if each.room else "": [
            (piece.face, piece.item.code, piece.at, piece.lane, piece.lanes) for piece in each.pieces
        ]
        for each in day.rooms
    }


def test_what_moved_stands_where_it_is_and_where_it_was():
    moved = replace(TALK, room=SEMINAR.id, starts_at=TALK.starts_at + timedelta(minutes=30))
    (day,) = drawn([TALK, OTHER], [moved, OTHER])
    assert faces(day) == {
        HALL.name: [(Face.BEFORE, "A1", 0, 0, 1), (Face.SAME, "B1", 60, 0, 1)],
        SEMINAR.name: [(Face.CHANGED, "A1", 30, 0, 1)],
    }
    assert (day.minutes, len(day.hours)) == (120, 2)


def test_a_better_title_has_no_place_that_it_left():
    (day,) = drawn([TALK], [replace(TALK, code="A2")])
    assert faces(day) == {HALL.name: [(Face.CHANGED, "A2", 0, 0, 1)]}


def test_what_overlaps_stands_side_by_side_and_what_is_new_is_marked_so():
    new = slot(3, 30, code="C1")
    (day,) = drawn([TALK], [TALK, new])
    assert faces(day) == {HALL.name: [(Face.SAME, "A1", 0, 0, 2), (Face.NEW, "C1", 30, 1, 2)]}


def test_a_day_on_which_nothing_changes_is_not_drawn():
    tomorrow = slot(4, 1440, code="D1")
    (day,) = drawn([TALK, tomorrow], [replace(TALK, length_minutes=45), tomorrow])
    assert day.date.isoformat() == "2027-04-22"


def test_what_moves_to_another_day_is_seen_on_both():
    before, after = drawn([TALK], [replace(TALK, starts_at=TALK.starts_at + timedelta(days=1))])
    assert (faces(before), faces(after)) == (
        {HALL.name: [(Face.BEFORE, "A1", 0, 0, 1)]},
        {HALL.name: [(Face.CHANGED, "A1", 0, 0, 1)]},
    )


def test_a_break_without_a_room_is_for_all_and_another_item_without_one_has_a_column():
    pause = slot(5, 120, kind=Kind.COFFEE, room=None)
    (day,) = drawn([], [replace(TALK, room=None), pause])
    assert ([piece.item for piece in day.bands], list(faces(day))) == ([pause], [""])


def test_a_first_version_is_all_new():
    plan = timetable(TALK)
    (day,) = drawn_days(None, plan, changes(None, plan))
    assert faces(day) == {HALL.name: [(Face.NEW, "A1", 0, 0, 1)]}


def test_a_programme_by_strand_names_breaks_last_and_no_empty_track():
    pause, region = slot(5, 120, kind=Kind.COFFEE), replace(OTHER, track=REGION.id)
    assert [(each.track, each.is_breaks, each.items) for each in strands(timetable(TALK, region, pause))] == [
        (None, False, (TALK,)), (REGION, False, (region,)), (None, True, (pause,)),
    ]  # fmt: skip


def test_a_break_that_stays_lies_behind_all_rooms_and_one_that_moves_is_a_piece():
    pause = slot(5, 30, kind=Kind.LUNCH)
    (day,) = drawn([TALK, pause], [replace(TALK, code="A2"), pause])
    assert ([piece.item for piece in day.bands], faces(day)) == (
        [pause], {HALL.name: [(Face.CHANGED, "A2", 0, 0, 1)]},
    )  # fmt: skip
    (moved,) = drawn([pause], [replace(pause, length_minutes=45)])
    assert (moved.bands, [face for face, *_ in faces(moved)[HALL.name]]) == ((), [Face.BEFORE, Face.CHANGED])
