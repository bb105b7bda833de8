"""How the materials of somebody's own items stand, in the states that their own page puts into words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.meeting.agenda.models import Person as PersonRow
from gocluster_events.meeting.agenda.rules.codes import Part
from gocluster_events.post_event.materials.queries.own import own_material, own_materials
from gocluster_events.post_event.materials.rules.own import OwnState
from gocluster_events.post_event.materials.services import editing, publishing
from tests.support.materials import AFTER, OTHER, TALK, TEAM, a_meeting, add_file, add_link, facts, upload
from tests.support.pdfs import SCRIPTS, pdf
from tests.support.programme import MAI, NINE, TAREK
from tests.support.releasing import number_of, say


@pytest.fixture
def event(session):
    return a_meeting(slug="tagung")


def own(session, event, person=MAI, now=AFTER):
    session.rollback()
    return own_materials(session, session.get_one(PersonRow, number_of(event, person)), now).items


def state(session, event, person=MAI, now=AFTER):
    (first, *_rest) = own(session, event, person, now)
    return [each.state for each in first.files]


def test_everybody_sees_their_items_and_for_which_of_them_materials_are_missing(session, event):
    add_link(event, item=OTHER)
    assert [(each.item.uuid, each.parts, each.lacks) for each in own(session, event, TAREK)] == [
        (TALK, (Part.SPEAKER,), True), (OTHER, (Part.SPEAKER,), False),
    ]  # fmt: skip
    assert [each.item.uuid for each in own(session, event)] == [TALK]


def test_a_material_goes_through_its_states_one_after_the_other(session, event):
    uuid = editing.add(event.id, facts(), upload(event), TEAM)
    assert state(session, event) == [OwnState.CHECKING]
    editing.remove(event.id, uuid, TEAM)
    uuid = add_file(event)
    assert state(session, event) == [OwnState.YOUR_RELEASE]
    say(event, uuid, MAI)
    assert state(session, event) == [OwnState.THEIR_RELEASE]
    assert own(session, event)[0].files[0].others == (TAREK.name,)
    say(event, uuid, TAREK)
    assert state(session, event) == [OwnState.TEAM]
    publishing.publish(event.id, uuid, TEAM)
    assert state(session, event, now=NINE) == [OwnState.LATER]
    assert state(session, event) == [OwnState.OPEN]
    assert own(session, event)[0].files[0].since == TEAM.at
    say(event, uuid, MAI, is_granted=False)
    assert state(session, event) == [OwnState.YOUR_NO]
    assert state(session, event, TAREK) == [OwnState.THEIR_RELEASE]


def test_a_file_with_scripts_is_refused_and_still_expected(session, event):
    add_file(event, pdf("", SCRIPTS[0]))
    assert state(session, event) == [OwnState.REFUSED]
    assert own(session, event)[0].lacks


def test_who_uploads_a_file_is_known_and_a_guest_of_a_panel_owes_none(session, event):
    mine = replace(TEAM, by=f"person:{number_of(event, MAI)}")
    add_link(event, mine)
    assert [each.is_uploader for each in own(session, event)[0].files] == [True]
    assert [each.is_uploader for each in own(session, event, TAREK)[0].files] == [False]


def test_nobody_reads_the_material_of_an_item_that_is_not_theirs(session, event):
    uuid = add_link(event, item=OTHER)
    people = {each: session.get_one(PersonRow, number_of(event, each)) for each in (MAI, TAREK)}
    assert own_material(session, people[MAI], uuid, AFTER) is None
    assert own_material(session, people[TAREK], uuid, AFTER).entry.record.uuid == uuid


def test_what_somebody_handed_in_stays_theirs_when_its_item_is_dropped_from_the_programme(session, event):
    mine = replace(TEAM, by=f"person:{number_of(event, MAI)}")
    uuid = add_link(event, mine, item=OTHER)
    (_talk, rest) = own(session, event, now=AFTER + timedelta(days=1))
    assert (rest.item, [each.entry.record.uuid for each in rest.files]) == (None, [uuid])
