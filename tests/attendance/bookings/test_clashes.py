"""Two places at one time: refused, whatever the clocks do, and items that touch are none."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings, strategies as st

from gocluster_events.attendance.bookings.rules import clashes
from gocluster_events.attendance.bookings.rules.codes import Refusal, State
from gocluster_events.attendance.bookings.rules.offers import Booker, Offering, OwnBooking, refusal
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.seats import Applicant
from tests.support.proving import Proof

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = (datetime(2027, 3, 28), datetime(2027, 4, 22), datetime(2027, 10, 31))  # noqa: DTZ001 -- the venue's clocks


def span(day, quarter, length):
    begins = (day + timedelta(minutes=5 * quarter)).replace(tzinfo=BERLIN).astimezone(UTC)
    return begins, begins + timedelta(minutes=5 * length)


def instants(one):
    """Each minute of the item on one clock that nobody moves."""
    return {one[0] + timedelta(minutes=minute) for minute in range(int((one[1] - one[0]).total_seconds() // 60))}


def answer(held, wanted):
    """Why somebody with a place at one time does not get one at the other; None: they may."""
    offering = Offering(
        id=2, item="2", starts_at=wanted[0], ends_at=wanted[1], opens_at=datetime.min.replace(tzinfo=UTC),
        closes_at=wanted[0], moves_until=wanted[0], seats=1,
    )  # fmt: skip
    own = OwnBooking(id=1, offer=1, item="1", span=held, state=State.HELD, at=held[0])
    booker = Booker(is_confirmed=True, applicant=Applicant(mode=Mode.ONSITE), own=(own,))
    return refusal(offering, booker, wanted[0] - timedelta(hours=1))


def everywhere(number, phases=tuple(Phase)):
    """The answer is what the minutes say, of so many pairs of items."""

    @settings(max_examples=number, phases=phases)
    @given(st.sampled_from(DAYS), *(st.integers(*bounds) for bounds in ((0, 60), (1, 12)) * 2))
    def every(day, one, length, other, other_length):
        held, wanted = span(day, one, length), span(day, other, other_length)
        clash = bool(instants(held) & instants(wanted))
        assert answer(held, wanted) is (Refusal.CLASH if clash else None)

    every()


@pytest.mark.promise("P1")
def test_nobody_has_two_places_at_a_time_and_items_that_touch_do_not_clash(proof: Proof):
    number = proof.size(200, 10_000)
    everywhere(number)
    proof.says(f"{number} pairs of items, on days when clocks change too", "refused exactly where they share a minute")


@pytest.mark.promise("P1", control=True)
def test_with_one_sign_wrong_items_that_touch_are_refused(proof: Proof, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clashes, "overlap", lambda one, other: one[0] <= other[1] and other[0] <= one[1])
    with pytest.raises(AssertionError):
        everywhere(200, (Phase.generate,))
    proof.says("overlapping with ≤ instead of <", "items that touch are refused")
