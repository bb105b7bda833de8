"""A new version of the programme and who has booked its items: who loses a place, who is in two places, who stays."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Booking, BookingMove, Offer
from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.rules.codes import Move, State
from gocluster_events.attendance.bookings.rules.publication_letters import UNDO
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.backoffice.publishing.services import publishing
from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.codes import SignUp, Visibility
from gocluster_events.meeting.registration.own.services import ending
from tests.support.booking import book, change_person, item, standing, wait
from tests.support.make import make_registration
from tests.support.programme import plan, plan_to_publish, slot
from tests.support.settings import NOW
from tests.support.workshops import ORGANISER, change, letters, mails_leave, send

PAGE = "/de/manage/jahrestagung-2027/agenda/publication"


@pytest.mark.both_databases
def test_an_item_can_be_booked_once_a_version_says_that_one_signs_up(session, event, people):
    rows = session.scalars(sa.select(Offer).order_by(Offer.item)).all()
    assert [(row.item, row.item_seats, row.is_listed) for row in rows] == [(item(1), 1, True), (item(2), 1, True)]
    assert book(event.id, people[0]) is State.HELD


@pytest.mark.both_databases
def test_who_has_or_awaits_a_place_in_an_item_that_is_dropped_loses_it_with_a_letter(session, event, people, voice):
    book(event.id, people[0])
    wait(event.id, people[1])
    book(event.id, people[2], 2)
    change(event, 1)
    send(event, voice)
    assert letters() == [
        ("anna@example.org", "item_lost", "- B2 Vom Pitch zum Pilotprojekt, Do., 22. Apr., 09:00–10:00: entfällt"),
        ("ben@example.org", "item_lost", "- B2 From pitch to pilot, Thu, 22 Apr, 09:00–10:00: no longer takes place"),
    ]  # fmt: skip
    assert (standing(event.id, 1), standing(event.id, 2)) == (([], []), ([people[2]], []))
    session.rollback()
    assert set(session.scalars(sa.select(Booking.state).join(Offer).where(Offer.item == item(1)))) == {State.LOST}
    lost = sa.select(BookingMove.registration_id, BookingMove.actor).where(BookingMove.move == Move.LOST)
    assert session.execute(lost.order_by(BookingMove.id)).all() == [(people[0], ORGANISER), (people[1], ORGANISER)]


def test_who_needs_no_place_any_more_is_told_that_the_item_takes_place(event, people, voice):
    book(event.id, people[0])
    change(event, 1, sign_up=SignUp.NONE)
    send(event, voice)
    ((_whom, _letter, places),) = letters()
    assert places.endswith("09:00–10:00: findet ohne Platzbuchung statt")
    assert standing(event.id) == ([], [])


def test_a_place_stays_where_an_item_is_for_members_only_from_now_on(event, people, voice):
    book(event.id, people[0])
    change(event, 1, visibility=Visibility.MEMBERS)
    send(event, voice)
    assert (standing(event.id), letters()) == (([people[0]], []), [])


@pytest.mark.both_databases
def test_who_waits_for_what_is_for_members_only_by_now_reads_that_the_number_is_gone(event, people, voice):
    one, outsider, _third = people
    member = make_registration(event, email="dana@example.org", cluster="Photonik Berlin").id
    book(event.id, one)
    for person in (outsider, member):
        wait(event.id, person)
    change(event, 1, visibility=Visibility.MEMBERS)
    send(event, voice)
    assert standing(event.id) == ([one], [member])
    ((whom, letter, places),) = letters()
    assert (whom, letter) == ("ben@example.org", "item_lost")
    assert places.endswith("09:00–10:00: is for go-cluster members only from now on")
    assert [each.number for each in own_bookings(db.session(), member)] == [1]


@pytest.mark.both_databases
def test_hours_that_the_team_has_set_are_to_be_checked_once_their_item_is_at_another_time(event, voice):
    with db.transaction() as session:
        for each in session.scalars(sa.select(Offer)):
            each.closes_at = each.starts_at if each.item == item(1) else None
    change(event, 1, title=Localized("Vom Pitch zum Projekt"))
    send(event, voice)
    assert to_check() == []
    for number in (1, 2):
        change(event, number, starts_at=slot(number, 180 + 60 * number).starts_at)
    send(event, voice)
    assert to_check() == [item(1)]


def to_check():
    """The items whose hours the team is asked to check."""
    db.session().rollback()
    return list(db.session().scalars(sa.select(Offer.item).where(Offer.wants_check)))


def test_whose_two_places_are_at_the_same_time_by_now_has_one_letter_and_keeps_both(event, people, voice):
    for number in (1, 2):
        book(event.id, people[0], number)
    change(event, 2, starts_at=slot(2, 30).starts_at)
    send(event, voice)
    both = (
        "- B2 Vom Pitch zum Pilotprojekt, Do., 22. Apr., 09:00–10:00\n"
        "- C2 KI im Clustermanagement, Do., 22. Apr., 09:30–10:30"
    )
    expected = [("anna@example.org", "item_clash", both)]
    assert letters() == expected
    assert (standing(event.id, 1), standing(event.id, 2)) == (([people[0]], []), ([people[0]], []))
    mails_leave()
    change(event, 2, title=Localized("KI im Alltag"))
    send(event, voice, NOW + 2 * UNDO)
    assert letters() == expected  # what clashed before is no news


def test_two_places_that_only_touch_are_no_clash(event, people, voice):
    for number in (1, 2):
        book(event.id, people[0], number)
    change(event, 1, length_minutes=30)
    change(event, 2, starts_at=slot(2, 30).starts_at)
    send(event, voice)
    assert {letter for _whom, letter, _places in letters()} == {"item_changed"}


def test_a_letter_that_still_waits_to_tell_of_a_place_tells_the_new_hour(event, people, voice):
    for number in (1, 2):
        book(event.id, people[0], number)
    change(event, 1, starts_at=slot(1, 300).starts_at)
    send(event, voice, NOW + timedelta(seconds=5))
    mail = db.session().scalars(sa.select(Mail).where(Mail.letter == "item_booked")).one()
    assert mail.content["values"]["places"] == (
        "- C2 KI im Clustermanagement, Do., 22. Apr., 10:00–11:00, C2\n"
        "- B2 Vom Pitch zum Pilotprojekt, Do., 22. Apr., 14:00–15:00, B2"
    )


def test_whoever_has_cancelled_loses_nothing_by_a_version_and_whoever_has_their_place_does(event, people, voice):
    book(event.id, people[0])
    wait(event.id, people[1])
    ending.cancel(event.id, people[0], NOW)
    change(event, 1)
    send(event, voice)
    assert [(whom, letter) for whom, letter, _places in letters()] == [("ben@example.org", "item_lost")]
    lost = sa.select(BookingMove.move).where(BookingMove.registration_id == people[1]).order_by(BookingMove.id)
    assert db.session().scalars(lost).all() == [Move.JOINED, Move.MOVED_UP, Move.LOST]


def test_more_places_go_to_who_waits_with_the_version_that_brings_them(event, people, voice):
    book(event.id, people[0])
    wait(event.id, people[1])
    change(event, 1, seats=2)
    send(event, voice)
    assert standing(event.id) == ([people[0], people[1]], [])
    assert settle_due(NOW) == 0


@pytest.mark.both_databases
def test_what_the_worker_publishes_at_an_hour_does_the_same(event, people, voice):
    book(event.id, people[0])
    change(event, 1)
    plan_to_publish(event)
    planned_at = slot(1).starts_at
    assert (publishing.publish_due(planned_at, voice), standing(event.id)) == (1, ([], []))
    assert [(whom, letter) for whom, letter, _places in letters()] == [("anna@example.org", "item_lost")]


def test_the_page_counts_before_its_button_who_loses_who_clashes_and_who_stays(event, people, organiser):
    one, other, third = people
    for number in (1, 2):
        book(event.id, one, number)
    wait(event.id, other, 2)
    change(event, 2, starts_at=slot(2, 30).starts_at, visibility=Visibility.MEMBERS)
    page = organiser.get(PAGE).text
    assert "1 Person hätte zwei Buchungen zur selben Zeit: B2, C2. Sie behält beide und erhält eine E-Mail." in page
    assert "1 Person behält einen Platz in einem Programmpunkt, der jetzt nur für Mitglieder ist:" in page
    assert "1 Person verliert ihren Platz oder steht nicht mehr auf der Warteliste (C2)." in page
    change(event, 2)
    page = organiser.get(PAGE).text
    assert "2 Personen verlieren ihren Platz oder stehen nicht mehr auf der Warteliste (C2)." in page
    assert "Version 2 veröffentlichen, ohne E-Mail" not in page
    assert third not in {*standing(event.id, 2)[0], *standing(event.id, 2)[1]}


def test_the_page_has_errors_first_then_what_becomes_of_places_then_the_changes(event, people, organiser):
    book(event.id, people[0], 2)
    room = draft.item(db.session(), event.id, item(1)).room
    plan(event, slot(3, 30, room=room))
    change(event, 2)
    page = organiser.get(PAGE).text
    parts = ("1 Fehler bleibt", "1 Person verliert ihren Platz", 'id="upcoming"')
    assert [page.count(part) for part in parts] == [1, 1, 1]
    assert sorted(parts, key=page.index) == list(parts)


def test_the_row_of_an_item_says_how_many_lose_a_place_in_it_and_leads_to_them(event, people, organiser):
    book(event.id, people[0], 2)
    wait(event.id, people[1], 2)
    change(event, 1, title=Localized("Anders"))
    change(event, 2, sign_up=SignUp.NONE)
    to_them = f"/de/manage/jahrestagung-2027/bookings/{item(2)}/people"
    rows = organiser.get(PAGE).text.split('class="change"')
    items = [row.partition('id="change-')[2][:36] for row in rows if "2 Personen verlieren hier ihren Platz" in row]
    assert items == [item(2)]
    assert [to_them in row for row in rows].count(True) == 1
    assert organiser.get(to_them).status_code == 200


def test_both_buttons_count_the_letters_about_places_which_go_out_in_any_case(event, people, organiser, voice):
    book(event.id, people[0], 2)
    wait(event.id, people[1], 2)
    change(event, 2, sign_up=SignUp.NONE)
    page = organiser.get(PAGE).text
    assert ("Veröffentlichen, nur mit den 2 E-Mails über Plätze" in page, "E-Mails senden<" in page) == (True, False)
    change(event, 2, starts_at=slot(2, 30).starts_at)
    page = organiser.get(PAGE).text
    assert "Veröffentlichen und 5 E-Mails senden" in page  # three about the change, two about places
    assert "Veröffentlichen, nur mit den 2 E-Mails über Plätze" in page
    assert "ohne E-Mail<" not in page
    send(event, voice)
    assert len(letters()) == 2


def test_whoever_has_no_address_is_named_and_counts_for_no_letter(event, people, voice, organiser):
    change_person(people[0], email="", email_key="")
    book(event.id, people[0])
    wait(event.id, people[1])
    change(event, 1)
    page = organiser.get(PAGE).text
    assert "1 Person davon hat keine E-Mail-Adresse und bekommt keine E-Mail: " in page
    assert "Veröffentlichen, nur mit der 1 E-Mail über Plätze" in page
    send(event, voice)
    assert [(whom, letter) for whom, letter, _places in letters()] == [("ben@example.org", "item_lost")]
