"""Where an item can go: free places, the best first, and the next free one beside a place that is taken."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import Severity
from gocluster_events.meeting.agenda.rules.free_slots import NextFree, best_slots, free_slots, next_free
from gocluster_events.meeting.agenda.rules.preferences import Preference, pair_preferences
from gocluster_events.meeting.agenda.rules.proposals import Wish, WishKind
from gocluster_events.meeting.agenda.rules.time_grid import Spot
from gocluster_events.meeting.agenda.rules.timetable import Day, Room
from gocluster_events.meeting.agenda.words import free_slots as free_slots_words
from tests.support.programme import EMPTY, HALL, MAI, NINE, REGION, SEMINAR, TAREK, slot, timetable, with_people

CIRCLE = Room(3, "1.06", seats=45)
ROOMS = (HALL, SEMINAR, CIRCLE)
NEW = slot(9, None, kind=Kind.WORKSHOP, room=None, seats=40)


def at(minutes, room=HALL):
    return Spot(NINE + timedelta(minutes=minutes), room.id)


def spots(places):
    return [place.spot for place in places]


def missing(place):
    return {each.want: each.missing for each in place.verdicts}


def errors(programme):
    return [each for each in conflicts(programme) if each.severity is Severity.ERROR]


def moved(item, spot):
    return replace(item, starts_at=spot.starts_at, room=spot.room)


def test_every_free_place_can_be_taken_without_a_new_error():
    items = (with_people(slot(1), MAI), slot(2, 60, kind=Kind.COFFEE), slot(3, 103, room=SEMINAR.id, length_minutes=22))
    new = with_people(NEW, MAI, TAREK)
    for place in free_slots(timetable(*items, new), new):
        assert errors(timetable(*items, moved(new, place.spot))) == []


def test_no_free_place_is_left_out():
    items = (with_people(slot(1), MAI), slot(3, 60, room=SEMINAR.id, length_minutes=400))
    new = with_people(NEW, MAI)
    every = {at(minutes, room) for room in (HALL, SEMINAR) for minutes in range(-60, 545, 5)}
    free = {spot for spot in every if not errors(timetable(*items, moved(new, spot)))}
    assert set(spots(free_slots(timetable(*items, new), new))) == free


def test_where_the_item_is_now_is_no_suggestion():
    assert at(0) not in spots(free_slots(timetable(slot(1)), slot(1)))


def test_a_room_that_is_big_enough_comes_before_one_that_is_too_small_and_one_that_is_much_too_big():
    small = replace(CIRCLE, seats=20)
    suggestions = best_slots(free_slots(timetable(NEW, rooms=(HALL, small, SEMINAR)), NEW), 3)
    assert [place.spot.room for place in suggestions] == [SEMINAR.id, HALL.id, small.id]
    assert [want for want, much in missing(suggestions[2]).items() if much] == [Preference.SEATS]


@pytest.mark.parametrize(("kind", "much"), [(Kind.KEYNOTE, 60), (Kind.TALK, 0), (Kind.PANEL, 0)])
def test_only_what_is_meant_for_everyone_wants_the_largest_room(kind, much):
    item = slot(9, None, kind=kind)
    suggestions = free_slots(timetable(item), item)
    assert {missing(each).get(Preference.SEATS, 0) for each in suggestions if each.spot.room == SEMINAR.id} == {much}


def test_what_need_not_be_for_everyone_gives_way_before_what_is_meant_for_all():
    def weight(kind):
        pair = pair_preferences(slot(1, kind=kind), slot(2, kind=Kind.WORKSHOP, track=REGION.id))
        return next(each.weight for each in pair if each.want is Preference.PLENARY)

    assert weight(Kind.TALK) < weight(Kind.KEYNOTE)


def test_a_talk_whose_audience_is_known_wants_a_room_of_that_size():
    talk = slot(9, None, kind=Kind.TALK, seats=SEMINAR.seats)
    assert best_slots(free_slots(timetable(talk), talk), 2)[0].spot.room == SEMINAR.id


def test_what_is_streamed_goes_where_there_is_a_stream():
    streamed = replace(NEW, has_stream=True)
    rooms = (replace(HALL, has_stream=True), SEMINAR)
    first = free_slots(timetable(streamed, rooms=rooms), streamed)[0]
    assert (first.spot.room, missing(first)[Preference.STREAM]) == (HALL.id, 0)


def test_a_track_stays_in_its_room_and_is_not_beside_itself():
    other, new = slot(1, room=SEMINAR.id, track=REGION.id), replace(NEW, track=REGION.id)
    first = free_slots(timetable(other, new, rooms=ROOMS), new)[0]
    assert first.spot.room == SEMINAR.id
    assert (missing(first)[Preference.TRACK_ROOM], missing(first)[Preference.TRACK_TIME]) == (0, 0)


def test_lunch_is_for_everyone_but_a_stand_may_stay_open():
    lunch = slot(1, -60, kind=Kind.LUNCH, length_minutes=540, room=SEMINAR.id)
    stand = slot(8, None, kind=Kind.ADVICE, room=None)
    assert spots(free_slots(timetable(lunch, NEW), NEW))[0] == at(480, SEMINAR)
    assert Preference.BREAKS not in missing(free_slots(timetable(lunch, stand), stand)[0])


def test_nothing_is_suggested_beside_a_keynote():
    keynote = slot(1, -60, kind=Kind.KEYNOTE, length_minutes=480)
    assert free_slots(timetable(keynote, NEW), NEW)[0].spot == at(420, SEMINAR)


def test_what_should_follow_an_item_is_suggested_right_after_it():
    wish = Wish(WishKind.TOGETHER, NEW.uuid, slot(1).uuid)
    early = slot(1, -60, kind=Kind.WORKSHOP, room=SEMINAR.id)
    assert free_slots(timetable(early, NEW), NEW, [wish])[0].spot == at(0, SEMINAR)


def test_of_a_free_stretch_only_the_best_start_is_shown():
    suggestions = best_slots(free_slots(timetable(slot(1, 60), NEW), NEW), 9)
    assert [(place.spot, place.free_until) for place in suggestions] == [
        (at(-60, SEMINAR), NINE + timedelta(hours=9)),
        (at(-60), NINE + timedelta(hours=1)),
        (at(120), NINE + timedelta(hours=9)),
    ]


def test_somebody_is_only_suggested_when_they_can_be_there():
    early = replace(MAI, available=((NINE, NINE + timedelta(minutes=63)), (NINE + timedelta(hours=5), NINE)))
    new = with_people(NEW, early)
    suggestions = free_slots(timetable(new, people=(early,)), new)
    assert {place.spot.starts_at for place in suggestions} == {NINE}
    coffee = with_people(replace(NEW, kind=Kind.COFFEE), early)
    assert len(free_slots(timetable(coffee, people=(early,)), coffee)) > 100


def test_without_rooms_or_days_there_is_no_place():
    assert free_slots(timetable(NEW, rooms=()), NEW) == ()
    assert free_slots(timetable(NEW, days=()), NEW) == ()


def test_the_next_free_place_is_later_in_the_room_and_beside_it_at_the_same_time():
    taken = timetable(slot(1), NEW, rooms=ROOMS)
    assert next_free(taken, NEW, NINE, HALL.id) == NextFree(here=at(60), elsewhere=at(0, SEMINAR))


def test_if_a_room_is_never_free_later_an_earlier_start_is_named():
    late = timetable(slot(1, 450, length_minutes=90), NEW, rooms=(HALL,))
    assert next_free(late, NEW, NINE + timedelta(minutes=460), HALL.id) == NextFree(here=at(390), elsewhere=None)


def test_nowhere_is_free_when_the_person_is_busy_all_day():
    day = (Day(date(2027, 4, 22), time(9), time(10)),)
    new = with_people(NEW, MAI)
    full = timetable(with_people(slot(1), MAI), new, days=day)
    assert next_free(full, new, NINE, SEMINAR.id) == NextFree(here=None, elsewhere=None)


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        (NextFree(at(375, CIRCLE), None), "Nächste freie Zeit: Raum 1.06 ab 15:15 Uhr."),
        (
            NextFree(at(60), at(0, SEMINAR)),
            "Nächste freie Zeit: Eichensaal ab 10:00 Uhr oder Raum 1.04 ab 09:00 Uhr.",
        ),
        (NextFree(at(1440), None), "Nächste freie Zeit: Eichensaal am Fr., 23. Apr. ab 09:00 Uhr."),
        (NextFree(None, None), ""),
    ],
)
def test_the_next_free_place_is_told_in_one_line(places, sentence):
    assert free_slots_words.next_slot(places, replace(EMPTY, rooms=ROOMS), at(0)) == sentence
