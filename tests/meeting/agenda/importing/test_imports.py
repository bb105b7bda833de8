"""A file becomes part of the draft: looked at first, by one step, and forgotten."""

import io
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.importing import services as importing
from gocluster_events.meeting.agenda.importing.rules.plan import Decision
from gocluster_events.meeting.agenda.models import ProgrammeImport
from gocluster_events.meeting.agenda.queries import draft as draft_queries, steps
from gocluster_events.meeting.agenda.rules.codes import Part
from gocluster_events.meeting.agenda.rules.source import Column, Source, SourceAppearance, SourceItem, Vocabulary
from gocluster_events.meeting.agenda.services import drafting as services
from gocluster_events.meeting.events.models import Event, Room
from tests.support.make import archive, make_event
from tests.support.programme import plan, publish, slot
from tests.support.settings import NOW

MANAGE = "/de/manage/jahrestagung-2027/agenda"
UPLOAD = f"{MANAGE}/import"
XML = """<?xml version="1.0"?><schedule><conference><title>x</title></conference>
<day date="2027-04-22" index="1"><room name="{room}"><event guid="{guid}" id="7">
<date>2027-04-22T10:00:00+02:00</date><start>10:00</start><duration>01:15</duration><room>{room}</room>
<title>{title}</title><subtitle/><type>Workshop</type><track>{track}</track><language>de</language>
<abstract>Kurz &amp; gut</abstract><persons><person id="3">Dr. Kim Weber</person></persons></event></room></day>
</schedule>"""
GUID = "5b1a1f0e-6c1e-4f53-9f0c-0d6a8d5c1a01"


def xml(title="Stadt und Hub", room="Eichensaal", track="", guid=GUID) -> bytes:
    return XML.format(title=title, room=room, track=track, guid=guid).encode()


def upload(client, content: bytes, name="schedule.xml", **typed):
    answer = client.own_form(UPLOAD).send(programme=(io.BytesIO(content), name), **typed)
    answer.request.environ["wsgi.input"].close()  # Werkzeug's client leaves its temporary file open
    return answer


def checked(client, content: bytes, name="schedule.xml", **typed):
    """The page that shows what would change, and its form."""
    address = upload(client, content, name, **typed).location
    page = client.get(address)
    return page, client.form_in(page, address)


def draft(session, event):
    session.rollback()
    return draft_queries.draft(session, session.get_one(Event, event.id))


def stored(session):
    session.rollback()
    return session.scalar(sa.select(sa.func.count()).select_from(ProgrammeImport))


def test_a_schedule_becomes_items_by_one_step_that_can_be_undone(session, event, hall, organiser):
    page, form = checked(organiser, xml())
    assert "Stadt und Hub" in page.text
    assert draft(session, event).items == ()
    answer = form.send()
    assert (answer.status_code, answer.location) == (302, MANAGE)
    (item,) = draft(session, event).items
    (person,) = draft(session, event).people
    assert (item.uuid, item.title.de, item.length_minutes, item.room) == (GUID, "Stadt und Hub", 75, hall.id)
    assert (person.title, person.first_name, person.last_name) == ("Dr.", "Kim", "Weber")
    assert stored(session) == 0
    services.undo(event.id, steps.step_to_undo(session, event.id).number, Act("organiser@example.org", NOW))
    assert (draft(session, event).items, draft(session, event).people) == ((), ())


def test_the_same_file_twice_changes_nothing(session, event, hall, organiser):
    checked(organiser, xml())[1].send()
    before = draft(session, event)
    answer = checked(organiser, xml())[1].send()
    assert "Der Entwurf enthält das alles bereits" in answer.text
    assert draft(session, event) == before


def test_what_the_file_does_not_name_stays(session, event, talk, organiser):
    checked(organiser, xml(title="Neu", guid=talk.uuid))[1].send()
    (item,) = draft(session, event).items
    assert (item.title.de, item.code, item.track) == ("Neu", "A1", None)


@pytest.mark.promise("P16")
def test_an_entry_with_an_error_is_left_out_only_when_somebody_says_so(session, event, hall, organiser):
    broken = xml().replace(b"<room name", b"<room name='x'><event><start>9:00</start></event></room><room name", 1)
    page, form = checked(organiser, broken)
    assert "Eintrag 1" in page.text
    refused = form.send()
    assert (refused.status_code, "Setzen Sie das Häkchen" in refused.text) == (200, True)
    assert draft(session, event).items == ()
    assert organiser.form_in(refused, form.form.action).send(leave_out="y").status_code == 302
    assert [item.title.de for item in draft(session, event).items] == ["Stadt und Hub"]


def test_rooms_and_tracks_that_are_missing_are_made_or_left_out(session, event, organiser):
    upload_of = xml(room="Empore", track="Wissen sichern")
    checked(organiser, upload_of)[1].send(creates_places=None)
    assert draft(session, event).items[0].room is None
    checked(organiser, upload_of)[1].send()
    (item,), programme = draft(session, event).items, draft(session, event)
    assert programme.room(item).name == "Empore"
    assert (programme.track(item).letter, programme.track(item).name) == ("A", Localized("Wissen sichern"))
    assert not session.scalar(sa.select(Room.is_step_free).where(Room.id == item.room))


@pytest.mark.promise("P16")
def test_a_draft_that_changed_since_is_shown_once_more(session, event, hall, organiser):
    _page, form = checked(organiser, xml())
    plan(event, slot(9))
    answer = form.send()
    assert (answer.status_code, len(draft(session, event).items)) == (409, 1)
    assert organiser.form_in(answer, form.form.action).send().status_code == 302
    assert len(draft(session, event).items) == 2


def test_a_second_press_says_that_the_file_is_imported(session, event, hall, organiser):
    _page, form = checked(organiser, xml())
    form.send()
    answer = organiser.get(form.send().location)
    assert "schon importiert" in answer.text
    assert len(draft(session, event).items) == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><schedule/>', "x.xml", "beschädigt"),
        (b"<html><body/></html>", "x.xml", "enthält kein Programm"),
        (b'{"events": []}', "x.json", "enthält kein Programm"),
        (b"<schedule><day>", "x.xml", "Zeile 1: Die Datei ist beschädigt"),
        (b"<schedule><conference/></schedule>", "x.xml", "enthält keinen Programmpunkt"),
        (b"x" * (5 * 1024 * 1024 + 1), "x.xml", "größer als 5 MB"),
        (b"", "x.xml", "enthält keine Zeilen"),
        (b"", "", "Wählen Sie eine Datei"),
    ],
)
def test_what_is_no_programme_gets_one_sentence(session, event, organiser, content, name, sentence):
    answer = upload(organiser, content, name)
    assert (answer.status_code, sentence in answer.text, stored(session)) == (200, True, 0)


def test_fifty_megabytes_are_refused_before_they_are_read(session, event, organiser):
    assert upload(organiser, b" " * 50_000_000).status_code == 413


def test_our_form_goes_out_in_one_language_and_comes_back_in_the_other(session, event, talk, organiser):
    english = organiser.get(MANAGE.replace("/de/", "/en/") + "/items.xlsx")
    assert english.headers["Content-Disposition"] == "attachment; filename=jahrestagung-2027-programme.xlsx"
    before = draft(session, event)
    page, form = checked(organiser, english.data, "programm.xlsx")
    assert "1 Programmpunkt der Datei steht schon so im Entwurf." in page.text
    assert "Der Entwurf enthält das alles bereits" in form.send().text
    assert draft(session, event) == before


def test_a_changed_cell_and_a_new_row_of_our_form_are_in_the_draft(session, event, talk, organiser):
    book = load_workbook(io.BytesIO(organiser.get(f"{MANAGE}/items.xlsx").data))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("Titel, Deutsch") + 1).value = "Kommunen als Partner"
    new = {"Titel, Deutsch": "Podium", "Tag": "22.04.2027", "Beginn": "15:00", "Dauer in Minuten": 45,
           "Art": "Podiumsdiskussion", "Personen": "Moderation: Mai Lan Petersen\nKim Weber"}  # fmt: skip
    for head, value in new.items():
        sheet.cell(3, heads.index(head) + 1).value = value
    file = io.BytesIO()
    book.save(file)
    checked(organiser, file.getvalue(), "programm.xlsx")[1].send()
    programme = draft(session, event)
    assert [item.title.de for item in programme.items] == ["Kommunen als Partner", "Podium"]
    assert [(person.name, part) for person, part in programme.cast(programme.items[1])] == [
        ("Mai Lan Petersen", Part.MODERATION),
        ("Kim Weber", Part.PANELLIST),
    ]


def test_no_cell_of_our_form_is_a_formula(event, hall, organiser):
    plan(event, slot(1, title=Localized('=HYPERLINK("http://example.org")', "+49"), code=""))
    book = load_workbook(io.BytesIO(organiser.get(f"{MANAGE}/items.xlsx").data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []


def test_a_calendar_of_ours_changes_nothing(session, event, talk, organiser):
    publish(event)
    before = draft(session, event)
    feed = organiser.get("/jahrestagung-2027/agenda.ics?lang=de").data
    assert "steht schon so im Entwurf" in checked(organiser, feed, "agenda.ics")[0].text
    assert draft(session, event) == before


def test_an_item_of_another_edition_stays_there(session, event, hall, organiser):
    other = make_event(slug="regionalforum")
    plan(other, slot(1))
    checked(organiser, xml(guid=slot(1).uuid))[1].send()
    assert [item.title.de for item in draft(session, other).items] == ["Vortrag 1"]
    assert [item.title.de for item in draft(session, event).items] == ["Stadt und Hub"]


def test_nobody_sees_what_another_edition_uploaded(session, event, organiser, app):
    other = make_event(slug="regionalforum")
    number = importing.begin_import(other.id, "x.xml", Source(()), Act("organiser@example.org", NOW))
    assert organiser.get(f"{UPLOAD}/{number}").location == MANAGE
    importing.drop_import(event.id, number)
    assert stored(session) == 1


def test_what_is_removed_or_a_day_old_is_forgotten(session, event, organiser):
    address = upload(organiser, xml()).location
    organiser.own_form(f"{address}/removal").send()
    assert stored(session) == 0
    importing.begin_import(event.id, "x.xml", Source(()), Act("organiser@example.org", NOW))
    assert (importing.clean_up(NOW + timedelta(hours=23)), importing.clean_up(NOW + timedelta(hours=24))) == (0, 1)


def test_an_archived_edition_takes_no_file(session, event, organiser):
    archive(event)
    answer = upload(organiser, xml())
    assert (answer.status_code, "archiviert" in answer.text, stored(session)) == (200, True, 0)


@pytest.mark.both_databases
def test_two_thousand_items_are_taken_in_by_one_step(session, event, hall, record_property):
    items = [
        SourceItem(
            n,
            {
                Column.TITLE_DE: f"Vortrag {n}",
                Column.DAY: f"2027-04-{n // 200 + 1:02d}",
                Column.START: f"{8 + n % 10}:00",
                Column.LENGTH: "30",
                Column.ROOM: f"Raum {n // 10 % 20}",
            },
            (SourceAppearance(f"Kim Weber{n % 300}"),),
        )
        for n in range(2_000)
    ]
    number = importing.begin_import(event.id, "x.xml", Source(tuple(items)), Act("organiser@example.org", NOW))
    decision = Decision(seen=0, left_out=0, creates_places=True)
    began = time.monotonic()
    importing.take_in(event.id, number, Vocabulary(), decision, Act("organiser@example.org", NOW))
    record_property("seconds", round(time.monotonic() - began, 1))
    assert (len(draft(session, event).items), len(draft(session, event).people)) == (2_000, 300)
