"""Whatever a hostile meeting is downloaded as runs nowhere, and says what was typed (promise P12)."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from gocluster_events.attendance.attendees.exports import separated
from gocluster_events.attendance.door.models import Admission
from gocluster_events.core import db
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.models import InvitationImport
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from tests.security.downloads import DOWNLOADS, FILES, LISTS, NO_EXPORTS, Download, File, Marked, read
from tests.security.hostile import Hostile
from tests.security.poison import poison
from tests.security.rewinding import rewinding
from tests.security.text_forms import LIKELY, WORD
from tests.support import routes
from tests.support.databases import Database
from tests.support.html_forms import forms_of
from tests.support.make import move
from tests.support.meeting import Meeting
from tests.support.pages import NO_PAGES
from tests.support.proving import Proof
from tests.support.roles import read as read_table
from tests.support.settings import NOW

PHONES = ("+49 30", "01067", "+49 (0)30 1234-56")
PAGES_OF_THEIR_OWN = frozenset({"demo.letter", "outbox.mail_html", "site.root"})  # no page of ours, none to keep
COUNTED = "/lists/caterer"  # numbers, beside words of ours
LINES = tuple(each for each in read_table(routes.ROLES).home if each.method == "GET" and 200 in each.statuses.values())


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
    move(session, event, NOW - timedelta(hours=9), NOW - timedelta(hours=1))
    for row in session.scalars(sa.select(Registration).where(Registration.event_id == event.id)):
        row.phone = PHONES[row.id % len(PHONES)]
        if row.status is Status.CONFIRMED:
            facts = {"event_id": event.id, "registration_id": row.id, "actor": "staff@example.org"}
            session.add(Admission(day=NOW.date(), key=f"key-{row.id}", at=NOW, received_at=NOW, **facts))
            row.actor_type = ActorType.PRESS if row.id % 9 == 0 else row.actor_type
    uploaded = session.scalars(sa.select(InvitationImport).where(InvitationImport.sheets.is_not(None))).one()
    uploaded.sheets = json.loads(json.dumps(uploaded.sheets).replace("kein-at.example.org", wrong))


def opened(hostile: Hostile, wanted: Download) -> File:
    """What another program reads in the file."""
    path, visitor = hostile.meeting.address(wanted.address), hostile.visitor(wanted.who)
    answer = visitor.own_form(path).send(format=wanted.format) if wanted.format else visitor.get(path, buffered=True)
    assert answer.status_code == 200, f"{wanted}: {answer.status}"
    return read(answer.data, answer.mimetype)


@pytest.mark.promise("P12")
def test_every_file_of_a_hostile_meeting_runs_nowhere_and_says_what_was_typed(
    hostile: Hostile, marked: Marked, proof: Proof
):
    wanted = proof.random.sample(DOWNLOADS, proof.size(12, len(DOWNLOADS)))
    files = {each: opened(hostile, each) for each in wanted}
    assert {each: flaws for each, file in files.items() if (flaws := file.flaws(marked))} == {}
    assert [each for each, file in files.items() if not file.numbers() and not each.address.endswith(COUNTED)] == []
    texts, whole = sum(len(file.texts) for file in files.values()), sum(len(file.numbers()) for file in files.values())
    proof.says(
        f"{len(files)} files of a meeting with {len(marked.texts)} formulas for texts, read by other programs",
        f"{texts} cells and values, {whole} texts found whole, 0 altered, 0 run",
    )


@pytest.mark.promise("P12")
def test_numbers_and_umlauts_are_downloaded_as_they_were_typed(demo: Flask, meeting: Meeting, proof: Proof):
    over(demo, str)
    lists, here = [each for each in DOWNLOADS if "/attendees." in each.address], Hostile(demo, meeting)
    files = [opened(here, each) for each in proof.random.sample(lists, proof.size(2, 5))]
    words = (*PHONES, "Müller 7", "Österreicher-Freudenthal")
    assert [(each, file.runs) for file in files for each in words if not file.says(each)] == []
    assert [file.runs for file in files if file.runs] == []
    proof.says(f"{', '.join(words)} in {len(files)} kinds of attendee list", "all of them identical, 0 run")


@pytest.mark.promise("P12")
def test_whatever_answers_with_a_file_is_one_of_these(hostile: Hostile, database: Database, proof: Proof):
    assert (NO_PAGES | routes.NO_PAGES) - PAGES_OF_THEIR_OWN - FILES.keys() == NO_EXPORTS
    named = [each for each in LINES if "." in each.address.rpartition("/")[2] or "/lists/" in each.address]
    lines = {each.address: each for each in [*named, *proof.random.sample(LINES, proof.size(20, len(LINES)))]}
    endpoints, sent = set(), 0
    with closing(rewinding(database)) as snapshot:
        for line in lines.values():
            who = next(who for who, status in line.statuses.items() if status == 200)
            visitor = hostile.visitor(who)
            page = visitor.get(hostile.meeting.address(line.address), buffered=True)
            cookie, answers = visitor.get_cookie("events"), [page]
            snapshot.keep()
            for action, fields in filled(page):
                visitor.set_cookie("events", cookie.value if cookie else "")
                answers.append(visitor.post(action, data=fields, buffered=True))
                snapshot.rewind()
            endpoints |= {endpoint(hostile, each) for each in answers if is_a_file(each)}
            sent += len(answers) - 1
    assert (endpoints - FILES.keys() - LISTS.keys() - NO_EXPORTS, LISTS.keys() - endpoints) == (set(), set())
    proof.says(
        f"{len(lines)} addresses of the routing table opened, and {sent} times a form on them sent",
        f"{len(endpoints)} answer with a file, all listed",
    )


def endpoint(hostile: Hostile, answer: TestResponse) -> str:
    path, method = answer.request.path, answer.request.method
    return str(hostile.app.url_map.bind("localhost").match(path, method)[0])


def is_a_file(answer: TestResponse) -> bool:
    return answer.status_code == 200 and (answer.mimetype != "text/html" or "Content-Disposition" in answer.headers)


def filled(page: TestResponse) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each button of each form on a page leads, and what it sends."""
    for form in forms_of(page.text) if page.mimetype == "text/html" else ():
        action = form.action.partition("#")[0] or page.request.path
        typed = {name: values if any(values) else [LIKELY.get(name, WORD)] for name, values in form.fields.items()}
        for name, value in form.buttons.items() if form.method == "post" else ():
            yield action, {**typed, name: value}
        if form.method == "post" and not form.buttons:
            yield action, typed


@pytest.mark.promise("P12", control=True)
def test_a_list_without_apostrophes_is_found_out_in_the_download(
    hostile: Hostile, marked: Marked, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    (wanted,) = (each for each in DOWNLOADS if ".rfc4180.csv" in each.address)
    assert opened(hostile, wanted).flaws(marked) == []
    monkeypatch.setattr(separated, "RISKY", frozenset())
    complaints = opened(hostile, wanted).flaws(marked)
    assert complaints != []
    proof.says("the attendee list is downloaded as CSV without apostrophes", f"{len(complaints)} cells would run")
