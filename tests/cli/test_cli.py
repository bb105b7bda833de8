"""Commands, as an operator types them."""

import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import clock, db
from gocluster_events.core.accounts.rules import Limits
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.db import transaction
from gocluster_events.factory import create_app
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.registration.people.rules.letters import KNOWN
from tests.support.booking import make_offer
from tests.support.live import Mailbox, link_in, text_of
from tests.support.make import make_account, make_event, make_mail
from tests.support.settings import NOW, settings

PASSWORD = "sieben Zwerge am See"


def run(app: Flask, *command: str, typed: str = "") -> tuple[int, str]:
    """Exit code and output of ``flask --app app …``."""
    result = app.test_cli_runner().invoke(args=command, input=typed, catch_exceptions=False)
    return result.exit_code, result.output


def test_an_admin_is_created_with_a_typed_password(app: Flask):
    code, output = run(app, "create-admin", "ada@example.org", "Ada", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert (code, output.splitlines()[-1]) == (0, "ada@example.org can sign in.")
    with app.app_context():
        assert sessions.sign_in("ada@example.org", PASSWORD, "192.0.2.7", Limits(5, 50), NOW)


def test_an_admin_is_created_with_a_piped_password(app: Flask):
    code, output = run(app, "create-admin", "ada@example.org", "Ada", "--password-stdin", typed=f"{PASSWORD}\n")
    assert (code, output) == (0, "ada@example.org can sign in.\n")
    with app.app_context():
        assert sessions.sign_in("ada@example.org", PASSWORD, "192.0.2.7", Limits(5, 50), NOW)


@pytest.mark.parametrize(
    ("email", "password", "sentence"),
    [
        ("ada@example.org", "short", "Error: Choose a password of at least 15 characters.\n"),
        ("ada@example.org", "go-cluster-demo-2027", "Error: This password is too easy to guess. Choose another one.\n"),
        ("known@example.org", PASSWORD, "Error: There is already an account with this e-mail address.\n"),
    ],
)
def test_an_admin_is_refused_in_one_sentence(app: Flask, email: str, password: str, sentence: str):
    with app.app_context():
        make_account(email="known@example.org")
    assert run(app, "create-admin", email, "Ada", "--password-stdin", typed=password) == (1, sentence)


def test_a_backup_is_the_whole_database_and_readable_by_its_owner_only(app: Flask, tmp_path: Path):
    with app.app_context():
        make_event(slug="jahrestagung-2027")
    file = tmp_path / "backup.db"
    assert run(app, "backup", str(file))[0] == 0
    with sqlite3.connect(file) as copy:
        assert copy.execute("SELECT slug FROM event").fetchall() == [("jahrestagung-2027",)]
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    copy.close()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_backup_overwrites_nothing(app: Flask, tmp_path: Path):
    file = tmp_path / "backup.db"
    file.write_text("precious")
    code, output = run(app, "backup", str(file))
    assert (code, output) == (1, f"Error: {file} cannot be created: File exists. Name a new file.\n")
    assert file.read_text() == "precious"


@pytest.mark.both_databases
def test_the_newest_time_is_that_of_what_has_happened_not_of_what_is_planned(app: Flask):
    assert run(app, "newest-time") == (0, "")
    with app.app_context():
        make_account(created_at=datetime(2018, 1, 2, 8, tzinfo=UTC))
        event = make_event(starts_at=NOW + timedelta(days=30), ends_at=NOW + timedelta(days=31))
        hours = (NOW + timedelta(days=number) for number in (21, 22, 23))
        make_offer(event, **dict(zip(("opens_at", "moves_until", "closes_at"), hours, strict=True)))
        make_mail(not_before=NOW + timedelta(days=20))
    assert run(app, "newest-time") == (0, f"{NOW.isoformat()}\n")


def test_the_worker_delivers_a_letter_in_the_readers_language(app: Flask, tmp_path: Path):
    with app.app_context(), db.transaction() as session:
        for language in ("de", "en"):
            sending.send(
                session,
                KNOWN,
                scope="edition:1",
                subject="registration:17",
                to=f"{language}@example.org",
                language=language,
                key=f"known:17:{language}",
                values=KNOWN.samples,
                now=clock.now(),
                link=(17, 3),
            )
    assert run(app, "worker", "--once")[0] == 0
    mailbox = Mailbox(tmp_path / "mail")
    for language in ("de", "en"):
        (letter,) = mailbox.letters(f"{language}@example.org")
        assert link_in(letter).startswith(f"http://localhost/{language}/")
        assert letter["From"] == "go-cluster Events <events@example.org>"
    assert text_of(mailbox.letters("de@")[0]) != text_of(mailbox.letters("en@")[0])


@pytest.mark.parametrize(
    ("name", "password"), [("", PASSWORD), ("Ada\nBcc: x", PASSWORD), ("Ada", f"{PASSWORD}\ufffd")]
)
def test_a_name_or_password_that_cannot_be_kept_is_refused_in_one_sentence(app: Flask, name: str, password: str):
    code, output = run(app, "create-admin", "ada@example.org", name, "--password-stdin", typed=f"{password}\n")
    assert (code, output.count("\n")) == (1, 1)


def test_a_worker_that_runs_once_says_when_the_database_has_no_tables(app: Flask, session):
    with transaction() as writing:
        writing.execute(sa.text("DROP TABLE mail"))
    code, output = run(app, "worker", "--once")
    assert (code, "Was `db upgrade` run?" in output) == (1, True)


def test_a_new_database_is_for_its_owner_alone(tmp_path):
    create_app(settings(database_url=f"sqlite:///{tmp_path / 'new.db'}"))
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o600
