"""One offset moves the clocks of all processes of a start."""

from datetime import UTC, datetime, timedelta

import pytest

from gocluster_events.core.clock import BadClock, offset_from


def test_the_clock_says_the_named_time_at_the_named_second():
    second = int(datetime(2026, 11, 24, tzinfo=UTC).timestamp())
    assert offset_from(f"2027-03-20T10:00:00+01:00@{second}") == timedelta(days=116, hours=9)


@pytest.mark.parametrize(
    "setting", ["", "2027-03-20T10:00:00+01:00", "2027-03-20T10:00:00@1", "morgen@1", "2027-03-20@x"]
)
def test_a_time_without_zone_or_second_is_refused(setting):
    with pytest.raises(BadClock):
        offset_from(setting)
