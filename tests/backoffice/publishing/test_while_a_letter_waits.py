"""What people do while a letter about their places waits: it goes out only as far as it is still true."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.bookings.rules.publication_letters import UNDO
from gocluster_events.attendance.bookings.services import booking, team
from gocluster_events.backoffice.publishing.rules import Announcement, Audience
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.registration.people.services.mails import own_act
from tests.support.booking import book, item, standing, wait
from tests.support.make import make_room
from tests.support.programme import plan, slot
from tests.support.settings import NOW
from tests.support.workshops import ORGANISER, bring_back, change, letters, mails_leave, send

MINUTE = timedelta(minutes=1)
LATER = ("anna@example.org", "item_changed", "- B2 Vom Pitch zum Pilotprojekt, Do., 22. Apr., 14:00–15:00, B2")
TO_ALL = Announcement(audiences=frozenset({Audience.PARTICIPANTS}))


def another_workshop(event, number, start):
    """The programme has one more workshop, with a place."""
    room = make_room(event, name=f"D{number}").id
    plan(event, slot(number, start, code=f"D{number}", room=room, sign_up=SignUp.BOOK, seats=1))


def own(person, minutes):
    """What the person does that long after the first version."""
    return own_act(person, NOW + minutes * MINUTE)


@pytest.mark.both_databases
def test_whoever_gives_the_place_up_meanwhile_reads_nothing_of_its_other_hour(event, people, voice):
    book(event.id, people[0])
    mails_leave()
    change(event, 1, starts_at=slot(1, 300).starts_at)
    send(event, voice, NOW + MINUTE)
    booking.give_up(event.id, people[0], item(1), own(people[0], 2))
    assert letters() == []


def test_whoever_leaves_the_list_meanwhile_reads_nothing_of_its_other_hour(event, people, voice):
    book(event.id, people[0])
    wait(event.id, people[1])
    mails_leave()
    change(event, 1, starts_at=slot(1, 300).starts_at)
    send(event, voice, NOW + MINUTE)
    booking.leave_list(event.id, people[1], item(1), own(people[1], 2))
    assert letters() == [LATER]


def clash(event, people, voice, announcement=None, start=0):
    """Anna has two places, which are at the same time from a minute on."""
    for number in (1, 2):
        book(event.id, people[0], number)
    mails_leave()
    change(event, 2, starts_at=slot(2, start).starts_at)
    send(event, voice, NOW + MINUTE, announcement)
    assert [letter for _whom, letter, _places in letters()] == ["item_clash"]


@pytest.mark.both_databases
def test_whoever_gives_one_of_two_up_meanwhile_reads_where_the_other_is_and_of_no_clash(event, people, voice):
    clash(event, people, voice)
    booking.give_up(event.id, people[0], item(1), own(people[0], 2))
    assert letters() == [
        ("anna@example.org", "item_changed", "- C2 KI im Clustermanagement, Do., 22. Apr., 09:00–10:00, C2")
    ]
    leaving = db.session().scalars(sa.select(Mail.not_before).where(Mail.letter == "item_changed")).all()
    assert leaving == [NOW + MINUTE + UNDO]


def test_whoever_gives_the_one_up_that_has_moved_reads_nothing(event, people, voice):
    clash(event, people, voice)
    booking.give_up(event.id, people[0], item(2), own(people[0], 2))
    assert letters() == []


def test_whoever_gives_one_of_two_up_and_has_the_letter_about_the_programme_reads_nothing_more(event, people, voice):
    clash(event, people, voice, TO_ALL)
    booking.give_up(event.id, people[0], item(1), own(people[0], 2))
    assert letters() == []


@pytest.mark.both_databases
def test_whoever_swaps_one_of_two_meanwhile_reads_of_no_clash(event, people, voice):
    another_workshop(event, 3, 75)
    send(event, voice)
    clash(event, people, voice, start=30)
    swapped = booking.swap(event.id, people[0], item(2), item(3), own(people[0], 2))
    assert (swapped, letters()) == (State.HELD, [])


def test_whoever_books_something_else_meanwhile_still_reads_what_is_lost_and_what_clashes(event, people, voice):
    for number, start in ((3, 180), (4, 300)):
        another_workshop(event, number, start)
    send(event, voice)
    for number in (1, 2, 3):
        book(event.id, people[0], number)
    mails_leave()
    change(event, 1)
    change(event, 3, starts_at=slot(3, 60).starts_at)
    send(event, voice, NOW + MINUTE)
    before = letters()
    assert [letter for _whom, letter, _places in before] == ["item_lost", "item_clash"]
    booking.book(event.id, people[0], item(4), own(people[0], 2))
    assert letters() == before


def test_a_place_that_the_team_ends_meanwhile_is_told_of_in_no_letter_about_its_hour(event, people, voice):
    book(event.id, people[0])
    mails_leave()
    change(event, 1, starts_at=slot(1, 300).starts_at)
    send(event, voice, NOW + MINUTE)
    team.take_out(event.id, people[0], item(1), "Der Raum ist zu klein.", Act(ORGANISER, NOW + 2 * MINUTE))
    assert letters() == []


def test_a_place_comes_back_though_its_overdue_letter_has_been_written_anew_meanwhile(event, people, voice):
    book(event.id, people[0])
    mails_leave()
    change(event, 1)
    send(event, voice, NOW + MINUTE)
    booking.book(event.id, people[0], item(2), own(people[0], 20))
    assert [letter for _whom, letter, _places in letters()] == ["item_lost"]
    bring_back(event, 1)
    send(event, voice, NOW + 21 * MINUTE)
    assert (standing(event.id), letters()) == (([people[0]], []), [])
