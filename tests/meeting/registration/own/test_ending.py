"""Cancelling and declining a registration, and who gets the seat, with real rows on both databases."""

import pytest

from gocluster_events.core.db import session as reading
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Status
from tests.support.make import make_event
from tests.support.refusal import refusal
from tests.support.registrants import HOUR, arrive, cancel, decline, letters, outbox, row_of, status
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def test_cancelling_removes_the_calendar_entry_and_the_longest_waiting_moves_up():
    event = make_event(capacity_onsite=1)
    first = arrive(event, "first@example.org")
    second = arrive(event, "second@example.org", NOW + HOUR)
    third = arrive(event, "third@example.org", NOW + 2 * HOUR)
    cancel(event, first, NOW + 3 * HOUR)
    assert [status(each) for each in (first, second, third)] == [
        Status.CANCELLED,
        Status.CONFIRMED,
        Status.WAITLISTED,
    ]
    calendar = outbox("cancelled", "first@example.org").content["calendar"]
    assert (calendar["cancelled"], calendar["sequence"]) == (True, 2)
    assert seats.position(reading(), row_of(third)) == 1


def test_cancelling_twice_changes_nothing():
    event = make_event()
    registration_id = arrive(event, "miriam@example.org")
    cancel(event, registration_id)
    cancel(event, registration_id, NOW + HOUR)
    assert letters() == ["prove_address", "confirmed_onsite", "cancelled"]


def test_who_cancels_while_waiting_has_nothing_in_the_calendar():
    event = make_event(capacity_onsite=1)
    arrive(event, "first@example.org")
    cancel(event, arrive(event, "second@example.org"))
    assert outbox("cancelled", "second@example.org").content["calendar"] is None


def test_declining_gives_the_seat_to_who_waits():
    event = make_event(capacity_onsite=1)
    first, second = arrive(event, "first@example.org"), arrive(event, "second@example.org")
    decline(event, first)
    assert (status(first), status(second)) == (Status.DECLINED, Status.CONFIRMED)


def test_what_ended_cannot_end_in_another_way():
    event = make_event()
    registration_id = arrive(event, "miriam@example.org")
    decline(event, registration_id)
    assert refusal(cancel, event, registration_id) is Refusal.ALREADY_ENDED
