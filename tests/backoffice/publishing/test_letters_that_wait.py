"""A letter about places that waits is never lost: each version decides anew all that the person has not read."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.rules.letters import STANDING
from gocluster_events.attendance.bookings.rules.publication_letters import UNDO
from gocluster_events.attendance.bookings.services import booking
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.registration.own.services import ending
from gocluster_events.meeting.registration.people.services.mails import own_act
from tests.support.booking import book, item, standing
from tests.support.programme import slot
from tests.support.settings import NOW
from tests.support.workshops import bring_back, change, letters, mails_leave, send

MINUTE = timedelta(minutes=1)
GONE = ("anna@example.org", "item_lost", "- B2 Vom Pitch zum Pilotprojekt, Do., 22. Apr., 09:00–10:00: entfällt")
LATER = ("anna@example.org", "item_changed", "- B2 Vom Pitch zum Pilotprojekt, Do., 22. Apr., 14:00–15:00, B2")


def rename(event, voice, now):
    """A version that only calls C2 otherwise."""
    change(event, 2, title=Localized(f"KI am {now.isoformat()}"))
    send(event, voice, now)


@pytest.mark.both_databases
def test_whoever_has_lost_a_place_reads_so_however_many_versions_follow(event, people, voice):
    book(event.id, people[0])
    change(event, 1)
    send(event, voice, NOW + MINUTE)
    for minutes in (5, 7, 12):
        rename(event, voice, NOW + minutes * MINUTE)
        assert letters() == [GONE]


def test_a_letter_that_is_overdue_is_not_lost_with_the_next_version(event, people, voice):
    book(event.id, people[0])
    change(event, 1)
    send(event, voice, NOW + MINUTE)
    rename(event, voice, NOW + 2 * UNDO)
    assert letters() == [GONE]


@pytest.mark.both_databases
def test_a_place_comes_back_as_long_as_its_letter_waits(event, people, voice):
    book(event.id, people[0])
    change(event, 1)
    send(event, voice, NOW + MINUTE)
    rename(event, voice, NOW + 5 * MINUTE)
    bring_back(event, 1)
    send(event, voice, NOW + 7 * MINUTE)
    assert (standing(event.id), letters()) == (([people[0]], []), [])


def test_a_place_at_another_time_is_told_of_though_two_versions_follow(event, people, voice):
    book(event.id, people[0])
    change(event, 1, starts_at=slot(1, 300).starts_at)
    send(event, voice, NOW + MINUTE)
    for minutes in (2, 3):
        rename(event, voice, NOW + minutes * MINUTE)
        assert letters() == [LATER]


def test_what_is_back_at_the_hour_that_everybody_knows_is_told_to_nobody(event, people, voice):
    book(event.id, people[0])
    change(event, 1, starts_at=slot(1, 300).starts_at)
    send(event, voice, NOW + MINUTE)
    rename(event, voice, NOW + 2 * MINUTE)
    change(event, 1, starts_at=slot(1).starts_at)
    send(event, voice, NOW + 3 * MINUTE)
    assert letters() == []


def test_two_places_at_the_same_time_are_told_of_though_two_versions_follow(event, people, voice):
    for number in (1, 2):
        book(event.id, people[0], number)
    change(event, 2, starts_at=slot(2, 0).starts_at)
    send(event, voice, NOW + MINUTE)
    for minutes in (2, 3):
        change(event, 1, title=Localized(f"Pitch {minutes}"))
        send(event, voice, NOW + minutes * MINUTE)
        assert [letter for _whom, letter, _places in letters()] == ["item_clash"]


def test_a_place_that_is_back_at_another_hour_is_told_of_though_another_version_follows(event, people, voice):
    book(event.id, people[0])
    change(event, 1)
    send(event, voice, NOW + MINUTE)
    bring_back(event, 1)
    change(event, 1, starts_at=slot(1, 300).starts_at)
    send(event, voice, NOW + 2 * MINUTE)
    assert (standing(event.id), letters()) == (([people[0]], []), [LATER])
    rename(event, voice, NOW + 3 * MINUTE)
    assert letters() == [LATER]


def test_whoever_books_while_a_letter_waits_knows_the_hours_by_which_they_book(event, people, voice):
    change(event, 2, sign_up=SignUp.NONE)
    send(event, voice, NOW)
    book(event.id, people[0])
    change(event, 1, starts_at=slot(1, 300).starts_at)
    change(event, 2, starts_at=slot(2, 120).starts_at, sign_up=SignUp.BOOK, seats=1)
    send(event, voice, NOW + MINUTE)
    booking.book(event.id, people[0], item(2), own_act(people[0], NOW + 2 * MINUTE))
    rename(event, voice, NOW + 3 * MINUTE)
    assert letters() == [LATER]


@pytest.mark.both_databases
def test_whoever_loses_the_same_place_twice_before_reading_of_it_has_it_back_once(event, people, voice):
    change(event, 2, starts_at=slot(2, 0).starts_at)
    send(event, voice)
    book(event.id, people[0])
    change(event, 1)
    send(event, voice, NOW + MINUTE)
    booking.book(event.id, people[0], item(2), own_act(people[0], NOW + 2 * MINUTE))
    bring_back(event, 2)
    send(event, voice, NOW + 3 * MINUTE)
    booking.swap(event.id, people[0], item(2), item(1), own_act(people[0], NOW + 4 * MINUTE))
    change(event, 1)
    send(event, voice, NOW + 5 * MINUTE)
    assert letters() == [GONE]
    bring_back(event, 2)
    send(event, voice, NOW + 6 * MINUTE)
    assert (standing(event.id), letters()) == (([people[0]], []), [])


def test_once_its_letter_has_left_a_loss_is_told_no_second_time(event, people, voice):
    book(event.id, people[0])
    change(event, 1)
    send(event, voice, NOW + MINUTE)
    mails_leave()
    rename(event, voice, NOW + 2 * MINUTE)
    assert letters() == [GONE]


def test_whoever_has_booked_otherwise_meanwhile_reads_why_a_place_does_not_come_back(event, people, voice):
    change(event, 2, starts_at=slot(2, 0).starts_at)
    send(event, voice)
    book(event.id, people[0])
    change(event, 1)
    send(event, voice, NOW)
    book(event.id, people[0], 2)
    bring_back(event, 2)
    send(event, voice, NOW + MINUTE)
    [(_whom, letter, places)] = letters()
    assert (letter, places.partition(": ")[2]) == (
        "item_lost",
        "findet statt, aber zur selben Zeit haben Sie inzwischen etwas anderes gebucht",
    )


def confirmations():
    """The letters about bookings: whom, which one, and whether it has left."""
    db.session().rollback()
    mails = sa.select(Mail).where(Mail.letter.in_(STANDING)).order_by(Mail.id)
    return [(row.recipient, row.letter, row.state is State.SENT) for row in db.session().scalars(mails)]


def test_whoever_has_a_place_back_before_it_was_confirmed_reads_that_they_have_it(event, people, voice):
    book(event.id, people[0])
    change(event, 1)
    send(event, voice, NOW + MINUTE / 6)
    assert confirmations() == []
    bring_back(event, 1)
    send(event, voice, NOW + MINUTE / 2)
    assert (standing(event.id), confirmations()) == (
        ([people[0]], []),
        [("anna@example.org", "item_booked", False)],
    )


def test_whoever_has_read_of_a_place_reads_nothing_when_it_is_back(event, people, voice):
    book(event.id, people[0])
    mails_leave()
    change(event, 1)
    send(event, voice, NOW + MINUTE)
    bring_back(event, 1)
    send(event, voice, NOW + 2 * MINUTE)
    assert (standing(event.id), confirmations()) == (
        ([people[0]], []),
        [("anna@example.org", "item_booked", True)],
    )


@pytest.mark.both_databases
def test_whoever_cancels_reads_nothing_of_a_place_at_another_time(event, people, voice):
    book(event.id, people[0])
    mails_leave()
    change(event, 1, starts_at=slot(1, 300).starts_at)
    send(event, voice, NOW + MINUTE)
    assert letters() == [LATER]
    ending.cancel(event.id, people[0], NOW + 2 * MINUTE)
    settle_due(NOW + 2 * MINUTE)
    assert letters() == []
