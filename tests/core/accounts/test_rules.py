from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gocluster_events.core.accounts.rules import (
    LONGEST_DAY,
    PARTICIPANT,
    STAFF,
    Lifetime,
    Refusal,
    check_password,
    is_alive,
    is_own_path,
    own_session,
    retry_after,
)
from gocluster_events.core.errors import Refused
from tests.support.refusal import refusal

NOW = datetime(2027, 3, 20, 9, tzinfo=UTC)
WINDOW = timedelta(minutes=15)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("lifetime", "idle", "most"),
    [(STAFF, HOUR, 12 * HOUR), (PARTICIPANT, HOUR / 2, 4 * HOUR)],
)
def test_a_session_ends_when_nobody_uses_it_and_in_any_case_at_last(
    lifetime: Lifetime, idle: timedelta, most: timedelta
):
    moment = timedelta(seconds=1)
    assert is_alive(lifetime, NOW, NOW, NOW + idle - moment)
    assert not is_alive(lifetime, NOW, NOW, NOW + idle)
    assert is_alive(lifetime, NOW, NOW + most - moment, NOW + most - moment)
    assert not is_alive(lifetime, NOW, NOW + most, NOW + most)


BERLIN = "Europe/Berlin"
DAYS = (date(2027, 4, 21), date(2027, 4, 22))


def lasting(seen: str, *, began: str = "", days: Collection[date] = DAYS) -> tuple[str, str]:
    """Until when a session opens everything, and until when the page of the day, as hours in Berlin."""
    zone = ZoneInfo(BERLIN)
    moments = [datetime.fromisoformat(each).replace(tzinfo=zone).astimezone(UTC) for each in (began or seen, seen)]
    lasts = own_session(*moments, days, BERLIN)
    return f"{lasts.changes_until.astimezone(zone):%d %H:%M}", f"{lasts.reads_until.astimezone(zone):%d %H:%M}"


@pytest.mark.parametrize(
    ("seen", "began", "changes", "reads"),
    [
        ("2027-04-20T10:00", "", "20 10:30", "20 10:30"),  # not a day of the meeting
        ("2027-04-22T10:00", "", "22 10:30", "23 00:00"),
        ("2027-04-22T11:50", "2027-04-22T08:00", "22 12:00", "23 00:00"),  # beyond four hours
        ("2027-04-21T18:00", "", "21 18:30", "22 00:00"),  # the evening before is a day of its own
        ("2027-04-22T23:45", "", "23 00:15", "23 00:15"),
        ("2027-04-21T00:10", "2027-04-20T23:00", "21 00:40", "22 00:00"),  # begun before and used on the day
        ("2027-04-20T23:55", "", "21 00:25", "21 00:25"),
    ],
)
def test_on_a_day_of_the_meeting_a_session_opens_its_page_until_midnight(
    seen: str, began: str, changes: str, reads: str
):
    assert lasting(seen, began=began) == (changes, reads)


def test_without_a_day_of_the_meeting_nothing_lasts_longer():
    assert lasting("2027-04-22T10:00", days=()) == ("22 10:30", "22 10:30")


def test_midnight_is_that_of_the_venue_also_when_the_clocks_change():
    assert lasting("2027-03-28T01:30", days=[date(2027, 3, 28)]) == ("28 03:00", "29 00:00")
    autumn = own_session(*[datetime(2027, 10, 30, 22, 5, tzinfo=UTC)] * 2, [date(2027, 10, 31)], BERLIN)
    assert autumn.reads_until == datetime(2027, 10, 31, 23, tzinfo=UTC)
    assert autumn.reads_until - datetime(2027, 10, 30, 22, tzinfo=UTC) == LONGEST_DAY


def test_one_more_attempt_is_allowed_until_the_limit():
    attempts = [NOW - timedelta(minutes=number) for number in (9, 5)]
    assert retry_after(attempts, 3, WINDOW, NOW) is None
    assert retry_after(attempts, 2, WINDOW, NOW) == 6 * 60


def test_who_is_over_the_limit_waits_until_enough_attempts_are_old():
    attempts = [NOW - timedelta(minutes=number) for number in (9, 5, 2)]
    assert retry_after(attempts, 2, WINDOW, NOW) == 10 * 60


@pytest.mark.parametrize("left", [timedelta(0), timedelta(milliseconds=1), timedelta(seconds=1)])
def test_whoever_waits_is_told_a_second_at_the_least(left: timedelta):
    assert retry_after([NOW - WINDOW + left], 1, WINDOW, NOW) == 1


@pytest.mark.parametrize("password", ["fourteen chars", "äöüäöüäöüäöüäö"])
def test_a_short_password_is_refused(password: str):
    assert refusal(check_password, password) is Refusal.PASSWORD_SHORT


@pytest.mark.parametrize(
    "password",
    [
        "Correct Horse Battery Staple",
        "go-cluster-demo-2027",
        "aaaaaaaaaaaaaaaaaaaa",
        "maria.muster@example.org1",
        "Maria Muster 12345",
    ],
)
def test_a_password_that_anybody_would_try_is_refused(password: str):
    assert refusal(check_password, password, "maria.muster@example.org", "Maria Muster") is Refusal.PASSWORD_COMMON


@pytest.mark.parametrize("password", ["sieben Zwerge am See", "x7!kQp2#Lm9$Rt4", "密码密码很长很长的一句话啊啊啊啊"])
def test_any_other_long_password_will_do(password: str):
    check_password(password, "maria.muster@example.org", "Maria Muster")


def test_a_password_with_the_own_name_needs_six_characters_more():
    check_password("Maria Muster 123456", "maria.muster@example.org", "Maria Muster")
    check_password("maria.muster@example.org 123456", "maria.muster@example.org", "Maria Muster")
    for short in ("Maria Muster 12345", "maria.muster@example.org 12345"):
        with pytest.raises(Refused):
            check_password(short, "maria.muster@example.org", "Maria Muster")


@pytest.mark.parametrize("path", ["/", "/de/manage/jahrestagung-2027/attendees?status=confirmed&q=M%C3%BCller"])
def test_signing_in_leads_back_to_a_page_of_this_site(path: str):
    assert is_own_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "de/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "https://evil.example/",
        "/de\\..",
        "/de\r\nX: 1",
    ],
)
def test_signing_in_leads_to_no_other_site(path: str):
    assert not is_own_path(path)
