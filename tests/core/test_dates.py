"""How days and hours of a meeting stand in a sentence."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from gocluster_events.core.dates import days, hours

BERLIN = "Europe/Berlin"


def at(day: int, hour: int, month: int = 4, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZoneInfo(BERLIN)).astimezone(UTC)


@pytest.mark.parametrize(
    ("ends", "german", "english"),
    [
        (at(22, 17), "Donnerstag, 22. April 2027", "Thursday, 22 April 2027"),
        (at(23, 0), "Donnerstag, 22. April 2027", "Thursday, 22 April 2027"),
        (at(23, 13), "22.–23. April 2027", "22–23 April 2027"),
        (at(1, 13, month=5), "22. April bis 1. Mai 2027", "22 April to 1 May 2027"),
        (at(1, 13, month=1, year=2028), "22. April 2027 bis 1. Januar 2028", "22 April 2027 to 1 January 2028"),
    ],
)
def test_a_meeting_is_on_its_one_day_or_from_the_first_to_the_last(ends, german, english):
    assert (days(at(22, 9), ends, BERLIN, "de"), days(at(22, 9), ends, BERLIN, "en")) == (german, english)


def test_hours_over_several_days_name_the_days():
    assert hours(at(22, 9), at(22, 17), BERLIN, "de") == "09:00–17:00"
    assert hours(at(22, 9), at(23, 13), BERLIN, "de") == "Do 09:00 – Fr 13:00"
    assert hours(at(22, 9), at(23, 13), BERLIN, "en") == "Thu 09:00 – Fri 13:00"
