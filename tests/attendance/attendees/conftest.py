"""A meeting with a list, and people who may and may not see it."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core.access import Role
from gocluster_events.meeting.events.models import Event
from tests.support.make import make_event, make_member
from tests.support.visitor import Visitor


@pytest.fixture
def event(session: Session) -> Event:
    """An edition without registrations."""
    return make_event(slug="tagung")


@pytest.fixture
def staff(app: Flask, event: Event) -> Visitor:
    """Somebody of the edition's staff, signed in."""
    make_member(event, Role.STAFF, email="staff@example.org")
    visitor = app.test_client()
    visitor.enter("staff@example.org")
    return visitor


@pytest.fixture
def organiser(app: Flask, event: Event) -> Visitor:
    """Somebody of the edition's team, signed in."""
    make_member(event, email="organiser@example.org", name="Marit Hellweger")
    visitor = app.test_client()
    visitor.enter("organiser@example.org")
    return visitor
