"""Who takes notes at an item: named by the team, written to, on no page of the public, and taken back."""

import pytest
import sqlalchemy as sa

from gocluster_events.core.mail.models import Mail
from gocluster_events.core.web.letter_frame import letter_frame
from gocluster_events.meeting.agenda.models import Person as PersonRow
from gocluster_events.meeting.agenda.queries import publishing
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.letters.rules import fill
from gocluster_events.post_event.cards.models import NoteTaker
from gocluster_events.post_event.cards.rules.notes import NOTE_TAKER, Newcomer, NoteRefusal
from tests.support.make import archive, make_member
from tests.support.materials import TALK, a_meeting
from tests.support.noting import PIA, appoint, is_among_the_people
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.refusal import refusal
from tests.support.releasing import with_address

EDITION = "/de/tagung"
PAGE = "/de/manage/tagung/cards/note-takers"
PUBLIC = ("/", "/agenda", "/people", "/agenda/schedule.json", "/agenda.ics")


@pytest.fixture
def event(session):
    return a_meeting(slug="tagung")


@pytest.fixture
def organiser(visitor, event):
    make_member(event, email="organiser@example.org")
    visitor.enter("organiser@example.org")
    return visitor


def takers(session):
    session.rollback()
    return [(row.item, row.person) for row in session.scalars(sa.select(NoteTaker))]


def letters(session):
    session.rollback()
    return session.scalars(sa.select(Mail).where(Mail.letter == NOTE_TAKER.name).order_by(Mail.id)).all()


def test_the_team_names_somebody_new_who_has_a_letter_with_their_link(session, organiser, event):
    typed = {"item": TALK, "first_name": "Pia", "last_name": "Lorenz", "email": "pia@example.org", "language": "en"}
    form = organiser.own_form(PAGE)
    assert [form.send(**typed).status_code for _time in range(2)] == [302, 302]  # pressed twice
    (person,) = session.scalars(sa.select(PersonRow).where(PersonRow.last_name == "Lorenz")).all()
    assert takers(session) == [(TALK, person.uuid)]
    letter = letters(session)[0]
    assert (letter.recipient, letter.language, letter.content["link"]) == (
        "pia@example.org", "en", ["agenda.own_link", person.id, 1]
    )  # fmt: skip
    assert letter.content["values"]["items"] == "- A1 Talk 1, Thu, 22 Apr, 09:00–10:00"
    page = organiser.get(PAGE).text
    assert ("A1 Vortrag 1" in page, "Pia Lorenz" in page) == (True, True)


def test_the_letter_names_the_item_and_says_that_nobody_reads_their_name(app, event):
    values = {**NOTE_TAKER.samples, "items": "- A1 Vortrag 1"}
    for language, words in (("de", "nicht im öffentlichen Programm"), ("en", "not appear on the public programme")):
        framed = letter_frame(NOTE_TAKER.template, language, values, "https://example.org/link", fill)
        assert ("A1 Vortrag 1" in framed.text, words in framed.text) == (True, True)


def test_a_note_taker_stands_on_no_page_of_the_public_also_after_the_next_version(session, visitor, event):
    appoint(event)
    assert refusal(lambda: publish(event)) is Refusal.UNCHANGED
    plan(event, with_people(slot(3, 180, room=None), TAREK))
    publish(event)
    assert is_among_the_people(PIA)
    pages = [visitor.get(EDITION + page).text for page in PUBLIC]
    assert ([page for page in pages if "Lorenz" in page], sum("Lindholm" in page for page in pages) > 0) == ([], True)
    whole = publishing.latest(session, event.id)
    assert whole.timetable.person(PIA.uuid) is None


def test_who_is_on_the_programme_already_is_chosen_and_not_added(session, organiser, event):
    with_address(event, TAREK)
    people = session.query(PersonRow).count()
    organiser.own_form(PAGE).send(item=TALK, person=TAREK.uuid)
    appoint(event, Newcomer("another", "T.", "Lindholm", "LINDHOLM@example.org"))
    assert (takers(session), len(letters(session)), session.query(PersonRow).count()) == (
        [(TALK, TAREK.uuid)],
        2,
        people,
    )


def test_nobody_is_appointed_without_an_item_without_an_address_or_new_in_an_archived_edition(session, event):
    assert refusal(lambda: appoint(event, MAI.uuid)) is NoteRefusal.NO_ADDRESS
    assert refusal(lambda: appoint(event, "nobody")) is NoteRefusal.NO_PERSON
    assert refusal(lambda: appoint(event, item="nowhere")).value == "no_item"
    with_address(event, TAREK)
    archive(event)
    assert refusal(lambda: appoint(event)) is NoteRefusal.ARCHIVED
    appoint(event, TAREK.uuid)
    assert (takers(session), is_among_the_people(PIA)) == ([(TALK, TAREK.uuid)], False)


def test_what_is_missing_of_somebody_new_is_said_at_its_field(session, organiser, event):
    page = organiser.own_form(PAGE).send(item="", first_name="Pia", email="keine").text
    for sentence in ("Wählen Sie einen Programmpunkt.", "Füllen Sie dieses Feld aus."):
        assert sentence in page
    assert (takers(session), is_among_the_people(PIA)) == ([], False)


def test_taking_back_ends_it_and_says_before_what_happens(session, organiser, event):
    appoint(event)
    way = f"{PAGE}/{TALK}/{PIA.uuid}/removal"
    assert f'href="{way}"' in organiser.get(PAGE).text
    assert "Die bisher geschriebenen Karten bleiben beim Team." in organiser.get(way).text
    organiser.own_form(way).send()
    assert takers(session) == []
    assert organiser.get(way).status_code == 404


def test_a_name_that_is_removed_takes_no_more_notes(session, organiser, event):
    appoint(event)
    organiser.own_form(f"/de/manage/tagung/agenda/people/{PIA.uuid}/name-removal").send(is_sure="y")
    assert takers(session) == []
