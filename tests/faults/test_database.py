"""A database that is busy beyond the bounded wait, or gone: a readable page with a reference, and nothing half done."""

import gc
import re
import time
from pathlib import Path

import psutil
import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from gocluster_events.core import db, postgres
from gocluster_events.factory import create_app
from gocluster_events.meeting.registration.sign_up.models import Draft
from tests.support import postgres as postgres_server
from tests.support.make import make_event
from tests.support.settings import settings
from tests.support.signing_up import PAGE
from tests.support.visitor import Visitor
from tools.servers import free_port

REFERENCE = re.compile(r"\b[0-9A-F]{8}\b")


def test_a_sign_up_against_a_busy_database_is_told_so_and_works_again_by_itself(session, visitor, monkeypatch):
    monkeypatch.setattr(db, "WAIT_SECONDS", 0.05)
    form = visitor.form(f"/de/{make_event().slug}/register")
    with db.write_lock(db.db.engine):
        answer = form.send(**{**PAGE, "email": "miriam@example.org"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert REFERENCE.search(answer.text)
    assert session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 0
    assert form.send(**{**PAGE, "email": "miriam@example.org"}).status_code == 302


def test_a_page_without_a_database_is_readable_in_both_languages(app, visitor, database):
    with app.app_context():
        db.db.engine.dispose()
    database.path.unlink()
    answers = [visitor.get(path) for path in ("/de/", "/en/")]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert all(REFERENCE.search(answer.text) for answer in answers)


@pytest.mark.promise("P3")
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_once_a_write_was_refused_as_read_only_no_connection_of_that_time_is_kept(app, database):
    gc.disable()  # which would tidy up some day
    try:
        refuse_a_write_while_somebody_reads(app)
        assert not [each.path for each in psutil.Process().open_files() if each.path.startswith(str(database.path))]
    finally:
        gc.enable()


def refuse_a_write_while_somebody_reads(app: Flask) -> None:
    with app.app_context():
        db.session().execute(sa.text("SELECT 1"))  # by somebody who is still reading
        with app.app_context():
            db.session().execute(sa.text("PRAGMA query_only = ON"))
            with pytest.raises(OperationalError, match="readonly"):
                db.session().execute(sa.delete(Draft))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_connection_that_breaks_when_the_page_is_made_costs_nobody_the_page(app, database):
    with app.app_context():
        number = db.session().scalar(sa.text("SELECT pg_backend_pid()"))
        with psycopg.connect(database.url.replace("+psycopg", "")) as another:
            another.execute("SELECT pg_terminate_backend(%s, 5000)", (number,))
    with app.app_context():
        assert db.session().scalar(sa.text("SELECT 1")) == 1


def seconds_until_refused(app: Flask) -> float:
    """How long somebody who needs a new connection is let wait in vain."""
    begun = time.monotonic()
    with app.app_context(), pytest.raises(OperationalError):
        db.session().execute(sa.text("SELECT 1"))
    return time.monotonic() - begun


def test_a_postgresql_that_stays_away_is_waited_for_once_and_then_everybody_is_told_at_once(monkeypatch):
    monkeypatch.setattr(postgres, "RESTART_SECONDS", 1.0)
    away = create_app(settings(database_url=f"postgresql+psycopg://nobody@127.0.0.1:{free_port()}/nothing"))
    begun = time.monotonic()
    assert Visitor.of(away).get("/de/").status_code == 503
    assert time.monotonic() - begun >= 1.0 > seconds_until_refused(away)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_once_a_connection_is_used_again_the_next_restart_is_waited_for_again(app, database, monkeypatch):
    monkeypatch.setattr(postgres, "RESTART_SECONDS", 1.0)
    server, _, name = database.url.replace("+psycopg", "").partition("?")[0].rpartition("/")
    there = database.url.replace("+psycopg", "").replace(f"{server}/{name}", f"{server}/postgres")
    with app.app_context(), psycopg.connect(there, autocommit=True) as another:
        db.session().execute(sa.text("SELECT 1"))  # a connection that stays
        another.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        assert seconds_until_refused(app) >= 1.0 > seconds_until_refused(app)
        db.session().close()
        db.session().execute(sa.text("SELECT 1"))
        assert seconds_until_refused(app) >= 1.0
        another.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


@pytest.mark.slow
def test_a_password_that_is_refused_is_told_at_once():
    with postgres_server.own(*postgres_server.FAST) as ours:
        with psycopg.connect(ours.conninfo, dbname="postgres", autocommit=True) as owner:
            owner.execute("CREATE ROLE someone LOGIN PASSWORD 'right'")
            (hba,) = owner.execute("SHOW hba_file").fetchone() or ("",)
            Path(hba).write_text("local all postgres trust\nlocal all all scram-sha-256\n")
            owner.execute("SELECT pg_reload_conf()")
        url = f"postgresql+psycopg://someone:wrong@/postgres?host={ours.folder / 'socket'}"
        assert seconds_until_refused(create_app(settings(database_url=url))) < postgres.RESTART_SECONDS
