"""Telling those whom a new version concerns: exactly them, each once, until it is withdrawn."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from gocluster_events.attendance.bookings.rules.publication_letters import UNDO
from gocluster_events.backoffice.publishing.rules import Announcement, Audience
from gocluster_events.backoffice.publishing.services import people, publishing
from gocluster_events.backoffice.publishing.services.publishing import announce
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft, publishing as publishing_queries, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services import drafting as agenda
from gocluster_events.meeting.agenda.services.publishing import Issued
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.make import make_day, make_event, make_registration, make_room
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.settings import NOW

PAGE = "/de/manage/jahrestagung-2027/agenda/publication"
ORGANISER = "organiser@example.org"
ALL = Announcement(Localized("Frau Sommerfeld ist erkrankt.", "Ms Sommerfeld is ill."), frozenset(Audience))


def fresh(session):
    session.rollback()
    return session


def mails(session):
    return fresh(session).scalars(sa.select(Mail).order_by(Mail.recipient)).all()


@pytest.fixture
def event(session):
    made = make_event(slug="jahrestagung-2027", capacity_online=10)
    make_day(made)
    return made


@pytest.fixture
def talk(event):
    made = slot(1, code="P4", title=Localized("Pitches", "Pitches"), room=make_room(event, name="1.04").id)
    plan(event, made)
    publish(event)
    return made


def move(event, item, minutes=5):
    moved = replace(item, starts_at=item.starts_at + timedelta(minutes=minutes))
    revisions = {item.uuid: draft.revision(db.session(), event.id, item.uuid)}
    agenda.apply(event.id, [Change(item, moved)], revisions, Act(ORGANISER, NOW))
    return moved


def send(session, event, voice, announcement=ALL, now=NOW):
    seen = steps.head(fresh(session), event.id).revision
    return publishing.publish(event.id, announcement, Act(ORGANISER, now), seen=seen, voice=voice)


def test_exactly_those_who_have_a_place_are_told_each_in_their_language(session, event, talk, voice):
    make_registration(event, email="a@example.org")
    make_registration(event, email="b@example.org", language="en")
    for status in (Status.CANCELLED, Status.DECLINED, Status.LAPSED):
        make_registration(event, status=status)
    make_registration(event, email="online@example.org", mode=Mode.ONLINE)  # nothing of it is streamed
    make_registration(make_event(slug="other"), email="elsewhere@example.org")
    move(event, talk)
    done = send(session, event, voice, Announcement(ALL.note, frozenset({Audience.PARTICIPANTS})))
    letters = mails(session)
    assert (done.letters, [(mail.recipient, mail.language) for mail in letters]) == (
        2, [("a@example.org", "de"), ("b@example.org", "en")],
    )  # fmt: skip
    assert [mail.content["values"]["changes"] for mail in letters] == [
        "- Verschoben: P4 Pitches: 09:05–10:05 statt 09:00–10:00",
        "- Moved: P4 Pitches: 09:05–10:05 instead of 09:00–10:00",
    ]
    assert [mail.content["values"]["note"] for mail in letters] == [ALL.note.de, ALL.note.en]


def test_those_who_wait_are_told_only_if_the_organiser_says_so(session, event, talk, voice):
    make_registration(event, status=Status.WAITLISTED, email="waits@example.org")
    with db.transaction() as writing:
        writing.get_one(Event, event.id).capacity_onsite = 0  # nobody moves up
    first = move(event, talk)
    send(session, event, voice, Announcement(ALL.note, frozenset({Audience.PARTICIPANTS})))
    assert mails(session) == []
    move(event, first)
    send(session, event, voice)
    assert [mail.recipient for mail in mails(session)] == ["waits@example.org"]


@pytest.mark.both_databases
def test_the_letters_leave_after_five_minutes_and_until_then_they_can_be_withdrawn(session, event, talk, voice):
    for _person in range(3):
        make_registration(event)
    move(event, talk)
    send(session, event, voice)
    assert {mail.not_before for mail in mails(session)} == {NOW + UNDO}
    assert publishing.withdraw_announcement(event.id, Act(ORGANISER, NOW + UNDO - timedelta(seconds=1))) == 3
    assert (mails(session), publishing_queries.latest(session, event.id).number) == ([], 2)


def test_a_letter_that_is_due_is_no_longer_withdrawn(session, event, talk, voice):
    make_registration(event)
    move(event, talk)
    send(session, event, voice)
    assert publishing.withdraw_announcement(event.id, Act(ORGANISER, NOW + UNDO)) == 0
    assert len(mails(session)) == 1


@pytest.mark.both_databases
def test_nobody_is_told_twice_of_one_version(session, event, talk, voice):
    make_registration(event)
    move(event, talk)
    number = send(session, event, voice).number
    old, new = (publishing_queries.version(fresh(session), event.id, each).timetable for each in (1, 2))
    with db.transaction() as writing:
        version = publishing_queries.latest_version(writing, event.id)
        announce(writing, Issued(writing.get_one(Event, event.id), version, old, new), ALL, voice)
    assert (number, len(mails(session))) == (2, 1)


def test_the_first_version_says_that_there_is_a_programme(session, event, voice):
    plan(event, slot(1, room=make_room(event, name="1.04").id))
    make_registration(event)
    assert send(session, event, voice).letters == 1
    assert [mail.letter for mail in mails(session)] == ["programme_published"]


@pytest.fixture
def pitches(event, talk):
    """The talk with two people, one of whom can be written to and takes part as well."""
    mai = replace(MAI, email="mai@example.org")
    made = with_people(replace(slot(2, 60, code="P5", title=Localized("Pitches II")), room=talk.room), mai, TAREK)
    plan(event, mai, TAREK, made)
    publish(event)
    return made


@pytest.fixture
def known(event, pitches, voice):
    """Those on the programme have been told so, and that letter has left."""
    people.write_to_people(event.id, Act(ORGANISER, NOW), seen=1, voice=voice)


def later_mails(session):
    return [mail for mail in mails(session) if mail.letter != "own_first"]


@pytest.mark.usefixtures("known")
def test_people_on_the_programme_get_one_letter_about_their_own_items_with_a_calendar(session, event, pitches, voice):
    moved = move(event, pitches)
    assert send(session, event, voice).letters == 1
    (mail,) = later_mails(session)
    assert (mail.recipient, mail.letter, mail.content["values"]["salutation"]) == (
        "mai@example.org", "own_items", "Mai Lan Petersen",
    )  # fmt: skip
    (entry,) = Calendar.from_ical(mail.content["programme"]).walk("VEVENT")
    assert (entry["uid"], entry["sequence"], entry["dtstart"].dt) == (pitches.uuid, 3, moved.starts_at)


def test_an_item_that_is_dropped_is_cancelled_in_the_calendar_of_its_people(session, event, pitches, voice):
    agenda.apply(event.id, [Change(pitches, None)], {pitches.uuid: 1}, Act(ORGANISER, NOW))
    send(session, event, voice)
    (entry,) = Calendar.from_ical(mails(session)[0].content["programme"]).walk("VEVENT")
    assert (entry["uid"], entry["status"]) == (pitches.uuid, "CANCELLED")


@pytest.mark.usefixtures("known")
def test_whoever_is_on_the_programme_and_takes_part_gets_one_letter_that_says_all(session, event, talk, pitches, voice):
    make_registration(event, email="MAI@example.org", language="en")
    make_registration(event, email="other@example.org")
    move(event, pitches)
    move(event, talk)
    assert send(session, event, voice).letters == 2
    mail_by_recipient = {mail.recipient: mail for mail in later_mails(session)}
    assert {recipient: mail.letter for recipient, mail in mail_by_recipient.items()} == {
        "mai@example.org": "own_items", "other@example.org": "programme_changed",
    }  # fmt: skip
    own = mail_by_recipient["mai@example.org"]
    assert (own.language, own.content["values"]["others"]) == (
        "en", "This also changes:\n\n- Moved: P4 Pitches: 09:05–10:05 instead of 09:00–10:00",
    )  # fmt: skip


def test_the_page_counts_nobody_twice_and_names_whom_no_letter_reaches(event, pitches, organiser):
    make_registration(event, email="mai@example.org")
    make_registration(event, email="other@example.org")
    move(event, pitches)
    text = organiser.get(PAGE).text
    assert "Veröffentlichen und 2 E-Mails senden" in text
    assert "Dr. Tarek Lindholm. Bitte informieren Sie diese Personen selbst." in text


def opened(visitor, path=PAGE):
    return visitor.own_form(path)


def test_the_page_says_who_is_told_and_the_button_how_many(event, talk, organiser):
    for _person in range(3):
        make_registration(event)
    make_registration(event, status=Status.WAITLISTED)
    move(event, talk)
    text = organiser.get(PAGE).text
    assert "Veröffentlichen und 3 E-Mails senden" in text
    assert "Alle 3 Bestätigten" in text
    form = opened(organiser).form
    assert (form.fields.get("participants"), form.fields.get("waiting")) == (["y"], None)


def test_a_better_title_offers_the_letters_without_sending_them(session, event, talk, organiser):
    make_registration(event)
    agenda.apply(event.id, [Change(talk, replace(talk, title=Localized("Neu")))], {talk.uuid: 1}, Act(ORGANISER, NOW))
    form = opened(organiser)
    assert ("participants" in form.form.fields, "Version 2 veröffentlichen" in organiser.get(PAGE).text) == (
        False,
        True,
    )
    form.send()
    assert mails(session) == []


def test_publishing_sends_as_many_as_the_button_says_and_offers_to_take_them_back(session, event, talk, organiser):
    for _person in range(3):
        make_registration(event)
    move(event, talk)
    assert opened(organiser).send(note_de="Wir fangen später an.").status_code == 302
    assert len(mails(session)) == 3
    page = organiser.get(PAGE).text
    assert "3 E-Mails zum Programm sind noch nicht versendet." in page
    opened(organiser, f"{PAGE}/withdrawal").send()
    assert (mails(session), "noch nicht versendet" in organiser.get(PAGE).text) == ([], False)


def test_one_can_publish_without_any_letter(session, event, talk, organiser):
    make_registration(event)
    move(event, talk)
    opened(organiser).send("silent")
    assert (mails(session), publishing_queries.latest(session, event.id).number) == ([], 2)


def test_the_preview_is_the_letter_to_a_real_person_with_the_note_that_is_being_typed(event, talk, organiser):
    for name in ("Adler", "Zander"):
        make_registration(event, last_name=name, email=f"{name.lower()}@example.org")
    move(event, talk)
    preview = f"{PAGE}/letters/participants"
    form = opened(organiser)
    form.form.action = preview
    text = form.send(note_de="Das Catering ist später da.").text
    assert all(piece in text for piece in ("adler@example.org", "E-Mail 1 von 2", "Das Catering ist später da."))
    assert "09:05–10:05 statt 09:00–10:00" in text
    assert "zander@example.org" in opened(organiser, preview).send("recipient").text


def test_where_nobody_would_get_a_letter_the_preview_says_so(event, talk, organiser):
    move(event, talk)
    assert "Diese E-Mail würde niemand erhalten." in organiser.get(f"{PAGE}/letters/participants").text
