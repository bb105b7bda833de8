"""The meeting of the attendee list, with a workshop of two places that is published."""

import pytest

from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.models import Event
from tests.attendance.attendees.conftest import event, staff
from tests.support.booking import make_offer
from tests.support.programme import plan, publish, slot

__all__ = ["event", "staff"]


@pytest.fixture
def workshop(event: Event) -> str:
    """The UUID of a workshop at nine with two places; another runs at the same time, and has one."""
    items = [slot(number, room=None, sign_up=SignUp.BOOK, code=f"B{number}") for number in (1, 2)]
    plan(event, *items)
    publish(event)
    make_offer(event, 1, item_seats=2)
    make_offer(event, 2, item_seats=1)
    return items[0].uuid
