"""What is proposed for a day: nothing impossible, nothing pinned moved, nothing lost unsaid, and what people want."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given, strategies as st

from gocluster_events.meeting.agenda.planning.rules import (
    Annealer,
    NoSlotReason,
    applied,
    changes_of,
    no_slot_reason,
    proposed,
    unmet_preferences,
)
from gocluster_events.meeting.agenda.rules.codes import Kind, RoomUse
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import ConflictKind, Severity
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.plan_state import PlanState
from gocluster_events.meeting.agenda.rules.planning_problem import PlanningProblem
from gocluster_events.meeting.agenda.rules.preferences import Preference
from gocluster_events.meeting.agenda.rules.proposals import Scope, Wish, WishKind, goes_over_breaks
from gocluster_events.meeting.agenda.rules.time_grid import SLOT
from gocluster_events.meeting.agenda.rules.timetable import Day, Room
from tests.support.programme import HALL, MAI, NINE, REGION, SEMINAR, START_UPS, TAREK, slot, timetable, with_people

DAY = date(2027, 4, 22)
EVERYTHING = Scope()
TWO_DAYS = (Day(DAY, time(8), time(18)), Day(date(2027, 4, 23), time(9), time(12)))


def proposal(*items, scope=EVERYTHING, wishes=(), **changes):
    """The programme as it is proposed for these items."""
    draft = timetable(*items, **changes)
    return applied(draft, proposed(PlanningProblem(draft, scope, wishes), seed=1))


@st.composite
def an_item(draw, number):
    """Any item: long or short, pinned or not, with people and a track or without, placed well, badly or not at all."""
    made = slot(
        number,
        draw(st.none() | st.integers(-80, 560)),
        kind=draw(
            st.sampled_from([Kind.TALK, Kind.WORKSHOP, Kind.KEYNOTE, Kind.LUNCH, Kind.COFFEE, Kind.ADVICE, Kind.AWARDS])
        ),
        length_minutes=draw(st.sampled_from([5, 20, 45, 60, 61, 300, 700])),
        room=draw(st.sampled_from([None, HALL.id, SEMINAR.id])),
        track=draw(st.sampled_from([None, REGION.id, START_UPS.id])),
        seats=draw(st.sampled_from([0, 30, 300])),
        has_stream=draw(st.booleans()),
        is_pinned=draw(st.booleans()),
    )
    return with_people(made, *draw(st.lists(st.sampled_from([MAI, TAREK]), unique=True)))


@st.composite
def a_problem(draw):
    items = [draw(an_item(number)) for number in range(1, draw(st.integers(1, 7)))]
    scope = Scope(draw(st.none() | st.just(DAY)), draw(st.booleans()))
    kinds = draw(st.lists(st.sampled_from(WishKind), max_size=3))
    wishes = [Wish(kind, slot(n + 1).uuid, slot(n + 2).uuid) for n, kind in enumerate(kinds)]
    return PlanningProblem(timetable(*items, days=TWO_DAYS), scope, wishes)


@given(problem=a_problem(), seed=st.integers(0, 9))
def test_whatever_is_proposed_can_take_place_and_loses_nothing_unsaid(problem, seed):
    annealer = Annealer(problem, seed, most_tries=300)
    annealer.run(annealer.tries)
    changes = changes_of(problem, annealer.best)
    before, after = problem.timetable, applied(problem.timetable, changes)
    free = {item.uuid for item in problem.free}
    assert [item for item in before.items if item.is_pinned and after.item(item.uuid) != item] == []
    assert {change.touched for change in changes} <= free
    assert {item.uuid for item in after.items} == {item.uuid for item in before.items}
    for conflict in conflicts(after):
        if conflict.severity is Severity.ERROR and conflict.trouble is not ConflictKind.CODE_TWICE:
            assert free & {item.uuid for item in conflict.items} == set()
    breaks = [item for item in problem.raster.standing if item.kind in BREAKS]
    for item in after.items:
        if item.uuid in free and not goes_over_breaks(item):
            assert not any(item.overlaps(each) for each in breaks)
        if item.uuid in free and item.starts_at is None:
            assert no_slot_reason(problem, item) in NoSlotReason


@given(problem=a_problem(), seed=st.integers(0, 9))
def test_what_a_plan_costs_is_what_it_costs_counted_anew(problem, seed):
    annealer = Annealer(problem, seed, most_tries=200)
    annealer.run(annealer.tries)
    anew = PlanState(problem)
    anew.load(annealer.best)
    assert (anew.spots(), round(anew.cost, 3)) == (annealer.best, round(annealer.cost, 3))


def test_the_same_seed_proposes_the_same():
    items = [slot(n, None, room=None, track=REGION.id, seats=30) for n in range(1, 6)]
    problem = PlanningProblem(timetable(*items), EVERYTHING)
    assert proposed(problem, 7) == proposed(problem, 7)


def test_where_two_stands_share_a_room_nothing_else_is_put():
    stands = [slot(n, None, kind=Kind.ADVICE, length_minutes=20, seats=300, has_stream=True) for n in (1, 2)]
    keynote = slot(3, 50, kind=Kind.KEYNOTE, length_minutes=5, room=None, track=REGION.id, seats=30, has_stream=True)
    talks = [slot(n, None, length_minutes=5, room=None, seats=30) for n in (4, 5, 6)]
    problem = PlanningProblem(timetable(*stands, keynote, *talks, days=TWO_DAYS), EVERYTHING)
    for seed in range(10):
        annealer = Annealer(problem, seed, most_tries=300)
        annealer.run(annealer.tries)
        findings = conflicts(applied(problem.timetable, changes_of(problem, annealer.best)))
        assert [each for each in findings if each.trouble is ConflictKind.ROOM_TAKEN] == []


def test_a_day_begins_with_the_welcome_and_ends_with_the_get_together():
    kinds = [Kind.GET_TOGETHER, Kind.WORKSHOP, Kind.KEYNOTE, Kind.AWARDS, Kind.WELCOME, Kind.REGISTRATION]
    items = [slot(n, None, room=None, kind=kind) for n, kind in enumerate(kinds, start=1)]
    day = sorted(proposal(*items).items, key=lambda item: item.starts_at)
    assert [item.kind for item in day] == [
        Kind.REGISTRATION, Kind.WELCOME, Kind.KEYNOTE, Kind.WORKSHOP, Kind.AWARDS, Kind.GET_TOGETHER,
    ]  # fmt: skip


def test_what_lies_well_stays():
    assert (
        proposed(
            PlanningProblem(timetable(slot(1, -60, kind=Kind.WORKSHOP), slot(2, 0, kind=Kind.WORKSHOP)), EVERYTHING), 1
        )
        == ()
    )


def test_what_must_move_stays_in_its_room_if_it_can():
    last, first = slot(1, 0, kind=Kind.GET_TOGETHER), slot(2, 60, kind=Kind.WORKSHOP, room=SEMINAR.id, is_pinned=True)
    moved = proposal(last, first).item(last.uuid)
    assert (moved.room, moved.starts_at >= first.starts_at) == (HALL.id, True)


def test_the_get_together_may_begin_with_the_last_item():
    last, other = slot(1, 0, kind=Kind.GET_TOGETHER), slot(2, 0, kind=Kind.MATCHMAKING, room=SEMINAR.id)
    assert proposed(PlanningProblem(timetable(last, other), EVERYTHING), 1) == ()


def test_what_is_pinned_stays_where_others_must_go():
    pinned, other = slot(1, 0, is_pinned=True), slot(2, 0)
    day = proposal(pinned, other)
    assert day.item(pinned.uuid) == pinned
    assert not day.item(other.uuid).overlaps(pinned)


def test_only_what_has_no_time_is_placed_when_nothing_may_move():
    placed, idea = slot(1, 0), slot(2, None, room=None)
    day = proposal(placed, idea, scope=Scope(moves=False))
    assert (day.item(placed.uuid), day.item(idea.uuid).starts_at is None) == (placed, False)


def test_only_one_day_is_touched_when_only_that_is_asked_for():
    elsewhere, idea = slot(1, 1440), slot(2, None, room=None)
    day = proposal(elsewhere, idea, scope=Scope(DAY), days=TWO_DAYS)
    assert (day.item(elsewhere.uuid), day.day_of(day.item(idea.uuid))) == (elsewhere, DAY)


def test_a_break_that_has_its_time_keeps_it_and_lunch_is_around_noon():
    coffee = slot(1, 60, kind=Kind.COFFEE, length_minutes=30)
    day = proposal(
        coffee, slot(2, None, kind=Kind.LUNCH, room=None), slot(3, None, room=None), slot(4, None, room=None)
    )
    lunch = day.item(slot(2).uuid)
    assert day.item(coffee.uuid) == coffee
    assert NINE + timedelta(hours=2, minutes=30) <= lunch.starts_at <= NINE + timedelta(hours=4, minutes=30)


def test_an_exhibition_goes_on_during_a_break():
    lunch, stands = slot(1, 180, kind=Kind.LUNCH, room=SEMINAR.id), slot(2, 180, kind=Kind.EXHIBITION)
    assert PlanningProblem(timetable(lunch, stands), EVERYTHING).free == ()


def test_what_was_put_into_a_break_by_mistake_is_moved_out_of_it_unless_it_is_pinned():
    lunch, pitches = slot(1, 180, kind=Kind.LUNCH, room=SEMINAR.id), slot(2, 210, kind=Kind.PITCHES, length_minutes=30)
    assert not proposal(lunch, pitches).item(pitches.uuid).overlaps(lunch)
    assert PlanningProblem(timetable(lunch, replace(pitches, is_pinned=True)), EVERYTHING).free == ()


def test_a_room_is_used_only_for_what_it_is_for():
    foyer = replace(HALL, uses=frozenset({RoomUse.BREAKS}))
    draft = replace(
        timetable(slot(1, None, room=None), slot(2, None, room=None, kind=Kind.COFFEE)), rooms=(foyer, SEMINAR)
    )
    planned = applied(draft, proposed(PlanningProblem(draft, EVERYTHING), 1))
    assert planned.item(slot(1).uuid).room == SEMINAR.id


def test_without_a_room_for_it_an_item_stays_without_a_time():
    foyer = replace(HALL, uses=frozenset({RoomUse.BREAKS}))
    draft = replace(timetable(slot(1, None, room=None)), rooms=(foyer,))
    assert proposed(PlanningProblem(draft, EVERYTHING), 1) == ()


def test_parallel_items_of_different_tracks_begin_together():
    items = [slot(n, None, room=None, kind=Kind.WORKSHOP, track=n, length_minutes=60 + 15 * n) for n in (1, 2)]
    day = proposal(*items, slot(3, 0, is_pinned=True, length_minutes=20, kind=Kind.PANEL))
    one, two = (day.item(item.uuid) for item in items)
    assert one.span[0] == two.span[0] or not one.overlaps(two)


def test_wishes_are_granted():
    first, second, third = (slot(n, None, room=None, kind=Kind.WORKSHOP) for n in (1, 2, 3))
    wishes = [Wish(WishKind.TOGETHER, first.uuid, second.uuid), Wish(WishKind.APART, first.uuid, third.uuid)]
    day = proposal(first, second, third, wishes=wishes)
    one, two, three = (day.item(item.uuid) for item in (first, second, third))
    assert one.room == two.room
    assert one.starts_at in {two.ends_at, two.starts_at - timedelta(hours=1)}
    assert not one.overlaps(three)


def test_an_item_without_a_place_is_named_with_the_reason():
    long, free = slot(1, None, length_minutes=700), slot(2, 0, length_minutes=600, is_pinned=True)
    full = with_people(slot(3, -60, length_minutes=600, room=SEMINAR.id, is_pinned=True), MAI)
    busy, crowded = with_people(slot(4, None), MAI), slot(5, None, length_minutes=540)
    problem = PlanningProblem(timetable(long, busy, full), EVERYTHING)
    assert (no_slot_reason(problem, long), no_slot_reason(problem, busy)) == (
        NoSlotReason.TOO_LONG,
        NoSlotReason.NOWHERE_FREE,
    )
    assert (
        no_slot_reason(PlanningProblem(timetable(crowded, slot(6, None), free), EVERYTHING), crowded)
        is NoSlotReason.CROWDED
    )


def test_what_is_not_met_is_told_once_for_both():
    first, second = slot(1, 0, track=REGION.id), slot(2, 0, track=REGION.id, room=SEMINAR.id)
    preferences = unmet_preferences(timetable(first, second), {first.uuid, second.uuid}, ())
    assert [(each.item, each.verdict.want, each.verdict.others) for each in preferences] == [
        (first, Preference.TRACK_TIME, (second,)),
        (first, Preference.TRACK_ROOM, (second,)),
    ]


def test_every_start_is_a_multiple_of_five_minutes():
    rooms = (HALL, Room(4, "2.01", seats=10))
    day = proposal(*(slot(n, None, room=None, length_minutes=47, seats=5) for n in range(1, 7)), rooms=rooms)
    assert {(item.starts_at - NINE) % SLOT for item in day.items} == {timedelta(0)}
