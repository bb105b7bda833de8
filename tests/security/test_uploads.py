"""What is uploaded is refused within a second's work, or drawn anew; nothing of it ever runs (promise P15)."""

import re
import threading
from io import BytesIO
from typing import Self

import psutil
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from gocluster_events.core.picture import Picture
from gocluster_events.core.web.fields import Form
from gocluster_events.factory.failures import MOST_UNREAD
from gocluster_events.meeting.events.models import Event, File
from tests.house.test_forgery import contribution
from tests.security.text_forms import files_declared
from tests.support import documents, pictures, sheets
from tests.support.html_forms import forms_of
from tests.support.make import make_event, make_member, make_person
from tests.support.programme import plan, publish, slot
from tests.support.proving import Proof
from tests.support.remote import servers_of
from tests.support.visitor import Visitor

MANAGE = "/en/manage/tagung"
PICTURES = {name: file for name, (file, _fault) in pictures.REFUSED.items()}
TABLES = {name: file for name, (file, *_why) in sheets.hostile().items() if file}
DOCUMENTS = {name: file for name, (file, _fault) in documents.hostile().items() if file}
NO_TEXT = (b"\x89PNG", b"\xff\xd8", b"RIFF", b"GIF8", b"PK")
ADDRESSES = {name: file for name, file in TABLES.items() if name != "a formula"}  # there a mistake of its cell
WORKBOOKS = {name: file for name, file in TABLES.items() if file.startswith(b"PK")}
DRAWN = {name: file for name, file in PICTURES.items() if file.startswith(NO_TEXT)}
ANYTHING = {**DOCUMENTS, **TABLES, **{name: file for name, file in PICTURES.items() if file}}
PHOTOGRAPHED = "a photo that is a page too"  # of this a photo is drawn, of nothing else
UNPHOTOGRAPHED = {name: file for name, file in ANYTHING.items() if name != PHOTOGRAPHED}
FIELDS = {  # by the name of the field: the page with its form, and what is nothing for it
    "logo": (f"{MANAGE}/settings", ANYTHING),
    "portrait": (f"{MANAGE}/agenda/people/new", ANYTHING),
    "portrait on one's own page": ("/en/my/contribution", ANYTHING),
    "photo": (f"{MANAGE}/photos/upload", UNPHOTOGRAPHED),
    "table": (f"{MANAGE}/registration/invitations/lists/new", {**DRAWN, **ADDRESSES}),
    "table of clusters": (f"{MANAGE}/clusters/list", {**DRAWN, **TABLES}),
    "programme": (f"{MANAGE}/agenda/import", {**DRAWN, **WORKBOOKS, **DOCUMENTS}),
    "file": (f"{MANAGE}/materials/upload", {name: file for name, file in ANYTHING.items() if file[:5] != b"%PDF-"}),
}
MOST_SECONDS = 1.0  # of work, whatever else the machine does
MOST_MEMORY = 400 * 2**20  # which one upload may take for its second


@pytest.fixture
def event(session: Session) -> Event:
    event = make_event(slug="tagung")
    plan(event, slot(1, room=None))
    publish(event)
    return event


@pytest.fixture
def organiser(event: Event, visitor: Visitor) -> Visitor:
    """Somebody of the team, signed in, who is on the programme and has opened their link."""
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    visitor.form(f"/en/my/contribution/{contribution(make_person(event))}").send()
    return visitor


def asks(visitor: Visitor, address: str, body: bytes = b"", kind: str = "") -> tuple[int, str]:
    """The status and the text of the answer to a GET, or to a POST of a body with its type."""
    try:
        with visitor.open(address, method="POST" if body else "GET", data=body or None, content_type=kind) as answer:
            return answer.status_code, answer.text
    except ConnectionError:
        if len(body) <= MOST_UNREAD:
            raise
        return 413, "closed before the body was sent"  # which is how a server says so to who does not stop


def sends(visitor: Visitor, field: str, upload: bytes) -> tuple[int, str]:
    """The answer to the form with that file, everything else as the page offers it."""
    page, name = FIELDS[field][0], field.split(maxsplit=1)[0]
    (form,) = (each for each in forms_of(asks(visitor, page)[1]) if name in each.buttons)
    fields = {**form.fields, name: FileStorage(BytesIO(upload), "file.png")}
    fields |= {"first_name": "Kim", "last_name": "Weber", "portrait_consent": "y"} if name == "portrait" else {}
    boundary, body = encode_multipart(fields)
    return asks(visitor, page, body, f"multipart/form-data; boundary={boundary}")


def taken(visitor: Visitor, field: str, upload: bytes) -> str:
    """Why it is no refusal at the field with a sentence; nothing if it is one."""
    status, page = sends(visitor, field, upload)
    errors = re.findall(rf'<li><a href="#{field.split(maxsplit=1)[0]}">([^<]+)</a>', page)
    return "" if status == 413 or (status == 200 and errors) else f"answered with {status}"


def work_of(process: psutil.Process) -> float:
    """Seconds of work of a server and of those that it has started, running or ended."""
    return sum(sum(each.cpu_times()[:4]) for each in (process, *process.children(recursive=True)))


class Memory(threading.Thread):
    """Looks how much a server and whatever it starts take, until it is told to stop."""

    def __init__(self, process: psutil.Process) -> None:
        super().__init__(daemon=True)
        self.process, self.most, self.stopped = process, 0, threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stopped.set()
        self.join()

    def run(self) -> None:
        while not self.stopped.wait(0.01):
            self.most = max(self.most, taken_by(self.process))


def pids(process: psutil.Process) -> set[int]:
    """The processes that answer for the server; another instead of one of them tells that it crashed."""
    return {each.pid for each in process.children()}


def taken_by(process: psutil.Process) -> int:
    memory = 0
    for each in (process, *process.children(recursive=True)):
        try:
            memory += each.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return memory


def test_every_field_for_files_is_tried():
    assert {field.split()[0] for field in FIELDS} == files_declared(Form)


@pytest.mark.promise("P15")
def test_what_would_hurt_is_refused_at_its_field_and_leaves_the_server_as_it_was(
    app: Flask, organiser: Visitor, proof: Proof
):
    process = psutil.Process(servers_of(app).web.process.pid)
    assert sends(organiser, "portrait", pictures.drawn("JPEG"))[0] == 302  # it has drawn one before
    memory, before, workers = Memory(process), taken_by(process), pids(process)
    wrong, seconds, number = [], 0.0, 0
    with memory:
        for field, (_page, files) in FIELDS.items():
            for name in proof.random.sample(sorted(files), proof.size(3, len(files))):
                began, number = work_of(process), number + 1
                why = taken(organiser, field, files[name])
                seconds = max(seconds, work_of(process) - began)
                wrong += [(field, name, why)] if why else []
    assert (pids(process), workers != set()) == (workers, True)
    assert (wrong, memory.most - before < MOST_MEMORY, seconds < MOST_SECONDS) == ([], True, True)
    proof.says(
        f"{number} files in {len(FIELDS)} fields: SVG, HTML, polyglots, bombs (zip, pixel, entity), 5 MB + 1",
        f"{number} refused at the field by the same worker processes, at most {seconds:.2f} s of work "
        f"and {(memory.most - before) / 2**20:.0f} MiB more than before",
    )


@pytest.mark.promise("P15")
def test_what_is_taken_is_drawn_anew_and_served_as_what_it_is(organiser: Visitor, session: Session, proof: Proof):
    uploads = [pictures.drawn("JPEG", comment=pictures.SECRET), pictures.drawn("WEBP"), pictures.drawn()]
    for upload in uploads:
        assert sends(organiser, "portrait", upload)[0] == 302
    served = serves(organiser, session)
    assert served == []
    proof.says(f"{len(uploads)} pictures, one with a script in its comment", "all served as our own PNG, with nosniff")


def serves(visitor: Visitor, session: Session) -> list[str]:
    """The digests of files that are served with anything of what came with them, or as something else than PNG."""
    session.rollback()
    digests = []
    for digest in session.scalars(sa.select(File.sha256)):
        answer = visitor.get(f"/files/{digest}.png")
        is_png = (answer.mimetype, answer.data[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
        if not is_png or pictures.SECRET in answer.data or answer.headers["X-Content-Type-Options"] != "nosniff":
            digests.append(digest)
    return digests


@pytest.mark.promise("P15", control=True)
def test_pictures_that_are_kept_as_they_come_are_found_out(
    organiser: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr("gocluster_events.core.picture.redraw", lambda upload, *_box: Picture(upload, 640, 160))
    names = ("an SVG", "a page", "a photo that is a page too")
    accepted = [name for name in names if taken(organiser, "portrait", PICTURES[name])]
    wrong = serves(organiser, session)
    assert (len(accepted), len(wrong)) == (len(names), len(names))
    proof.says("uploads are kept as they come", f"{len(accepted)} of {len(names)} taken, {len(wrong)} served so")
