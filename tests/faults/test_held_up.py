"""A mail server hangs, a proposal and a large file take their time: what the worker does besides waits for none."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.meeting.agenda.importing import services as importing
from gocluster_events.meeting.agenda.models import ProgrammeImport, Proposal, Version
from gocluster_events.meeting.agenda.planning import services as planning
from gocluster_events.meeting.agenda.rules.proposals import ProposalState, Scope
from gocluster_events.meeting.agenda.rules.uploads import LARGE, UploadState
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.letters import KNOWN
from tests.faults import hostile_smtp
from tests.faults.workers import wait_until, worker
from tests.support.databases import Database
from tests.support.documents import many
from tests.support.make import make_event, make_registration, make_room
from tests.support.programme import plan, plan_to_publish, slot
from tests.support.proving import Proof
from tests.support.runs import pass_in_runs
from tools import servers

PATIENCE = 120.0  # so long the mail server hangs at most, if not all is done before
SHORT = 1.5
CONTROLS = {"one_loop": "one loop for all", "no_process": "long jobs in the loop of everything else"}
ALL = {"settled", "published", "erased"}
YEARS = timedelta(days=800)


@pytest.fixture
def due(session: Session) -> None:
    """A hold that is over, a planned publication, and somebody whose meeting is long over; a mail; a proposal."""
    now = clock.now()
    pass_in_runs(now)
    act = Act("organiser@example.org", now)
    event = make_event()
    make_room(event, name="Eichensaal")
    plan(event, slot(1, room=None), slot(2, None, room=None))
    plan_to_publish(event, now)
    importing.begin_reading(event.id, "schedule.xml", many(2_000) + b" " * LARGE, "de", "", act)
    planning.propose(event.id, Scope(), 1, act)
    make_registration(event, status=Status.UNCONFIRMED, created_at=now - timedelta(days=3), hold_until=now)
    former = make_event(starts_at=now - YEARS, ends_at=now - YEARS + timedelta(hours=8))
    make_registration(former, email="former@example.org")
    with transaction() as writing:
        sending.send(
            writing, KNOWN, scope="edition:1", subject="registration:1", to="known@example.org", language="de",
            key="known:1", values=KNOWN.samples, now=now, link=(1, 1),
        )  # fmt: skip


def results(session: Session) -> set[str]:
    """What the worker has done of it."""
    lapsed = sa.exists().where(Registration.status == Status.LAPSED)
    former = sa.exists().where(Registration.email == "former@example.org")
    done = {"settled": lapsed, "published": sa.exists().where(Version.id > 0), "erased": ~former}
    return {name for name, condition in done.items() if session.scalar(sa.select(condition))}


def done_while_they_hang(app: Flask, database: Database, folder: Path, of: str, patience: float) -> set[str]:
    """What is done before the mail server answers, which it does after the last of it; then the rest is done, too."""
    seen: list[set[str]] = []

    def hang() -> float:
        deadline = time.monotonic() + patience
        while not seen:
            with app.app_context():
                done = results(reading())
                is_proposed = reading().scalar(sa.select(Proposal.state)) is ProposalState.DONE
            if done == ALL or time.monotonic() > deadline:
                assert not is_proposed
                seen.append(done)
            time.sleep(0.02)
        return 0.0

    with hostile_smtp.listening(pause_seconds=hang) as server:
        busy = worker(database, folder / "worker.log", app=of, mail_url=server.url)
        wait_until(lambda: is_all_done(app), busy, PATIENCE)
        servers.stop([busy])
    return seen[0]


def is_all_done(app: Flask) -> bool:
    """Whether nothing waits any more."""
    with app.app_context():
        states = reading().scalars(sa.select(Proposal.state)).all()
        waits = reading().scalar(sa.select(sa.exists().where(Mail.state == State.QUEUED)))
        files = reading().scalars(sa.select(ProgrammeImport.state)).all()
        is_computed = (states, files) == ([ProposalState.DONE], [UploadState.READ])
        return is_computed and not waits and results(reading()) == ALL


@pytest.mark.slow
@pytest.mark.promise("P29")
@pytest.mark.usefixtures("due")
def test_a_mail_server_that_hangs_a_long_proposal_and_a_large_file_hold_nothing_up(
    app: Flask, database: Database, tmp_path: Path, proof: Proof
):
    done = done_while_they_hang(app, database, tmp_path, "tests.faults.pondering:app", PATIENCE)
    proof.says(
        "a mail server hangs, a proposal and a file of 4 MB take their time",
        f"{len(done)} of {len(ALL)} duties done meanwhile: settling, publishing, erasing",
    )
    assert done == ALL


@pytest.mark.slow
@pytest.mark.promise("P29", control=True)
@pytest.mark.usefixtures("due")
@pytest.mark.parametrize("of", CONTROLS)
def test_in_one_loop_they_hold_up_what_comes_after_them(
    app: Flask, database: Database, tmp_path: Path, proof: Proof, of: str
):
    done = done_while_they_hang(app, database, tmp_path, f"tests.faults.{of}:app", SHORT)
    proof.says(CONTROLS[of], f"{len(done)} of {len(ALL)} duties done meanwhile")
    assert done < ALL
