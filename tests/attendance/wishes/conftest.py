"""A meeting in which people wish for items until 1 April."""

import pytest
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from tests.support.make import make_registration
from tests.support.wishing import make_round, make_wish_meeting


@pytest.fixture
def wished(session: Session) -> Event:
    """The meeting, with a round that is open."""
    event = make_wish_meeting(slug="tagung")
    make_round(event)
    return event


@pytest.fixture
def person(wished: Event) -> int:
    """Somebody who is confirmed on site."""
    return make_registration(wished, first_name="Miriam", last_name="Tannert").id
