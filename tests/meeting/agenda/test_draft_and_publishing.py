"""Changing the draft and publishing it, with real rows."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Stale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import (
    draft as draft_queries,
    publishing as publishing_queries,
    steps as steps_queries,
)
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Part, Refusal, Visibility
from gocluster_events.meeting.agenda.services import drafting as services, publishing
from tests.support.make import archive, make_day, make_event, make_room, make_track
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.refusal import refusal
from tests.support.settings import NOW

ACTOR = "organiser@example.org"

pytestmark = pytest.mark.both_databases


@pytest.fixture
def event(session):
    made = make_event()
    make_day(made)
    return made


@pytest.fixture
def hall(event):
    return make_room(event, name="Eichensaal")


@pytest.fixture
def talk(event, hall):
    made = with_people(slot(1, room=hall.id, track=make_track(event).id, code="A1"), MAI, TAREK)
    plan(event, made, MAI, TAREK)
    return made


def change(event, before, after, revision=1):
    subject = after or before
    services.apply(event.id, [Change(before, after)], {subject.uuid: revision}, Act(ACTOR, NOW))


def publish_seen(event, seen):
    """The number of the version that the draft becomes for somebody who saw that revision of it."""
    with transaction() as writing:
        return publishing.publish(writing, event.id, Localized(), Act(ACTOR, NOW), seen=seen).version.number


def test_the_draft_is_what_was_planned(session, event, talk):
    draft = draft_queries.draft(session, event)
    assert (draft.items, draft.people) == ((talk,), (TAREK, MAI))


def test_a_change_raises_the_row_and_the_edition_and_leaves_a_step(session, event, talk):
    moved = replace(talk, starts_at=talk.starts_at + timedelta(minutes=5))
    change(event, talk, moved)
    steps = session.scalars(sa.select(models.Step).order_by(models.Step.number)).all()
    assert draft_queries.item(session, event.id, talk.uuid) == moved
    assert (draft_queries.revision(session, event.id, talk.uuid), steps_queries.head(session, event.id).revision) == (
        2,
        2,
    )
    assert [(step.number, step.actor, len(step.changes)) for step in steps] == [(1, ACTOR, 3), (2, ACTOR, 1)]
    assert steps[1].changes[0]["before"]["item"]["starts_at"] == talk.starts_at.isoformat()


def test_whoever_is_late_overwrites_nobody(session, event, talk):
    change(event, talk, replace(talk, title=Localized("Erster")))
    with pytest.raises(Stale):
        change(event, talk, replace(talk, title=Localized("Zweiter")))
    assert draft_queries.item(session, event.id, talk.uuid).title == Localized("Erster")
    assert steps_queries.head(session, event.id).revision == 2


def test_two_changes_are_stored_together_or_not_at_all(session, event, talk):
    renamed = replace(MAI, last_name="Anders")
    both = [Change(MAI, renamed), Change(talk, replace(talk, code="B1"))]
    with pytest.raises(Stale):
        services.apply(event.id, both, {MAI.uuid: 1, talk.uuid: 7}, Act(ACTOR, NOW))
    assert draft_queries.person(session, event.id, MAI.uuid) == MAI


def test_what_already_holds_is_no_change(session, event, talk):
    change(event, talk, talk, revision=0)
    assert (draft_queries.revision(session, event.id, talk.uuid), steps_queries.head(session, event.id).revision) == (
        1,
        1,
    )


def test_people_are_named_in_the_order_that_was_chosen(session, event, talk):
    turned = replace(with_people(talk, TAREK, MAI), people=(*reversed(talk.people),))
    change(event, talk, turned)
    assert draft_queries.item(session, event.id, talk.uuid).people == turned.people


def test_an_item_taken_out_is_kept_and_can_come_back(session, event, talk):
    change(event, talk, None)
    assert (draft_queries.draft(session, event).items, draft_queries.dropped(session, event.id)) == ((), (talk,))
    change(event, None, talk, revision=2)
    assert (draft_queries.draft(session, event).items, draft_queries.dropped(session, event.id)) == ((talk,), ())


def test_conflicts_are_counted_when_the_draft_changes(session, event, talk):
    clash = with_people(slot(2, 30, room=talk.room), MAI, part=Part.MODERATION)
    plan(event, clash)
    assert steps_queries.head(session, event.id).conflicts == 2
    change(event, clash, None)
    assert steps_queries.head(session, event.id).conflicts == 0


def test_an_archived_edition_keeps_its_programme(session, event, talk):
    archive(event)
    for attempt in (
        lambda: change(event, talk, None),
        lambda: publish_seen(event, 1),
    ):
        assert refusal(attempt) is Refusal.ARCHIVED


def test_nothing_is_public_before_it_is_published(session, event, talk):
    assert publishing_queries.published(session, event.id) is None


def test_the_public_sees_the_version_and_not_the_draft(session, event, talk):
    publish(event, Localized("Erste Fassung"))
    change(event, talk, replace(talk, title=Localized("Noch geheim")))
    version = publishing_queries.published(session, event.id)
    assert (version.number, version.note, version.published_at) == (1, Localized("Erste Fassung"), NOW)
    assert version.timetable.items == (talk,)


def test_closed_items_are_published_for_the_organisers_only(session, event, talk):
    plan(event, slot(2, 60, room=talk.room, visibility=Visibility.CLOSED))
    publish(event)
    assert len(publishing_queries.latest(session, event.id).timetable.items) == 2
    assert publishing_queries.published(session, event.id).timetable.items == (talk,)


def test_versions_are_numbered_and_none_is_empty(session, event, talk):
    assert publish_seen(event, 1) == 1
    assert refusal(publish_seen, event, 1) is Refusal.UNCHANGED
    change(event, talk, replace(talk, seats=10))
    assert publish_seen(event, 2) == 2
    assert [version.number for version in publishing_queries.versions(session, event.id)] == [2, 1]


def test_nobody_publishes_what_they_have_not_seen(session, event, talk):
    change(event, talk, replace(talk, seats=10))
    with pytest.raises(Stale):
        publish_seen(event, 1)
    assert publishing_queries.published(session, event.id) is None


def test_another_editions_item_cannot_be_changed(session, event, talk):
    change(make_event(), talk, None)
    assert draft_queries.draft(session, event).items == (talk,)
