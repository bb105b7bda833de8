"""Releasing a material, refusing it and taking the release back, and what is gone at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.agenda.queries.draft import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Part
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Person
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.meeting.agenda.services.redaction import remove_name
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.materials.queries import materials as queries
from gocluster_events.post_event.materials.queries.waiting import Waiting, waiting_materials
from gocluster_events.post_event.materials.rules.codes import Kind, Licence, Refusal
from gocluster_events.post_event.materials.services import editing, publishing, releasing
from gocluster_events.post_event.releases.rules import KEEP_WITHDRAWN, Refusal as ReleaseRefusal, State
from tests.support.make import make_event
from tests.support.materials import AFTER, OTHER, TALK, TEAM, a_meeting, add_file, add_link, facts, upload
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.releasing import number_of, say

LATER = Person("00000000-0000-0000-0000-000000000103", "Ada", "Fremd")


@pytest.fixture
def event(session):
    return a_meeting(slug="tagung")


def seen(session, event):
    session.rollback()
    return [each.uuid for each in queries.public(session, session.get_one(Event, event.id), AFTER)]


@pytest.mark.both_databases
@pytest.mark.parametrize("add", [add_file, add_link])
def test_what_one_of_its_people_withdraws_is_gone_at_once_and_a_new_yes_publishes_nothing(session, event, add):
    uuid = add(event)
    say(event, uuid, MAI), say(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    assert seen(session, event) == [uuid]
    assert say(event, uuid, TAREK, is_granted=False) is State.WITHDRAWN
    assert seen(session, event) == []
    say(event, uuid, TAREK)
    assert seen(session, event) == []
    publishing.publish(event.id, uuid, TEAM)
    assert seen(session, event) == [uuid]


def test_nothing_is_published_before_everybody_whose_it_is_has_released_it(session, event):
    uuid = add_link(event)
    say(event, uuid, MAI)
    with pytest.raises(Refused, match=Refusal.LACKING.value):
        publishing.publish(event.id, uuid, TEAM)


def test_a_release_on_paper_counts(session, event):
    uuid = add_link(event)
    say(event, uuid, MAI)
    releasing.on_paper(event.id, uuid, TAREK.uuid, 1, TEAM)
    publishing.publish(event.id, uuid, TEAM)
    assert seen(session, event) == [uuid]
    with pytest.raises(Refused, match=ReleaseRefusal.ANSWERED.value):
        releasing.on_paper(event.id, uuid, MAI.uuid, 2, TEAM)


def test_a_yes_is_to_what_the_person_saw(session, event):
    uuid = add_link(event)
    entry = queries.material(session, event.id, uuid)
    editing.change(event.id, uuid, facts(kind=entry.record.facts.kind, url="https://video.example.org/2"), 1, TEAM)
    person = number_of(event, MAI)
    with pytest.raises(Stale):
        releasing.answer_release(event.id, person, uuid, entry.record.revision, TEAM, is_granted=True)
    assert releasing.answer_release(event.id, person, uuid, 1, TEAM, is_granted=False) is State.REFUSED


def test_nobody_releases_a_file_that_was_not_checked_but_everybody_can_refuse_it(session, event):
    uuid = editing.add(event.id, facts(), upload(event), TEAM)
    with pytest.raises(Refused, match=Refusal.NOT_CHECKED.value):
        say(event, uuid, MAI)
    assert say(event, uuid, MAI, is_granted=False) is State.REFUSED


def test_who_is_not_in_the_item_is_not_asked(session, event):
    uuid = add_link(event, item=OTHER)
    with pytest.raises(Refused, match=ReleaseRefusal.NOT_ASKED.value):
        say(event, uuid, MAI)
    with pytest.raises(Refused, match=Refusal.GONE.value):
        releasing.on_paper(event.id, OTHER, TAREK.uuid, 1, TEAM)


def test_somebody_new_in_the_item_closes_what_was_public_until_they_release_it(session, event):
    uuid = add_link(event)
    say(event, uuid, MAI), say(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    _cast(event, MAI, TAREK, LATER)
    assert seen(session, event) == []
    assert [each.name for each in queries.material(session, event.id, uuid).lacking] == [LATER.name]
    say(event, uuid, LATER)
    assert seen(session, event) == [uuid]


def test_who_left_the_item_can_still_withdraw_and_nobody_publishes_it_after_that(session, event):
    uuid = add_link(event)
    say(event, uuid, MAI), say(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    _cast(event, MAI)
    assert seen(session, event) == [uuid]
    say(event, uuid, TAREK, is_granted=False)
    assert seen(session, event) == []
    with pytest.raises(Refused, match=Refusal.LACKING.value):
        publishing.publish(event.id, uuid, TEAM)
    assert queries.material(session, event.id, uuid).granted == 1


def test_who_left_the_item_and_withdrew_keeps_it_closed_under_another_licence(session, event):
    uuid = add_link(event)
    say(event, uuid, MAI), say(event, uuid, TAREK)
    _cast(event, MAI)
    say(event, uuid, TAREK, is_granted=False)
    _change(session, event, uuid, licence=Licence.CC_BY)
    say(event, uuid, MAI)
    with pytest.raises(Refused, match=Refusal.LACKING.value):
        publishing.publish(event.id, uuid, TEAM)


def test_no_paper_counts_against_a_no_after_the_licence_was_changed(session, event):
    uuid = add_link(event)
    say(event, uuid, TAREK, is_granted=False)
    _change(session, event, uuid, licence=Licence.CC_BY)
    with pytest.raises(Refused, match=ReleaseRefusal.ANSWERED.value):
        releasing.on_paper(event.id, uuid, TAREK.uuid, 2, TEAM)


def test_who_refused_is_not_passed_over_by_moving_it_to_an_item_of_somebody_else(session, event):
    uuid = add_link(event)
    say(event, uuid, MAI, is_granted=False), say(event, uuid, TAREK)
    _change(session, event, uuid, item=OTHER)
    entry = queries.material(session, event.id, uuid)
    assert [each.name for each in entry.lacking] == [TAREK.name, MAI.name]
    say(event, uuid, TAREK)
    with pytest.raises(Refused, match=Refusal.LACKING.value):
        publishing.publish(event.id, uuid, TEAM)


def test_who_moderates_and_refused_the_recording_is_not_passed_over_by_calling_it_a_link(session):
    event = make_event(slug="moderiert")
    plan(event, TAREK, replace(slot(1, room=None, code="A1"), people=(Appearance(TAREK.uuid, Part.MODERATION),)))
    publish(event)
    uuid = add_link(event)
    say(event, uuid, TAREK, is_granted=False)
    _change(session, event, uuid, kind=Kind.LINK)
    with pytest.raises(Refused, match=Refusal.LACKING.value):
        publishing.publish(event.id, uuid, TEAM)


@pytest.mark.parametrize("changes", [{"item": OTHER}, {"kind": Kind.LINK}])
def test_a_yes_holds_for_no_other_item_and_no_other_kind(session, event, changes):
    uuid = add_link(event)
    say(event, uuid, MAI), say(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    _change(session, event, uuid, **changes)
    assert seen(session, event) == []


@pytest.mark.both_databases
def test_a_no_of_somebody_who_left_the_item_holds_after_its_proof_is_gone(session, event):
    uuid = add_link(event)
    say(event, uuid, MAI), say(event, uuid, TAREK)
    _cast(event, MAI)
    say(event, uuid, TAREK, is_granted=False)
    due = AFTER + KEEP_WITHDRAWN
    assert releasing.forget_withdrawn(due) == 0
    with pytest.raises(Refused, match=Refusal.LACKING.value):
        publishing.publish(event.id, uuid, TEAM)
    session.rollback()
    (no,) = [each for each in queries.material(session, event.id, uuid).releases if each.person == TAREK.uuid]
    assert (no.state, no.actor) == (State.WITHDRAWN, "")
    editing.remove(event.id, uuid, TEAM)
    assert releasing.forget_withdrawn(due) == 1


@pytest.mark.parametrize(("before", "after"), [(60, None), (60, 30), (None, -2)])
def test_a_yes_holds_for_no_earlier_time_and_none_means_the_end_of_the_item(session, event, before, after):
    days = {each: each and AFTER + timedelta(days=each) for each in (before, after)}
    uuid = add_link(event, not_before=days[before])
    say(event, uuid, MAI), say(event, uuid, TAREK)
    _change(session, event, uuid, not_before=days[after])
    with pytest.raises(Refused, match=Refusal.LACKING.value):
        publishing.publish(event.id, uuid, TEAM)


def test_a_yes_holds_for_a_later_time(session, event):
    uuid = add_link(event)
    say(event, uuid, MAI), say(event, uuid, TAREK)
    _change(session, event, uuid, not_before=AFTER)
    publishing.publish(event.id, uuid, TEAM)
    assert seen(session, event) == [uuid]


def test_a_name_that_was_removed_closes_what_was_theirs(session, event):
    uuid = add_link(event)
    say(event, uuid, MAI), say(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    remove_name(event.id, MAI.uuid, TEAM)
    assert seen(session, event) == []


def test_releases_are_answered_in_an_archived_edition_too(session, event):
    uuid = add_link(event)
    with transaction() as writing:
        writing.execute(sa.update(Event).values(status=EventStatus.ARCHIVED))
    say(event, uuid, MAI), say(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    assert seen(session, event) == [uuid]


def test_the_desk_names_what_can_be_published_and_what_was_withdrawn(session, event):
    def waiting():
        session.rollback()
        return waiting_materials(session, event.id)

    assert waiting() == Waiting()
    uuid = add_link(event)
    say(event, uuid, MAI)
    assert waiting() == Waiting()
    say(event, uuid, TAREK)
    assert waiting() == Waiting(ready=1)
    publishing.publish(event.id, uuid, TEAM)
    assert waiting() == Waiting()
    say(event, uuid, MAI, is_granted=False)
    assert waiting() == Waiting(withdrawn=1)


def _change(session, event, uuid, **changes):
    """The team changes only that about the material."""
    session.rollback()
    record = queries.material(session, event.id, uuid).record
    editing.change(event.id, uuid, replace(record.facts, **changes), record.revision, TEAM)


def _cast(event, *people):
    """The next version of the programme has these people in the first talk."""
    if LATER in people:
        plan(event, LATER)
    before = draft(db.session(), event).item(TALK)
    drafting.apply(event.id, (Change(before, with_people(before, *people)),), None, TEAM)
    publish(event, at=AFTER)
