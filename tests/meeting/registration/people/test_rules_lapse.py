"""Until when a registration that lapsed can be taken up again."""

from datetime import timedelta

import pytest

from gocluster_events.meeting.registration.people.rules.codes import may_register_again_until
from tests.support.settings import NOW

CLOSES = NOW + timedelta(days=3)


@pytest.mark.parametrize(
    ("lapsed_before", "was_proven", "until"),
    [
        (timedelta(days=3), False, CLOSES - timedelta(days=2)),
        (timedelta(hours=3), False, CLOSES),
        (timedelta(days=3), True, CLOSES),
    ],
)
def test_a_lapsed_registration_is_taken_up_as_long_as_it_is_kept_and_registration_is_open(
    lapsed_before, was_proven, until
):
    assert may_register_again_until(CLOSES, CLOSES - lapsed_before, was_proven=was_proven) == until
