"""The team's page of those from whom something is still to come, releases on paper, and what a page showed."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.post_event.materials.queries.materials import material
from gocluster_events.post_event.materials.rules.codes import Licence
from gocluster_events.post_event.materials.services import editing, publishing, releasing
from gocluster_events.post_event.releases.rules import State
from tests.support.make import make_member
from tests.support.materials import AFTER, TEAM, a_meeting, add_link, published_file
from tests.support.programme import MAI, TAREK, publish, slot, with_people
from tests.support.releasing import address, after_the_meeting, number_of, reminded, say, with_address

MANAGE = "/de/manage/tagung/materials"


@pytest.fixture
def app(database, tmp_path, request):
    with after_the_meeting(database, tmp_path, request.node) as app:
        yield app


@pytest.fixture
def event(session):
    return a_meeting(slug="tagung")


@pytest.fixture
def organiser(app, event):
    make_member(event, email="organiser@example.org")
    visitor = app.test_client()
    visitor.enter("organiser@example.org")
    return visitor


def test_the_tab_says_of_how_many_items_there_are_materials_once_some_are_expected(event, organiser):
    tab = re.compile(r'Unterlagen <span class="subnav__count">([^<]*)</span>')
    assert tab.findall(organiser.get("/de/manage/tagung/cards").text) == ["0 von 2"]
    add_link(event), published_file(event)
    assert tab.findall(organiser.get(MANAGE).text) == ["1 von 2"]


def test_the_chosen_are_reminded_at_once_and_the_page_counts_it(event, organiser):
    with_address(event, MAI, TAREK)
    form = organiser.own_form(f"{MANAGE}/remind")
    assert form.send(people=MAI.uuid).status_code == 302
    assert reminded(event) == [address(MAI)]
    page = organiser.get(f"{MANAGE}/remind").text
    assert "1 von 3 Erinnerungen" in page
    assert f'value="{MAI.uuid}"' not in page
    assert f'value="{TAREK.uuid}"' in page


def test_who_has_no_address_is_named_and_cannot_be_chosen(event, organiser):
    page = organiser.get(f"{MANAGE}/remind").text
    assert page.count("keine Adresse bekannt") == 2
    assert 'name="people"' not in page


def test_nobody_chosen_is_nobody_reminded(event, organiser):
    with_address(event, MAI)
    assert "Wählen Sie mindestens eine Person aus." in organiser.own_form(f"{MANAGE}/remind").send().text
    assert reminded(event) == []


def test_a_release_on_paper_is_noted_by_whoever_has_it(session, event, organiser):
    uuid = add_link(event)
    organiser.own_form(f"{MANAGE}/{uuid}/paper/{MAI.uuid}").send()
    session.rollback()
    (release,) = [each for each in material(session, event.id, uuid).releases if each.person == MAI.uuid]
    assert (release.state, release.actor) == (State.ON_PAPER, "organiser@example.org")


def test_nobody_notes_a_paper_against_the_persons_own_word(event, organiser):
    uuid = add_link(event)
    say(event, uuid, MAI, is_granted=False)
    page = organiser.own_form(f"{MANAGE}/{uuid}/paper/{MAI.uuid}").send().text
    assert "Nur sie kann ihre Antwort ändern." in page


def test_a_paper_is_noted_for_no_other_licence_than_that_which_the_page_showed(session, event, organiser):
    uuid = add_link(event)
    form = organiser.own_form(f"{MANAGE}/{uuid}/paper/{MAI.uuid}")
    known = material(session, event.id, uuid).record.facts
    editing.change(event.id, uuid, replace(known, licence=Licence.CC0), 1, TEAM)
    answer = form.send()
    assert answer.status_code == 409
    session.rollback()
    assert {each.state for each in material(session, event.id, uuid).releases} == {State.ASKED}
    assert organiser.form_in(answer, answer.request.path).send().status_code == 302


def test_what_a_colleague_changed_since_the_page_was_opened_is_not_published_unseen(session, event, organiser):
    uuid = add_link(event)
    say(event, uuid, MAI), say(event, uuid, TAREK)
    form = organiser.own_form(f"{MANAGE}/{uuid}/publication")
    known = material(session, event.id, uuid).record.facts
    editing.change(event.id, uuid, replace(known, title=Localized("Anderer Titel")), 1, TEAM)
    answer = form.send()
    session.rollback()
    assert (answer.status_code, material(session, event.id, uuid).record.published_at) == (409, None)
    assert organiser.form_in(answer, answer.request.path).send().status_code == 302
    session.rollback()
    assert material(session, event.id, uuid).record.published_at


def test_a_withdrawal_that_reaches_the_team_is_noted_and_the_material_is_gone_at_once(session, event, organiser, app):
    uuid = add_link(event)
    say(event, uuid, MAI), releasing.on_paper(event.id, uuid, TAREK.uuid, 1, TEAM)
    publishing.publish(event.id, uuid, TEAM)
    assert "video.example.org" in app.test_client().get("/de/tagung/materials").text
    for person in (TAREK, MAI):
        assert f"{MANAGE}/{uuid}/paper/{person.uuid}" in organiser.get(f"{MANAGE}/{uuid}").text
        page = organiser.own_form(f"{MANAGE}/{uuid}/paper/{person.uuid}")
        assert page.send().status_code == 302
    assert "video.example.org" not in app.test_client().get("/de/tagung/materials").text
    session.rollback()
    entry = material(session, event.id, uuid)
    assert {(each.state, each.actor) for each in entry.releases} == {(State.WITHDRAWN, "organiser@example.org")}
    actions = sa.select(AuditEntry.action).where(AuditEntry.actor == "organiser@example.org")
    assert [*session.scalars(actions)].count("release.withdrawal_noted") == 2
    assert organiser.get(f"{MANAGE}/{uuid}").text.count("vermerkt von ") == 2
    again = organiser.own_form(f"{MANAGE}/{uuid}/paper/{TAREK.uuid}").send()  # no paper after that
    assert "Nur sie kann ihre Antwort ändern." in again.text


def test_where_no_release_stands_there_is_nothing_to_withdraw(event, organiser):
    uuid = add_link(event)
    page = organiser.own_form(f"{MANAGE}/{uuid}/paper/{MAI.uuid}").send(answer="no")
    assert "Es gibt keine Freigabe, die zurückgezogen werden könnte." in page.text


def test_a_withdrawal_of_somebody_who_has_left_the_item_is_noted_and_closes_what_is_public(session, event, organiser):
    uuid = published_file(event)
    before = with_people(slot(1, room=None, code="A1"), MAI, TAREK)
    drafting.apply(event.id, (Change(before, with_people(before, TAREK)),), None, TEAM)
    publish(event)
    page = organiser.get(f"{MANAGE}/{uuid}").text
    assert "Freigegeben und nicht mehr im Programmpunkt" in page
    organiser.own_form(f"{MANAGE}/{uuid}/paper/{MAI.uuid}").send()
    session.rollback()
    entry = material(session, event.id, uuid)
    assert (entry.record.published_at, [each.name for each in entry.denied]) == (None, [MAI.name])


def test_the_page_names_who_of_the_programme_has_added_a_material(event, organiser):
    uuid = add_link(event, Act(f"person:{number_of(event, MAI)}", AFTER))
    page = organiser.get(f"{MANAGE}/{uuid}").text
    assert (f"Hinzugefügt von {MAI.name}" in page, "person:" in page) == (True, False)
