"""What a process has, and has not, when it starts."""

import itertools
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import url_for
from jinja2 import DictLoader, Environment

from gocluster_events.factory import create_app
from gocluster_events.factory.page import Compiled
from tests.support.databases import Databases
from tests.support.settings import settings
from tests.support.tree import ROOT
from tools.servers import free_port

KINDS = ("sqlite", "postgresql")
NOWHERE = f"postgresql+psycopg://events@127.0.0.1:{free_port()}/events"
FIRST_USED = ("typst", "xlsxwriter", "openpyxl", "lxml", "icalendar", "webauthn", "PIL", "xml")
STARTED = "from app import app; from gocluster_events.factory.warm import warm; warm(app)"
LOADED = f"import sys; {STARTED}; print([name for name in {FIRST_USED} if name in sys.modules])"
FORKED = """
import os
from gocluster_events.core import db
from gocluster_events.factory import create_app
app = create_app()
with app.app_context():
    with db.db.engine.connect():
        pass
    before, child = db.db.engine.pool.checkedin(), os.fork()
    if not child:
        os._exit(db.db.engine.pool.checkedin())
    print(before, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), db.db.engine.pool.checkedin())
"""

WAITED = """
import os, time
from gocluster_events.core import db, postgres
from gocluster_events.factory import create_app
from sqlalchemy.exc import OperationalError
def seconds(app):
    begun = time.monotonic()
    with app.app_context():
        try:
            db.db.engine.connect()
        except OperationalError:
            return time.monotonic() - begun
app, postgres.RESTART_SECONDS = create_app(), 1.0
mine, child = seconds(app), os.fork()
if not child:
    os._exit(seconds(app) >= 1.0)
print(mine >= 1.0, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""

SERVED = """
import runpy, types
def served(app):
    hooks = runpy.run_path("gunicorn.conf.py")
    hooks["when_ready"](types.SimpleNamespace(app=types.SimpleNamespace(wsgi=lambda: app)))
    hooks["pre_fork"](None, None)
"""
SHARED = f"""
import gc, os
from app import app
{SERVED}
served(app)
child = os.fork()
if not child:
    os._exit(gc.get_freeze_count() > 100 * len(gc.get_objects()))
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""

MADE = f"""
import json, os, sys
{SERVED}
import flask_migrate, gocluster_events.factory.app, tools.bench_programme  # which takes a second: once for all

def made(url, with_an_edition):
    os.environ["GOCLUSTER_DATABASE_URL"] = url
    from app import app
    from gocluster_events.core import db, postgres
    postgres.RESTART_SECONDS = 0.0
    if with_an_edition:
        with app.app_context():
            flask_migrate.upgrade()
            tools.bench_programme.fill()
            db.db.session.remove()
    served(app)
    child = os.fork()
    if not child:
        names = {{name for _, name in app.jinja_env.cache.keys()}}
        pages = "site/editions.html", "site/edition.html", "meeting/agenda/programme.html"
        pages += ("meeting/registration/sign_up/person.html",)
        with app.app_context():
            os._exit(len(names & {{*pages}}) + 10 * db.db.engine.pool.checkedin())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

numbers = []
for url, with_an_edition in json.loads(sys.argv[1]):
    child = os.fork()
    if not child:
        os._exit(100 + made(url, with_an_edition))  # one that fails ends with 1
    numbers.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) - 100)
print(json.dumps(numbers))
"""


def output(code: str, database: Path | str, *words: str) -> str:
    """What the code prints; ``database`` is a file of SQLite or any URL."""
    url = f"sqlite:///{database}" if isinstance(database, Path) else database
    environ = {**os.environ, **settings(database_url=url)}
    done = subprocess.run(
        [sys.executable, "-c", code, *words], check=True, cwd=ROOT, env=environ, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_no_large_library_is_loaded_before_somebody_needs_it(tmp_path: Path):
    assert output(LOADED, tmp_path / "events.db") == "[]"


def test_a_forked_process_shares_no_connection_with_its_parent_whose_own_stay(tmp_path: Path):
    assert output(FORKED, tmp_path / "events.db") == "1 0 1"


def test_a_forked_process_waits_for_its_postgresql_although_its_parent_has_waited_in_vain():
    assert output(WAITED, NOWHERE) == "True 1"


def test_the_collector_of_a_forked_process_leaves_alone_what_it_shares_with_its_parent(tmp_path: Path):
    assert output(SHARED, tmp_path / "events.db") == "1"


@pytest.fixture(scope="module")
def pages(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, int]:
    """How many of the pages that people open first a web server has made before it parts, by where it starts."""
    empty = tmp_path_factory.mktemp("started") / "events.db"
    made = {kind: (databases.make(kind), databases.make(kind)) for kind in KINDS}
    databases.spoilt.update(*made.values())
    starts = {"no tables": (f"sqlite:///{empty}", False), "no server": (NOWHERE, False)}
    for kind, (first, second) in made.items():
        starts |= {f"{kind}, edition": (first.url, True), f"{kind}, no edition": (second.url, False)}
    numbers = json.loads(output(MADE, empty, json.dumps(list(starts.values()))).splitlines()[-1])
    for each in itertools.chain(*made.values()):
        databases.drop(each)
    return dict(zip(starts, numbers, strict=True))


@pytest.mark.database
@pytest.mark.parametrize("kind", KINDS)
def test_what_people_open_first_is_made_before_the_web_server_parts_into_processes(pages: Mapping[str, int], kind: str):
    assert pages[f"{kind}, edition"] == 4


@pytest.mark.database
@pytest.mark.parametrize("kind", KINDS)
def test_without_an_edition_only_the_start_page_is_made(pages: Mapping[str, int], kind: str):
    assert pages[f"{kind}, no edition"] == 1


@pytest.mark.database
def test_a_web_server_that_starts_before_its_database_is_set_up_makes_no_page(pages: Mapping[str, int]):
    assert pages["no tables"] == 0


@pytest.mark.database
def test_a_web_server_that_starts_without_its_postgresql_makes_no_page(pages: Mapping[str, int]):
    assert pages["no server"] == 0


def test_an_address_is_built_by_a_function_that_is_compiled_when_the_first_one_is():
    app = create_app(settings(database_url=NOWHERE))
    assert {rule._build_unknown.__name__ for rule in app.url_map.iter_rules()} == {"build"}
    (rule,) = app.url_map.iter_rules("site.editions")
    with app.test_request_context():
        addresses = [url_for("site.editions", lang="de", page=page) for page in (1, 2)]
    assert addresses == ["/de/?page=1", "/de/?page=2"]
    assert rule._build_unknown.__name__ == f"<builder:{rule.rule!r}>"


def of_folder(folder: Path) -> Environment:
    """Templates that are kept compiled there."""
    loader, cache = DictLoader({"page": "{{ 1 + 1 }}"}), Compiled(str(folder))
    return Environment(loader=loader, bytecode_cache=cache, autoescape=True)


def test_a_template_is_compiled_once_for_all_processes_and_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert of_folder(tmp_path / "compiled").get_template("page").render() == "2"
    monkeypatch.setattr(Environment, "compile", lambda *_: pytest.fail("compiled again"))
    assert of_folder(tmp_path / "compiled").get_template("page").render() == "2"


def test_a_template_is_shown_where_nothing_can_be_written(tmp_path: Path):
    (tmp_path / "file").touch()
    assert of_folder(tmp_path / "file" / "compiled").get_template("page").render() == "2"
