"""Whatever a hostile meeting is downloaded as runs nowhere, and says what was typed (promise P12)."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events import db
from gocluster_events.attendees.exports import separated
from gocluster_events.attendees.models.admission import Admission
from gocluster_events.events.models import Event
from gocluster_events.registration.models import InvitationImport, Registration
from gocluster_events.registration.rules.codes import Status
from tests.security.downloads import ADDRESSES, FILES, NO_EXPORTS, File, Marked, read
from tests.security.hostile import Hostile
from tests.security.poison import poison
from tests.support import routes
from tests.support.meeting import Meeting, Who
from tests.support.pages import NO_PAGES
from tests.support.proving import Proof
from tests.support.roles import Line
from tests.support.roles import read as read_table
from tests.support.settings import NOW

PHONES = ("+49 30", "01067", "+49 (0)30 1234-56")
PAGES_OF_THEIR_OWN = frozenset({"pages.mail_html", "pages.root"})  # no page of ours, but none to keep either
LINES = tuple(each for each in read_table(routes.ROLES).home if each.method == "GET" and 200 in each.told.values())


@pytest.fixture
def marked() -> Marked:
    """Every text begins like a formula."""
    return Marked()


@pytest.fixture
def hostile(demo: Flask, meeting: Meeting, marked: Marked) -> Hostile:
    """Yesterday's meeting, to which everybody came; every text in it is marked, and phones are numbers."""
    over(demo, marked)
    poison(demo, marked)
    return Hostile(demo, meeting)


def over(app: Flask, instead: Callable[[str], str]) -> None:
    """The meeting has taken place, everybody who was expected came, and a row of a list is wrong."""
    with app.app_context(), db.transaction() as session:
        _over(session, instead("kein-at.example.org"))


def _over(session: Session, wrong: str) -> None:
    event = session.scalars(sa.select(Event).where(Event.slug == "jahrestagung-2027")).one()
    event.starts_at, event.ends_at = NOW - timedelta(hours=9), NOW - timedelta(hours=1)
    for row in session.scalars(sa.select(Registration).where(Registration.event_id == event.id)):
        row.phone = PHONES[row.id % len(PHONES)]
        if row.status is Status.CONFIRMED:
            facts = {"event_id": event.id, "registration_id": row.id, "actor": "staff@example.org"}
            session.add(Admission(key=f"key-{row.id}", at=NOW, received_at=NOW, **facts))
    uploaded = session.scalars(sa.select(InvitationImport).where(InvitationImport.rows.is_not(None))).one()
    uploaded.rows = json.loads(json.dumps(uploaded.rows).replace("kein-at.example.org", wrong))


def opened(hostile: Hostile, address: str, who: Who) -> File:
    """What another program reads in the file."""
    answer = hostile.get(address, who)
    assert answer.status_code == 200, f"{address}: {answer.status}"
    return read(answer.data, answer.mimetype)


@pytest.mark.promise("P12")
def test_every_file_of_a_hostile_meeting_runs_nowhere_and_says_what_was_typed(
    hostile: Hostile, marked: Marked, proof: Proof
):
    addresses = proof.random.sample(ADDRESSES, proof.size(12, len(ADDRESSES)))
    files = {address: opened(hostile, address, who) for address, who in addresses}
    assert {address: flaws for address, file in files.items() if (flaws := file.flaws(marked))} == {}
    assert [address for address, file in files.items() if not file.numbers()] == []
    texts, whole = sum(len(file.texts) for file in files.values()), sum(len(file.numbers()) for file in files.values())
    proof.says(
        f"{len(files)} files of a meeting with {len(marked.texts)} formulas for texts, read by other programs",
        f"{texts} cells and values, {whole} texts found whole, 0 altered, 0 run",
    )


@pytest.mark.promise("P12")
def test_numbers_and_umlauts_are_downloaded_as_they_were_typed(demo: Flask, meeting: Meeting, proof: Proof):
    over(demo, str)
    lists, here = [address for address, _who in ADDRESSES if "/attendees." in address], Hostile(demo, meeting)
    files = [opened(here, address, Who.STAFF) for address in proof.random.sample(lists, proof.size(2, 5))]
    words = (*PHONES, "Müller 7", "Österreicher-Freudenthal")
    assert [(each, file.runs) for file in files for each in words if not file.says(each)] == []
    assert [file.runs for file in files if file.runs] == []
    proof.says(f"{', '.join(words)} in {len(files)} kinds of attendee list", "all of them identical, 0 run")


@pytest.mark.promise("P12")
def test_whatever_answers_with_a_file_is_one_of_these(hostile: Hostile, proof: Proof):
    assert (NO_PAGES | routes.NO_PAGES) - PAGES_OF_THEIR_OWN - FILES.keys() == NO_EXPORTS
    named = [each for each in LINES if "." in each.address.rpartition("/")[2]]
    lines = [*named, *proof.random.sample(LINES, proof.size(20, len(LINES)))]
    found = {endpoint(hostile, each) for each in lines if answers_with_a_file(hostile, each)}
    assert found - FILES.keys() - NO_EXPORTS == set()
    proof.says(f"{len(lines)} addresses of the routing table opened", f"{len(found)} answer with a file, all listed")


def endpoint(hostile: Hostile, line: Line) -> str:
    path = hostile.meeting.address(line.address).partition("?")[0]
    return str(hostile.app.url_map.bind("localhost").match(path)[0])


def answers_with_a_file(hostile: Hostile, line: Line) -> bool:
    answer = hostile.get(line.address, next(who for who, status in line.told.items() if status == 200))
    return answer.status_code == 200 and (answer.mimetype != "text/html" or "Content-Disposition" in answer.headers)


@pytest.mark.promise("P12", control=True)
def test_a_list_without_apostrophes_is_found_out_in_the_download(
    hostile: Hostile, marked: Marked, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    ((address, who),) = (each for each in ADDRESSES if ".rfc4180.csv" in each[0])
    assert opened(hostile, address, who).flaws(marked) == []
    monkeypatch.setattr(separated, "RISKY", frozenset())
    found = opened(hostile, address, who).flaws(marked)
    assert found != []
    proof.says("the attendee list is downloaded as CSV without apostrophes", f"{len(found)} cells would run")
