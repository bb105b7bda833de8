from datetime import UTC, datetime, timedelta

import pytest

from gocluster_events.accounts.rules import (
    PARTICIPANT,
    STAFF,
    Lifetime,
    Refusal,
    check_password,
    is_alive,
    is_own_path,
    retry_after,
)
from gocluster_events.errors import Refused
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
