"""Which item, person, room and track of the draft a file means."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from gocluster_events.core.documents import child
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.importing.rules.incoming import read_source
from gocluster_events.meeting.agenda.importing.rules.plan import Surroundings, plan_import
from gocluster_events.meeting.agenda.importing.rules.problems import EntryErrorKind
from gocluster_events.meeting.agenda.importing.rules.roster import split_name
from gocluster_events.meeting.agenda.importing.rules.schedule import from_markup, from_object
from gocluster_events.meeting.agenda.importing.rules.table import from_table
from gocluster_events.meeting.agenda.rules.codes import Part, Visibility
from gocluster_events.meeting.agenda.rules.redaction import without_name
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Person
from tests.support.documents import many
from tests.support.programme import HALL, MAI, REGION, TAREK, slot, timetable, with_people
from tests.support.reading import EVENT, WORDS, one, only, problems, table, taken


def test_the_second_of_two_with_one_id_is_left_out():
    days = [
        {"date": "2027-04-22", "rooms": {"1.04": [{**EVENT, "guid": "a"}, {**EVENT, "guid": "A", "title": "Zwei"}]}}
    ]
    source = from_object({"schedule": {"conference": {"days": days}}}, "de")
    plan = taken(source)
    assert [(fault.number, fault.problem, fault.value) for fault in plan.errors] == [(2, EntryErrorKind.TWICE, "1")]
    assert only(plan).title.de == "Hubs"


def test_an_item_of_another_edition_is_copied_once_however_often_the_file_comes():
    guid = str(UUID(int=77))
    plan = taken(one(guid=guid), elsewhere=frozenset({guid}))
    item = only(plan)
    assert (problems(plan), item.uuid == guid) == ([EntryErrorKind.ELSEWHERE], False)
    again = taken(one(guid=guid), replace(plan.after, rooms=timetable().rooms), elsewhere=frozenset({guid}))
    assert (again.changes, again.faults) == ((), ())


def test_items_are_found_by_uuid_and_then_by_code():
    known = slot(1, code="A1", length_minutes=30)
    assert only(taken(one(guid=known.uuid.upper()), timetable(known))).uuid == known.uuid
    plan = taken(table(["Code", "Titel"], ["a1", "Anders"]), timetable(known))
    assert (only(plan).uuid, only(plan).title.de, only(plan).length_minutes) == (known.uuid, "Anders", 30)
    twice = taken(table(["Code", "Titel"], ["A1", "Eins"], ["A1", "Zwei"]), timetable(known))
    assert len({change.touched for change in twice.changes}) == 2


def test_what_was_taken_out_comes_back_as_it_was():
    gone = slot(1, code="C1", seats=12)
    plan = taken(one(guid=gone.uuid), dropped=(gone,))
    (change,) = plan.changes
    assert (change.before, only(plan).code, only(plan).seats) == (None, "C1", 12)


def test_rows_without_id_are_new_and_the_same_ones_when_the_file_comes_again():
    source = table(["Titel"], ["Pause"], ["Pause"], ["Ende"])
    plan = taken(source)
    assert len(plan.changes) == 3
    assert taken(source, plan.after).changes == ()


def test_people_are_found_by_name_and_a_new_name_is_a_new_person():
    source = one(
        persons=[{"name": "Dr. Tarek Lindholm"}, {"name": "lindholm tarek"}, {"name": "Prof. Dr.-Ing. Kim de Boer"}]
    )
    plan = taken(source)
    (change,) = plan.people
    assert (change.after.title, change.after.first_name, change.after.last_name) == ("Prof. Dr.-Ing.", "Kim de", "Boer")
    assert [each.person for each in only(plan).people] == [TAREK.uuid, change.after.uuid]


def test_somebody_who_is_in_the_item_keeps_what_they_do_there():
    known = replace(slot(1), people=(Appearance(MAI.uuid, Part.MODERATION), Appearance(TAREK.uuid, Part.PANELLIST)))
    plan = taken(one(guid=known.uuid, persons=[{"name": TAREK.name}]), timetable(known))
    assert only(plan).people == (Appearance(TAREK.uuid, Part.PANELLIST),)
    same = taken(one(guid=known.uuid, persons=[{"name": MAI.name}, {"name": TAREK.name}]), timetable(known))
    assert only(same).people == known.people


def test_somebody_named_again_later_stands_where_they_were_named_first():
    persons = [{"name": name} for name in (MAI.name, TAREK.name, MAI.name)]
    assert [each.person for each in only(taken(one(persons=persons))).people] == [MAI.uuid, TAREK.uuid]


def test_of_two_with_one_name_the_one_in_the_item_is_meant():
    other = replace(MAI, uuid=str(UUID(int=103)))
    draft = timetable(with_people(slot(1), other), people=(MAI, other))
    plan = taken(one(guid=slot(1).uuid, persons=[{"name": MAI.name}]), draft)
    assert (only(plan).people[0].person, problems(plan)) == (other.uuid, [])
    assert problems(taken(one(persons=[{"name": MAI.name}]), draft)) == [EntryErrorKind.NAMESAKES]


def test_two_with_one_name_and_two_guids_are_two_people():
    guids = [str(UUID(int=number)) for number in (201, 202)]
    source = one(persons=[{"name": "Mai Lan Petersen", "guid": guid} for guid in guids])
    assert [each.person for each in only(taken(source)).people] == [MAI.uuid, guids[1]]
    known = replace(MAI, uuid=guids[1])
    assert [each.person for each in only(taken(source, timetable(people=(known,)))).people] == guids


def test_a_person_of_another_edition_is_copied():
    guid = str(UUID(int=78))
    plan = taken(one(persons=[{"name": "Kim Weber", "guid": guid}]), elsewhere=frozenset({guid}))
    assert [change.after.uuid != guid for change in plan.people] == [True]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Kim Weber", ("", "Kim", "Weber")), ("Dr. Kim Weber", ("Dr.", "Kim", "Weber")), ("Weber", ("", "", "Weber")),
        ("Prof. Dr. h. c. Aylin Sommerfeld", ("Prof. Dr. h. c.", "Aylin", "Sommerfeld")), ("Dr.", ("", "", "Dr.")),
        ("Dr. med. Jo von Ahn", ("Dr. med.", "Jo von", "Ahn")), ("… Kim", ("", "…", "Kim")),
    ],
)  # fmt: skip
def test_a_name_in_one_text_falls_into_its_parts(name, parts):
    assert split_name(name) == parts


def test_rooms_and_tracks_are_found_by_their_names_and_others_are_named():
    draft = timetable()
    assert only(taken(one(room="Raum 1.04", track="region und kommune"), draft)).track == REGION.id
    assert only(taken(one(room="EICHENSAAL", track="A"), draft)).room == HALL.id
    assert only(taken(one(room="Raum wird bekannt gegeben"), draft)).room is None
    plan = taken(one(room="Empore", track="Wissen"), draft)
    assert (plan.rooms, plan.tracks) == (("Empore",), ("Wissen",))
    assert plan.after.room(only(plan)).name == "Empore"


def test_what_is_closed_is_opened_by_nobodys_schedule():
    closed = slot(1, visibility=Visibility.CLOSED)
    source = replace(one(guid=closed.uuid), is_ours=True)
    assert only(taken(source, timetable(closed))).visibility is Visibility.CLOSED


def test_a_column_that_is_not_there_changes_nothing_and_an_empty_one_empties():
    known = with_people(slot(1, code="A1"), MAI)
    assert only(taken(table(["ID", "Titel"], [known.uuid, "Neu"]), timetable(known))).people == known.people
    assert only(taken(table(["ID", "Titel", "Personen"], [known.uuid, "Neu"]), timetable(known))).people == ()


def test_two_thousand_items_are_compared_with_the_draft(record_property):
    content: Any = child.content(many(2_000))["content"]
    source = from_markup(content, "de")
    assert source is not None
    began = datetime.now(UTC)
    plan = taken(source)
    record_property("seconds", (datetime.now(UTC) - began).total_seconds())
    assert len(plan.changes) == 2_000


def test_a_person_is_written_in_several_ways():
    person = Person(str(UUID(int=9)), "Zoë", "Łukasz", "Dr.")
    plan = taken(one(persons=[{"name": "dr zoe lukasz"}]), timetable(people=(person,)))
    assert [each.person for each in only(plan).people] == [person.uuid]


def test_nobody_whose_name_was_removed_gets_one_by_a_file():
    gone = without_name(MAI)
    draft = timetable(with_people(slot(1), gone), people=(TAREK, gone))
    named = one(guid=slot(1).uuid, title="Vortrag 1", persons=[{"name": "Mai Lan Petersen", "guid": gone.uuid}])
    assert taken(named, draft).people == ()
    source = one(guid=slot(1).uuid, persons=[{"name": "Name removed on request"}])
    assert only(taken(source, draft)).people == draft.items[0].people
    assert taken(one(persons=[{"name": "Name auf Wunsch entfernt"}])).people == ()


def test_who_stands_in_for_whom_comes_from_our_form():
    words = replace(WORDS, standing_in=("in Vertretung für",))
    row = (
        [1, ["Titel", "Personen"]],
        [2, ["Eins", "Moderation: Mai Lan Petersen (in Vertretung für Dr. Tarek Lindholm)"]],
    )
    source = from_table([row], words)
    assert source is not None
    plan = plan_import(read_source(source, words, "Europe/Berlin"), timetable(), words, Surroundings(1))
    assert only(plan).people == (Appearance(MAI.uuid, Part.MODERATION, TAREK.uuid),)


def test_what_a_schedule_leaves_out_stays_and_what_is_empty_empties():
    known = slot(1, track=REGION.id, abstract=Localized("Worum es geht"))
    item = only(taken(one(guid=known.uuid, title="Neu", track=None), timetable(known)))
    assert (item.track, item.abstract, item.title.de) == (REGION.id, known.abstract, "Neu")
    item = only(taken(one(guid=known.uuid, track="", abstract=""), timetable(known)))
    assert (item.track, item.abstract) == (None, Localized())
