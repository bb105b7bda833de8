"""What a file means: each program's way to write a schedule, and what is wrong with it, by entry."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gocluster_events.core.documents import child
from gocluster_events.core.documents.reading import in_markdown as markdown_of
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.importing.rules.clock import from_calendar, minutes, moment
from gocluster_events.meeting.agenda.importing.rules.descriptions import in_markdown
from gocluster_events.meeting.agenda.importing.rules.problems import EntryErrorKind
from gocluster_events.meeting.agenda.importing.rules.schedule import from_markup, from_object
from gocluster_events.meeting.agenda.importing.rules.table import from_table
from gocluster_events.meeting.agenda.rules.codes import Kind, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.source import (
    Column,
    Source,
    SourceAppearance,
    SourceItem,
    comparable,
    from_json,
    to_json,
)
from gocluster_events.meeting.agenda.rules.timetable import Person
from tests.support.documents import deep_object
from tests.support.programme import NINE, a_file, slot, timetable
from tests.support.reading import WORDS, one, only, problems, table, taken, xml

BERLIN = ZoneInfo("Europe/Berlin")


def test_pentabarf_says_the_time_of_day_only_and_counts_the_night_to_the_day_before():
    day = 'date="2027-04-22" start="2027-04-22T09:00:00+02:00" end="2027-04-23T03:00:00+02:00"'
    source = xml(
        "<event id='3'><start>00:30</start><duration>00:45</duration><title>Nachtcafé</title></event>", day=day
    )
    item = only(taken(source))
    assert (item.starts_at, item.length_minutes) == (datetime(2027, 4, 22, 22, 30, tzinfo=UTC), 45)


def test_what_has_no_start_is_not_scheduled():
    assert only(taken(xml("<event id='3'><title>Idee</title></event>"))).starts_at is None
    known = slot(1)
    assert taken(one(guid=known.uuid, date="", start=""), timetable(known)).after.item(known.uuid).starts_at == NINE


def test_an_item_over_midnight_is_one_item():
    item = only(taken(one(date="2027-04-22T23:30:00+02:00", start="23:30", duration="02:00")))
    assert (item.starts_at, item.length_minutes) == (datetime(2027, 4, 22, 21, 30, tzinfo=UTC), 120)


def test_frab_puts_markup_into_texts_and_pretalx_a_public_name():
    source = xml(
        "<event guid='x'><title>A &amp; B</title><abstract>Ein <b>Wort</b> mehr</abstract><start>9:00</start></event>"
    )
    assert only(taken(in_markdown(source, markdown_of))).abstract.de == "Ein **Wort** mehr"
    plan = taken(
        one(persons=[{"code": "NQTF8Y", "public_name": "Dr. Kim Weber", "biography": "Leitet\r\nein Netzwerk"}])
    )
    (change,) = plan.people
    assert isinstance(change.after, Person)
    assert (change.after.name, change.after.biography.de) == ("Dr. Kim Weber", "Leitet\nein Netzwerk")


def test_html_in_descriptions_and_biographies_becomes_markdown():
    about = "<p>Referent*innen &amp; <a href='https://example.org/x'>mehr</a></p><script>alert(1)</script>"
    source = in_markdown(one(abstract=about, persons=[{"name": "Kim", "biography": "<b>Leitet</b> x"}]), markdown_of)
    plan = taken(source)
    assert only(plan).abstract.de == "Referent\\*innen & [mehr](https://example.org/x)"
    assert [change.after.biography.de for change in plan.people if isinstance(change.after, Person)] == ["**Leitet** x"]
    ours = replace(one(abstract=about), is_ours=True)
    assert in_markdown(ours, markdown_of) == ours


def test_subtitle_abstract_and_description_of_other_programs_are_one_text():
    item = only(taken(one(subtitle="Werkstatt", abstract="Kurz", description="Lang")))
    assert item.abstract == Localized("Werkstatt\n\nKurz\n\nLang")


def test_a_clock_without_an_offset_is_that_of_the_zone_in_the_file():
    event = "<event id='1'><title>x</title><start>09:00</start><duration>1:00</duration></event>"
    source = xml(event, "<time_zone_name>Europe/Lisbon</time_zone_name>")
    assert only(taken(source)).starts_at == datetime(2027, 4, 22, 8, tzinfo=UTC)
    assert only(taken(xml(event, "<time_zone_name>Nowhere/../x</time_zone_name>"))).starts_at == NINE


@pytest.mark.parametrize(
    ("day", "start", "at", "problem"),
    [
        ("2027-04-22", "9:00", NINE, None),
        ("22.04.2027", "9.00 Uhr", NINE, None),
        ("22/4/2027", "09:00:00", NINE, None),
        ("2027-04-22", "0.375", NINE, None),
        ("2027-04-22", "09:00+01:00", NINE.replace(hour=8), None),
        ("2027-03-28", "02:30", None, EntryErrorKind.NO_LOCAL_TIME),
        ("2027-10-31", "02:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC), EntryErrorKind.AMBIGUOUS),
        ("2027-10-31", "02:30+01:00", datetime(2027, 10, 31, 1, 30, tzinfo=UTC), None),
        ("", "2027-10-31T02:30:00+01:00", datetime(2027, 10, 31, 1, 30, tzinfo=UTC), None),
        ("09:00", "2027-04-22T09:00:00+02:00", NINE, None),
        ("09:00", "2027-04-22T09:00:00+03:00", NINE.replace(hour=6), EntryErrorKind.OTHER_OFFSET),
        ("10:00", "2027-04-22T09:00:00+02:00", NINE, EntryErrorKind.DISAGREES),
        ("9.00 Uhr", "2027-04-22T09:00:00+02:00", NINE, None),
        ("09:30+02:00", "2027-04-22T09:00:00+02:00", NINE, EntryErrorKind.DISAGREES),
        ("", "2027-04-22T07:00:30Z", NINE, EntryErrorKind.ROUNDED),
        ("", "0001-01-01T00:00:00+14:00", None, EntryErrorKind.NO_TIME),
        ("", "9999-12-31T23:59:59-12:00", None, EntryErrorKind.NO_TIME),
        ("2027-02-30", "9:00", None, EntryErrorKind.NO_TIME),
        ("2027-04-22", "25:00", None, EntryErrorKind.NO_TIME),
        ("2027-04-22", "", None, EntryErrorKind.NO_TIME),
        ("", "9:00", None, EntryErrorKind.NO_TIME),
        ("", "2027-04-22", None, EntryErrorKind.NO_TIME),
        ("", "", None, None),
    ],
)
@pytest.mark.promise("P17")
def test_each_way_to_write_a_time_and_what_no_clock_shows(day, start, at, problem):
    assert moment(day, start, BERLIN, BERLIN) == (at, (problem,) if problem else ())


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("75", 75), ("1:15", 75), ("01:15:00", 75), ("24:00", 1440), ("0:00", None), ("-60", None), ("25:00", None),
        ("99999999999", None), ("eine Stunde", None), ("٣٠", None),
    ],
)  # fmt: skip
def test_a_length_is_between_a_minute_and_a_day(typed, length):
    assert minutes(typed) == length


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"title": ""}, EntryErrorKind.NO_TITLE),
        ({"title": "\x07\u202e"}, EntryErrorKind.NO_TITLE),
        ({"duration": "-01:00"}, EntryErrorKind.BAD_LENGTH),
        ({"duration": 0}, EntryErrorKind.BAD_LENGTH),
        ({"date": "gestern", "start": "10:00"}, EntryErrorKind.NO_TIME),
        ({"date": "2027-03-28", "start": "02:15"}, EntryErrorKind.NO_LOCAL_TIME),
    ],
)
def test_what_cannot_be_planned_is_left_out_with_its_number(values, problem):
    plan = taken(one(**values))
    assert [(fault.number, fault.problem) for fault in plan.errors] == [(1, problem)]
    assert plan.changes == ()


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"title": "a\x07b"}, EntryErrorKind.CLEANED),
        ({"abstract": "x" * 20_001}, EntryErrorKind.CUT),
        ({"type": "Rap Battle"}, EntryErrorKind.UNKNOWN_KIND),
        ({"language": "Klingonisch"}, EntryErrorKind.UNKNOWN_LANGUAGE),
        ({"duration": ""}, EntryErrorKind.NO_LENGTH),
    ],
)
def test_what_another_program_writes_oddly_is_taken_and_told(values, problem):
    plan = taken(one(**values))
    assert (problems(plan), plan.errors) == ([problem], ())
    assert len(only(plan).abstract.de) <= 20_000


def test_a_hint_shows_by_dots_that_a_long_title_goes_on():
    title = "Überführung größerer Wärmeströme in eine gemeinsame Sprache der Regionen"
    fault = taken(one(title=title, type="Rap" * 30)).faults[0]
    assert fault.name == "Überführung größerer Wärmeströme in eine gemeinsame Sprache…"
    assert (len(fault.value), fault.value[-2:]) == (60, "a…")


def test_line_ends_are_kept_as_ours_and_a_title_is_one_line():
    item = only(taken(one(title="a\r\nb", abstract="a\r\nb\rc")))
    assert (item.title.de, item.abstract.de) == ("a b", "a\nb\nc")


def test_a_calendar_names_the_venue_after_the_room_and_what_is_cancelled_is_left_out():
    place = "Haus der Cluster, Berlin"
    event = {
        "uid": "1@x", "summary": "Hubs", "summary_language": "en-GB", "description": "", "location": f"1.04, {place}",
        "categories": ["Workshop"], "status": "", "recurrence": "", "repeats": True,
        "start": "2027-04-22T09:00:00+02:00", "minutes": 60,
    }  # fmt: skip
    source = from_calendar([event, {**event, "status": "cancelled"}], "de", place)
    plan = taken(source)
    item = only(plan)
    assert (item.title, item.room, item.kind, item.starts_at) == (Localized("", "Hubs"), 2, Kind.WORKSHOP, NINE)
    assert {(fault.number, fault.problem) for fault in plan.faults} == {
        (1, EntryErrorKind.REPEATS),
        (2, EntryErrorKind.CANCELLED),
    }
    assert from_calendar([], "de", place) is None


def test_a_title_for_members_only_says_so_and_is_shortened():
    item = only(taken(one(title="Vorabend (nur für Mitglieder)")))
    assert (item.title.de, item.visibility) == ("Vorabend", Visibility.MEMBERS)


def test_our_form_is_exact_about_words_and_names_the_row():
    plan = taken(table(["Titel", "Art", "Personen"], ["Eins", "Worksop", ""], ["Zwei", "", "Modertion: Kim Weber"]))
    assert [(fault.number, fault.problem, fault.value) for fault in plan.errors] == [
        (2, EntryErrorKind.BAD_KIND, "Worksop"),
        (3, EntryErrorKind.BAD_PART, "Modertion"),
    ]


def test_a_name_may_itself_hold_a_colon():
    source = table(["Titel", "Personen"], ["Eins", "Vortrag: Kim Weber; Moderation: A: B\nJo Ahn"])
    assert source.items[0].people == (
        SourceAppearance("Kim Weber", part="Vortrag"),
        SourceAppearance("A: B", part="Moderation"),
        SourceAppearance("Jo Ahn"),
    )


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
    source = from_object(content, "de")
    assert source is not None
    assert problems(taken(source)) == [EntryErrorKind.NO_TITLE] * 3


def test_what_is_kept_until_the_import_is_what_was_read():
    source = a_file()
    assert from_json(to_json(source)) == source


def test_a_language_may_be_a_tag_or_a_word():
    words = replace(WORDS, languages={comparable("Englisch"): SpokenLanguage.ENGLISH})
    languages = [words.language(each) for each in ("de-formal", "EN", "Englisch", "de_en", "fr", "")]
    assert languages == [
        SpokenLanguage.GERMAN,
        SpokenLanguage.ENGLISH,
        SpokenLanguage.ENGLISH,
        SpokenLanguage.BOTH,
        None,
        None,
    ]


def test_an_item_without_id_or_title_in_markup_is_told():
    item = SourceItem(1, {Column.TITLE_DE: ""})
    assert problems(taken(Source((item,)))) == [EntryErrorKind.NO_TITLE]
