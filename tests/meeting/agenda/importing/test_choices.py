"""What a file leaves open is chosen once: the meaning of its words, and what becomes of days that are missing."""

import csv
import io
from datetime import date, time

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from gocluster_events.meeting.agenda.importing.rules.entries import IncomingProgramme
from gocluster_events.meeting.agenda.importing.rules.incoming import read_source
from gocluster_events.meeting.agenda.importing.rules.missing_days import DayChoice, missing_days
from gocluster_events.meeting.agenda.importing.rules.unknown import WordField, with_choices
from gocluster_events.meeting.agenda.queries import draft as draft_queries, publishing
from gocluster_events.meeting.agenda.rules.codes import Kind, PersonStatus
from gocluster_events.meeting.agenda.rules.source import Source
from gocluster_events.meeting.events.models import Event, EventDay
from gocluster_events.meeting.events.rules.days import EditionDay
from tests.meeting.agenda.importing.test_imports import UPLOAD, checked, upload, xml
from tests.support.documents import schedule
from tests.support.make import archive
from tests.support.programme import NINE, publish, slot
from tests.support.reading import WORDS, one, table

EVENT = (
    "<event guid='{guid}'><date>{at}</date><start/><duration>01:00</duration><title>Vortrag {guid}</title>"
    "<type>{kind}</type><language>{language}</language></event>"
)


def events(*kinds: str, at: str = "2027-04-22T10:00:00+02:00", language: str = "de") -> bytes:
    """A schedule with an event of each of these kinds."""
    rows = (EVENT.format(guid=f"{at}{n}", at=at, kind=kind, language=language) for n, kind in enumerate(kinds))
    return schedule("".join(rows))


def items(session, event):
    session.rollback()
    return draft_queries.draft(session, session.get_one(Event, event.id)).items


def days(session, event):
    session.rollback()
    rows = session.scalars(sa.select(EventDay).where(EventDay.event_id == event.id).order_by(EventDay.date))
    return [(day.date, day.opens, day.closes, day.is_main) for day in rows]


def read(source: Source, words=WORDS) -> IncomingProgramme:
    return read_source(source, words, "Europe/Berlin")


def test_unknown_words_are_counted_whatever_their_spelling():
    source = table(["Titel", "Art"], ["Eins", "Other"], ["Zwei", "other "], ["Drei", "Rap"], ["Vier", "???"])
    assert [(each.field, each.key, each.word, each.number) for each in read(source).unknown] == [
        (WordField.KIND, "other", "Other", 2),
        (WordField.KIND, "rap", "Rap", 1),
        (WordField.KIND, "???", "???", 1),
    ]


def test_a_chosen_meaning_holds_for_all_entries_and_makes_them_valid():
    source = table(["Titel", "Art"], ["Eins", "Other"], ["Zwei", "???"])
    assert (read(source).entries, len(read(source).faults)) == ((), 2)
    words = with_choices(WORDS, {"kind": {"other": "forum", "???": "panel"}})
    assert [entry.kind for entry in read(source, words).entries] == [Kind.FORUM, Kind.PANEL]
    assert read(source, words).faults == ()
    klingon = with_choices(WORDS, {"language": {"klingonisch": "en"}})
    assert read(one(language="Klingonisch"), klingon).faults == ()


def test_a_kind_is_chosen_once_for_all_its_items(session, event, hall, organiser):
    page, form = checked(organiser, events("other", "other", "Spiel"))
    assert "Art „other“, 2-mal" in page.text
    again = form.send("choose", word_0="forum")
    assert (again.status_code, "Ihre Auswahl gilt jetzt" in again.text, items(session, event)) == (200, True, ())
    assert organiser.form_in(again, form.form.action).send().status_code == 302
    assert sorted(item.kind.value for item in items(session, event)) == ["forum", "forum", "talk"]


def test_a_choice_that_was_not_applied_is_applied_before_anything_is_imported(session, event, hall, organiser):
    _page, form = checked(organiser, events("other"))
    again = form.send(word_0="panel", creates_places=None)
    assert ("Ihre Auswahl gilt jetzt" in again.text, items(session, event)) == (True, ())
    assert not organiser.form_in(again, form.form.action).form.fields.get("creates_places")
    organiser.form_in(again, form.form.action).send()
    assert [item.kind for item in items(session, event)] == [Kind.PANEL]


def test_a_choice_is_kept_and_can_be_taken_back(session, event, hall, organiser):
    _page, form = checked(organiser, events("other"))
    form.send("choose", word_0="panel")
    stored = organiser.own_form(form.form.action)
    assert stored.form.fields["word_0"] == ["panel"]
    stored.send("choose", word_0="")
    assert organiser.own_form(form.form.action).form.fields["word_0"] == [""]


@pytest.mark.promise("P16")
def test_words_that_a_colleague_chose_meanwhile_are_shown_first(session, event, hall, organiser):
    _page, form = checked(organiser, events("other"))
    organiser.own_form(form.form.action).send("choose", word_0="panel")
    assert (form.send().status_code, items(session, event)) == (200, ())


def test_entries_with_errors_need_no_tick_before_words_are_chosen(session, event, hall, organiser):
    _page, form = checked(organiser, b"Titel, Deutsch;Art\nEins;Rap\nZwei;Rap\n", "programm.csv")
    again = form.send("choose", word_0="talk")
    assert "Fehler" not in again.text.split("<form", 1)[1].split("Wörter")[0]
    organiser.form_in(again, form.form.action).send()
    assert [item.kind for item in items(session, event)] == [Kind.TALK, Kind.TALK]


def test_an_archived_edition_takes_no_choice(session, event, hall, organiser):
    _page, form = checked(organiser, events("other"))
    archive(event)
    assert "archiviert" in form.send("choose", word_0="panel").text


MAIN = (EditionDay(date(2027, 4, 22), time(9), time(18)),)


def starting(day: int, hour: int = 9, kind: Kind = Kind.TALK, minutes: int = 60, month: int = 4):
    """An item at that hour of UTC, which is two hours earlier than at the venue."""
    number = month * 10_000 + day * 100 + hour
    at = NINE.replace(month=month, day=day, hour=hour)
    return slot(number, starts_at=at, kind=kind, length_minutes=minutes)


def proposed(*some, known=MAIN):
    return [(each.date.isoformat()[5:], each.proposal) for each in missing_days(known, some, "Europe/Berlin")]


@pytest.mark.parametrize(
    ("some", "proposals"),
    [
        ((starting(22),), []),
        ((starting(23), starting(24)), [("04-23", DayChoice.MAIN), ("04-24", DayChoice.MAIN)]),
        ((starting(21, kind=Kind.RECEPTION),), [("04-21", DayChoice.SIDE)]),
        ((starting(20),), [("04-20", DayChoice.SIDE)]),
        ((starting(23, kind=Kind.EXCURSION), starting(24)), [("04-23", DayChoice.SIDE), ("04-24", DayChoice.SIDE)]),
        ((starting(22, month=6),), [("06-22", DayChoice.NONE)]),
        ((starting(21), starting(23)), [("04-21", DayChoice.MAIN), ("04-23", DayChoice.MAIN)]),
    ],
)
def test_what_kind_of_day_is_proposed(some, proposals):
    assert proposed(*some) == proposals


def test_a_missing_day_lasts_from_its_first_item_to_its_last():
    some = (starting(23, 7), starting(23, 14, minutes=90), starting(24, 21, minutes=180), starting(25, 21, minutes=59))
    hours = [(each.opens, each.closes, each.items) for each in missing_days(MAIN, some, "Europe/Berlin")]
    assert hours == [(time(9), time(17, 30), 2), (time(23), time(23, 59), 1), (time(23), time(23, 59), 1)]


def test_missing_days_are_taken_in_with_the_file(session, event, hall, organiser):
    before = days(session, event)
    page, form = checked(organiser, events("Vortrag", at="2027-04-23T10:00:00+02:00"))
    assert "Tage, die diese Veranstaltung nicht hat" in page.text
    form.send()
    assert days(session, event) == [*before, (date(2027, 4, 23), time(10), time(11), True)]
    assert session.get_one(Event, event.id).ends_at.isoformat() == "2027-04-23T09:00:00+00:00"
    audit = organiser.get("/de/manage/jahrestagung-2027/audit").text
    assert "Tage" in audit


@pytest.mark.parametrize(
    ("choice", "added"), [("side", [(date(2027, 4, 23), time(10), time(11), False)]), ("none", [])]
)
def test_what_was_chosen_for_a_day_holds(session, event, hall, organiser, choice, added):
    before, ends = days(session, event), event.ends_at
    checked(organiser, events("Vortrag", at="2027-04-23T10:00:00+02:00"))[1].send(day_20270423=choice)
    assert days(session, event) == [*before, *added]
    assert session.get_one(Event, event.id).ends_at == ends


def test_a_date_between_two_main_days_becomes_one(session, event, hall, organiser):
    both = events("Ausflug", at="2027-04-23T10:00:00+02:00").replace(
        b"</room></day>", EVENT.format(guid="x", at="2027-04-24T10:00:00+02:00", kind="Vortrag", language="de").encode()
        + b"</room></day>",
    )  # fmt: skip
    checked(organiser, both)[1].send(day_20270423="side", day_20270424="main")
    assert [is_main for *_facts, is_main in days(session, event)] == [True, True, True]


def test_people_of_a_file_are_asked_and_published_pages_stay(session, event, talk, organiser):
    publish(event)
    public_page = organiser.get("/de/jahrestagung-2027/agenda").data
    page, form = checked(organiser, xml())
    assert "1 Person ist neu und gilt als angefragt" in page.text
    form.send()
    session.rollback()
    people = draft_queries.draft(session, session.get_one(Event, event.id)).people
    assert {person.last_name: person.status for person in people}["Weber"] is PersonStatus.ASKED
    assert organiser.get("/de/jahrestagung-2027/agenda").data == public_page
    assert publishing.published(session, event.id).number == 1


def test_an_entry_of_which_two_words_are_unknown_counts_once(event, hall, organiser):
    page, _form = checked(organiser, events("other", "Spiel", language="xx"))
    assert "Zu 2 Einträgen gibt es einen Hinweis." in page.text


def test_all_hints_are_a_file(event, hall, organiser):
    address = upload(organiser, events("other", "=1+1", language="xx")).location
    rows = list(csv.reader(io.StringIO(organiser.get(f"{address}/hints.csv").data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Stelle in der Datei", "Was geschieht", "Programmpunkt oder Person", "Worum es geht", "Hinweis"]
    assert len(rows) == 5
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    book = load_workbook(io.BytesIO(organiser.get(f"{address}/hints.xlsx").data))
    assert [tuple(cell.value for cell in row) for row in book.worksheets[0]] == [tuple(row) for row in rows]
    assert organiser.get(f"{UPLOAD}/999/hints.csv").status_code == 302
