"""The app with every route it can have, and the meeting that its pages show, as fixtures."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pytest
from flask import Flask

from gocluster_events.core import db
from gocluster_events.demo import seed
from gocluster_events.factory import create_app
from tests.support import apps, run_folder
from tests.support.databases import Database, Databases
from tests.support.meeting import Meeting, arrange
from tests.support.settings import settings


@dataclass(frozen=True)
class Arranged:
    """A meeting that was arranged once, where its database is, and the folder of its mails."""

    meeting: Meeting
    database: Database
    mails: Path


def started(database: Database, mails: Path) -> Flask:
    """The app in demo mode."""
    return apps.made(mode="demo", database_url=database.url, mail_url=f"file:{mails}")


@pytest.fixture
def demo(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app in demo mode."""
    with apps.answering(started(database, tmp_path), request.node, tmp_path) as app:
        yield app


@pytest.fixture(scope="module")
def seeded(databases: Databases) -> Iterator[Database]:
    """A database of SQLite with the demo, as it was filled once a run."""
    database = databases.make("sqlite")
    shutil.copy(run_folder.once("demo", partial(_seed, databases)) / "events.db", database.path)
    yield database
    databases.drop(database)


def _seed(databases: Databases, folder: Path) -> None:
    database = databases.make("sqlite")
    app = create_app(settings(database_url=database.url))
    with app.app_context():
        assert seed.prepare(app.config["SETTINGS"])
        db.db.engine.dispose()
    with closing(sqlite3.connect(database.path)) as original, closing(sqlite3.connect(folder / "events.db")) as filled:
        original.backup(filled)
    databases.drop(database)


@pytest.fixture(scope="session")
def arranged(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Arranged]:
    """The meeting from which each test gets a copy, in a database of either kind."""

    @cache
    def of(kind: str) -> Arranged:
        database, mails = databases.make(kind), tmp_path_factory.mktemp("mails")
        app = started(database, mails)
        with app.app_context():
            meeting = arrange(app)
        apps.let_go(app)
        return Arranged(meeting, database, mails)

    return of


@pytest.fixture
def meeting(
    demo: Flask, database: Database, databases: Databases, tmp_path: Path, arranged: Callable[[str], Arranged]
) -> Meeting:
    """The meeting, in the app's database."""
    arrangement = arranged(database.kind)
    apps.let_go(demo)
    databases.fill(database, arrangement.database)
    shutil.copytree(arrangement.mails, tmp_path, dirs_exist_ok=True)
    return arrangement.meeting
