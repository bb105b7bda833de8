"""Publishing the programme: first what changes, then the button."""

from dataclasses import replace

import pytest

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import publishing as queries
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services import drafting as services
from tests.support.make import make_day, make_event, make_room
from tests.support.programme import plan, publish, slot
from tests.support.settings import NOW

PAGE = "/de/manage/jahrestagung-2027/agenda/publication"


def fresh(session):
    """The same, without what it read before somebody else wrote."""
    session.rollback()
    return session


def opened(visitor, path):
    return visitor.own_form(path)


def again(visitor, answer):
    return visitor.form_in(answer, answer.request.path)


@pytest.fixture
def event(session):
    made = make_event(slug="jahrestagung-2027")
    make_day(made)
    return made


@pytest.fixture
def talk(event):
    made = slot(1, code="A1", title=Localized("Alter Titel"), room=make_room(event, name="1.04").id)
    plan(event, made)
    return made


def change(event, before, after):
    services.apply(event.id, [Change(before, after)], {before.uuid: 1}, Act("colleague@example.org", NOW))


def test_the_draft_becomes_public_with_its_note(session, event, talk, organiser):
    assert opened(organiser, PAGE).send(note_de="Erste Fassung").status_code == 302
    text = organiser.get("/de/jahrestagung-2027/agenda").text
    assert ("Alter Titel" in text, "Erste Fassung" in text) == (True, True)


def test_what_readers_will_see_changed_stands_before_the_button(event, talk, organiser):
    publish(event)
    change(event, talk, replace(talk, title=Localized("Neuer Titel")))
    text = organiser.get(PAGE).text
    assert "1 Änderung seit Version 1" in text
    assert all(piece in text for piece in ("<del>Alter Titel</del>", "<ins>Neuer Titel</ins>"))


def test_nothing_new_is_no_new_version(session, event, talk, organiser):
    publish(event)
    answer = opened(organiser, PAGE).send(note_de="Noch einmal")
    assert "Seit der veröffentlichten Version hat sich nichts geändert." in answer.text
    assert queries.latest(fresh(session), event.id).number == 1


def test_the_button_stands_there_only_while_there_is_something_to_publish(event, talk, organiser):
    assert "Version 1 veröffentlichen" in organiser.get(PAGE).text
    publish(event)
    text = organiser.get(PAGE).text
    assert ("Version 2 veröffentlichen" in text, "Seit Version 1 hat sich nichts geändert" in text) == (False, True)


def test_publishing_says_who_learns_of_it_and_who_does_not(event, talk, organiser):
    text = organiser.get(PAGE).text
    assert "Kalender-Abonnements" in text
    assert "Niemand erhält eine E-Mail" in text


def test_errors_must_be_accepted_knowingly(session, event, talk, organiser):
    plan(event, slot(2, 30, code="B1", room=talk.room))
    form = opened(organiser, PAGE)
    refused = form.send(note_de="Trotzdem")
    assert "Beheben Sie die Fehler oder bestätigen Sie, dass Sie trotzdem veröffentlichen." in refused.text
    assert queries.latest(fresh(session), event.id) is None
    assert again(organiser, refused).send(accepted="y").status_code == 302


@pytest.mark.promise("P16")
def test_nobody_publishes_what_a_colleague_changed_meanwhile(session, event, talk, organiser):
    form = opened(organiser, PAGE)
    change(event, talk, replace(talk, title=Localized("Neuer Titel")))
    answer = form.send(note_de="Meine Notiz")
    assert (answer.status_code, queries.latest(fresh(session), event.id)) == (409, None)
    assert "Jemand aus Ihrem Team hat das Programm inzwischen geändert." in answer.text
    assert again(organiser, answer).send().status_code == 302
    assert queries.latest(fresh(session), event.id).note == Localized("Meine Notiz")
