"""The team's page of those from whom something is still to come, releases on paper, and what a page showed."""

from dataclasses import replace

import pytest

from gocluster_events.materials.queries.materials import material
from gocluster_events.materials.rules.codes import Licence
from gocluster_events.materials.services import editing
from gocluster_events.releases.rules import State
from gocluster_events.text import Localized
from tests.support.make import make_member
from tests.support.materials import TEAM, a_meeting, add_link
from tests.support.programme import MAI, TAREK
from tests.support.releasing import address, after_the_meeting, reminded, say, with_address

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
