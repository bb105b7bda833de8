"""Setting when an edition reminds: what is refused."""

from datetime import time

import pytest
from sqlalchemy.orm import Session

from gocluster_events.core import errors
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.letters import services as setting
from gocluster_events.meeting.letters.rules import Kind, Rule
from tests.support.make import make_event
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


@pytest.fixture
def event(session: Session) -> Event:
    return make_event()


def test_days_that_are_none_are_refused_and_so_is_an_archived_edition(event: Event):
    for days in (0, 61):
        with pytest.raises(errors.Refused):
            setting.set_reminder(event.id, Kind.WEEK, Rule(days, time(8)), 0, Act("organiser@example.org", NOW))
    archived = make_event(status=EventStatus.ARCHIVED)
    with pytest.raises(errors.Refused):
        setting.set_reminder(archived.id, Kind.WEEK, Rule(7, time(8)), 0, Act("organiser@example.org", NOW))
