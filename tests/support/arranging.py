"""The app with every route it can have, and the meeting that its pages show, as fixtures."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from gocluster_events import db
from gocluster_events.factory import create_app
from tests.support import kept_statements
from tests.support.databases import Database, Databases
from tests.support.meeting import Meeting, arrange
from tests.support.settings import settings
from tests.support.visitor import Visitor


@dataclass(frozen=True)
class Arranged:
    """A meeting that was arranged once, where its database is, and the folder of its mails."""

    meeting: Meeting
    database: Database
    mails: Path


def started(database: Database, mails: Path) -> Flask:
    """The app in demo mode."""
    app = create_app(settings(mode="demo", database_url=database.url, mail_url=f"file:{mails}"))
    app.test_client_class = Visitor
    kept_statements.share(app)
    return app


@pytest.fixture
def demo(database: Database, tmp_path: Path) -> Iterator[Flask]:
    """The app in demo mode."""
    app = started(database, tmp_path)
    yield app
    with app.app_context():
        db.db.engine.dispose()


@pytest.fixture(scope="session")
def arranged(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Arranged:
    """The meeting from which each test gets a copy."""
    database, mails = databases.make("sqlite"), tmp_path_factory.mktemp("mails")
    app = started(database, mails)
    with app.app_context():
        meeting = arrange(app)
        db.db.engine.dispose()
    return Arranged(meeting, database, mails)


@pytest.fixture
def meeting(
    demo: Flask, database: Database, databases: Databases, tmp_path: Path, request: pytest.FixtureRequest
) -> Meeting:
    """The meeting, in the app's database."""
    if database.kind == "postgresql":
        with demo.app_context():
            return arrange(demo)
    arranged: Arranged = request.getfixturevalue("arranged")
    databases.fill(database, arranged.database)
    shutil.copytree(arranged.mails, tmp_path, dirs_exist_ok=True)
    return arranged.meeting
