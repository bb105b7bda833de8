"""Whose place it is, and who moves up, without database or app."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from gocluster_events.core.workdays import is_day_off
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Passed
from gocluster_events.meeting.registration.people.rules.quota_limits import seat_sharing
from gocluster_events.meeting.registration.people.rules.seats import Applicant, Pool, SeatPlan, Seats, SeatSource
from gocluster_events.meeting.registration.waiting.rules import next_in_line, offer_until, shifted

NOW = datetime(2027, 3, 20, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPEN, STARTUPS, PRESS = SeatSource(None), SeatSource(1), SeatSource(2)
ANYBODY = Applicant(mode=Mode.ONSITE)
FOUNDER = Applicant(mode=Mode.ONSITE, actor_type=ActorType.STARTUP, organisation="alpha")
REPORTER = Applicant(mode=Mode.ONSITE, invited_to=2)


def startups(places: int = 5, **changes: object) -> Pool:
    values = {"id": 1, "mode": Mode.ONSITE, "places": places, "actor_types": frozenset({ActorType.STARTUP})}
    return Pool(**{**values, **changes})  # type: ignore[arg-type]


def press(places: int = 3) -> Pool:
    return Pool(id=2, mode=Mode.ONSITE, places=places, by_invitation=True)


def board(
    *pools: Pool, capacity: int = 10, taken: Mapping[int | None, int] | None = None, **changes: object
) -> SeatPlan:
    """A board of one mode; ``taken`` by quota."""
    lines = {(Mode.ONSITE, quota): number for quota, number in (taken or {}).items()}
    values = {"now": NOW, "capacities": {Mode.ONSITE: capacity}, "pools": pools, "taken": lines}
    return SeatPlan(**{**values, **changes})  # type: ignore[arg-type]


def test_what_a_quota_keeps_nobody_else_gets():
    assert board(startups(4), press(3)).open_seats(Mode.ONSITE) == Seats(3, 0)


def test_a_start_up_takes_a_place_kept_for_start_ups_first():
    assert board(startups()).place(FOUNDER) == STARTUPS
    assert board(startups()).place(ANYBODY) == OPEN


def test_a_start_up_takes_an_open_place_when_its_quota_is_full():
    assert board(startups(2), taken={1: 2}).place(FOUNDER) == OPEN


def test_an_invitation_opens_its_quota_and_no_other():
    full = board(press(3), capacity=3)
    assert (full.place(REPORTER), full.place(ANYBODY)) == (PRESS, None)


def test_unused_places_flow_back_at_the_hour_and_not_before():
    late, early = startups(5, release_at=NOW), startups(5, release_at=NOW + HOUR)
    assert board(late, taken={1: 2}).open_seats(Mode.ONSITE) == Seats(8, 0)
    assert board(early, taken={1: 2}).open_seats(Mode.ONSITE) == Seats(5, 0)
    assert board(late, taken={1: 2}).place(FOUNDER) == OPEN


def test_an_institution_gets_no_more_places_of_a_quota_than_it_may_have():
    limited = board(startups(most_per_organisation=1), taken={1: 1}, by_organisation={(1, "alpha"): 1})
    assert limited.place(FOUNDER) == OPEN
    assert limited.place(Applicant(mode=Mode.ONSITE, actor_type=ActorType.STARTUP, organisation="beta")) == STARTUPS


def test_the_place_that_one_colleague_takes_counts_for_the_institution_of_the_next():
    limited = board(startups(most_per_organisation=1)).taking(FOUNDER, STARTUPS)
    assert (limited.place(FOUNDER), limited.place(replace(FOUNDER, organisation="beta"))) == (OPEN, STARTUPS)


def test_a_quota_made_after_all_was_sold_gives_nothing():
    assert board(startups(), capacity=10, taken={None: 10}).place(FOUNDER) is None


def test_a_newcomer_passes_nobody_where_people_move_up_by_hand():
    waits = frozenset({ANYBODY})
    assert board(hopefuls=waits, by_hand=True).place_for_newcomer(ANYBODY) is None
    assert board(hopefuls=waits).place_for_newcomer(ANYBODY) == OPEN
    assert board(startups(), hopefuls=waits, by_hand=True).place_for_newcomer(FOUNDER) == STARTUPS


def test_a_newcomer_takes_the_place_of_a_quota_that_nobody_who_waits_may_have():
    both = Applicant(mode=Mode.ONSITE, actor_type=ActorType.STARTUP, invited_to=2)
    seats = board(startups(5), press(3), capacity=8, hopefuls=frozenset({REPORTER}), by_hand=True)
    assert seats.place_for_newcomer(both) == STARTUPS


def test_who_has_a_place_of_a_quota_of_the_other_mode_has_an_open_one():
    moved = SeatPlan(
        now=NOW,
        capacities={Mode.ONSITE: 1, Mode.ONLINE: 5},
        pools=(startups(1, mode=Mode.ONLINE),),
        taken={(Mode.ONSITE, 1): 1},
    )
    assert moved.place(ANYBODY) is None


def test_who_waits_stands_on_the_list_of_their_own_quota():
    assert board(startups()).line(FOUNDER) == (Mode.ONSITE, 1)
    assert board(startups(release_at=NOW)).line(FOUNDER) == (Mode.ONSITE, None)
    assert board(startups()).line(ANYBODY) == (Mode.ONSITE, None)


def test_a_free_place_goes_to_the_first_who_may_have_it_and_says_who_was_passed():
    (step,) = next_in_line(board(startups(1), capacity=1), [("Kim", ANYBODY), ("Mai", FOUNDER)])
    assert (step.person, step.place, step.passed) == ("Mai", STARTUPS, (("Kim", Passed.NOT_IN_QUOTA),))


def test_an_open_place_goes_to_whoever_waits_longest_whatever_list_they_are_on():
    full = board(startups(1), capacity=2, taken={1: 1})
    (step,) = next_in_line(full, [("Mai", FOUNDER), ("Kim", ANYBODY)])
    assert (step.person, step.place) == ("Mai", OPEN)


def test_nobody_moves_up_in_the_other_mode():
    online = Applicant(mode=Mode.ONLINE)
    assert [step.person for step in next_in_line(board(), [("Ben", online), ("Kim", ANYBODY)])] == ["Kim"]


@pytest.mark.promise("P1")
@given(
    capacity=st.integers(0, 12),
    reserved=st.integers(0, 6),
    most=st.integers(0, 2),
    people=st.lists(st.sampled_from([ANYBODY, FOUNDER, REPORTER]), max_size=20),
)
def test_however_people_come_no_place_is_given_twice_and_none_is_withheld(
    capacity: int, reserved: int, most: int, people: list[Applicant]
):
    full = board(startups(reserved, most_per_organisation=most), press(min(reserved, 2)), capacity=capacity)
    for number, step in enumerate(next_in_line(full, enumerate(people))):
        full = full.taking(people[step.person], step.place)
        assert full.seats(Mode.ONSITE).taken == number + 1 <= capacity
    served = {step.person for step in next_in_line(_emptied(full), enumerate(people))}
    assert [each for number, each in enumerate(people) if number not in served and full.place(each)] == []


def _emptied(full: SeatPlan) -> SeatPlan:
    return replace(full, taken={}, by_organisation={})


QUOTAS = st.builds(
    Pool,
    id=st.integers(1, 3),
    mode=st.just(Mode.ONSITE),
    places=st.integers(0, 6),
    by_invitation=st.booleans(),
    actor_types=st.sampled_from([frozenset(), frozenset({ActorType.STARTUP})]),
    most_per_organisation=st.integers(0, 2),
    release_at=st.sampled_from([None, NOW - HOUR, NOW + HOUR]),
)


ANY_TIME = given(
    capacity=st.integers(0, 8),
    pools=st.lists(QUOTAS, max_size=3, unique_by=lambda pool: pool.id),
    taken=st.dictionaries(st.sampled_from([None, 1, 2, 3]), st.integers(0, 6)),
    people=st.lists(st.sampled_from([ANYBODY, FOUNDER, REPORTER]), max_size=12),
)


@ANY_TIME
def test_whatever_was_given_before_the_quotas_changed_no_more_is_given_than_there_is(
    capacity: int, pools: list[Pool], taken: dict[int | None, int], people: list[Applicant]
):
    full = board(*pools, capacity=capacity, taken=taken)
    before = full.seats(Mode.ONSITE).taken
    for step in next_in_line(full, enumerate(people)):
        full = full.taking(people[step.person], step.place)
    assert full.seats(Mode.ONSITE).taken <= max(before, capacity)
    free = full.open_seats(Mode.ONSITE).free + sum(full.quota_seats(pool).free for pool in pools)
    assert bool(free) <= bool(full.seats(Mode.ONSITE).free)
    parts = seat_sharing(full, Mode.ONSITE, {})
    assert sum(each.taken for each in parts.shares) == parts.total.taken


@ANY_TIME
def test_where_the_numbers_say_that_nobody_moves_up_nobody_does(
    capacity: int, pools: list[Pool], taken: dict[int | None, int], people: list[Applicant]
):
    full = board(*pools, capacity=capacity, taken=taken)
    full = replace(full, waiting=Counter(map(full.line, people)))
    assert full.may_move_up() or next_in_line(full, enumerate(people)) == []


def test_a_place_kept_for_start_ups_brings_nobody_up_from_the_open_list():
    full = board(startups(2), capacity=2)
    assert not replace(full, waiting={full.line(ANYBODY): 5}).may_move_up()
    assert replace(full, waiting={full.line(FOUNDER): 1}).may_move_up()


def test_the_shares_say_who_has_what_and_add_up():
    full = board(startups(4), press(3), taken={1: 1, None: 2})
    parts = seat_sharing(full, Mode.ONSITE, {(Mode.ONSITE, None): 1})
    assert [(each.quota_id, each.places, each.taken, each.free) for each in parts.shares] == [
        (1, 4, 1, 3),
        (2, 3, 0, 3),
        (None, 3, 2, 1),
    ]
    assert (parts.total.places, parts.total.free, parts.shares[-1].confirmed, parts.surplus) == (10, 7, 1, 0)


def test_quotas_that_keep_more_than_there_is_are_said_so():
    assert seat_sharing(board(startups(8), press(5)), Mode.ONSITE, {}).surplus == 3


@pytest.mark.parametrize(("start", "end", "expected"), [(0, 2, [7, 3, 5]), (2, 0, [5, 7, 3]), (1, 1, [3, 5, 7])])
def test_who_is_moved_takes_the_rank_and_the_others_close_up(start: int, end: int, expected: list[int]):
    assert shifted([3, 5, 7], start, end) == expected


def test_two_whose_rank_is_the_same_change_places_and_stay_before_those_behind_them():
    """Such as two who came back to a list with the rank that they had before."""
    assert shifted([0, 0, 4], 1, 0) == [1, 0, 4]


def test_an_offer_never_ends_on_a_weekend_or_a_holiday_of_the_venue():
    def ends(day: datetime) -> datetime:
        starts = datetime(2027, 6, 30, 7, tzinfo=UTC)
        return offer_until(day, 48, starts, "Europe/Berlin", lambda date: is_day_off(date, "BE"))

    assert ends(datetime(2027, 3, 22, 9, tzinfo=UTC)) == datetime(2027, 3, 24, 9, tzinfo=UTC)
    # 48 hours end on Good Friday; the next working day is the Tuesday after Easter, an hour earlier in UTC by then
    assert ends(datetime(2027, 3, 24, 9, tzinfo=UTC)) == datetime(2027, 3, 30, 8, tzinfo=UTC)
    assert is_day_off(datetime(2027, 3, 8, tzinfo=UTC).date(), "BE")
    assert not is_day_off(datetime(2027, 3, 8, tzinfo=UTC).date(), "SN")


def test_an_offer_ends_when_the_meeting_begins():
    starts = NOW + HOUR
    assert offer_until(NOW, 48, starts, "Europe/Berlin", lambda _day: False) == starts
