"""Materials are added, released by their people, published, changed, taken back and removed."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.meeting.agenda.services.redaction import remove_name
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.materials.models import Blob, Material
from gocluster_events.post_event.materials.queries import materials as queries
from gocluster_events.post_event.materials.rules.codes import Kind, Licence, Reading, Refusal, SeenBy
from gocluster_events.post_event.materials.services import editing, publishing
from gocluster_events.post_event.materials.services.redacting import forget_person
from gocluster_events.post_event.releases import queries as releases
from gocluster_events.post_event.releases.rules import Kind as ReleaseKind, State
from tests.support.counting import counted_statements
from tests.support.make import make_event
from tests.support.materials import (
    AFTER,
    OTHER,
    TALK,
    TEAM,
    a_meeting,
    add_file,
    add_link,
    answer,
    facts,
    published_file,
    upload,
)
from tests.support.pdfs import encrypted, pdf
from tests.support.programme import MAI, TAREK, publish, slot

BOTH = pytest.mark.both_databases


@pytest.fixture
def event(session):
    return a_meeting(slug="tagung")


def public(session, event, now=AFTER):
    session.rollback()
    return [each.uuid for each in queries.public(session, event, now)]


def refusal(verb, *given):
    with pytest.raises(Refused) as refused:
        verb(*given)
    return refused.value


def entry(session, event, uuid):
    session.rollback()
    return queries.material(session, event.id, uuid)


def states(session, event, uuid):
    session.rollback()
    return {each.person: each.state for each in releases.of_subject(session, event.id, ReleaseKind.FILE, uuid)}


@BOTH
def test_whoever_appears_in_the_item_is_asked_when_a_material_is_added(session, event):
    uuid = add_file(event)
    assert states(session, event, uuid) == {MAI.uuid: State.ASKED, TAREK.uuid: State.ASKED}


@BOTH
def test_what_lacks_a_release_is_refused_with_the_names_of_those_who_lack(session, event):
    uuid = add_file(event)
    answer(event, uuid, MAI)
    no = refusal(publishing.publish, event.id, uuid, TEAM)
    assert (no.code, no.about) == (Refusal.LACKING, Localized(TAREK.name, TAREK.name))
    answer(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    assert public(session, event) == [uuid]


def test_a_file_is_published_only_once_it_is_checked(session, event):
    uuid = editing.add(event.id, facts(item=OTHER), upload(event), TEAM)
    answer(event, uuid, TAREK)
    assert refusal(publishing.publish, event.id, uuid, TEAM).code is Refusal.NOT_CHECKED
    refused = add_file(event, encrypted(pdf()), item=OTHER)
    answer(event, refused, TAREK)
    assert refusal(publishing.publish, event.id, refused, TEAM).code is Refusal.FILE_REFUSED


def test_the_public_sees_what_there_is_to_know_of_a_material(session, event):
    uuid = published_file(event, pdf(pages=3), licence=Licence.CC_BY, title=Localized("Vortrag", ""))
    each = next(iter(queries.public(session, event, AFTER)))
    assert (each.uuid, each.item, each.url, each.pages, each.spdx) == (uuid, TALK, None, 3, "CC-BY-4.0")
    assert (each.people, each.accessibility) == ((MAI.name, TAREK.name), Reading.TAGGED)


def test_a_link_names_its_host_and_needs_no_check(session, event):
    uuid = add_link(event, item=OTHER)
    answer(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    each = next(iter(queries.public(session, event, AFTER)))
    assert (each.host, each.size) == ("video.example.org", 0)


def test_nothing_is_seen_before_its_item_is_over_or_another_time_that_was_set(session, event):
    uuid = published_file(event)
    end = slot(1).ends_at
    assert public(session, event, end - timedelta(seconds=1)) == []
    assert public(session, event, end) == [uuid]
    later = replace(facts(), not_before=AFTER)
    editing.change(event.id, uuid, later, entry(session, event, uuid).record.revision, TEAM)
    assert public(session, event, AFTER - timedelta(seconds=1)) == []
    assert public(session, event, AFTER) == [uuid]


def test_what_is_for_participants_is_on_no_public_page(session, event):
    uuid = published_file(event, seen_by=SeenBy.PARTICIPANTS)
    assert public(session, event) == []
    assert [each.uuid for each in queries.for_participants(session, event, AFTER)] == [uuid]
    assert queries.opened(session, event, uuid, AFTER, is_participant=False) is None
    assert queries.opened(session, event, uuid, AFTER, is_participant=True)


def test_nothing_of_a_draft_edition_is_public(session, event):
    uuid = published_file(event)
    session.get(Event, event.id).status = EventStatus.DRAFT
    draft_event = session.get(Event, event.id)
    assert queries.public(session, draft_event, AFTER) == ()
    assert queries.opened(session, draft_event, uuid, AFTER, is_participant=True) is None
    session.rollback()


@BOTH
def test_a_withdrawn_release_takes_the_material_away_at_once(session, event):
    uuid = published_file(event)
    answer(event, uuid, MAI, is_granted=False)
    assert public(session, event) == []
    assert [each.person for each in entry(session, event, uuid).withdrawn] == [MAI.uuid]


def test_a_removed_name_is_in_no_title_and_no_note(session, event):
    uuid = add_file(event, title=Localized(f"Folien von {MAI.name}"), note=Localized("", f"Ask {MAI.name}"))
    remove_name(event.id, MAI.uuid, TEAM, (forget_person,))
    facts = entry(session, event, uuid).record.facts
    assert (facts.title.de, facts.note.en) == ("Folien von Name auf Wunsch entfernt", "Ask Name removed on request")


def test_a_removed_name_closes_the_materials_of_that_person(session, event):
    uuid = published_file(event)
    remove_name(event.id, MAI.uuid, TEAM)
    assert public(session, event) == []
    assert refusal(publishing.publish, event.id, uuid, TEAM).code is Refusal.NAME_REMOVED


def test_a_material_goes_with_its_item(session, event):
    uuid = published_file(event)
    now = draft.draft(session, event)
    item = now.item(TALK)
    drafting.apply(event.id, [Change(item, None)], None, TEAM)
    publish(event)
    assert public(session, event) == []
    assert refusal(publishing.publish, event.id, uuid, TEAM).code is Refusal.NO_ITEM


def test_what_is_taken_back_keeps_its_releases(session, event):
    uuid = published_file(event)
    publishing.take_back(event.id, uuid, TEAM)
    assert public(session, event) == []
    publishing.publish(event.id, uuid, TEAM)
    assert public(session, event) == [uuid]


def test_of_two_who_change_a_material_the_second_overwrites_nothing(session, event):
    uuid = add_file(event)
    editing.change(event.id, uuid, facts(licence=Licence.CC0), 1, TEAM)
    with pytest.raises(Stale):
        editing.change(event.id, uuid, facts(licence=Licence.CC_BY), 1, TEAM)
    assert entry(session, event, uuid).record.facts.licence is Licence.CC0


OTHER_TERMS = (
    {"url": "https://video.example.org/2"},
    {"licence": Licence.CC0},
    {"seen_by": SeenBy.PUBLIC, "licence": Licence.CC_BY},
    {"seen_by": SeenBy.PUBLIC},
)


@pytest.mark.parametrize("terms", OTHER_TERMS)
def test_what_people_agreed_to_holds_for_no_other_address_licence_or_wider_circle(session, event, terms):
    before = {"item": OTHER, "kind": Kind.RECORDING, "url": "https://video.example.org/1"}
    before["seen_by"] = SeenBy.PARTICIPANTS if "seen_by" in terms else SeenBy.PUBLIC
    uuid = add_link(event, **before)
    answer(event, uuid, TAREK)
    publishing.publish(event.id, uuid, TEAM)
    revision = entry(session, event, uuid).record.revision
    editing.change(event.id, uuid, facts(**{**before, **terms}), revision, TEAM)
    assert public(session, event) == []
    assert states(session, event, uuid) == {TAREK.uuid: State.ASKED}


def test_a_smaller_circle_or_a_better_title_asks_nobody_anew(session, event):
    uuid = published_file(event)
    revision = entry(session, event, uuid).record.revision
    editing.change(event.id, uuid, facts(seen_by=SeenBy.PARTICIPANTS, title=Localized("Folien")), revision, TEAM)
    assert set(states(session, event, uuid).values()) == {State.GIVEN}


def test_a_material_that_is_given_to_another_item_asks_its_people(session, event):
    uuid = add_file(event, item=OTHER)
    editing.change(event.id, uuid, facts(), 1, TEAM)
    assert states(session, event, uuid) == {TAREK.uuid: State.ASKED, MAI.uuid: State.ASKED}


@BOTH
def test_nothing_is_left_of_a_material_that_is_removed(session, event):
    uuid = published_file(event)
    editing.remove(event.id, uuid, TEAM)
    for table in (Material, Blob):
        assert session.scalar(sa.select(sa.func.count()).select_from(table)) == 0
    assert states(session, event, uuid) == {}
    assert refusal(editing.remove, event.id, uuid, TEAM).code is Refusal.GONE


def test_a_material_of_an_item_that_is_not_published_is_refused(session, event):
    assert refusal(editing.add, event.id, facts(item="no-such-item"), "", TEAM).code is Refusal.NO_ITEM


def test_nobody_does_anything_with_materials_of_another_edition(session, event):
    uuid, foreign = published_file(event), make_event(slug="fremd")
    for verb in (publishing.take_back, publishing.publish, editing.remove):
        assert refusal(verb, foreign.id, uuid, TEAM).code is Refusal.GONE
    with pytest.raises(Stale):
        editing.change(foreign.id, uuid, facts(), 1, TEAM)
    assert public(session, event) == [uuid]


def test_every_deed_is_on_record_and_no_value_with_it(session, event):
    uuid = published_file(event)
    publishing.take_back(event.id, uuid, TEAM)
    revision = entry(session, event, uuid).record.revision
    editing.change(event.id, uuid, facts(licence=Licence.CC0), revision, TEAM)
    editing.remove(event.id, uuid, TEAM)
    rows = session.scalars(
        sa.select(AuditEntry).where(AuditEntry.action.startswith("material.")).order_by(AuditEntry.id)
    )
    assert [(each.action, list(each.fields)) for each in rows] == [
        ("material.added", []),
        ("material.published", []),
        ("material.taken_back", []),
        ("material.changed", ["material_licence"]),
        ("material.removed", []),
    ]


@BOTH
def test_everything_can_be_done_in_an_archived_edition(session, event):
    session.get(Event, event.id).status = EventStatus.ARCHIVED
    session.commit()
    uuid = published_file(event)
    assert public(session, session.get(Event, event.id)) == [uuid]


def test_items_in_which_somebody_speaks_and_that_have_nothing_are_missing(session, event):
    assert [each.item.uuid for each in queries.missing(session, event)] == [TALK, OTHER]
    add_file(event)
    assert [(each.item.uuid, each.people) for each in queries.missing(session, event)] == [(OTHER, (TAREK,))]


def test_the_public_list_of_an_edition_without_materials_costs_one_statement(session, event):
    assert event.status is EventStatus.PUBLISHED  # it is loaded
    with counted_statements() as statements:
        assert queries.public(session, event, AFTER) == ()
    assert len(statements) == 1
