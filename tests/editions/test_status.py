"""Publishing an edition, taking it back, archiving and reopening it: what a page says, and what the log says."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from gocluster_events.accounts.models import AuditEntry
from gocluster_events.act import Act
from gocluster_events.editions import services as editions
from gocluster_events.errors import Stale
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import EventStatus, Refusal
from gocluster_events.events.rules.status import LEADS_TO, POSSIBLE, Turn, turn_between
from tests.support.make import make_event, make_registration
from tests.support.refusal import refusal
from tests.support.settings import NOW

STATUS = "/en/manage/jahrestagung-2027/status"
ACTOR = "organiser@example.org"


def log(session):
    session.rollback()
    return session.execute(sa.select(AuditEntry.action, AuditEntry.fields).order_by(AuditEntry.id)).all()


def status(session, event):
    session.rollback()
    return session.get_one(Event, event.id).status


def put(session, event, where):
    session.rollback()
    session.get_one(Event, event.id).status = where
    session.commit()


def test_every_step_that_is_offered_is_called_by_its_name():
    offered = [(before, turn) for before, turns in POSSIBLE.items() for turn in turns]
    assert [turn_between(before, LEADS_TO[turn]) for before, turn in offered] == [turn for _before, turn in offered]
    assert [turn_between(each, each) for each in EventStatus] == [None, None, None]
    assert turn_between(EventStatus.ARCHIVED, EventStatus.DRAFT) is Turn.HIDE


@pytest.mark.both_databases
def test_an_edition_goes_all_the_way_and_back_and_the_log_names_each_step(session):
    event = make_event(status=EventStatus.DRAFT)
    for turn in (Turn.PUBLISH, Turn.PUBLISH, Turn.ARCHIVE, Turn.REOPEN, Turn.HIDE):
        editions.turn_edition(event.id, turn, Act(ACTOR, NOW))
    assert status(session, event) is EventStatus.DRAFT
    assert log(session) == [
        ("edition.published", []), ("edition.archived", []), ("edition.reopened", []), ("edition.hidden", []),
    ]  # fmt: skip


def test_a_step_that_leads_from_somewhere_else_is_not_taken(session):
    event = make_event(status=EventStatus.DRAFT)
    with pytest.raises(Stale):
        editions.turn_edition(event.id, Turn.ARCHIVE, Act(ACTOR, NOW))
    assert (status(session, event), log(session)) == (EventStatus.DRAFT, [])


def test_an_edition_with_registrations_does_not_become_a_draft(session, event, organiser):
    make_registration(event)
    assert refusal(editions.turn_edition, event.id, Turn.HIDE, Act(ACTOR, NOW)) is Refusal.HAS_REGISTRATIONS
    answer = organiser.own_form(f"{STATUS}/hiding").send()
    assert ("so it cannot become a draft again" in answer.text, status(session, event)) == (True, EventStatus.PUBLISHED)


def test_the_settings_name_another_status_and_what_else_has_changed(session, event):
    settings, revision = events.settings(session, event.id)
    editions.change_settings(event.id, replace(settings, status=EventStatus.ARCHIVED), revision, Act(ACTOR, NOW))
    settings, revision = events.settings(session, event.id)
    both = replace(settings, status=EventStatus.PUBLISHED, city="Bonn")
    editions.change_settings(event.id, both, revision, Act(ACTOR, NOW))
    assert log(session) == [("edition.archived", []), ("edition.reopened", []), ("edition.changed", ["city"])]


def test_publishing_says_what_becomes_public_and_does_it(session, event, organiser, app):
    put(session, event, EventStatus.DRAFT)
    page = organiser.get(f"{STATUS}/publishing")
    assert "items on the checklist are still open." in page.text
    assert "The programme stays hidden until you publish it separately." in page.text
    assert app.test_client().get("/en/jahrestagung-2027/").status_code == 404
    answer = organiser.form_in(page, f"{STATUS}/publishing").send()
    assert (answer.location, status(session, event)) == ("/en/manage/jahrestagung-2027/", EventStatus.PUBLISHED)
    assert app.test_client().get("/en/jahrestagung-2027/").status_code == 200
    assert "<strong>Kim Muster</strong> published the event." in organiser.get(answer.location).text


def test_a_step_that_somebody_else_has_made_impossible_leads_back_to_the_settings(session, event, organiser):
    form = organiser.own_form(f"{STATUS}/archiving")
    put(session, event, EventStatus.DRAFT)
    assert (form.send().location, status(session, event)) == (
        "/en/manage/jahrestagung-2027/settings", EventStatus.DRAFT,
    )  # fmt: skip


def test_a_step_that_is_none_is_not_found(event, organiser):
    assert organiser.get(f"{STATUS}/cancelling").status_code == 404


def test_the_settings_lead_to_the_steps_that_are_possible(event, organiser):
    text = organiser.get("/en/manage/jahrestagung-2027/settings").text
    assert [f"{STATUS}/{turn.value}" in text for turn in Turn] == [False, True, True, False]
