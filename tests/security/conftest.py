"""What all letters of the house hold, and a meeting whose every form somebody fills in."""

import shutil
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.fields import USUAL, Requirement
from gocluster_events.meeting.registration.questions import services as questions
from tests.house.test_forgery import ORGANISER, addresses, event, everybody
from tests.security.text_forms import TextForm, searches, text_forms
from tests.support import apps
from tests.support.arranging import Arranged, started
from tests.support.databases import Databases
from tests.support.mailed import paths
from tests.support.make import make_track
from tests.support.settings import NOW
from tests.support.visitor import Visitor

__all__ = ["addresses", "event", "everybody"]
SELDOM = ("postal_address", "birth_date", "birth_place")


@pytest.fixture(scope="session")
def mailed(
    arranged: Callable[[str], Arranged], databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> list[str]:
    """The path of every link of every letter of the meeting, in both languages."""
    database, folder, meant = databases.make("sqlite"), tmp_path_factory.mktemp("mailed"), arranged("sqlite")
    databases.fill(database, meant.database)
    shutil.copytree(meant.mails, folder, dirs_exist_ok=True)
    app = started(database, folder)
    links = paths(app, meant.meeting, folder)
    apps.let_go(app)
    databases.drop(database)
    return links


@pytest.fixture
def forms(session: Session, event: Event, everybody: Visitor, addresses: dict[str, str]) -> list[TextForm]:
    """Every form that is posted and in which one can type; the registration asks all it can ask."""
    track = make_track(event).id
    session.refresh(event)
    questions.ask_fields(
        event.id, {**USUAL, **dict.fromkeys(SELDOM, Requirement.OPTIONAL)}, event.revision, Act(ORGANISER, NOW)
    )
    session.rollback()
    tracks = {
        "editions.new_part": "/en/manage/meeting/tracks/new",
        "editions.part": f"/en/manage/meeting/tracks/{track}",
    }
    pages = [*addresses.items(), *tracks.items()]
    return [form for endpoint, address in pages for form in text_forms(everybody, endpoint, address)]


@pytest.fixture
def search_forms(app: Flask, everybody: Visitor, forms: list[TextForm]) -> list[TextForm]:
    """Every form that is sent by GET and in which one can type."""
    return list(searches(app, everybody))
