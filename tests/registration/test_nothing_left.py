"""A person is erased, or their time is up: then no byte of them is left, in no table, file or mail."""

import os
import subprocess
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events import db
from gocluster_events.attendees import services as attendees
from gocluster_events.attendees.queries import profiles
from gocluster_events.attendees.rules.filter import Filter
from gocluster_events.attendees.rules.profiles import PROFILES, Name
from gocluster_events.attendees.rules.table import Order, Table
from gocluster_events.attendees.services import profiles as lists
from gocluster_events.events.models import Event
from gocluster_events.registration import services
from gocluster_events.registration.models import (
    AnswerRow,
    Draft,
    DraftNeeds,
    Invitation,
    PendingEntry,
    ProtectedIdentity,
    QuestionRow,
    QuestionVersion,
    Registration,
    WaitingMove,
)
from gocluster_events.registration.rules.codes import Diet, Move
from gocluster_events.registration.rules.entry import Needs, SignUp, document
from gocluster_events.registration.rules.invitations import Guest
from gocluster_events.registration.rules.questions import QuestionKind
from gocluster_events.registration.rules.retention import Retention
from gocluster_events.registration.rules.substitution import Substitute
from gocluster_events.registration.services import erasing
from gocluster_events.registration.services.invitations import named
from gocluster_events.text import Localized
from gocluster_events.tokens import Signer
from tests.registration.people import CHANCE, sign_up
from tests.support import postgres
from tests.support.databases import Database
from tests.support.make import NOW, add, make_event
from tests.support.proving import Proof
from tests.support.remote import ENVIRON, Remote, remote
from tests.support.settings import SECRET_KEY, settings
from tests.support.smtp_server import SmtpServer
from tests.support.visitor import Visitor

EMAIL = "canary.address@example.org"
NAMES = {
    "title": "Canarytitle", "first_name": "Canaryfirst", "last_name": "Canarylast", "badge_name": "Canarybadge",
    "phone": "0300canary", "organisation": "Canaryorganisation", "position": "Canaryposition",
    "remark": "Canaryremark", "postal_address": "Canarystreet 7",
}  # fmt: skip
CANARY = b"canary"

pytestmark = pytest.mark.both_databases


def everywhere(app: Flask, database: Database) -> bytes:
    """Every byte that the software keeps, in lower case."""
    with app.app_context():
        db.db.session.remove()
        db.db.engine.dispose()
    if database.kind == "postgresql":
        return _dump(database).lower()
    folder = Path(database.url.removeprefix("sqlite:///")).parent
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


def canary(event: Event) -> int:
    """Somebody of whom something is stored in every place there is."""
    needs = Needs(diet=Diet.VEGAN, intolerances="Canaryintolerance", support_details="Canaryramp")
    told = sign_up(EMAIL, needs)
    told = replace(told, entry=replace(told.entry, **NAMES))
    person = _confirmed(event, told)
    pending = replace(told.entry, remark="Canarypending")
    entry, private = document(pending), document(needs)
    add(PendingEntry(registration_id=person, entry=entry, needs=private, created_at=NOW))
    _answers(event, person)
    _drafts(event)
    add(ProtectedIdentity(registration_id=person, birth_date=date(1980, 5, 17), birth_place="Canarybirthplace"))
    add(
        WaitingMove(
            event_id=event.id, registration_id=person, at=NOW, move=Move.SHIFTED, actor="organiser@example.org",
            reason="Canaryreason", passed=[],
        )
    )  # fmt: skip
    _search(event)
    _listed(event)
    _invited(event)
    return person


def _confirmed(event: Event, told: SignUp) -> int:
    event_id = event.id
    with db.transaction() as session:
        row = services.register_in(session, event_id, told, NOW, CHANCE)
        return services.prove_in(session, event_id, row.id, row.generation, NOW).id


def _answers(event: Event, person: int) -> None:
    question = add(QuestionRow(event_id=event.id, position=1))
    version = add(
        QuestionVersion(
            question_id=question.id, number=1, created_at=NOW, kind=next(iter(QuestionKind)), label=Localized("Frage"),
            help=Localized(), is_mandatory=False, for_staff=False, condition={}, options=[], purpose="Planung",
            retention=Retention.REGISTRATION,
        )
    )  # fmt: skip
    add(AnswerRow(registration_id=person, version_id=version.id, text="Canaryanswer"))


def _drafts(event: Event) -> None:
    person = {"email": EMAIL, "first_name": "Canarydraft"}
    typed = {"event_id": event.id, "secret_digest": "0" * 64, "created_at": NOW}
    add(Draft(id="typing", entries=[{"person": person}], **typed))
    add(DraftNeeds(draft_id="typing", needs=[{"intolerances": "Canarydraftneeds"}]))
    add(Draft(id="sent", entries=[], submitted_at=NOW, answer={"addresses": [EMAIL]}, **typed))


def _search(event: Event) -> None:
    order = Order(Filter(search="Canarylast"), "Namensschilder", "organiser@example.org", "liste.csv", "UTC", "Liste")
    attendees.download(event.id, order, (), str, lambda _file, _table: None, 60, NOW).close()


def _listed(event: Event) -> None:
    """The gate has a list with the person, and the next one is compared with it."""
    gate = PROFILES[Name.GATE]
    entries = profiles.entries(db.session(), event.id, gate)
    taken = lists.Taken(gate, Table((), (), "UTC", "Liste"), entries, "Einlass", "organiser@example.org", "liste.pdf")
    lists.take(event.id, taken, lambda _file, _table: None, 60, NOW).close()


def _invited(event: Event) -> None:
    guest = Guest(first_name="Canaryguest", last_name="Canarylast", email=EMAIL, organisation="Canaryorganisation")
    event_id = event.id
    with db.transaction() as session:
        values = {**named(guest), "event_id": event_id, "code": "KANARIEN", "language": "de", "created_at": NOW}
        session.add(Invitation(**values))


def named_by_somebody(event: Event) -> None:
    """Somebody else would hand their place on to the canary."""
    named = Substitute(first_name="Canarysubstitute", last_name="Canarylast", email=EMAIL, language="de")
    other = _confirmed(event, sign_up("mai@example.org"))
    with db.transaction() as session:  # and somebody else claims the address
        row = session.get_one(Registration, other)
        row.pending_email, row.pending_email_key, row.pending_email_at = EMAIL, EMAIL, NOW
    services.name_substitute(event.id, _confirmed(event, sign_up("giver@example.org")), named, NOW)


@pytest.fixture
def event(session: Session) -> Event:
    return make_event()


def at(moment: datetime, database: Database, smtp: SmtpServer) -> dict[str, str]:
    """The settings of servers at that time, whose mail goes to a real server."""
    return settings(database_url=database.url, mail_url=smtp.url, clock=f"{moment.isoformat()}@{int(time.time())}")


@pytest.mark.promise("P18")
def test_of_somebody_erased_no_byte_is_left(
    app: Flask, database: Database, event: Event, smtp: SmtpServer, tmp_path: Path, proof: Proof
):
    person = canary(event)
    named_by_somebody(event)
    link = Signer((SECRET_KEY,)).sign("registration.personal", person, 1)
    assert CANARY in everywhere(app, database)
    app.config[ENVIRON] = at(NOW, database, smtp)
    with remote(app, tmp_path / "site") as site:
        visitor = Visitor.of(app)
        assert visitor.form(f"/de/my/{link}").send().location == "/de/my/"
        assert visitor.form("/de/my/erasure").send().location == "/de/my/erased"
        site.work()
    assert CANARY in b"".join(bytes(letter) for letter in smtp.letters).lower()  # the last letter has left
    kept = everywhere(app, database)
    assert (CANARY in kept, CANARY in site.log.lower().encode()) == (False, False)
    proof.says(
        "somebody of whom something is kept in every place erases it on the own page, the last letter leaves",
        _figure(database, kept),
    )


@pytest.mark.promise("P18")
def test_of_somebody_whose_time_is_up_no_byte_is_left(
    app: Flask, database: Database, event: Event, smtp: SmtpServer, tmp_path: Path, proof: Proof
):
    ends_at, found = event.ends_at, []
    canary(event)
    for days in (0, 182, 183):
        moment = ends_at + timedelta(days=days) if days else NOW
        site = Remote(at(moment, database, smtp), tmp_path / str(days))
        site.work()
        kept = everywhere(app, database)
        found.append(CANARY in kept)
        assert CANARY not in site.log.lower().encode()
    assert found == [True, True, False]
    proof.says("the worker comes by when the time of the same person is up, and a day before", _figure(database, kept))


def _figure(database: Database, kept: bytes) -> str:
    searched = {"sqlite": "the file of the database and its log, whole", "postgresql": "all that pg_dump writes"}
    return f"{len(kept)} bytes ({searched[database.kind]}) and the logs: 0 canaries"


@pytest.mark.promise("P18", control=True)
def test_without_the_code_that_erases_traces_they_are_found(
    app: Flask, database: Database, event: Event, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(erasing, "forget_traces", lambda _session, _registration: None)
    monkeypatch.setattr(erasing, "_say_so", lambda *_what: None)
    services.erase(event.id, canary(event), "organiser@example.org", NOW)
    assert CANARY in everywhere(app, database)
    proof.says("what other tables say of the person is forgotten", "the canary is found")
