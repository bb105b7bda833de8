"""An app that one test has used is for the next one as it was made, or for nobody."""

from pathlib import Path

import pytest
from flask import Flask

from gocluster_events.core import db
from tests.support import apps, kept_apps

SITE = "https://another.example.org"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return taken(tmp_path / "one.db")


def taken(database: Path) -> Flask:
    """An app of settings that no other test has."""
    return apps.made(base_url=SITE, database_url=f"sqlite:///{database}")


def database(app: Flask) -> str:
    with app.app_context():
        return Path(str(db.db.engine.url.database)).name


def test_the_next_test_gets_it_as_it_was_made_with_a_database_of_its_own(app: Flask, tmp_path: Path):
    handlers = len(app.teardown_appcontext_funcs)
    app.config["WTF_CSRF_ENABLED"] = False
    app.extensions["what a page remembers"] = {}
    app.before_request(lambda: "closed")
    app.test_client().get("/de/")
    apps.let_go(app)
    kept_apps.give_back(app)
    again = taken(tmp_path / "other.db")
    assert (again, database(again)) == (app, "other.db")
    assert (again.config.get("WTF_CSRF_ENABLED", True), len(again.teardown_appcontext_funcs)) == (True, handlers)
    assert "what a page remembers" not in again.extensions
    assert again.test_client().get("/healthz", base_url=SITE).text != "closed"


def test_two_tests_at_once_have_two(app: Flask, tmp_path: Path):
    other = taken(tmp_path / "other.db")
    assert other is not app
    assert (database(app), database(other)) == ("one.db", "other.db")


def test_one_whose_routes_or_templates_were_changed_is_for_nobody(app: Flask, tmp_path: Path):
    app.add_url_rule("/de/forgotten", "forgotten", lambda: "")
    kept_apps.give_back(app)
    other = taken(tmp_path / "other.db")
    assert other is not app
    other.jinja_env.autoescape = False
    kept_apps.give_back(other)
    assert taken(tmp_path / "third.db") is not other
