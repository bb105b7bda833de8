"""What is wrong with a programme, what a new version changes, and how it is written down."""

import json
from dataclasses import replace
from uuid import UUID

import pytest

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change, uuid_from
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.differences import Fact, Turn, changes, news
from gocluster_events.meeting.agenda.rules.document import FORMAT, change_to_json, from_document, to_document
from gocluster_events.meeting.agenda.rules.paths import find, path
from gocluster_events.meeting.agenda.rules.publicity import as_published, open_to_the_public
from tests.support.programme import EMPTY, HALL, MAI, NINE, REGION, SEMINAR, TAREK, slot, timetable, with_people

FULL = with_people(
    slot(
        1,
        code="A1",
        kind=Kind.FORUM,
        abstract=Localized("Über *Kommunen*; Cluster,\nHubs", ""),
        track=REGION.id,
        language=SpokenLanguage.BOTH,
        seats=120,
        visibility=Visibility.MEMBERS,
        has_stream=True,
    ),
    MAI,
    part=Part.MODERATION,
)


def test_a_version_is_read_as_it_was_written():
    written = timetable(FULL, slot(2, None), slot(3, 60, room=None))
    assert from_document(json.loads(json.dumps(to_document(written))), FORMAT) == written


def test_what_a_step_stores_is_json():
    change = Change(MAI, replace(MAI, last_name="Petersen-Ölmüller"))
    assert json.loads(json.dumps(change_to_json(change)))["after"]["person"]["last_name"] == "Petersen-Ölmüller"


def test_a_change_taken_back_is_a_change():
    change = Change(None, FULL)
    assert change.inverse() == Change(FULL, None)
    assert change.inverse().inverse() == change


@pytest.mark.parametrize("sides", [(None, None), (slot(1), slot(2)), (MAI, FULL)])
def test_a_change_is_of_one_thing(sides):
    with pytest.raises(ValueError, match="one item, one person or one block"):
        Change(*sides)


def test_what_is_published_is_placed_and_names_only_who_appears():
    programme = as_published(timetable(with_people(slot(1), MAI), with_people(slot(2, None), TAREK)))
    assert ([item.uuid for item in programme.items], programme.people) == ([slot(1).uuid], (MAI,))


def test_closed_items_and_who_appears_only_there_are_not_for_the_public():
    closed = with_people(slot(1, visibility=Visibility.CLOSED), TAREK)
    programme = open_to_the_public(timetable(closed, with_people(slot(2, 60), MAI)))
    assert ([item.uuid for item in programme.items], programme.people) == ([slot(2).uuid], (MAI,))


def test_a_first_version_is_all_new():
    assert [(each.turn, each.item) for each in changes(None, timetable(FULL))] == [(Turn.NEW, FULL)]


def test_the_same_programme_has_no_differences():
    assert changes(timetable(FULL), timetable(FULL)) == ()


@pytest.mark.parametrize(
    ("after", "turn", "facts"),
    [
        (replace(FULL, starts_at=NINE.replace(minute=20)), Turn.MOVED, (Fact.START, Fact.END)),
        (replace(FULL, length_minutes=45), Turn.LENGTH, (Fact.END,)),
        (replace(FULL, room=SEMINAR.id), Turn.MOVED, (Fact.ROOM,)),
        (with_people(FULL, TAREK), Turn.PEOPLE, (Fact.PEOPLE,)),
        (replace(FULL, title=Localized("Neu")), Turn.CHANGED, (Fact.TITLE,)),
        (replace(FULL, seats=1, track=None), Turn.CHANGED, (Fact.TRACK, Fact.SEATS)),
    ],
)
def test_readers_are_told_what_changed(after, turn, facts):
    (change,) = changes(timetable(FULL), timetable(after))
    assert (change.turn, change.facts, change.old, change.new) == (turn, facts, FULL, after)


def test_a_renamed_person_is_news_in_each_item():
    renamed = replace(EMPTY, people=(replace(MAI, last_name="Anders"), TAREK), items=(FULL,))
    assert [(each.turn, each.facts) for each in changes(timetable(FULL), renamed)] == [(Turn.PEOPLE, (Fact.PEOPLE,))]


def test_a_better_text_is_no_news_but_what_one_has_to_do_is():
    better, moved = replace(FULL, abstract=Localized("Besser"), seats=4), replace(slot(4), room=SEMINAR.id)
    recent = news(timetable(FULL, slot(4), slot(5)), timetable(better, moved, slot(6)))
    assert (set(recent.marked), recent.dropped, len(recent)) == ({moved.uuid, slot(6).uuid}, (slot(5),), 3)


def test_a_first_version_is_all_new_and_has_no_news():
    assert len(news(None, timetable(FULL))) == 0


def test_a_renamed_room_moves_its_items():
    renamed = timetable(FULL, rooms=(replace(HALL, name="Großer Saal"), SEMINAR))
    assert [each.facts for each in changes(timetable(FULL), renamed)] == [(Fact.ROOM,)]


def test_a_dropped_item_stands_among_the_others_by_its_old_time():
    differences = changes(timetable(slot(4, 30), FULL), timetable(slot(3, 60), FULL))
    assert [(each.turn, each.item.uuid) for each in differences] == [
        (Turn.DROPPED, slot(4).uuid),
        (Turn.NEW, slot(3).uuid),
    ]


def test_the_address_of_an_item_is_its_code_and_title():
    item = slot(1, code="A1", title=Localized("Kommunen als Clusterpartner"))
    assert path(timetable(item), item) == "a1-kommunen-als-clusterpartner"


def test_an_item_without_a_code_is_named_by_its_uuid():
    item = slot(1, uuid=str(UUID("3f2a9c1b-0000-4000-8000-000000000000")), title=Localized("Käffchen"))
    assert path(timetable(item), item) == "3f2a9c1b-kaeffchen"


def test_a_code_that_two_items_share_leads_to_neither_alone():
    first = slot(1, uuid=str(UUID("3f2a9c1b-0000-4000-8000-000000000000")), code="A1")
    both = timetable(first, slot(2, code="a1"))
    assert find(both, "a1-vortrag") is None
    assert find(both, path(both, first)) == first


def test_an_old_address_leads_to_its_item_after_another_got_the_same_code():
    first, second = slot(1, code="A1"), slot(2, code="A1")
    assert find(timetable(first, second), path(timetable(first), first)) == first
    assert find(timetable(first, second), path(timetable(second), second)) == second


def test_an_address_leads_to_its_item_after_the_title_changed():
    item = slot(1, code="A1", title=Localized("Neu"))
    assert find(timetable(item), "a1-alt") == item


@pytest.mark.parametrize("address", ["", "-", "b7-nichts", "a", "a1x-vortrag"])
def test_an_unknown_address_leads_nowhere(address):
    assert find(timetable(slot(1, code="A1"), slot(2)), address) is None


def test_a_form_sent_twice_makes_one_item_in_its_edition():
    assert uuid_from("token", 1) == uuid_from("token", 1)
    assert len({uuid_from("token", 1), uuid_from("token", 2), uuid_from("other", 1)}) == 3
