"""Runs of the worker tell whether its clock goes on: only then something is erased or lapses."""

from datetime import datetime, timedelta

import pytest

from gocluster_events.core.timekeeping.queries import runs
from gocluster_events.core.timekeeping.rules import Runs, continued, erasable_until, step, sure_time
from gocluster_events.core.timekeeping.services import note_run
from tests.support.settings import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_2038, IN_2001 = NOW.replace(year=2038), NOW.replace(year=2001)


def after(*times: datetime) -> Runs:
    """The runs at these times, one after the other."""
    noted = None
    for time in times:
        noted = continued(noted, time)
    assert noted is not None
    return noted


def every_hour(begin: datetime, hours: int) -> tuple[datetime, ...]:
    return tuple(begin + number * HOUR for number in range(hours + 1))


def test_before_the_first_run_and_after_it_now_is_sure_and_nothing_is_erased():
    assert (sure_time(None, NOW), erasable_until(None, NOW), step(None, NOW)) == (NOW, None, None)
    first = after(NOW)
    assert (sure_time(first, NOW), erasable_until(first, NOW), step(first, NOW)) == (NOW, None, None)


def test_what_was_due_a_day_ago_may_go_once_the_clock_has_gone_on_for_a_day():
    noted = after(*every_hour(NOW, 24))
    assert erasable_until(noted, NOW + DAY - HOUR) is None
    assert erasable_until(noted, NOW + DAY) == NOW


def test_two_runs_a_day_apart_without_any_between_them_erase_nothing():
    assert erasable_until(after(NOW, NOW + DAY), NOW + DAY) is None


@pytest.mark.parametrize("reading", [IN_2038, NOW + DAY, NOW - DAY, IN_2001])
def test_a_clock_that_stepped_erases_nothing_and_is_sure_after_an_hour(reading: datetime):
    before = every_hour(NOW - 2 * DAY, 48)
    assert sure_time(after(*before), reading) == min(NOW, reading)
    stepped = after(*before, reading)
    assert erasable_until(stepped, reading) is None
    assert step(stepped, reading) == (NOW, reading)
    assert sure_time(after(*before, reading, reading + HOUR / 2), reading + HOUR / 2) == min(NOW, reading + HOUR / 2)
    assert sure_time(after(*before, reading, reading + HOUR), reading + HOUR) == reading + HOUR


def test_a_clock_that_is_right_again_begins_anew():
    back = after(*every_hour(NOW - 2 * DAY, 48), IN_2038, NOW + HOUR)
    assert (sure_time(back, NOW + HOUR), erasable_until(back, NOW + HOUR)) == (NOW, None)
    assert step(back, NOW + HOUR) == (NOW, NOW + HOUR)
    again = after(*every_hour(NOW - 2 * DAY, 48), IN_2038, *every_hour(NOW + HOUR, 24))
    assert (step(again, NOW + 25 * HOUR), erasable_until(again, NOW + 25 * HOUR)) == (None, NOW + HOUR)


def test_while_two_workers_disagree_nothing_is_sure_and_nothing_goes():
    times = [time for hour in range(30) for time in (NOW + hour * HOUR, IN_2038 + hour * HOUR)]
    noted = after(*times)
    for time in (NOW + 30 * HOUR, IN_2038 + 30 * HOUR):
        assert (sure_time(noted, time), erasable_until(noted, time)) == (NOW, None)


def test_a_clock_that_is_some_hours_ahead_erases_nothing_too_early():
    ahead = 20 * HOUR
    noted = after(*(time + shift for time in every_hour(NOW, 48) for shift in (0 * HOUR, ahead)))
    until = erasable_until(noted, NOW + 48 * HOUR + ahead)
    assert until is not None
    assert until <= NOW + 48 * HOUR


@pytest.mark.both_databases
@pytest.mark.usefixtures("session")
def test_all_workers_note_their_runs_in_one_row(session):
    assert [note_run(time) for time in (NOW, NOW + HOUR, NOW, IN_2038, IN_2038 + HOUR)] == [0, 0, 0, 1, 0]
    session.rollback()
    assert runs(session) == Runs(IN_2038, IN_2038 + HOUR, NOW + HOUR)
