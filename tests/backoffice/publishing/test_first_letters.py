"""The first letter to people on the programme: that they are on it, once everybody can look at it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from gocluster_events.backoffice.editions import services as editions
from gocluster_events.backoffice.publishing.rules import Announcement, Audience, Refusal
from gocluster_events.backoffice.publishing.services import people, publishing
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Visibility
from gocluster_events.meeting.agenda.services import drafting as agenda
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.rules.status import Turn
from tests.support.make import make_day, make_event, make_registration, make_room
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.refusal import refusal
from tests.support.settings import NOW

PAGE = "/de/manage/jahrestagung-2027/agenda/publication"
ACT = Act("organiser@example.org", NOW)
ALL = Announcement(Localized("Bis bald."), frozenset(Audience))


@pytest.fixture
def event(session):
    made = make_event(slug="jahrestagung-2027", status=EventStatus.DRAFT)
    make_day(made)
    return made


@pytest.fixture
def talk(event):
    """A talk of two people of whom one can be written to, in an event that nobody sees yet."""
    mai = replace(MAI, email="mai@example.org")
    room = make_room(event, name="1.04").id
    made = with_people(slot(1, code="P4", title=Localized("Pitches", "Pitches"), room=room), mai, TAREK)
    plan(event, mai, TAREK, made)
    return made


def mails(session):
    session.rollback()
    return session.scalars(sa.select(Mail).order_by(Mail.id)).all()


def send(session, event, voice):
    session.rollback()
    return publishing.publish(event.id, ALL, ACT, seen=steps.head(session, event.id).revision, voice=voice)


def show(event):
    editions.turn_edition(event.id, Turn.PUBLISH, ACT)


def test_a_programme_that_nobody_can_see_writes_to_nobody(session, event, talk, voice):
    done = send(session, event, voice)
    assert (done.number, done.letters, done.is_public, mails(session)) == (1, 0, False, [])


def test_at_its_hour_it_writes_to_nobody_either(session, event, talk, voice):
    seen = steps.head(session, event.id).revision
    due = NOW.replace(hour=NOW.hour + 1)
    publishing.plan_publication(event.id, ALL, due, ACT, seen=seen)
    assert (publishing.publish_due(due, voice), mails(session)) == (1, [])


@pytest.mark.both_databases
def test_once_it_is_public_those_on_the_programme_are_told_and_nobody_else(session, event, talk, voice):
    send(session, event, voice)
    show(event)
    make_registration(event, email="somebody@example.org")
    assert people.write_to_people(event.id, ACT, seen=1, voice=voice) == 1
    (mail,) = mails(session)
    assert (mail.recipient, mail.letter, mail.content["values"]["items"]) == (
        "mai@example.org",
        "own_first",
        "- Do., 22. Apr., 09:00–10:00: P4 Pitches, Raum 1.04 (Vortrag) https://example.org/de/jahrestagung-2027/p4-pitches",
    )
    (entry,) = Calendar.from_ical(mail.content["programme"]).walk("VEVENT")
    assert entry["uid"] == talk.uuid


def test_nobody_gets_a_first_letter_twice(session, event, talk, voice):
    send(session, event, voice)
    show(event)
    people.write_to_people(event.id, ACT, seen=1, voice=voice)
    assert people.write_to_people(event.id, ACT, seen=0, voice=voice) == 0
    assert refusal(people.write_to_people, event.id, ACT, seen=1, voice=voice) is Refusal.TELLS_OTHERS
    assert len(mails(session)) == 1


def test_a_letter_that_was_withdrawn_was_none(session, event, talk, voice):
    send(session, event, voice)
    show(event)
    people.write_to_people(event.id, ACT, seen=1, voice=voice)
    assert publishing.withdraw_announcement(event.id, ACT) == 1
    assert people.write_to_people(event.id, ACT, seen=1, voice=voice) == 1


def test_a_draft_and_an_archive_write_to_nobody(session, event, talk, voice):
    publish(event)
    assert refusal(people.write_to_people, event.id, ACT, seen=1, voice=voice) is Refusal.NOT_PUBLIC
    show(event)
    editions.turn_edition(event.id, Turn.ARCHIVE, ACT)
    assert refusal(people.write_to_people, event.id, ACT, seen=1, voice=voice) is Refusal.NOT_PUBLIC


def test_a_later_version_says_first_that_one_is_on_the_programme_and_then_what_changes(session, event, talk, voice):
    publish(event)
    show(event)
    longer = replace(talk, length_minutes=45)
    agenda.apply(event.id, [Change(talk, longer)], {talk.uuid: 1}, ACT)
    send(session, event, voice)
    agenda.apply(event.id, [Change(longer, talk)], {talk.uuid: 2}, ACT)
    send(session, event, voice)
    first, second = mails(session)
    assert (first.letter, "09:00–09:45: P4 Pitches" in first.content["values"]["items"]) == ("own_first", True)
    assert (second.letter, second.content["values"]["changes"]) == (
        "own_items", "- Dauer: P4 Pitches: dauert jetzt 60 statt 45 Minuten",
    )  # fmt: skip


def test_a_closed_item_has_no_address_in_the_letter(session, event, talk, voice):
    agenda.apply(event.id, [Change(talk, replace(talk, visibility=Visibility.CLOSED))], {talk.uuid: 1}, ACT)
    publish(event)
    show(event)
    people.write_to_people(event.id, ACT, seen=1, voice=voice)
    assert "https://" not in mails(session)[0].content["values"]["items"]


def test_the_page_says_that_nobody_sees_it_and_that_nobody_is_told(event, talk, organiser):
    text = organiser.get(PAGE).text
    assert "Die Veranstaltung selbst ist noch ein Entwurf." in text
    assert "Version 1 veröffentlichen, ohne E-Mail" in text
    assert "Wird sie öffentlich, fragen wir, ob eine mitwirkende Person angeschrieben wird." in text
    answer = organiser.own_form(PAGE).send()
    assert "Version 1 steht fest. Öffentlich wird sie mit der Veranstaltung." in organiser.get(answer.location).text


def test_no_page_calls_a_version_public_that_nobody_can_see(event, talk, organiser):
    publish(event)
    pages = [
        PAGE,
        PAGE.removesuffix("/publication"),
        PAGE.replace("publication", "list"),
        "/de/manage/jahrestagung-2027/",
    ]
    for page in pages:
        assert "Öffentlich sichtbar ist Version" not in organiser.get(page).text
    show(event)
    for page in pages[1:3]:
        assert "Öffentlich sichtbar ist Version 1" in organiser.get(page).text


def test_making_the_event_public_leads_to_the_question_and_the_button_does_what_it_counts(
    session, event, talk, organiser
):
    publish(event)
    status = "/de/manage/jahrestagung-2027/status/publishing"
    assert "Danach fragen wir, ob eine mitwirkende Person angeschrieben wird." in organiser.get(status).text
    question = organiser.own_form(status).send()
    assert (question.location, mails(session)) == (f"{PAGE}/people", [])
    text = organiser.get(question.location).text
    assert all(
        piece in text for piece in ("Mai Lan Petersen", "1 E-Mail senden", "Dr. Tarek Lindholm. Bitte informieren")
    )
    assert organiser.own_form(question.location).send().location == PAGE
    assert [mail.recipient for mail in mails(session)] == ["mai@example.org"]


def test_where_somebody_else_would_be_written_to_the_page_asks_again(session, event, talk, organiser):
    publish(event)
    show(event)
    form = organiser.own_form(f"{PAGE}/people")
    tarek = replace(TAREK, email="tarek@example.org")
    agenda.apply(event.id, [Change(TAREK, tarek)], {TAREK.uuid: 1}, ACT)
    answer = form.send()
    assert "Inzwischen würden andere Personen angeschrieben." in answer.text
    assert (mails(session), "2 E-Mails senden" in answer.text) == ([], True)


def test_an_event_without_anybody_to_tell_leads_to_the_desk(session, event, organiser):
    answer = organiser.own_form("/de/manage/jahrestagung-2027/status/publishing").send()
    assert answer.location == "/de/manage/jahrestagung-2027/"
    session.rollback()
    assert session.get_one(Event, event.id).status is EventStatus.PUBLISHED
