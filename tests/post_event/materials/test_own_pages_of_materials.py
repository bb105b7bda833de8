"""The page on which somebody on the programme hands in materials, reads how they stand, and releases them or not."""

from io import BytesIO

import pytest
import sqlalchemy as sa

from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.post_event.materials.models import Material
from gocluster_events.post_event.materials.queries.materials import material
from gocluster_events.post_event.materials.services import checking, editing, publishing
from gocluster_events.post_event.releases import rules, services as releases
from gocluster_events.post_event.releases.rules import Kind, State
from gocluster_events.post_event.releases.words import release as words
from tests.support.materials import AFTER, OTHER, PDF, TALK, TEAM, a_meeting, add_file, add_link, facts, upload
from tests.support.pdfs import SCRIPTS, pdf
from tests.support.programme import MAI, TAREK, plan, slot, with_people
from tests.support.releasing import after_the_meeting, number_of, own_browser

PAGE = "/de/my/contribution"
OWN = f"{PAGE}/materials"


@pytest.fixture
def app(database, tmp_path, request):
    with after_the_meeting(database, tmp_path, request.node) as app:
        yield app


@pytest.fixture
def event(session):
    return a_meeting(slug="tagung")


@pytest.fixture
def mai(app, event):
    return own_browser(app, event, MAI)


@pytest.fixture
def tarek(app, event):
    return own_browser(app, event, TAREK)


def test_after_the_meeting_the_own_page_lists_the_public_programme_and_asks_for_no_days(event, mai, session):
    plan(event, with_people(slot(5, 300, room=None, title=Localized("Nie öffentlich")), MAI))
    page = mai.get(PAGE).text
    assert ("Sie stehen noch in keinem Programmpunkt" in page, "Wann Sie Zeit haben" in page) == (False, False)
    assert ("So ist es jetzt geplant" in page, "Nie öffentlich" in page) == (False, False)
    assert mai.own_form(PAGE).send(organisation="Photonik Berlin").status_code == 302


def stored(session, event, uuid):
    session.rollback()
    return material(session, event.id, uuid)


def only(session):
    """The one material that there is."""
    session.rollback()
    return session.scalars(sa.select(Material)).one()


def check(session):
    """The worker has looked at the file."""
    session.rollback()
    checking.check_next(AFTER)


def answer(visitor, uuid, choice):
    return visitor.own_form(f"{OWN}/{uuid}/release").send(answer=choice)


def handed_in(visitor, content=PDF, **typed):
    form = visitor.own_form(f"{OWN}/{TALK}/upload")
    return form.send(**{"file": (BytesIO(content), "folien.pdf"), "title_de": "Die Folien", **typed})


def test_the_page_of_a_contributor_leads_to_their_materials(mai):
    assert f'href="{OWN}"' in mai.get(PAGE).text
    page = mai.get(OWN).text
    assert "A1 Vortrag 1" in page
    assert "A2 Vortrag 2" not in page
    assert "Es gibt noch keine Unterlagen." in page


def test_nobody_without_the_link_sees_the_page(visitor, event):
    assert visitor.get(OWN).status_code == 401


def test_somebody_hands_in_slides_releases_them_and_reads_how_they_stand(session, event, mai, tarek):
    reply = handed_in(mai, licence="cc_by")
    uuid = only(session).uuid
    assert reply.location.endswith(f"{OWN}/{uuid}/release")
    assert "Die Datei wird geprüft. Vorher kann sie niemand öffnen." in mai.get(OWN).text
    answer(mai, uuid, "yes")
    check(session)
    assert f"Das wartet auf die Freigabe von {TAREK.name}." in mai.get(OWN).text
    assert "Das wartet auf Ihre Freigabe." in tarek.get(OWN).text
    answer(tarek, uuid, "yes")
    assert "Das Team muss es noch veröffentlichen" in mai.get(OWN).text
    publishing.publish(event.id, uuid, TEAM)
    assert "Öffentlich seit Freitag, 23. April 2027." in mai.get(OWN).text


def test_whoever_has_not_answered_is_asked_while_the_file_is_still_checked(mai):
    handed_in(mai)
    page = mai.get(OWN).text
    assert "Die Datei wird geprüft." in page
    assert ("Jetzt antworten" in page, "Antwort ändern" in page) == (True, False)


def test_a_link_is_handed_in_without_a_file(session, event, mai):
    mai.own_form(f"{OWN}/{TALK}/upload").send(kind="recording", url="https://video.example.org/1")
    row = only(session)
    assert (row.url, row.item, row.added_by) == ("https://video.example.org/1", TALK, f"person:{number_of(event, MAI)}")


def test_a_file_that_is_refused_says_what_to_do(session, mai):
    handed_in(mai, pdf("", SCRIPTS[0]))
    check(session)
    assert "Die Datei wurde abgelehnt: Das PDF enthält Skripte, Formulare oder Filme. Bitte" in mai.get(OWN).text


def test_slides_of_another_program_are_not_taken_and_the_page_says_how_to_save_them(session, mai):
    assert "zuerst als PDF" in handed_in(mai, b"PK\x03\x04 slides").text
    assert [*session.scalars(sa.select(Material))] == []


def test_nobody_hands_anything_in_for_an_item_of_others(mai):
    assert mai.get(f"{OWN}/{OTHER}/upload").status_code == 404


def test_nobody_reads_answers_or_removes_what_is_not_theirs(event, mai, tarek):
    theirs, shared = add_file(event, item=OTHER), add_file(event)
    assert ways(mai, theirs) == [404, 404, 404]
    assert ways(tarek, shared) == [200, 200, 404]


def ways(visitor, uuid):
    addresses = [f"{OWN}/{uuid}/{way}" for way in ("file", "release", "removal")]
    return [visitor.get(each, buffered=True).status_code for each in addresses]


def test_a_co_speaker_reads_a_file_before_they_release_it_but_not_before_it_was_checked(session, event, tarek):
    waiting = editing.add(event.id, facts(), upload(event), TEAM)
    assert tarek.get(f"{OWN}/{waiting}/file").status_code == 404
    check(session)
    assert tarek.get(f"{OWN}/{waiting}/file", buffered=True).data == PDF


def test_withdrawing_takes_the_file_away_at_once(app, session, event, mai, tarek):
    uuid = add_file(event)
    for visitor in (mai, tarek):
        answer(visitor, uuid, "yes")
    publishing.publish(event.id, uuid, TEAM)
    reader = app.test_client()
    assert reader.get(f"/de/tagung/materials/{uuid}", buffered=True).data == PDF
    page = tarek.get(f"{OWN}/{uuid}/release").text
    assert "verschwinden die Datei und alle Links darauf sofort von dieser Website" in page
    answer(tarek, uuid, "no")
    assert reader.get(f"/de/tagung/materials/{uuid}").status_code == 404
    assert "Sie haben das nicht freigegeben." in tarek.get(OWN).text


def test_an_answer_to_a_text_that_is_not_in_force_any_more_is_asked_again(session, event, mai, monkeypatch):
    uuid = add_link(event)
    form = mai.own_form(f"{OWN}/{uuid}/release")
    with pytest.MonkeyPatch.context() as patch:
        _second_text(patch)
        again = form.send(answer="yes")
        assert again.status_code == 409
        assert "Der Text der Freigabe hat sich geändert" in again.text
        mai.form_in(again).send(answer="yes")
        page = mai.get(f"{OWN}/{uuid}/release").text
    (release,) = [each for each in stored(session, event, uuid).releases if each.person == MAI.uuid]
    assert (release.state, release.wording) == (State.GIVEN, 2)
    assert "Ich stimme allem zu." in page


def test_the_text_to_which_somebody_answered_can_be_read_once_there_is_another(event, mai):
    uuid = add_link(event)
    answer(mai, uuid, "yes")
    first = str(words.WORDINGS[Kind.FILE, 1][0])
    with pytest.MonkeyPatch.context() as patch:
        _second_text(patch)
        page = mai.get(f"{OWN}/{uuid}/release").text
    assert "Der Text, auf den Sie damals geantwortet haben" in page
    assert first is not None
    assert "Ich bin einverstanden, dass diese Datei oder dieser Link" in page


def test_a_yes_to_what_has_changed_is_asked_again(session, event, mai):
    uuid = add_link(event)
    form = mai.own_form(f"{OWN}/{uuid}/release")
    known = stored(session, event, uuid).record.facts
    editing.change(event.id, uuid, facts(kind=known.kind, url="https://video.example.org/2"), 1, TEAM)
    again = form.send(answer="yes")
    assert (again.status_code, "Das hat sich geändert" in again.text) == (409, True)
    assert mai.form_in(again).send(answer="yes").status_code == 302


def test_whoever_handed_something_in_can_remove_it(session, event, mai):
    handed_in(mai)
    uuid = only(session).uuid
    mai.own_form(f"{OWN}/{uuid}/removal").send()
    session.rollback()
    assert [*session.scalars(sa.select(Material.uuid))] == []


def test_quotes_that_wait_are_named_with_the_way_to_them(event, mai, session):
    with transaction() as writing:
        releases.ask_in(writing, event.id, Kind.QUOTE, "a-quote", [(MAI.uuid, MAI.name)], TEAM)
    page = mai.get(OWN).text
    assert "1 Zitat wartet auf Ihre Antwort" in page
    assert f'href="{PAGE}/quotes"' in page


def _second_text(patch):
    patch.setattr(rules, "WORDING", 2)
    patch.setattr(words, "WORDINGS", {**words.WORDINGS, (Kind.FILE, 2): ("Ich stimme allem zu.", "Wirklich.")})
