"""When a reminder goes out, on the clocks of the venue."""

from datetime import UTC, datetime, time, timedelta

import pytest

from gocluster_events.meeting.letters.rules import LATE, ReminderState, Rule, due_at, occasion, reminder_state

ZONE = "Europe/Berlin"
RULE = Rule(7, time(10), is_on=True)
MEETING = datetime(2027, 4, 22, 7, tzinfo=UTC)
DUE = datetime(2027, 4, 15, 8, tzinfo=UTC)
LONG_AGO = datetime(2027, 1, 1, tzinfo=UTC)


def plan_of(rule: Rule = RULE, now: datetime = DUE, since: datetime = LONG_AGO, *, went: bool = False) -> ReminderState:
    return reminder_state(rule, due_at(MEETING, rule, ZONE), MEETING, now, since=since, went=went)


def test_the_hour_is_one_at_the_venue_and_not_so_many_hours_before():
    assert due_at(MEETING, RULE, ZONE) == DUE


@pytest.mark.parametrize(
    ("meeting", "due"),
    [
        (datetime(2027, 3, 30, 7, tzinfo=UTC), datetime(2027, 3, 23, 9, tzinfo=UTC)),  # summer time begins between
        (datetime(2027, 11, 3, 8, tzinfo=UTC), datetime(2027, 10, 27, 8, tzinfo=UTC)),  # and ends
    ],
    ids=["in spring", "in autumn"],
)
def test_it_is_ten_on_the_clock_before_and_after_the_clocks_change(meeting: datetime, due: datetime):
    assert due_at(meeting, RULE, ZONE) == due


@pytest.mark.promise("P17")
def test_an_hour_that_the_clocks_leave_out_comes_an_hour_later():
    monday = datetime(2027, 3, 29, 7, tzinfo=UTC)
    assert due_at(monday, Rule(1, time(2, 30)), ZONE) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 03:30 in summer


@pytest.mark.promise("P17")
def test_an_hour_that_comes_twice_is_the_first_of_the_two():
    monday = datetime(2027, 11, 1, 8, tzinfo=UTC)
    assert due_at(monday, Rule(1, time(2, 30)), ZONE) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_the_day_that_matters_is_the_one_at_the_venue():
    late_in_the_evening = datetime(2027, 4, 21, 22, 30, tzinfo=UTC)
    assert occasion(late_in_the_evening, ZONE) == "2027-04-22"
    assert occasion(late_in_the_evening, "UTC") == "2027-04-21"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (DUE - timedelta(seconds=1), ReminderState.PLANNED),
        (DUE, ReminderState.DUE),
        (DUE + LATE - timedelta(seconds=1), ReminderState.DUE),
        (DUE + LATE, ReminderState.MISSED),
    ],
    ids=["before its hour", "at its hour", "a day late", "later"],
)
def test_a_reminder_waits_goes_or_is_missed(now: datetime, expected: ReminderState):
    assert plan_of(now=now) is expected


def test_none_goes_once_the_meeting_has_begun():
    short = Rule(1, time(21), is_on=True)
    assert plan_of(short, MEETING - timedelta(seconds=1)) is ReminderState.DUE
    assert plan_of(short, MEETING) is ReminderState.MISSED


def test_none_goes_for_an_hour_that_was_over_when_it_was_set():
    assert plan_of(since=DUE + timedelta(seconds=1), now=DUE + timedelta(minutes=1)) is ReminderState.MISSED
    assert plan_of(since=DUE, now=DUE + timedelta(minutes=1)) is ReminderState.DUE


def test_one_that_went_has_gone_even_if_it_is_switched_off_afterwards():
    assert plan_of(Rule(7, time(10)), went=True) is ReminderState.WENT
    assert plan_of(Rule(7, time(10))) is ReminderState.OFF
