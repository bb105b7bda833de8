"""The letters about places in items: one of a minute, with everything that the person has."""

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.rules.letters import GATHERED
from gocluster_events.attendance.bookings.services import booking, several, team
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State as Delivery
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.registration.own.services import ending
from gocluster_events.meeting.registration.people.services.mails import own_act
from tests.support.booking import TEAM, book, give_up, item, mails, publish_offers, swap, wait
from tests.support.make import make_event, make_registration, make_room
from tests.support.programme import plan, slot
from tests.support.settings import NOW

TITLE = Localized("Vom Pitch zum Pilotprojekt", "From pitch to pilot")


@pytest.fixture
def event(session):
    """An edition with four published items of one place each, the last of them at the time of the first."""
    made = make_event()
    room = make_room(made, name="1.04").id
    for number, start in ((1, 60), (2, 120), (3, 180), (4, 60)):
        one = slot(number, start=start, sign_up=SignUp.BOOK, seats=1, room=room, code=f"B{number}", title=TITLE)
        plan(made, one)
    publish_offers(made)
    return made


def letters(person):
    return [(mail.letter, mail.content["values"]["places"].splitlines()) for mail in mails(person)]


def row(number, hours, waits=""):
    return f"- B{number} Vom Pitch zum Pilotprojekt, Do., 22. Apr., {hours}, Raum 1.04{waits}"


def test_what_is_booked_within_a_minute_is_told_in_one_letter_a_minute_later(event):
    person, other = (make_registration(event).id for _ in range(2))
    book(event.id, other, 3)
    book(event.id, person, 1)
    book(event.id, person, 2)
    wait(event.id, person, 3)
    places = [row(1, "10:00–11:00"), row(2, "11:00–12:00"), row(3, "12:00–13:00", ": Warteliste, Platz 1")]
    assert letters(person) == [("item_waiting", places)]
    mail = db.session().scalars(sa.select(Mail).where(Mail.letter == "item_waiting")).one()
    assert (mail.not_before, mail.content["values"]["number"]) == (NOW + GATHERED, "1")


def test_who_gives_a_place_up_at_once_reads_of_the_rest_alone_or_nothing(event):
    person = make_registration(event).id
    book(event.id, person, 1)
    book(event.id, person, 2)
    give_up(event.id, person, 1)
    assert letters(person) == [("item_booked", [row(2, "11:00–12:00")])]
    give_up(event.id, person, 2)
    assert letters(person) == []


def test_who_moves_up_or_swaps_is_told_at_once(event):
    one, two, three = (make_registration(event).id for _ in range(3))
    for number, person in ((1, one), (4, two)):
        book(event.id, person, number)
    wait(event.id, three, 4)
    swap(event.id, two, 4, 1)
    give_up(event.id, one, 1)
    assert letters(two) == [("item_swapped", [row(1, "10:00–11:00")])]
    assert letters(three) == [("item_moved_up", [row(4, "10:00–11:00")])]
    assert {mail.not_before for mail in db.session().scalars(sa.select(Mail))} == {NOW}


def test_who_moves_up_reads_which_other_list_ended_by_it(event):
    one, two, three = (make_registration(event).id for _ in range(3))
    for number, person in ((1, one), (4, two)):
        book(event.id, person, number)
        wait(event.id, three, number)
    give_up(event.id, one, 1)
    book(event.id, one, 2)
    assert letters(three) == [("item_moved_up", [row(1, "10:00–11:00")])]
    lists = mails(three)[-1].content["values"]["lists"]
    assert (
        lists == "Damit stehen Sie nicht mehr auf der Warteliste von: B4 Vom Pitch zum Pilotprojekt (zur selben Zeit)."
    )


def test_whom_the_team_moves_reads_that_the_team_did_and_why(event):
    person = make_registration(event).id
    book(event.id, person, 1)
    several.move(event.id, person, item(1), item(2), "Der Raum ist zu klein", TEAM)
    ((letter, places),) = letters(person)
    assert (letter, places) == ("item_moved", [row(2, "11:00–12:00")])
    values = db.session().scalars(sa.select(Mail)).one().content["values"]
    assert ("Der Raum ist zu klein" in values["reason"], values["other"][:2], values["item"][:2]) == (True, "B1", "B2")


def test_whom_the_team_takes_out_reads_the_reason_and_a_later_place_does_not_hide_it(event):
    person = make_registration(event, language="en").id
    book(event.id, person, 1)
    team.take_out(event.id, person, item(1), "Nur für Kommunen", TEAM)
    book(event.id, person, 2)
    assert [(letter, places) for letter, places in letters(person)] == [
        ("item_taken_out", ["- none"]),
        ("item_booked", ["- B2 From pitch to pilot, Thu, 22 Apr, 11:00–12:00, Room 1.04"]),
    ]


@pytest.mark.parametrize(
    ("verb", "letter"),
    [
        (lambda *who: several.move(*who, item(1), item(2), "Zu voll", TEAM), "item_moved"),
        (lambda *who: team.take_out(*who, item(1), "Zu voll", TEAM), "item_taken_out"),
        (lambda event, who: several.take_out_several(event, [who], item(1), "Zu voll", TEAM), "item_taken_out"),
        (lambda event, who: several.move_several(event, [who], item(1), item(2), "Zu voll", TEAM), "item_moved"),
    ],
    ids=("moved", "taken out", "taken out with others", "moved with others"),
)
def test_whom_the_team_moves_or_takes_out_reads_why_also_where_they_move_up_elsewhere_by_it(event, verb, letter):
    person, other = (make_registration(event).id for _ in range(2))
    book(event.id, person, 1)
    book(event.id, other, 4)
    swap(event.id, person, 1, 4)
    swap(event.id, other, 4, 1)
    verb(event.id, person)
    both = {mail.letter: mail.content["values"] for mail in mails(person)}
    assert set(both) == {letter, "item_moved_up"}
    assert "Zu voll" in both[letter]["reason"]
    assert row(4, "10:00–11:00") in both["item_moved_up"]["places"]


def test_a_letter_that_nobody_has_sent_yet_is_not_lost_when_something_else_is_given_up(event):
    """It keeps its kind and its hour, however long the mails have waited."""
    holder, person = (make_registration(event).id for _ in range(2))
    book(event.id, holder, 1)
    wait(event.id, person, 1)
    book(event.id, person, 2)
    give_up(event.id, holder, 1)
    both = [row(1, "10:00–11:00"), row(2, "11:00–12:00")]
    assert letters(person) == [("item_moved_up", both)]
    booking.give_up(event.id, person, item(2), own_act(person, NOW + 5 * GATHERED))
    assert letters(person) == [("item_moved_up", [row(1, "10:00–11:00")])]
    assert db.session().scalars(sa.select(Mail.not_before)).all() == [NOW]


def test_what_a_letter_told_besides_is_told_when_that_of_which_it_was_is_given_up(event):
    person = make_registration(event).id
    book(event.id, person, 1)
    book(event.id, person, 2)
    booking.give_up(event.id, person, item(2), own_act(person, NOW + 5 * GATHERED))
    assert letters(person) == [("item_booked", [row(1, "10:00–11:00")])]


def test_what_has_been_told_is_not_told_again_when_something_else_is_given_up(event):
    person = make_registration(event).id
    book(event.id, person, 1)
    book(event.id, person, 2)
    with db.transaction() as writing:
        writing.execute(sa.update(Mail).values(state=Delivery.SENT, sent_at=NOW))
    give_up(event.id, person, 2)
    assert letters(person) == [("item_booked", [row(1, "10:00–11:00"), row(2, "11:00–12:00")])]


def test_whoever_cancels_at_once_reads_of_no_place_any_more(event):
    person = make_registration(event).id
    book(event.id, person, 1)
    ending.cancel(event.id, person, NOW + GATHERED / 3)
    settle_due(NOW + GATHERED / 2)
    db.session().rollback()
    assert db.session().scalars(sa.select(Mail.letter)).all() == ["cancelled"]
