"""A file becomes part of the draft: looked at first, by one step, and forgotten."""

import io

import sqlalchemy as sa

from gocluster_events.agenda import queries, services
from gocluster_events.agenda.models import ProgrammeImport
from gocluster_events.events.models import Event
from tests.support.make import NOW

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
    return client.form(UPLOAD, UPLOAD).send(programme=(io.BytesIO(content), name), **typed)


def checked(client, content: bytes, name="schedule.xml", **typed):
    """The page that shows what would change, and its form."""
    address = upload(client, content, name, **typed).location
    page = client.get(address)
    return page, client.form_in(page, address)


def draft(session, event):
    session.rollback()
    return queries.draft(session, session.get_one(Event, event.id))


def kept(session):
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
    assert kept(session) == 0
    services.undo(event.id, queries.step_to_undo(session, event.id).number, "organiser@example.org", NOW)
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
