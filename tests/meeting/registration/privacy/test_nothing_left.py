"""A person is erased, or their time is up: then no byte of them is left, in no table, file or mail."""

import os
import subprocess
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.backoffice.oversight.rules.personal_data import REGISTER
from gocluster_events.backoffice.oversight.rules.purposes import DataCategory, Purpose
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.timekeeping.rules import SECOND_LOOK
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.privacy import services as privacy
from tests.support import postgres
from tests.support.canary import CANARY, canary, named_by_somebody
from tests.support.databases import Database
from tests.support.make import make_event
from tests.support.proving import Proof
from tests.support.remote import ENVIRON, Remote, remote
from tests.support.runs import pass_in_runs
from tests.support.settings import NOW, SECRET_KEY, settings
from tests.support.smtp_server import SmtpServer
from tests.support.visitor import Visitor

OF_PARTICIPANTS = frozenset(Purpose) - {Purpose.PROGRAMME, Purpose.FEEDBACK, Purpose.TEAM, Purpose.SECURITY}
SAYS_NOTHING = {
    *("consent.language", "invitation.language", "mail.language", "registration.language", "substitution.language"),
    *("answer.option", "registration.cluster", "special_needs.support"),  # chosen, not typed
    *("invitation.code", "registration.invitation_code", "registration.reference"),  # made by the software
    *("saved_item.item", "item_admission.item", "item_wish.item", "allotment.item"),  # a UUID
    "allotment.explanations",  # codes and numbers
    *("mail.letter", "mail_attempt.report", "admission.desk", "item_admission.desk"),
    *("decision_person.before", "decision_person.mail_key", "mail.subject", "waiting_move.passed"),
    "booking_move.passed",  # people by number
    *("message.parameters", "message.people"),
    *("survey_score.steps", "survey_text.text"),  # nobody knows whose they are; they go on their own
    *("photo.credit", "photo.basis"),  # of a photo, which stays
    *("photo_objection.language", "photo_objection.email", "photo_objection.email_key"),  # of who is no participant
    "invitation_import.sheets",  # on their way to become invitations; then they are gone
}

pytestmark = pytest.mark.both_databases


def everywhere(app: Flask, database: Database) -> bytes:
    """Every byte that the software keeps, in lower case."""
    with app.app_context():
        db.db.session.remove()
        db.db.engine.dispose()
    if database.kind == "postgresql":
        return _dump(database).lower()
    folder = database.path.parent
    engine = sa.create_engine(database.url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0] == 0
    engine.dispose()
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()).lower()


def _dump(database: Database) -> bytes:
    """The whole database as `pg_dump` writes it."""
    environ = {**os.environ, "PATH": postgres.path_with_programs()}
    command = ["pg_dump", f"--dbname={database.url.replace('+psycopg', '')}"]
    return subprocess.run(command, check=True, capture_output=True, env=environ).stdout


@pytest.fixture
def event(session: Session) -> Event:
    return make_event()


def at(moment: datetime, database: Database, smtp: SmtpServer) -> dict[str, str]:
    """The settings of servers at that time, whose mail goes to a real server."""
    return settings(database_url=database.url, mail_url=smtp.url, clock=f"{moment.isoformat()}@{int(time.time())}")


@pytest.mark.promise("P18")
def test_the_canary_is_in_every_column_that_may_tell_of_somebody(event: Event):
    canary(event)
    named_by_somebody(event)
    columns = {
        (held.table, name)
        for held in REGISTER
        for datum, names in held.columns.items()
        if held.matter in OF_PARTICIPANTS and datum is not DataCategory.TRACES
        for name in names.split()
        if type(db.Base.metadata.tables[held.table].c[name].type) in {sa.String, sa.Text, sa.JSON}
    }
    silent = {f"{table}.{name}" for table, name in columns if not _has_canary(table, name)}
    assert silent == SAYS_NOTHING


def _has_canary(table: str, name: str) -> bool:
    column = db.Base.metadata.tables[table].c[name]
    return any(CANARY.decode() in str(value).lower() for value in db.session().scalars(sa.select(column)))


@pytest.mark.promise("P18")
def test_of_somebody_erased_no_byte_is_left(
    app: Flask, database: Database, event: Event, smtp: SmtpServer, tmp_path: Path, proof: Proof
):
    person = canary(event)
    named_by_somebody(event)
    link = Signer((SECRET_KEY,)).sign("own.personal", person, 1)
    assert CANARY in everywhere(app, database)
    app.config[ENVIRON] = at(NOW, database, smtp)
    with remote(app, tmp_path / "site") as site:
        visitor = Visitor.of(app)
        assert visitor.form(f"/de/my/{link}").send().location == "/de/my/"
        assert visitor.form("/de/my/erasure").send().location == "/de/my/erased"
        site.work()
    assert CANARY in b"".join(bytes(letter) for letter in smtp.letters).lower()  # the last letter has left
    store = everywhere(app, database)
    assert (CANARY in store, CANARY in site.log.lower().encode()) == (False, False)
    proof.says(
        "somebody of whom something is kept in every place erases it on the own page, the last letter leaves",
        _figure(database, store),
    )


@pytest.mark.promise("P18")
def test_of_somebody_whose_time_is_up_no_byte_is_left(
    app: Flask, database: Database, event: Event, smtp: SmtpServer, tmp_path: Path, proof: Proof
):
    ends_at, traces = event.ends_at, []
    canary(event)
    for days in (0, 182, 183):
        moment = ends_at + timedelta(days=days) + SECOND_LOOK if days else NOW
        pass_in_runs(moment)
        site = Remote(at(moment, database, smtp), tmp_path / str(days))
        site.work()
        store = everywhere(app, database)
        traces.append(CANARY in store)
        assert CANARY not in site.log.lower().encode()
    assert traces == [True, True, False]
    proof.says(
        "the worker comes by when the time of the same person is up for a day, and a day before",
        _figure(database, store),
    )


def _figure(database: Database, content: bytes) -> str:
    searched = {"sqlite": "the file of the database and its log, whole", "postgresql": "all that pg_dump writes"}
    return f"{len(content)} bytes ({searched[database.kind]}) and the logs: 0 canaries"


@pytest.mark.promise("P18", control=True)
def test_without_the_code_that_erases_traces_they_are_found(
    app: Flask, database: Database, event: Event, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(privacy, "forget_traces", lambda _session, _registration: None)
    monkeypatch.setattr(privacy, "_say_so", lambda *_what, **_how: None)
    privacy.erase(event.id, canary(event), Act("organiser@example.org", NOW))
    assert CANARY in everywhere(app, database)
    proof.says("what other tables say of the person is forgotten", "the canary is found")
