from datetime import UTC, datetime, timedelta

import pytest

from gocluster_events.core.mail.rules.outbox import MOST_ATTEMPTS, State, next_attempt, state_after

NOW = datetime(2027, 3, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 5), (8, 240), (30, 240)])
def test_a_mail_is_tried_again_soon_at_first_and_then_every_four_hours(attempts: int, minutes: int):
    assert next_attempt(attempts, NOW) == NOW + timedelta(minutes=minutes)


def test_a_mail_refused_for_good_is_given_up_at_once():
    assert state_after(1, permanent=True) is State.FAILED


def test_a_mail_refused_for_now_is_given_up_after_about_a_week():
    assert state_after(MOST_ATTEMPTS - 1, permanent=False) is State.QUEUED
    assert state_after(MOST_ATTEMPTS, permanent=False) is State.FAILED
    tried_for = sum((next_attempt(number, NOW) - NOW for number in range(1, MOST_ATTEMPTS)), timedelta())
    assert timedelta(days=5) < tried_for < timedelta(days=8)
