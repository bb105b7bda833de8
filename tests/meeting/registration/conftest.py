"""The edition that the visitors of these tests register for."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.meeting.events.models import Event
from tests.support.make import make_event


@pytest.fixture
def event(session: Session) -> Event:
    """An edition that is open right now."""
    now = clock.now()
    return make_event(
        starts_at=now + timedelta(days=30),
        ends_at=now + timedelta(days=30, hours=9),
        registration_opens_at=now - timedelta(days=1),
        registration_closes_at=now + timedelta(days=20),
    )
