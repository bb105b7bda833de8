"""What a proposal can find a time for."""

import pytest

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from tests.support.programme import plan, slot


@pytest.fixture
def ideas(event, talk):
    """Two workshops without a time, beside the talk that has one."""
    made = [slot(n, None, code=f"W{n}", kind=Kind.WORKSHOP, room=None, title=Localized(f"Idee {n}")) for n in (5, 6)]
    plan(event, *made)
    return made
