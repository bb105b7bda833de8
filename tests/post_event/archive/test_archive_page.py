"""The team's page of the archive copy: asking for one, how far it is, the file with who has it, and deleting it."""

import re
from datetime import timedelta

import pytest

from gocluster_events.core import clock
from gocluster_events.core.access import Role
from gocluster_events.meeting.events.rules.archive_copies import CopyState
from gocluster_events.post_event.archive.queries.copies import mark
from gocluster_events.post_event.archive.rules.codes import LEASE
from gocluster_events.post_event.materials.services import publishing
from tests.support.archived import CONTENT, copy_of, put_copy, standing
from tests.support.make import make_member
from tests.support.materials import AFTER, TEAM, a_meeting, add_link, answer
from tests.support.programme import MAI, TAREK
from tests.support.visitor import Visitor

SLUG = "jahrestagung-2027"
PAGE = f"/de/manage/{SLUG}/archive"
FILE = f"{PAGE}/copy.zip"


@pytest.fixture
def event(session):
    return a_meeting(slug=SLUG)


@pytest.fixture(autouse=True)
def after_the_meeting(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AFTER)


def text_of(visitor, page=PAGE):
    return " ".join(re.sub(r"<[^>]*>", " ", visitor.get(page).text).split())


def make(visitor):
    return visitor.form(PAGE, f"{PAGE}/copy").send()


def progress(visitor):
    return visitor.get(f"{PAGE}/progress.json").json


def test_where_there_is_none_the_page_says_what_it_is_good_for_and_asks_for_one_by_one_button(event, organiser):
    assert "Es gibt noch keine Archivkopie." in text_of(organiser)
    assert make(organiser).location == PAGE
    assert standing(event) == (CopyState.REQUESTED, 0)
    page = organiser.get(PAGE).text
    assert (f'data-progress="{PAGE}/progress.json"' in page, '<meta http-equiv="refresh"' in page) == (True, True)
    assert progress(organiser) == {"state": "Wartet auf den Beginn", "progress": 0, "is_over": False}


def test_the_page_of_the_documentation_leads_there(event, organiser):
    assert f'href="{PAGE}"' in organiser.get(f"/de/manage/{SLUG}/documentation").text


def test_before_the_end_no_copy_can_be_asked_for_and_the_page_says_so(event, organiser, monkeypatch):
    form = organiser.form(PAGE, f"{PAGE}/copy")
    monkeypatch.setattr(clock, "now", lambda: event.starts_at)
    sentence = "Eine Archivkopie lässt sich anlegen, sobald die Veranstaltung vorbei ist."
    assert (sentence in text_of(organiser), f'action="{PAGE}/copy"' in organiser.get(PAGE).text) == (True, False)
    assert (form.send().location, standing(event)) == (PAGE, (None, 0))
    assert text_of(organiser).count(sentence) == 2


def test_while_it_is_made_the_page_says_how_far_it_is(event, organiser):
    put_copy(event, b"", state=CopyState.RUNNING, done=30, total=120, lease_until=AFTER + LEASE)
    assert "25 %" in text_of(organiser)
    assert progress(organiser) == {"state": "Die Archivkopie wird erstellt", "progress": 25, "is_over": False}


def test_a_finished_copy_is_told_of_with_its_size_and_digest(event, organiser):
    put_copy(event)
    page = text_of(organiser)
    assert ["Die Archivkopie ist fertig" in page, "1,0 MB" in page, "ab" * 32 in page] == [True, True, True]
    assert "Noch hat niemand eine Kopie heruntergeladen." in page
    assert progress(organiser)["is_over"] is True


def test_whoever_downloads_it_is_named_on_the_page_before_a_byte_goes(event, organiser):
    put_copy(event)
    answer_to_head = organiser.head(FILE)
    assert "Noch hat niemand eine Kopie heruntergeladen." in text_of(organiser)
    opened = organiser.get(FILE, buffered=False)
    assert "Heruntergeladen von" in text_of(organiser)
    assert "Noch hat niemand eine Kopie heruntergeladen." not in text_of(organiser)
    assert (opened.data, answer_to_head.content_length) == (CONTENT, len(CONTENT))
    assert opened.headers["Content-Disposition"] == f"attachment; filename={SLUG}-archiv.zip"
    assert (opened.mimetype, opened.headers["Cache-Control"]) == ("application/zip", "no-store")


def test_the_list_of_downloads_outlives_the_copy(event, organiser):
    put_copy(event)
    organiser.get(FILE)
    assert organiser.own_form(f"{PAGE}/removal").send().location == PAGE
    assert standing(event) == (None, 0)
    page = text_of(organiser)
    assert ("Derzeit gibt es keine Archivkopie." in page, "Noch hat niemand" in page) == (True, False)
    assert organiser.get(FILE).status_code == 404


def test_what_was_withdrawn_deletes_it_and_the_page_says_so(event, organiser):
    uuid = add_link(event)
    answer(event, uuid, MAI, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    put_copy(event)
    publishing.take_back(event.id, uuid, TEAM)
    assert "Gelöscht am" in text_of(organiser)
    assert [organiser.get(FILE).status_code, organiser.head(FILE).status_code] == [404, 404]
    assert (make(organiser).location, standing(event)) == (PAGE, (CopyState.REQUESTED, 0))


def test_one_that_could_not_be_made_can_be_asked_for_again(event, organiser):
    put_copy(event, b"", state=CopyState.FAILED)
    assert "Die Archivkopie konnte nicht erstellt werden." in text_of(organiser)
    assert (make(organiser).location, standing(event)) == (PAGE, (CopyState.REQUESTED, 0))


def test_what_becomes_public_later_is_noticed_and_what_is_only_drafted_is_not(session, event, organiser):
    put_copy(event, mark=mark(session, event, AFTER))
    uuid = add_link(event)
    answer(event, uuid, MAI, TAREK)
    later = "Seitdem ist etwas öffentlich geworden oder hat sich geändert."
    assert later not in text_of(organiser)
    publishing.publish(event.id, uuid, TEAM)
    assert later in text_of(organiser)
    assert standing(event) == (CopyState.READY, 2)


def test_staff_see_the_copy_and_neither_make_nor_download_nor_delete_it(event, app):
    put_copy(event)
    staff = Visitor.of(app)
    staff.enter(make_member(event, Role.STAFF).email)
    page = staff.get(PAGE).text
    assert ("Die Archivkopie ist fertig" in page, FILE in page, f"{PAGE}/removal" in page) == (True, False, False)
    assert [staff.get(path).status_code for path in (FILE, f"{PAGE}/removal")] == [403, 403]
    assert staff.post(f"{PAGE}/copy").status_code == 403
    assert copy_of(event).requested_at < AFTER + timedelta(seconds=1)
