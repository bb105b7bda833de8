"""Slides are uploaded in a browser: in parts, on and on after a cut, and refused at once where they are none."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, Route, expect
from sqlalchemy.orm import Session

from gocluster_events.core.access import Role
from gocluster_events.post_event.materials.models import Blob
from gocluster_events.post_event.materials.queries.uploads import pieces
from gocluster_events.post_event.materials.rules.codes import PART_BYTES
from tests.support.live import Live
from tests.support.make import make_member
from tests.support.materials import a_meeting
from tests.support.pdfs import pdf
from tests.support.signing_in import enter

ADD = "/de/manage/jahrestagung-2027/materials/upload"
SLIDES = pdf(filling=2 * PART_BYTES)
PART = re.compile(r".*/materials/files/[0-9a-f-]{36}/(\d+)$")


@pytest.fixture
def form(session: Session, servers: Live, page: Page) -> Page:
    """The form for a new material, before somebody of the team."""
    member = make_member(a_meeting(slug="jahrestagung-2027"), Role.STAFF, email="staff@example.org")
    enter(page, servers.address, member.email)
    page.goto(f"{servers.address}{ADD}")
    return page


def choose(form: Page, content: bytes) -> None:
    form.get_by_label("PDF").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": content})
    form.get_by_role("button", name="Unterlage hinzufügen").click()


def test_after_a_cut_an_upload_goes_on_with_the_part_that_is_missing(form: Page, session: Session):
    sent = list[int]()

    def carry(route: Route) -> None:
        match = PART.fullmatch(route.request.url)
        assert match
        sent.append(int(match[1]))
        if sent == [0, 1]:
            route.abort("connectionreset")
        else:
            route.continue_()

    form.route(PART, carry)
    choose(form, SLIDES)
    expect(form.get_by_text("Wird geprüft", exact=True)).to_be_visible()
    assert sent == [0, 1, 1, 2]
    session.rollback()
    blob = session.scalars(sa.select(Blob)).one()
    assert b"".join(pieces(session, blob.id, blob.parts)) == SLIDES


def test_what_is_no_pdf_is_refused_before_anything_is_sent(form: Page, session: Session):
    choose(form, b"PK\x03\x04 slides of another program")
    expect(form.get_by_text("Das ist kein PDF.")).to_be_visible()
    expect(form.get_by_role("button", name="Unterlage hinzufügen")).to_be_enabled()
    session.rollback()
    assert session.scalars(sa.select(Blob)).all() == []


def test_once_a_file_is_chosen_nothing_is_said_of_the_empty_field_any_more(form: Page):
    form.get_by_role("button", name="Unterlage hinzufügen").click()
    missing = form.get_by_text("Wählen Sie ein PDF, oder geben Sie die Adresse eines Links ein.")
    expect(missing).to_have_count(2)  # in the summary and at the field
    choose(form, b"PK\x03\x04 slides of another program")
    expect(form.get_by_text("Das ist kein PDF.")).to_be_visible()
    expect(missing).to_have_count(0)
    expect(form.get_by_label("PDF")).not_to_have_attribute("aria-invalid", "true")
