"""The days of an edition: main and side programme, what follows from beginning and end, and the phase of a moment."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from gocluster_events.meeting.events.rules.days import EditionDay, Stage, days_between, phase

BERLIN = "Europe/Berlin"
EVENING = EditionDay(date(2027, 4, 21), time(18, 30), time(20, 30), is_main=False, admission=time(18))
FIRST = EditionDay(date(2027, 4, 22), time(9), time(18), admission=time(8, 30))
SECOND = EditionDay(date(2027, 4, 23), time(9), time(13))
EXCURSION = EditionDay(date(2027, 4, 24), time(10), time(15), is_main=False)
DAYS = (EVENING, FIRST, SECOND, EXCURSION)


def berlin(day: int, hour: int = 0, minute: int = 0, month: int = 4) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "stage", "day", "until"),
    [
        (berlin(20, 23, 59), Stage.BEFORE, None, berlin(21)),
        (berlin(21), Stage.TODAY, EVENING, berlin(22)),
        (berlin(21, 23, 59), Stage.TODAY, EVENING, berlin(22)),
        (berlin(22, 8), Stage.TODAY, FIRST, berlin(23)),
        (berlin(22, 22), Stage.TODAY, FIRST, berlin(23)),
        (berlin(23, 12, 59), Stage.TODAY, SECOND, berlin(23, 13)),
        (berlin(23, 13), Stage.OVER, SECOND, berlin(24)),
        (berlin(24, 11), Stage.OVER, EXCURSION, berlin(25)),
        (berlin(25), Stage.OVER, None, None),
    ],
)
def test_on_each_of_its_days_the_meeting_is_today_until_its_last_main_day_closes(now, stage, day, until):
    reached = phase(DAYS, BERLIN, now)
    assert (reached.stage, reached.day, reached.until) == (stage, day, until)
    assert (reached.is_today, reached.is_over) == (stage is Stage.TODAY, stage is Stage.OVER)


def test_between_two_days_that_do_not_follow_each_other_the_meeting_is_ahead_again():
    days = (FIRST, EditionDay(date(2027, 4, 29), time(9), time(13)))
    assert phase(days, BERLIN, berlin(25, 12)).stage is Stage.BEFORE
    assert phase(days, BERLIN, berlin(25, 12)).until == berlin(29)


def test_the_phase_follows_the_clocks_of_the_venue_even_in_the_night_that_skips_an_hour():
    spring = (EditionDay(date(2027, 3, 28), time(9), time(18)),)
    assert phase(spring, BERLIN, datetime(2027, 3, 27, 22, 59, tzinfo=UTC)).stage is Stage.BEFORE
    assert phase(spring, BERLIN, datetime(2027, 3, 27, 23, tzinfo=UTC)).until == datetime(2027, 3, 28, 16, tzinfo=UTC)


def test_no_moment_belongs_to_two_phases_and_each_ends_where_the_next_begins():
    now, seen = berlin(19), []
    while (until := phase(DAYS, BERLIN, now).until) is not None:
        assert phase(DAYS, BERLIN, until - timedelta(seconds=1)) == phase(DAYS, BERLIN, now)
        seen.append(phase(DAYS, BERLIN, now).stage)
        now = until
    assert seen == [Stage.BEFORE, *[Stage.TODAY] * 3, *[Stage.OVER] * 2]


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [
        (berlin(22, 9, 30), berlin(22, 17), [(22, "09:30", "17:00")]),
        (berlin(22, 14), berlin(23, 12), [(22, "14:00", "18:00"), (23, "09:00", "12:00")]),
        (berlin(22, 19), berlin(23, 8), [(22, "19:00", "23:59"), (23, "00:00", "08:00")]),
        (berlin(21, 9), berlin(23, 16), [(21, "09:00", "18:00"), (22, "09:00", "18:00"), (23, "09:00", "16:00")]),
        (berlin(22, 18), berlin(23), [(22, "18:00", "23:59")]),
    ],
)
def test_every_date_from_beginning_to_end_is_a_main_day(starts, ends, hours):
    days = days_between(starts, ends, BERLIN)
    assert [(each.date.day, f"{each.opens:%H:%M}", f"{each.closes:%H:%M}") for each in days] == hours
    assert all(each.is_main for each in days)
