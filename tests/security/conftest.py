"""What all letters of the house hold, delivered once for all tests."""

import shutil

import pytest

from gocluster_events import db
from tests.support.arranging import Arranged, started
from tests.support.databases import Databases
from tests.support.mailed import paths


@pytest.fixture(scope="session")
def mailed(arranged: Arranged, databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The path of every link of every letter of the meeting, in both languages."""
    database, folder = databases.make("sqlite"), tmp_path_factory.mktemp("mailed")
    databases.fill(database, arranged.database)
    shutil.copytree(arranged.mails, folder, dirs_exist_ok=True)
    app = started(database, folder)
    found = paths(app, arranged.meeting, folder)
    with app.app_context():
        db.db.engine.dispose()
    databases.drop(database)
    return found
