"""The team's pages of materials, and what readers open."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
import sqlalchemy as sa

from gocluster_events.core import clock
from gocluster_events.core.access import Role
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.post_event.materials.models import Blob, Material
from gocluster_events.post_event.materials.rules.codes import PART_BYTES, FileState, Kind, Licence, SeenBy
from gocluster_events.post_event.materials.services import publishing
from tests.support.make import make_event, make_member, make_registration
from tests.support.materials import (
    AFTER,
    MIB,
    OTHER,
    PDF,
    TALK,
    TEAM,
    a_meeting,
    add_file,
    add_link,
    answer,
    look_at_files,
    published_file,
)
from tests.support.pdfs import pdf
from tests.support.programme import MAI, TAREK
from tests.support.signing_up import personal
from tests.support.visitor import Visitor

SLUG = "jahrestagung-2027"
LIST, ADD = f"/de/manage/{SLUG}/materials", f"/de/manage/{SLUG}/materials/upload"
PUBLIC = f"/de/{SLUG}/materials"


@pytest.fixture
def event(session):
    return a_meeting(slug=SLUG)


@pytest.fixture(autouse=True)
def after_the_meeting(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AFTER)


@pytest.fixture
def visiting(app):
    """Somebody who has opened the personal link of a registration."""

    def open_link(registration):
        visitor = Visitor.of(app)
        visitor.form(personal(registration.id)).send()
        return visitor

    return open_link


@pytest.fixture
def staff(app, event):
    visitor = Visitor.of(app)
    visitor.enter(make_member(event, Role.STAFF).email)
    return visitor


def materials(session):
    session.rollback()
    return session.scalars(sa.select(Material).order_by(Material.id)).all()


def rows_of(page):
    body = page.text.partition("<tbody")[2].partition("</tbody>")[0]
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in body.split("<tr>")[1:]]


def test_an_item_that_lacks_something_is_a_row_too(event, organiser):
    add_file(event, item=OTHER)
    missing, there = rows_of(organiser.get(LIST))
    assert missing.startswith("A1 Vortrag 1 noch nicht da Es kommen keine … A1 Vortrag 1 Mai Lan Petersen, Dr. Ta")
    assert missing.endswith("Fehlt")
    assert "0 von 1 fehlt: Dr. Tarek Lindholm" in there
    assert there.endswith("Freigabe fehlt")
    answer(event, published_file(event), MAI, is_granted=False)
    locked = rows_of(organiser.get(LIST))[0]
    assert locked.count("1 von 2 zurückgezogen: Mai Lan Petersen") == locked.count("Gesperrt") == 1


def test_the_list_is_narrowed_by_status_and_words(event, organiser):
    add_file(event, item=OTHER)
    assert len(rows_of(organiser.get(f"{LIST}?show=missing"))) == 1
    assert len(rows_of(organiser.get(f"{LIST}?show=lacking"))) == 1
    assert "Keine Unterlage passt" in organiser.get(f"{LIST}?show=public").text
    assert len(rows_of(organiser.get(f"{LIST}?search=mai+lan"))) == 1
    assert len(rows_of(organiser.get(f"{LIST}?search=A2"))) == 1


def test_without_a_programme_the_list_says_what_it_is_good_for(session, app):
    admin = Visitor.of(app)
    admin.enter(make_member(make_event(slug="noch-leer")).email)
    assert "Es gibt noch kein veröffentlichtes Programm." in admin.get("/de/manage/noch-leer/materials").text


def test_a_pdf_is_added_without_a_script(session, event, organiser):
    form = organiser.form(ADD, ADD)
    answer = form.send(item=TALK, file=(BytesIO(PDF), "folien.pdf"), title_de="Kommunen")
    uuid = materials(session)[0].uuid
    assert answer.location == f"{LIST}/{uuid}"
    look_at_files(AFTER)
    page = organiser.get(answer.location).text
    assert "Folien: A1 Vortrag 1" in page
    assert "Mit Tags und Sprache" in page


def test_an_upload_that_fails_elsewhere_in_the_form_stores_nothing(session, event, organiser):
    answer = organiser.form(ADD, ADD).send(item=TALK, file=(BytesIO(PDF), "a.pdf"), url="https://example.org/")
    assert "Entweder eine Datei oder ein Link" in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Blob)) == 0


MISTAKES = [
    ({}, "Wählen Sie ein PDF"),
    ({"kind": "recording"}, "Geben Sie die Adresse ein."),
    ({"url": "javascript:alert(1)"}, "Geben Sie eine Adresse ein, die mit https:// oder http:// beginnt."),
    ({"url": "https://a:b@example.org/"}, "Geben Sie eine Adresse ein, die mit https:// oder http:// beginnt."),
    ({"kind": "recording", "file": (b"%PDF-", "a.pdf")}, "Zu dieser Art gehört ein Link"),
    ({"file": (b"", "a.pdf")}, "Die Datei ist leer."),
    ({"file": (b"PK\x03\x04", "a.pdf")}, "Das ist kein PDF."),
    ({"item": "no-such-item", "url": "https://example.org/"}, "Wählen Sie eine Option aus."),
]


@pytest.mark.parametrize(("typed", "sentence"), MISTAKES)
def test_what_is_missing_or_wrong_has_a_sentence(session, event, organiser, typed, sentence):
    if "file" in typed:
        typed = {**typed, "file": (BytesIO(typed["file"][0]), typed["file"][1])}
    assert sentence in organiser.form(ADD, ADD).send(**{"item": TALK, **typed}).text
    assert materials(session) == []


def test_a_file_over_the_limit_has_a_sentence_and_is_not_stored(session, event, organiser, app, monkeypatch):
    small = replace(app.config["SETTINGS"], material_megabytes=1)
    monkeypatch.setitem(app.config, "SETTINGS", small)
    large = pdf(filling=MIB)
    answer = organiser.form(ADD, ADD).send(item=TALK, file=(BytesIO(large), "a.pdf"))
    answer.request.environ["wsgi.input"].close()
    assert "Die Datei ist größer, als eine Datei hier sein darf." in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Blob)) == 0


def sent(visitor, address, content):
    """The answer to a part; what the test's own browser wrote into a file for it is closed."""
    answer = visitor.press(address, file=(BytesIO(content), "part"))
    answer.request.environ["wsgi.input"].close()
    return answer


def test_a_script_sends_a_file_in_parts_and_the_form_names_it(session, event, organiser):
    large = pdf(filling=PART_BYTES)
    begun = organiser.press(f"{LIST}/files", name="folien.pdf", size=len(large)).json
    assert (begun["next"], begun["parts"], begun["part_bytes"]) == (0, 2, PART_BYTES)
    address = f"{LIST}/files/{begun['upload']}"
    first, second = large[:PART_BYTES], large[PART_BYTES:]
    assert sent(organiser, f"{address}/0", first).json == {"next": 1}
    assert organiser.get(address).json == {"next": 1, "parts": 2}
    assert sent(organiser, f"{address}/1", second).json == {"next": 2}
    assert organiser.form(ADD, ADD).send(item=TALK, upload=begun["upload"]).status_code == 302
    look_at_files(AFTER)
    uuid = materials(session)[0].uuid
    assert organiser.get(f"{LIST}/{uuid}/file").data == large


def test_a_refused_part_says_why(event, organiser, staff):
    refused = organiser.press(f"{LIST}/files", name="a.pdf", size=26 * MIB)
    assert (refused.status_code, refused.json["error"][:20]) == (422, "Die Datei ist größer")
    begun = organiser.press(f"{LIST}/files", name="a.pdf", size=9).json
    address = f"{LIST}/files/{begun['upload']}"
    assert organiser.press(f"{address}/0", file=(BytesIO(b"x"), "part")).status_code == 422
    assert staff.press(f"{address}/0", file=(BytesIO(b"x" * 9), "part")).status_code == 422
    assert staff.get(address).status_code == 404
    assert organiser.press(f"{address}/0").status_code == 400
    assert organiser.post(f"{LIST}/files", data={"name": "a.pdf", "size": 9}).status_code == 400


def test_nobody_opens_a_file_before_it_is_checked(session, event, organiser):
    organiser.form(ADD, ADD).send(item=TALK, file=(BytesIO(PDF), "folien.pdf"))
    uuid = materials(session)[0].uuid
    assert organiser.get(f"{LIST}/{uuid}/file").status_code == 404
    assert "Wird geprüft" in organiser.get(f"{LIST}/{uuid}").text


def test_publishing_is_refused_with_names_and_done_once_all_have_released(session, event, organiser, visitor):
    uuid = add_file(event)
    answer(event, uuid, MAI)
    way = f"{LIST}/{uuid}/publication"
    page = organiser.own_form(way).send()
    assert "Dr. Tarek Lindholm: Es fehlen noch Freigaben" in page.text
    answer(event, uuid, TAREK)
    assert organiser.own_form(way).send().status_code == 302
    assert Visitor.of(visitor.application).get(f"{PUBLIC}/{uuid}").data == PDF


def test_a_published_file_is_an_attachment_that_runs_nowhere(event, app):
    uuid = published_file(event, title=Localized("Kommunen & Hubs"))
    visitor = Visitor.of(app)
    got = visitor.get(f"{PUBLIC}/{uuid}")
    assert (got.data, got.content_type, got.content_length) == (PDF, "application/pdf", len(PDF))
    assert got.headers["Content-Disposition"] == f"attachment; filename={SLUG}-kommunen-hubs.pdf"
    assert got.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Cache-Control"] == "no-cache"
    again = visitor.get(f"{PUBLIC}/{uuid}", headers={"If-None-Match": got.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_what_is_withdrawn_or_taken_back_is_gone_at_once_for_a_browser_that_has_it_too(event, app):
    uuid, other = published_file(event), published_file(event, item=OTHER)
    visitor = Visitor.of(app)
    known = {"If-None-Match": visitor.get(f"{PUBLIC}/{uuid}").headers["ETag"]}
    answer(event, uuid, MAI, is_granted=False)
    publishing.take_back(event.id, other, TEAM)
    for each in (uuid, other):
        assert visitor.get(f"{PUBLIC}/{each}", headers=known).status_code == 404
    assert "Es gibt noch keine Unterlagen." in visitor.get(PUBLIC).text


def test_what_is_for_participants_opens_with_a_confirmed_registration_alone(session, event, app, visiting):
    uuid = published_file(event, seen_by=SeenBy.PARTICIPANTS)
    confirmed = visiting(make_registration(event, status=Status.CONFIRMED))
    waiting = visiting(make_registration(event, status=Status.WAITLISTED, email="w@example.org"))
    other = visiting(make_registration(make_event(slug="andere"), status=Status.CONFIRMED))
    assert confirmed.get(f"/de/my/materials/{uuid}").data == PDF
    assert f"/de/my/materials/{uuid}" in confirmed.get("/de/my/materials").text
    for nobody in (waiting, other):
        assert nobody.get(f"/de/my/materials/{uuid}").status_code == 404
        assert "Es gibt noch keine Unterlagen." in nobody.get("/de/my/materials").text
    for anybody in (confirmed, Visitor.of(app)):
        assert anybody.get(f"{PUBLIC}/{uuid}").status_code == 404
        assert "1 weitere ist für Teilnehmende" in anybody.get(PUBLIC).text


def test_the_public_list_says_licence_and_how_readable_a_file_is(event, app):
    published_file(event, pdf("", pages=3), licence=Licence.CC_BY, note=Localized("Text im Protokoll"))
    uuid = add_link(event, item=OTHER, title=Localized("Mitschnitt"))
    answer(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", Visitor.of(app).get(PUBLIC).text))
    assert "Folien PDF, 3 Seiten" in page
    assert "CC BY 4.0" in page
    assert "Ohne Tags und Sprache: für Vorleseprogramme schlecht lesbar. Text im Protokoll" in page
    assert "Mitschnitt Öffnet video.example.org" in page
    assert "Alle Mitwirkenden haben der Veröffentlichung zugestimmt. Datei nicht lesbar?" in page


def test_of_two_colleagues_the_second_sees_both_texts(session, event, organiser):
    uuid = add_file(event)
    mine, theirs = organiser.own_form(f"{LIST}/{uuid}"), organiser.own_form(f"{LIST}/{uuid}")
    assert theirs.send(title_de="Von ihr").status_code == 302
    collision = mine.send(title_de="Von mir")
    assert collision.status_code == 409
    assert "Von ihr" in collision.text
    assert "Von mir" in collision.text


def test_staff_see_and_draft_and_leave_what_is_public_alone(session, event, staff):
    draft, public = add_file(event, item=OTHER), published_file(event)
    assert staff.own_form(f"{LIST}/{draft}").send(title_de="Neu").status_code == 302
    assert "Nur das Organisationsteam kann es ändern." in staff.get(f"{LIST}/{public}").text
    assert staff.press(f"{LIST}/{public}", title_de="Neu").status_code == 403
    assert staff.get(f"{LIST}/{draft}/publication").status_code == 403
    assert "Zuerst muss das Organisationsteam es" in staff.own_form(f"{LIST}/{public}/removal").send().text
    assert staff.own_form(f"{LIST}/{draft}/removal").send().status_code == 302
    assert [each.uuid for each in materials(session)] == [public]


def test_a_draft_edition_shows_nobody_its_materials(session, event, app):
    uuid = published_file(event)
    event.status = EventStatus.DRAFT
    session.commit()
    for address in (PUBLIC, f"{PUBLIC}/{uuid}"):
        assert Visitor.of(app).get(address).status_code == 404


def test_a_link_is_no_file_here(event, app, organiser):
    uuid = add_link(event, item=OTHER, kind=Kind.LINK)
    answer(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    assert Visitor.of(app).get(f"{PUBLIC}/{uuid}").status_code == 404
    assert organiser.get(f"{LIST}/{uuid}/file").status_code == 404


def test_a_refused_file_says_why_on_its_page(session, event, organiser):
    uuid = add_file(event, PDF + b"<script>")
    assert session.scalars(sa.select(Blob.state)).one() is FileState.REFUSED
    assert "Hinter dem Ende des PDFs steht noch etwas anderes." in organiser.get(f"{LIST}/{uuid}").text
