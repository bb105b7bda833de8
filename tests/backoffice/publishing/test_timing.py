"""Publishing at an hour: the state that was looked at, with its letters, once, or a note that says why not."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.rules.publication_letters import UNDO
from gocluster_events.backoffice.publishing.rules import Announcement, Audience
from gocluster_events.backoffice.publishing.services import publishing
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.models import Snapshot
from gocluster_events.meeting.agenda.queries import draft, publishing as publishing_queries, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.agenda.services import drafting as agenda
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.make import make_day, make_event, make_registration, make_room
from tests.support.programme import plan, publish, slot
from tests.support.refusal import refusal
from tests.support.settings import NOW

PAGE = "/de/manage/jahrestagung-2027/agenda/publication"
ORGANISER = "organiser@example.org"
SAID = Announcement(Localized("Neue Zeiten"), frozenset({Audience.PARTICIPANTS}))
LATER = NOW + timedelta(hours=8)


@pytest.fixture
def event(session):
    made = make_event(slug="jahrestagung-2027")
    make_day(made)
    return made


@pytest.fixture
def talk(event):
    made = slot(1, code="P4", title=Localized("Pitches"), room=make_room(event, name="1.04").id)
    plan(event, made)
    publish(event)
    return made


def fresh(session):
    session.rollback()
    return session


def move(event, item, minutes=5):
    moved = replace(item, starts_at=item.starts_at + timedelta(minutes=minutes))
    seen = {item.uuid: draft.revision(fresh(db.session()), event.id, item.uuid)}
    agenda.apply(event.id, [Change(item, moved)], seen, Act(ORGANISER, NOW))
    return moved


def plan_for(session, event, due_at=LATER, now=NOW):
    seen = steps.head(fresh(session), event.id).revision
    publishing.plan_publication(event.id, SAID, due_at, Act(ORGANISER, now), seen=seen)


def number(session, event):
    return publishing_queries.latest(fresh(session), event.id).number


@pytest.mark.both_databases
def test_at_its_hour_the_state_that_was_looked_at_is_public_and_those_concerned_are_told(session, event, talk, voice):
    make_registration(event)
    planned = move(event, talk)
    plan_for(session, event)
    move(event, planned, 60)  # later, so not in it
    assert publishing.publish_due(LATER - timedelta(seconds=1), voice) == 0
    assert (publishing.publish_due(LATER, voice), publishing.publish_due(LATER, voice)) == (1, 0)
    latest = publishing_queries.latest(fresh(session), event.id)
    assert (latest.number, latest.timetable.items, latest.note.de) == (2, (planned,), "Neue Zeiten")
    mails = session.scalars(sa.select(Mail)).all()
    assert [(mail.letter, mail.not_before) for mail in mails] == [("programme_changed", LATER + UNDO)]
    assert (publishing_queries.planned_publication(session, event.id), session.scalars(sa.select(Snapshot)).all()) == (
        None,
        [],
    )


def test_whoever_gets_a_place_before_the_hour_is_told_too(session, event, talk, voice):
    move(event, talk)
    plan_for(session, event)
    make_registration(event)
    publishing.publish_due(LATER, voice)
    assert len(fresh(session).scalars(sa.select(Mail)).all()) == 1


def test_publishing_before_the_hour_takes_the_place_of_what_is_planned(session, event, talk, voice):
    move(event, talk)
    plan_for(session, event)
    publish(event)
    assert (publishing.publish_due(LATER, voice), number(session, event)) == (0, 2)


def test_planning_anew_takes_the_place_of_what_was_planned(session, event, talk, voice):
    first = move(event, talk)
    plan_for(session, event)
    second = move(event, first)
    plan_for(session, event, LATER + timedelta(hours=1))
    assert publishing.publish_due(LATER, voice) == 0
    publishing.publish_due(LATER + timedelta(hours=1), voice)
    assert publishing_queries.latest(fresh(session), event.id).timetable.items == (second,)


def test_in_an_archived_edition_nothing_is_published_and_a_note_says_why(session, event, talk, voice, organiser):
    move(event, talk)
    plan_for(session, event)
    fresh(session).get_one(Event, event.id).status = EventStatus.ARCHIVED
    session.commit()
    assert (publishing.publish_due(LATER, voice), publishing.publish_due(LATER, voice)) == (0, 0)
    assert publishing_queries.planned_publication(fresh(session), event.id).failure is Refusal.ARCHIVED
    assert "nicht veröffentlicht" in organiser.get(PAGE).text


def test_what_became_public_by_another_way_is_not_published_again(session, event, talk, voice):
    move(event, talk)
    plan_for(session, event)
    with db.transaction() as writing:  # as if a restored backup had it already
        version = publishing_queries.latest_version(writing, event.id)
        version.document = writing.scalars(sa.select(Snapshot)).one().document
    publishing.publish_due(LATER, voice)
    assert (publishing_queries.planned_publication(fresh(session), event.id).failure, number(session, event)) == (
        Refusal.UNCHANGED,
        1,
    )


@pytest.mark.parametrize(
    ("due_at", "code"), [(NOW, Refusal.PAST), (NOW - timedelta(days=1), Refusal.PAST), (LATER, Refusal.UNCHANGED)]
)
def test_what_cannot_be_published_is_not_planned(session, event, talk, due_at, code):
    assert refusal(plan_for, session, event, due_at) is code


def test_nobody_plans_what_a_colleague_changed_meanwhile(session, event, talk):
    seen = steps.head(fresh(session), event.id).revision
    move(event, talk)
    with pytest.raises(Stale):
        publishing.plan_publication(event.id, SAID, LATER, Act(ORGANISER, NOW), seen=seen)


def opened(visitor, path=PAGE):
    return visitor.own_form(path)


def test_one_plans_it_on_the_publish_page_in_the_venues_time_and_it_shows_everywhere(session, event, talk, organiser):
    move(event, talk)
    answer = opened(organiser).send("later", at="2027-04-20T18:00", note_de="Neue Zeiten")
    assert answer.location == f"{PAGE}/time"
    planned = publishing_queries.planned_publication(fresh(session), event.id)
    assert (planned.due_at.isoformat(), planned.note.de) == ("2027-04-20T16:00:00+00:00", "Neue Zeiten")
    sentence = "Das Programm wird am 20. April 2027, 18:00 Uhr veröffentlicht."
    for page in (PAGE, "/de/manage/jahrestagung-2027/agenda"):
        assert sentence in organiser.get(page).text
    assert "20. April 2027, 18:00" in organiser.get("/de/manage/jahrestagung-2027/").text


def test_without_an_hour_or_with_one_that_has_passed_nothing_is_planned(session, event, talk, organiser):
    move(event, talk)
    assert "Geben Sie Datum und Uhrzeit ein" in opened(organiser).send("later", at="").text
    assert (
        "Dieser Zeitpunkt ist vorbei. Wählen Sie einen späteren."
        in opened(organiser).send("later", at="2027-01-20T18:00").text
    )
    assert publishing_queries.planned_publication(fresh(session), event.id) is None


def test_the_hour_is_changed_and_the_publication_cancelled(session, event, talk, organiser):
    move(event, move(event, talk))
    opened(organiser).send("later", at="2027-04-20T18:00")
    opened(organiser, f"{PAGE}/time").send(at="2027-04-21T08:30")
    assert (
        publishing_queries.planned_publication(fresh(session), event.id).due_at.isoformat()
        == "2027-04-21T06:30:00+00:00"
    )
    opened(organiser, f"{PAGE}/time/removal").send()
    assert publishing_queries.planned_publication(fresh(session), event.id) is None


def test_the_page_says_what_was_changed_since_and_is_not_in_it(session, event, talk, organiser):
    planned = move(event, talk)
    opened(organiser).send("later", at="2027-04-20T18:00")
    move(event, planned, 60)
    text = organiser.get(f"{PAGE}/time").text
    assert ("1 spätere Änderung am Entwurf ist nicht dabei." in text, "<ins>09:05</ins>" in text) == (True, True)
