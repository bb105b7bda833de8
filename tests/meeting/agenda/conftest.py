"""The edition that the views of the programme are tried on."""

import pytest
from flask import g

from gocluster_events.core.access import Role
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from tests.support.make import make_day, make_event, make_member, make_room, make_track
from tests.support.programme import MAI, TAREK, plan, slot, with_people


@pytest.fixture
def event(session):
    made = make_event(slug="jahrestagung-2027")
    make_day(made)
    return made


@pytest.fixture
def hall(event):
    return make_room(event, name="Eichensaal")


@pytest.fixture
def talk(event, hall):
    made = with_people(
        slot(
            1,
            code="A1",
            kind=Kind.FORUM,
            title=Localized("Kommunen; als, Partner", ""),
            abstract=Localized("Was **brauchen** Kommunen? <script>alert(1)</script>"),
            room=hall.id,
            track=make_track(event).id,
        ),
        TAREK,
    )
    plan(event, made, TAREK, MAI)
    return made


@pytest.fixture
def organiser(event, visitor):
    visitor.enter(make_member(event).email)
    return visitor


@pytest.fixture
def staff(event, app):
    made = app.test_client()
    made.enter(make_member(event, Role.STAFF).email)
    return made


@pytest.fixture
def german(app):
    """The words of a German reader."""
    with app.test_request_context("/de/"):
        g.lang = "de"
        yield
