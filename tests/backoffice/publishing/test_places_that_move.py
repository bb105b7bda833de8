"""Who has booked what a new version moves, or is on stage then; and a version that is taken back in time."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.rules.publication_letters import UNDO
from gocluster_events.backoffice.publishing.rules import Announcement, Audience
from gocluster_events.backoffice.publishing.services import publishing
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import book, item, standing, wait
from tests.support.make import make_registration, make_room
from tests.support.programme import MAI, plan, slot, with_people
from tests.support.settings import NOW
from tests.support.workshops import ORGANISER, bring_back, change, letters, mails_leave, send

PAGE = "/de/manage/jahrestagung-2027/agenda/publication"
PITCH = "B2 Vom Pitch zum Pilotprojekt"
MINUTE = timedelta(minutes=1)
TO_ALL = Announcement(audiences=frozenset({Audience.PARTICIPANTS}))


def put_on_stage(event, number, start):
    """Anna is on stage in that item of the draft, which begins then."""
    anna = replace(MAI, email="anna@example.org")
    plan(event, anna)
    known = draft.item(db.session(), event.id, item(number))
    if known is None:
        plan(event, with_people(slot(number, start, room=None, code="X9"), anna))
    else:
        change(event, number, people=with_people(known, anna).people)


def sent_letters():
    """Whom which letters about the programme go to that are no letters about places."""
    db.session().rollback()
    rows = db.session().scalars(sa.select(Mail).where(Mail.letter == "programme_changed").order_by(Mail.recipient))
    return {row.recipient: row.content["values"]["changes"] for row in rows}


@pytest.mark.both_databases
def test_whoever_is_on_stage_at_the_time_of_a_place_by_now_keeps_it_and_is_told(event, people, voice, organiser):
    book(event.id, people[0])
    put_on_stage(event, 9, 30)
    page = organiser.get(PAGE).text
    assert "1 Person wirkt zur Zeit einer Buchung selbst mit: B2, X9. Sie behält die Buchung" in page
    assert "Veröffentlichen, nur mit der 1 E-Mail über Plätze" in page
    send(event, voice, NOW + MINUTE)
    ((whom, letter, places),) = letters()
    assert (whom, letter, places.splitlines()) == (
        "anna@example.org",
        "item_clash",
        [
            f"- {PITCH}, Do., 22. Apr., 09:00–10:00",
            "- X9 Vortrag 9, Do., 22. Apr., 09:30–10:30: hier wirken Sie selbst mit",
        ],
    )
    assert standing(event.id) == ([people[0]], [])
    mails_leave()
    change(event, 2, title=Localized("KI im Alltag"))
    send(event, voice, NOW + 2 * UNDO)
    assert len(letters()) == 1  # what was so before is no news


def test_whoever_waits_for_an_item_and_is_on_its_own_stage_by_now_is_told(event, people, voice):
    book(event.id, people[1])
    wait(event.id, people[0])
    put_on_stage(event, 1, 0)
    send(event, voice, NOW + MINUTE)
    ((whom, letter, places),) = letters()
    assert (whom, letter) == ("anna@example.org", "item_clash")
    assert places == f"- {PITCH}, Do., 22. Apr., 09:00–10:00: hier wirken Sie selbst mit"
    assert standing(event.id) == ([people[1]], [people[0]])


@pytest.mark.both_databases
def test_whoever_has_or_awaits_a_place_reads_its_new_time_and_room_in_one_mail(event, people, voice, organiser):
    book(event.id, people[0])
    wait(event.id, people[1])
    book(event.id, people[0], 2)
    hall = make_room(event, name="Saal").id
    change(event, 1, starts_at=slot(1, 300).starts_at)
    change(event, 2, room=hall)
    page = organiser.get(PAGE).text
    assert "2 Personen haben einen Platz oder Wartelistenplatz, dessen Zeit oder Raum sich ändert (B2, C2)." in page
    assert "Veröffentlichen, nur mit den 2 E-Mails über Plätze" in page
    send(event, voice, NOW + MINUTE)
    anna, ben = letters()
    assert (anna[:2], anna[2].splitlines()) == (
        ("anna@example.org", "item_changed"),
        [
            "- C2 KI im Clustermanagement, Do., 22. Apr., 10:00–11:00, Saal",
            f"- {PITCH}, Do., 22. Apr., 14:00–15:00, B2",
        ],
    )
    row = "- B2 From pitch to pilot, Thu, 22 Apr, 14:00–15:00, B2: waiting list, number 1"
    assert ben == ("ben@example.org", "item_changed", row)


def test_where_all_participants_read_of_the_changes_their_own_are_named_and_no_second_mail_goes_out(
    event, people, voice, organiser
):
    book(event.id, people[0])
    wait(event.id, people[1])
    change(event, 1, starts_at=slot(1, 300).starts_at)
    page = organiser.get(PAGE).text
    assert "Veröffentlichen und 3 E-Mails senden" in page
    assert "Veröffentlichen, nur mit den 2 E-Mails über Plätze" in page
    send(event, voice, NOW + MINUTE, TO_ALL)
    anna, ben, cem = sent_letters().values()
    assert (anna.endswith("(Sie haben einen Platz)"), ben.endswith("(you are on the waiting list)")) == (True, True)
    assert anna.startswith(cem)
    assert letters() == []


def test_what_moves_stands_in_the_letter_about_what_is_lost(event, people, voice):
    for number in (1, 2):
        book(event.id, people[0], number)
    change(event, 1)
    change(event, 2, starts_at=slot(2, 300).starts_at)
    send(event, voice, NOW + MINUTE)
    assert [(whom, letter) for whom, letter, _places in letters()] == [("anna@example.org", "item_lost")]
    ((_whom, _letter, others),) = letters("others")
    assert others.splitlines()[-1] == "- C2 KI im Clustermanagement, Do., 22. Apr., 14:00–15:00, C2"


@pytest.mark.both_databases
def test_a_version_that_is_taken_back_in_time_gives_places_and_numbers_back_and_nobody_reads_of_it(
    event, people, voice, organiser
):
    book(event.id, people[0])
    for person in people[1:]:
        wait(event.id, person)
    change(event, 1)
    send(event, voice, NOW + MINUTE)
    assert {mail.not_before for mail in db.session().scalars(sa.select(Mail).where(Mail.letter == "item_lost"))} == {
        NOW + MINUTE + UNDO
    }
    bring_back(event, 1)
    page = organiser.get(PAGE).text
    assert "3 Personen haben ihren Platz oder Wartelistenplatz wieder (B2)." in page
    send(event, voice, NOW + 2 * MINUTE)
    assert (standing(event.id), letters()) == (([people[0]], people[1:]), [])


def test_once_the_letters_have_left_a_place_that_is_lost_stays_lost(event, people, voice):
    book(event.id, people[0])
    change(event, 1)
    send(event, voice, NOW + MINUTE)
    mails_leave()
    bring_back(event, 1)
    send(event, voice, NOW + MINUTE + UNDO)
    assert (standing(event.id), len(letters())) == (([], []), 1)


def test_where_fewer_places_come_back_whoever_had_one_waits_first(event, people, voice):
    change(event, 1, seats=2)
    send(event, voice)
    for person in people:
        wait(event.id, person)
    change(event, 1)
    send(event, voice, NOW + MINUTE)
    bring_back(event, 2)
    change(event, 1, seats=1)
    send(event, voice, NOW + 2 * MINUTE)
    assert standing(event.id) == ([people[0]], [people[1], people[2]])
    names = [each.letter for each in db.session().scalars(sa.select(Mail).where(Mail.recipient == "ben@example.org"))]
    assert names == ["item_waiting"]


def test_whoever_has_booked_something_else_at_that_time_meanwhile_stays_without(event, people, voice):
    change(event, 2, starts_at=slot(2, 0).starts_at)
    send(event, voice)
    book(event.id, people[0])
    change(event, 1)
    send(event, voice, NOW)
    book(event.id, people[0], 2)
    bring_back(event, 2)
    send(event, voice, NOW + MINUTE)
    assert ([standing(event.id, number)[0] for number in (1, 2)], len(letters())) == ([[], [people[0]]], 1)


def test_letters_about_places_go_out_when_those_about_the_programme_are_withdrawn(event, people, voice):
    book(event.id, people[0])
    change(event, 1)
    send(event, voice, NOW, TO_ALL)
    assert publishing.withdraw_announcement(event.id, Act(ORGANISER, NOW + MINUTE)) == 3
    assert (sent_letters(), len(letters())) == ({}, 1)


@pytest.mark.both_databases
def test_whoever_would_have_read_of_another_hour_in_what_is_withdrawn_reads_it_in_a_letter_of_its_own(
    event, people, voice, organiser
):
    book(event.id, people[0])
    wait(event.id, people[1])
    book(event.id, people[2], 2)
    mails_leave()
    change(event, 1, starts_at=slot(1, 300).starts_at)
    send(event, voice, NOW, TO_ALL)
    page = organiser.get(f"{PAGE}/withdrawal").text
    assert "2 Personen hätten darin gelesen, dass einer ihrer Plätze jetzt zu einer anderen Zeit" in page
    assert letters() == []
    publishing.withdraw_announcement(event.id, Act(ORGANISER, NOW + MINUTE))
    assert [(whom, letter) for whom, letter, _places in letters()] == [
        ("anna@example.org", "item_changed"),
        ("ben@example.org", "item_changed"),
    ]
    leaving = set(db.session().scalars(sa.select(Mail.not_before).where(Mail.letter == "item_changed")))
    assert leaving == {NOW + UNDO}


def test_a_letter_that_waits_to_tell_of_a_clash_tells_what_has_moved_once_the_other_letters_are_withdrawn(
    event, people, voice, organiser
):
    make_third(event, voice)
    for number in (1, 2, 3):
        book(event.id, people[0], number)
    change(event, 2, starts_at=slot(2, 0).starts_at)
    change(event, 3, starts_at=slot(3, 300).starts_at)
    send(event, voice, NOW, TO_ALL)
    assert letters("others") == [("anna@example.org", "item_clash", "")]
    assert "hätte darin gelesen" not in organiser.get(f"{PAGE}/withdrawal").text  # no letter more
    publishing.withdraw_announcement(event.id, Act(ORGANISER, NOW + MINUTE))
    ((_whom, letter, others),) = letters("others")
    assert (letter, others.splitlines()[-1]) == (
        "item_clash",
        "- D2 Vortrag 3, Do., 22. Apr., 14:00–15:00, D2",
    )


def make_third(event, voice):
    """The programme has a third workshop two hours later."""
    room = make_room(event, name="D2").id
    plan(event, slot(3, 120, code="D2", room=room, sign_up=SignUp.BOOK, seats=1))
    send(event, voice)


@pytest.mark.both_databases
def test_whoever_is_on_the_programme_and_has_a_place_reads_of_its_other_hour_when_letters_are_withdrawn(
    event, people, voice
):
    put_on_stage(event, 9, 180)
    book(event.id, people[0])
    mails_leave()
    change(event, 1, starts_at=slot(1, 300).starts_at)
    send(event, voice, NOW, Announcement(audiences=frozenset({Audience.PARTICIPANTS, Audience.PEOPLE})))
    assert letters() == []
    publishing.withdraw_announcement(event.id, Act(ORGANISER, NOW + MINUTE))
    assert [(whom, letter) for whom, letter, _places in letters()] == [("anna@example.org", "item_changed")]


def test_what_is_due_in_the_meeting_is_done_in_the_transaction_that_publishes(event, people, voice):
    """Somebody has the place of the meeting that is free since, and keeps nothing of an item before."""
    waiting = make_registration(event, status=Status.WAITLISTED, confirmed_at=None).id
    with db.transaction() as session:
        session.get_one(Event, event.id).capacity_onsite = 4
    change(event, 1, seats=2)
    send(event, voice, NOW + MINUTE)
    db.session().rollback()
    assert db.session().get_one(Registration, waiting).status is Status.CONFIRMED
    assert own_bookings(db.session(), waiting) == ()
    assert book(event.id, waiting) is State.HELD
