"""The edition whose questions are asked of some."""

import pytest

from gocluster_events.meeting.events.models import Cluster, Event
from gocluster_events.meeting.events.rules.edition import FederalState
from gocluster_events.meeting.registration.people.models import Quota
from tests.support.make import add, make_quota
from tests.support.questions import CLUSTER


@pytest.fixture
def meeting(event: Event) -> Event:
    """An edition of whose members one can be one."""
    add(Cluster(event_id=event.id, name=CLUSTER, state=FederalState.HH))
    return event


@pytest.fixture
def startups(meeting: Event) -> Quota:
    """Places on site for start-ups."""
    return make_quota(meeting)
