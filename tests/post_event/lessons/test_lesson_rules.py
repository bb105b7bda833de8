"""When the next event is reminded of what this one has taught."""

from datetime import date, timedelta

import pytest

from gocluster_events.post_event.lessons.rules import WEEKS, due, usual_weeks

FIRST, LAST = date(2027, 4, 22), date(2027, 4, 23)


def test_a_reminder_is_counted_from_the_first_day_before_it_and_from_the_last_one_after_it():
    assert [due(weeks, FIRST, LAST) for weeks in (-4, 0, 2)] == [date(2027, 3, 25), FIRST, date(2027, 5, 7)]


@pytest.mark.parametrize(
    ("today", "weeks"),
    [
        (FIRST - timedelta(weeks=40), -30),
        (FIRST - timedelta(weeks=12), -12),
        (FIRST - timedelta(weeks=11), -12),
        (FIRST - timedelta(days=1), -1),
        (FIRST, -4),
        (LAST + timedelta(weeks=4), -4),
        (LAST + timedelta(weeks=5), 4),
        (LAST + timedelta(weeks=30), 8),
    ],
)
def test_it_comes_as_early_as_it_was_noted_and_for_the_meeting_itself_four_weeks_before(today, weeks):
    assert usual_weeks(FIRST, LAST, today) == weeks
    assert weeks in WEEKS
