"""The app with every route it can have, and the meeting that its pages show."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from gocluster_events import db
from gocluster_events.factory import create_app
from tests.support.databases import Database
from tests.support.meeting import Meeting, arrange
from tests.support.settings import settings
from tests.support.visitor import Visitor


@pytest.fixture
def demo(database: Database, tmp_path: Path) -> Iterator[Flask]:
    """The app in demo mode."""
    app = create_app(settings(mode="demo", database_url=database.url, mail_url=f"file:{tmp_path}"))
    app.test_client_class = Visitor
    yield app
    with app.app_context():
        db.db.engine.dispose()


@pytest.fixture
def meeting(demo: Flask) -> Meeting:
    with demo.app_context():
        return arrange(demo)
