"""Publishing an edition, taking it back, archiving and reopening it: what a page says, and what the log says."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.editions import services as editions
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Refusal
from gocluster_events.meeting.events.rules.status import LOGGED, POSSIBLE, Reached, Turn, course
from tests.support.make import make_event, make_registration
from tests.support.refusal import refusal
from tests.support.settings import NOW

SETTINGS = "/en/manage/jahrestagung-2027/settings"
STATUS = "/en/manage/jahrestagung-2027/status"
ACTOR = "organiser@example.org"


def visible(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


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


def test_every_status_can_be_left_by_a_step_and_each_is_logged_by_a_name_of_its_own():
    offered = [turn for turns in POSSIBLE.values() for turn in turns]
    assert (len(offered), set(offered), len(set(LOGGED.values()))) == (len(Turn), set(Turn), len(Turn))


def test_the_course_says_since_when_and_by_whom_up_to_where_the_edition_stands():
    hours = [NOW - timedelta(hours=number) for number in range(5)]
    actions = ("edition.hidden", "edition.reopened", "edition.archived", "edition.published", "edition.copied")
    logged = [(at, ACTOR, action) for at, action in zip(hours, actions, strict=True)]
    assert course(EventStatus.DRAFT, logged) == (
        Reached(EventStatus.DRAFT, is_now=True, is_past=False, since=hours[0], by=ACTOR),
        Reached(EventStatus.PUBLISHED, is_now=False, is_past=False),
        Reached(EventStatus.ARCHIVED, is_now=False, is_past=False),
    )
    assert [(each.is_past, each.since) for each in course(EventStatus.ARCHIVED, logged[2:])] == [
        (True, hours[4]), (True, hours[3]), (False, hours[2]),
    ]  # fmt: skip
    assert [each.since for each in course(EventStatus.PUBLISHED, [])] == [None, None, None]


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


def test_saving_the_settings_publishes_and_archives_nothing(session, event, organiser):
    for before in EventStatus:
        put(session, event, before)
        for chosen in EventStatus:
            organiser.own_form(SETTINGS).send(city="Bonn", status=chosen.value)
            assert status(session, event) is before


def test_the_settings_say_since_when_the_event_is_public_and_by_whom(session, event, organiser):
    put(session, event, EventStatus.DRAFT)
    organiser.own_form(f"{STATUS}/publishing").send()
    text = visible(organiser.get(SETTINGS).text)
    assert "Published since 20 March 2027, Kim Muster Archived after the event, from 23 April 2027" in text
    assert "The event is public. Everyone can see it" in text


def test_publishing_says_what_becomes_public_and_does_it(session, event, organiser, app):
    put(session, event, EventStatus.DRAFT)
    page = organiser.get(f"{STATUS}/publishing")
    assert "According to the checklist" in page.text
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
        f"{SETTINGS}#status", EventStatus.DRAFT,
    )  # fmt: skip


def test_a_step_that_is_none_is_not_found(event, organiser):
    assert organiser.get(f"{STATUS}/cancelling").status_code == 404


def test_the_settings_lead_to_the_steps_that_are_possible(event, organiser):
    text = organiser.get(SETTINGS).text
    assert [f"{STATUS}/{turn.value}" in text for turn in Turn] == [False, True, True, False]
