"""What every test may ask for: a database of its own, an app, visitors, running servers, a browser."""

import gc
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings as settings_of_hypothesis
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.meeting.events.models import Event
from tests.support import (
    any_order,
    apps,
    chromium,
    kept_rules,
    kept_statements,
    live,
    nursery,
    patience,
    proving,
    quick_passwords,
    quick_search,
    run_folder,
    smtp_server,
    templates,
)
from tests.support.arranging import arranged, demo, meeting, seeded  # noqa: F401 -- fixtures
from tests.support.databases import Database, Databases
from tests.support.live import Live
from tests.support.make import make_event, make_member
from tests.support.smtp_server import SmtpServer
from tests.support.visitor import Visitor

KINDS = ("sqlite", "postgresql")
ALONE = (KINDS, KINDS[1:], KINDS[1:])  # one in three on both
MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3  # files in memory, where there is enough: every commit waits for its file
EXAMPLES = 30  # of what a rule is tried with, the same in every run; all of a hundred in full proofs
GARBAGE = (20_000, 20, 50)  # looked for seldom: to look through all that there is takes a tenth of a second


def pytest_configure(config: pytest.Config) -> None:
    """Proofs throw dice that can be thrown again and are told in a table; no test waits for a disk, nor for ever."""
    gc.set_threshold(*GARBAGE)
    run_folder.begin(config)
    nursery.open_door(config)
    any_order.keep()
    kept_rules.keep()
    kept_statements.keep()
    quick_passwords.keep()
    quick_search.keep()
    ours = settings_of_hypothesis(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # no matter how fast
    settings_of_hypothesis.register_profile("anew", ours)
    many = 100 if proving.is_full() else EXAMPLES
    settings_of_hypothesis.register_profile("same", ours, derandomize=True, database=None, max_examples=many)
    settings_of_hypothesis.load_profile(config.getoption("--hypothesis-profile") or "same")
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    config.pluginmanager.register(proving.Plugin(), "proving")
    config.pluginmanager.register(patience, "patience")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked ``both_databases`` runs on each where it proves a promise, as every proof does in its full form.

    All else runs on PostgreSQL; on SQLite too, on which all other tests run, where the dice or the environment say so.
    That a proof can fail is shown on one of them, by the dice.
    """
    test, fixtures = metafunc.definition, [name for name in ("database", "site") if name in metafunc.fixturenames]
    chosen = {mark.args[0] for mark in test.iter_markers("parametrize")}
    if test.get_closest_marker("both_databases") or (proving.is_full() and proving.proves(test)):
        for name in fixtures[:1]:
            if name not in chosen:
                metafunc.parametrize(name, kinds(test), indirect=True, scope="session" if name == "site" else None)


def kinds(test: pytest.Item) -> Sequence[str]:
    """The databases on which it runs, of both."""
    if proving.is_whole() or proving.proves(test):
        return KINDS
    return [proving.one_of(KINDS, test)] if proving.only_controls(test) else proving.one_of(ALONE, test)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for a database, a browser or running servers is marked by itself; `dev.py check` leaves it out.

    Files with slow tests come first, so that at the end no process waits for one of them.
    """
    for item in items:
        wanted = set(getattr(item, "fixturenames", ()))
        if "database" in wanted:
            item.add_marker(pytest.mark.database)
        if "browser" in wanted:
            item.add_marker(pytest.mark.browser)
        if wanted & {"servers", "site"}:
            item.add_marker(pytest.mark.slow)
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What all tests have in common stays: the search for what nobody needs any more does not look at it each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Makes databases for as long as the tests run."""
    made = Databases(tmp_path_factory.mktemp("databases"))
    with made.stack:
        yield made


@pytest.fixture
def database(databases: Databases, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated empty database; SQLite, or each kind in turn (see above)."""
    made = databases.make(getattr(request, "param", "sqlite"))
    yield made
    databases.drop(made)


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Templates are compiled once a run, not once an app; the processes of a run share them, and end with it."""
    templates.keep_compiled(nursery.compiled_templates())
    yield
    nursery.end()


@pytest.fixture
def app(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The app on that database, its mail going to ``tmp_path / "mail"``; in a proof others answer for it."""
    made = apps.made(database_url=database.url, mail_url=f"file:{tmp_path / 'mail'}")
    with apps.answering(made, request.node, tmp_path) as app:
        yield app


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session for queries; around it `transaction` works, as it does in a request."""
    with app.app_context():
        yield db.session()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who is not signed in. A second person: ``app.test_client()``."""
    made = app.test_client()
    assert isinstance(made, Visitor)
    return made


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    """Web server and worker on the test's database. Rows can be added through ``app``, which shares it."""
    with live.running(database, tmp_path) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser a run."""
    with chromium.started() as started:
        yield started


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a fresh profile, 1280 px wide, German; errors on its console fail the test.

    It is closed before the servers end, which would wait for its connections.
    """
    if "servers" in request.fixturenames:
        request.getfixturevalue("servers")
    with chromium.opened(browser) as opened:
        yield opened


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> proving.Proof:
    """How much a proof does (`dev.py prove --full` does all of it), and its line in the table."""
    return proving.Proof(request.node)


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """A real SMTP server."""
    with smtp_server.listening() as listening:
        yield listening


@pytest.fixture
def event(session: Session) -> Event:
    """An edition, for the pages of whoever runs it; many folders have one of their own."""
    return make_event(slug="jahrestagung-2027")


@pytest.fixture
def organiser(event: Event, visitor: Visitor) -> Visitor:
    """Somebody who runs that edition, signed in."""
    visitor.enter(make_member(event).email)
    return visitor
