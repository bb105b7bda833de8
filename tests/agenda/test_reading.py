"""What a file means: each program's way to write a schedule, and what is wrong with it, by entry."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from gocluster_events.agenda.rules.codes import Kind, Part, SpokenLanguage, Visibility
from gocluster_events.agenda.rules.reading.against import Around, Plan, against
from gocluster_events.agenda.rules.reading.calendar import from_calendar
from gocluster_events.agenda.rules.reading.clock import minutes, moment
from gocluster_events.agenda.rules.reading.entries import incoming
from gocluster_events.agenda.rules.reading.problems import Problem
from gocluster_events.agenda.rules.reading.roster import split_name
from gocluster_events.agenda.rules.reading.schedule import from_markup, from_object
from gocluster_events.agenda.rules.reading.table import from_table
from gocluster_events.agenda.rules.reading.told import Column, Named, Told, ToldItem, from_json, to_json
from gocluster_events.agenda.rules.reading.vocabulary import Vocabulary, plain
from gocluster_events.agenda.rules.timetable import Appearance, Item, Person, Timetable
from gocluster_events.documents import child
from gocluster_events.text import Localized
from tests.support.documents import deep_object, many, schedule
from tests.support.programme import HALL, MAI, NINE, REGION, TAREK, a_file, slot, timetable, with_people

BERLIN = ZoneInfo("Europe/Berlin")
EVENT = {"title": "Hubs", "date": "2027-04-22T10:00:00+02:00", "start": "10:00", "duration": "01:00", "room": "1.04"}
WORDS = Vocabulary(
    heads={
        "titel": Column.TITLE_DE,
        "personen": Column.PEOPLE,
        "id": Column.ID,
        "code": Column.CODE,
        "art": Column.KIND,
    },
    parts={"referent in": Part.SPEAKER, "moderation": Part.MODERATION},
    members=("(nur für Mitglieder)",),
    no_room=frozenset({"raum wird bekannt gegeben"}),
    room_words=("Raum", "Room"),
)


def xml(event: str, before: str = "", day: str = 'date="2027-04-22"') -> Told:
    upload = schedule(event).decode().replace("<conference/>", f"<conference>{before}</conference>")
    content: Any = child.content(upload.replace('date="2027-04-22" index="1"', day).encode())["content"]
    told = from_markup(content, "de")
    assert told is not None
    return told


def one(**values: Any) -> Told:
    """A schedule.json of one event."""
    days = [{"date": "2027-04-22", "rooms": {"1.04": [{**EVENT, **values}]}}]
    told = from_object({"schedule": {"conference": {"days": days}}}, "de")
    assert told is not None
    return told


def table(*rows: list[str]) -> Told:
    told = from_table([[[number, row] for number, row in enumerate(rows, start=1)]], WORDS)
    assert told is not None
    return told


def taken(told: Told, draft: Timetable | None = None, **around: Any) -> Plan:
    draft = draft or timetable()
    return against(incoming(told, WORDS, "Europe/Berlin"), draft, WORDS, Around(1, **around))


def only(plan: Plan) -> Item:
    (item,) = (change.after for change in plan.changes if isinstance(change.after, Item))
    return item


def problems(plan: Plan) -> list[Problem]:
    return [fault.problem for fault in plan.faults]


def test_pentabarf_says_the_time_of_day_only_and_counts_the_night_to_the_day_before():
    day = 'date="2027-04-22" start="2027-04-22T09:00:00+02:00" end="2027-04-23T03:00:00+02:00"'
    told = xml("<event id='3'><start>00:30</start><duration>00:45</duration><title>Nachtcafé</title></event>", day=day)
    item = only(taken(told))
    assert (item.starts_at, item.length_minutes) == (datetime(2027, 4, 22, 22, 30, tzinfo=UTC), 45)


def test_what_has_no_start_is_not_scheduled():
    assert only(taken(xml("<event id='3'><title>Idee</title></event>"))).starts_at is None
    known = slot(1)
    assert taken(one(guid=known.uuid, date="", start=""), timetable(known)).after.item(known.uuid).starts_at == NINE


def test_an_item_over_midnight_is_one_item():
    item = only(taken(one(date="2027-04-22T23:30:00+02:00", start="23:30", duration="02:00")))
    assert (item.starts_at, item.length_minutes) == (datetime(2027, 4, 22, 21, 30, tzinfo=UTC), 120)


def test_frab_puts_markup_into_texts_and_pretalx_a_public_name():
    told = xml(
        "<event guid='x'><title>A &amp; B</title><abstract>Ein <b>Wort</b> mehr</abstract><start>9:00</start></event>"
    )
    assert only(taken(told)).abstract.de == "Ein Wort mehr"
    plan = taken(one(persons=[{"code": "NQTF8Y", "public_name": "Dr. Kim Weber", "biography": "…"}]))
    assert [change.subject.name for change in plan.people] == ["Dr. Kim Weber"]


def test_subtitle_abstract_and_description_of_other_programs_are_one_text():
    item = only(taken(one(subtitle="Werkstatt", abstract="Kurz", description="Lang")))
    assert item.abstract == Localized("Werkstatt\n\nKurz\n\nLang")


def test_a_clock_without_an_offset_is_that_of_the_zone_in_the_file():
    event = "<event id='1'><title>x</title><start>09:00</start><duration>1:00</duration></event>"
    told = xml(event, "<time_zone_name>Europe/Lisbon</time_zone_name>")
    assert only(taken(told)).starts_at == datetime(2027, 4, 22, 8, tzinfo=UTC)
    assert only(taken(xml(event, "<time_zone_name>Nowhere/../x</time_zone_name>"))).starts_at == NINE


@pytest.mark.parametrize(
    ("day", "start", "at", "problem"),
    [
        ("2027-04-22", "9:00", NINE, None),
        ("22.04.2027", "9.00 Uhr", NINE, None),
        ("22/4/2027", "09:00:00", NINE, None),
        ("2027-04-22", "0.375", NINE, None),
        ("2027-04-22", "09:00+01:00", NINE.replace(hour=8), None),
        ("2027-03-28", "02:30", None, Problem.NO_LOCAL_TIME),
        ("2027-10-31", "02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC), Problem.AMBIGUOUS),
        ("2027-10-31", "02:30+01:00", datetime(2027, 10, 31, 1, 30, tzinfo=UTC), None),
        ("", "2027-10-31T02:30:00+01:00", datetime(2027, 10, 31, 1, 30, tzinfo=UTC), None),
        ("09:00", "2027-04-22T09:00:00+02:00", NINE, None),
        ("09:00", "2027-04-22T09:00:00+03:00", NINE.replace(hour=6), Problem.OTHER_OFFSET),
        ("10:00", "2027-04-22T09:00:00+02:00", NINE, Problem.DISAGREES),
        ("", "2027-04-22T07:00:30Z", NINE, Problem.ROUNDED),
        ("", "0001-01-01T00:00:00+14:00", None, Problem.NO_TIME),
        ("", "9999-12-31T23:59:59-12:00", None, Problem.NO_TIME),
        ("2027-02-30", "9:00", None, Problem.NO_TIME),
        ("2027-04-22", "25:00", None, Problem.NO_TIME),
        ("2027-04-22", "", None, Problem.NO_TIME),
        ("", "9:00", None, Problem.NO_TIME),
        ("", "2027-04-22", None, Problem.NO_TIME),
        ("", "", None, None),
    ],
)
def test_each_way_to_write_a_time_and_what_no_clock_shows(day, start, at, problem):
    assert moment(day, start, BERLIN, BERLIN) == (at, (problem,) if problem else ())


@pytest.mark.parametrize(
    ("told", "length"),
    [
        ("75", 75), ("1:15", 75), ("01:15:00", 75), ("24:00", 1440), ("0:00", None), ("-60", None), ("25:00", None),
        ("99999999999", None), ("eine Stunde", None), ("٣٠", None),
    ],
)  # fmt: skip
def test_a_length_is_between_a_minute_and_a_day(told, length):
    assert minutes(told) == length


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"title": ""}, Problem.NO_TITLE),
        ({"title": "\x07\u202e"}, Problem.NO_TITLE),
        ({"duration": "-01:00"}, Problem.BAD_LENGTH),
        ({"duration": 0}, Problem.BAD_LENGTH),
        ({"date": "gestern", "start": "10:00"}, Problem.NO_TIME),
        ({"date": "2027-03-28", "start": "02:15"}, Problem.NO_LOCAL_TIME),
    ],
)
def test_what_cannot_be_planned_is_left_out_with_its_number(values, problem):
    plan = taken(one(**values))
    assert [(fault.number, fault.problem) for fault in plan.errors] == [(1, problem)]
    assert plan.changes == ()


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"title": "a\x07b"}, Problem.CLEANED),
        ({"abstract": "x" * 5000}, Problem.CUT),
        ({"type": "Rap Battle"}, Problem.UNKNOWN_KIND),
        ({"language": "Klingonisch"}, Problem.UNKNOWN_LANGUAGE),
        ({"duration": ""}, Problem.NO_LENGTH),
    ],
)
def test_what_another_program_writes_oddly_is_taken_and_told(values, problem):
    plan = taken(one(**values))
    assert (problems(plan), plan.errors) == ([problem], ())
    assert len(only(plan).abstract.de) <= 4000


def test_line_ends_are_kept_as_ours_and_a_title_is_one_line():
    item = only(taken(one(title="a\r\nb", abstract="a\r\nb\rc")))
    assert (item.title.de, item.abstract.de) == ("a b", "a\nb\nc")


def test_the_second_of_two_with_one_id_is_left_out():
    days = [
        {"date": "2027-04-22", "rooms": {"1.04": [{**EVENT, "guid": "a"}, {**EVENT, "guid": "A", "title": "Zwei"}]}}
    ]
    told = from_object({"schedule": {"conference": {"days": days}}}, "de")
    plan = taken(told)
    assert [(fault.number, fault.problem, fault.value) for fault in plan.errors] == [(2, Problem.TWICE, "1")]
    assert only(plan).title.de == "Hubs"


def test_an_item_of_another_edition_is_copied_once_however_often_the_file_comes():
    guid = str(UUID(int=77))
    plan = taken(one(guid=guid), elsewhere=frozenset({guid}))
    item = only(plan)
    assert (problems(plan), item.uuid == guid) == ([Problem.ELSEWHERE], False)
    again = taken(one(guid=guid), replace(plan.after, rooms=timetable().rooms), elsewhere=frozenset({guid}))
    assert (again.changes, again.faults) == ((), ())


def test_items_are_found_by_uuid_and_then_by_code():
    known = slot(1, code="A1", length_minutes=30)
    assert only(taken(one(guid=known.uuid.upper()), timetable(known))).uuid == known.uuid
    found = taken(table(["Code", "Titel"], ["a1", "Anders"]), timetable(known))
    assert (only(found).uuid, only(found).title.de, only(found).length_minutes) == (known.uuid, "Anders", 30)
    twice = taken(table(["Code", "Titel"], ["A1", "Eins"], ["A1", "Zwei"]), timetable(known))
    assert len({change.touched for change in twice.changes}) == 2


def test_what_was_taken_out_comes_back_as_it_was():
    gone = slot(1, code="C1", seats=12)
    plan = taken(one(guid=gone.uuid), dropped=(gone,))
    (change,) = plan.changes
    assert (change.before, only(plan).code, only(plan).seats) == (None, "C1", 12)


def test_rows_without_id_are_new_and_the_same_ones_when_the_file_comes_again():
    told = table(["Titel"], ["Pause"], ["Pause"], ["Ende"])
    plan = taken(told)
    assert len(plan.changes) == 3
    assert taken(told, plan.after).changes == ()


def test_people_are_found_by_name_and_a_new_name_is_a_new_person():
    told = one(
        persons=[{"name": "Dr. Tarek Lindholm"}, {"name": "lindholm tarek"}, {"name": "Prof. Dr.-Ing. Kim de Boer"}]
    )
    plan = taken(told)
    (change,) = plan.people
    assert (change.after.title, change.after.first_name, change.after.last_name) == ("Prof. Dr.-Ing.", "Kim de", "Boer")
    assert [each.person for each in only(plan).people] == [TAREK.uuid, change.after.uuid]


def test_somebody_who_is_in_the_item_keeps_what_they_do_there():
    known = replace(slot(1), people=(Appearance(MAI.uuid, Part.MODERATION), Appearance(TAREK.uuid, Part.PANELLIST)))
    plan = taken(one(guid=known.uuid, persons=[{"name": TAREK.name}]), timetable(known))
    assert only(plan).people == (Appearance(TAREK.uuid, Part.PANELLIST),)
    same = taken(one(guid=known.uuid, persons=[{"name": MAI.name}, {"name": TAREK.name}]), timetable(known))
    assert only(same).people == known.people


def test_of_two_with_one_name_the_one_in_the_item_is_meant():
    other = replace(MAI, uuid=str(UUID(int=103)))
    draft = timetable(with_people(slot(1), other), people=(MAI, other))
    plan = taken(one(guid=slot(1).uuid, persons=[{"name": MAI.name}]), draft)
    assert (only(plan).people[0].person, problems(plan)) == (other.uuid, [])
    assert problems(taken(one(persons=[{"name": MAI.name}]), draft)) == [Problem.NAMESAKES]


def test_two_with_one_name_and_two_guids_are_two_people():
    guids = [str(UUID(int=number)) for number in (201, 202)]
    told = one(persons=[{"name": "Mai Lan Petersen", "guid": guid} for guid in guids])
    assert [each.person for each in only(taken(told)).people] == [MAI.uuid, guids[1]]
    known = replace(MAI, uuid=guids[1])
    assert [each.person for each in only(taken(told, timetable(people=(known,)))).people] == guids


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


def test_a_calendar_names_the_venue_after_the_room_and_what_is_cancelled_is_left_out():
    place = "Haus der Cluster, Berlin"
    event = {
        "uid": "1@x", "summary": "Hubs", "summary_language": "en-GB", "description": "", "location": f"1.04, {place}",
        "categories": ["Workshop"], "status": "", "recurrence": "", "repeats": True,
        "start": "2027-04-22T09:00:00+02:00", "minutes": 60,
    }  # fmt: skip
    told = from_calendar([event, {**event, "status": "cancelled"}], "de", place)
    plan = taken(told)
    item = only(plan)
    assert (item.title, item.room, item.kind, item.starts_at) == (Localized("", "Hubs"), 2, Kind.WORKSHOP, NINE)
    assert {(fault.number, fault.problem) for fault in plan.faults} == {(1, Problem.REPEATS), (2, Problem.CANCELLED)}
    assert from_calendar([], "de", place) is None


def test_what_is_closed_is_opened_by_nobodys_schedule():
    closed = slot(1, visibility=Visibility.CLOSED)
    told = replace(one(guid=closed.uuid), is_ours=True)
    assert only(taken(told, timetable(closed))).visibility is Visibility.CLOSED


def test_a_title_for_members_only_says_so_and_is_shortened():
    item = only(taken(one(title="Vorabend (nur für Mitglieder)")))
    assert (item.title.de, item.visibility) == ("Vorabend", Visibility.MEMBERS)


def test_our_form_is_exact_about_words_and_names_the_row():
    plan = taken(table(["Titel", "Art", "Personen"], ["Eins", "Worksop", ""], ["Zwei", "", "Modertion: Kim Weber"]))
    assert [(fault.number, fault.problem, fault.value) for fault in plan.errors] == [
        (2, Problem.BAD_KIND, "Worksop"),
        (3, Problem.BAD_PART, "Modertion"),
    ]


def test_a_part_may_itself_hold_a_colon():
    told = table(["Titel", "Personen"], ["Eins", "Referent:in: Kim Weber; Moderation: A: B\nJo Ahn"])
    assert told.items[0].people == (
        Named("Kim Weber", part="Referent:in"),
        Named("A: B", part="Moderation"),
        Named("Jo Ahn"),
    )


def test_a_column_that_is_not_there_changes_nothing_and_an_empty_one_empties():
    known = with_people(slot(1, code="A1"), MAI)
    assert only(taken(table(["ID", "Titel"], [known.uuid, "Neu"]), timetable(known))).people == known.people
    assert only(taken(table(["ID", "Titel", "Personen"], [known.uuid, "Neu"]), timetable(known))).people == ()


@pytest.mark.parametrize(
    "content",
    [None, 7, [], {}, {"schedule": None}, {"schedule": {"conference": []}}, {"events": [1]}],
)
def test_what_is_no_schedule_is_none(content):
    assert from_object(content, "de") is None
    assert from_markup(["html", {}, "", [], ""], "de") is None
    assert from_table([[], [[1, ["Name"]]]], WORDS) is None


def test_fields_of_the_wrong_kind_say_nothing():
    content: Any = child.content(deep_object())["content"]
    told = from_object(content, "de")
    assert told is not None
    assert problems(taken(told)) == [Problem.NO_TITLE] * 3


def test_what_is_kept_until_the_import_is_what_was_read():
    told = a_file()
    assert from_json(to_json(told)) == told


def test_two_thousand_items_are_compared_with_the_draft(record_property):
    content: Any = child.content(many(2_000))["content"]
    told = from_markup(content, "de")
    assert told is not None
    began = datetime.now(UTC)
    plan = taken(told)
    record_property("seconds", (datetime.now(UTC) - began).total_seconds())
    assert len(plan.changes) == 2_000


def test_a_language_may_be_a_tag_or_a_word():
    words = replace(WORDS, languages={plain("Englisch"): SpokenLanguage.ENGLISH})
    found = [words.language(each) for each in ("de-formal", "EN", "Englisch", "de_en", "fr", "")]
    assert found == [
        SpokenLanguage.GERMAN,
        SpokenLanguage.ENGLISH,
        SpokenLanguage.ENGLISH,
        SpokenLanguage.BOTH,
        None,
        None,
    ]


def test_a_person_is_written_in_several_ways():
    person = Person(str(UUID(int=9)), "Zoë", "Łukasz", "Dr.")
    plan = taken(one(persons=[{"name": "dr zoe lukasz"}]), timetable(people=(person,)))
    assert [each.person for each in only(plan).people] == [person.uuid]


def test_an_item_without_id_or_title_in_markup_is_told():
    told = ToldItem(1, {Column.TITLE_DE: ""})
    assert problems(taken(Told((told,)))) == [Problem.NO_TITLE]
