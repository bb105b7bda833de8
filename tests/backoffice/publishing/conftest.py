"""What letters about the programme are written with, and a meeting with workshops that they are about."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.backoffice.publishing import words
from gocluster_events.backoffice.publishing.rules import Phrases
from gocluster_events.meeting.events.models import Event
from tests.support.workshops import make_people, make_workshops


@pytest.fixture
def voice(app: Flask) -> Iterator[Phrases]:
    """The phrases of a request, with addresses that say their parts."""
    with app.test_request_context("/de/"):
        yield words.phrases(lambda *parts: "https://example.org/" + "/".join(parts))


@pytest.fixture
def event(session: Session, voice: Phrases) -> Event:
    """An edition whose programme has two workshops, which has been published."""
    return make_workshops(voice)


@pytest.fixture
def people(event: Event) -> list[int]:
    """Anna, Ben and Cem, who take part in it."""
    return make_people(event)
