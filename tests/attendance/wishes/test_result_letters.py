"""What people read of an allocation is so when they read it: one letter each, once everybody has their place."""

import re
from datetime import timedelta

import pytest

from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.attendance.wishes.services import binding
from gocluster_events.cli.duties import DUTIES
from gocluster_events.core import db
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.timekeeping.models import WorkerRuns
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import TEAM, book, change_person, item, mails, make_offer, standing
from tests.support.make import add
from tests.support.settings import NOW
from tests.support.wish_rounds import committed, make_round, meeting, results, stored, wisher

OVER = NOW + UNDO


@pytest.fixture
def event(session):
    """Two items of one and three places at one time; three people wish for the first one before the second."""
    event = meeting(1, 3, slug="tagung")
    make_round(event)
    for number in range(3):
        wisher(event, 1, 2, first_name=f"P{number}")
    return event


def holder(run, number):
    """Who gets that item by the run, the first of the lot where several do."""
    return next(who for who, places in results(run).items() if places[0][0] == item(number))


def letters(person):
    """Which letters that person has, and what these say of places."""
    db.session().rollback()
    return [(mail.letter, mail.content["values"].get("results", "")) for mail in mails(person)]


def result(person):
    """What the one letter that the person has says."""
    ((letter, words),) = letters(person)
    assert letter == "wishes_result"
    return words


def test_who_books_something_else_within_the_five_minutes_reads_once_what_they_have(event):
    make_offer(event, 7, 30, item_seats=9)
    first = holder(committed(event), 1)
    assert book(event.id, first, 7) is State.HELD
    assert [mail.letter for mail in outbox.lease(OVER, 10)] == ["item_booked"]
    binding.bind_due(OVER)
    ((_, words),) = [each for each in letters(first) if each[0] == "wishes_result"]
    assert "keinen Platz bekommen" in words
    assert "Zur selben Zeit besteht schon ein anderer Platz." in words


def test_while_the_time_is_not_sure_nobody_reads_what_nobody_has(app, event):
    committed(event)
    with db.transaction() as session:
        session.query(WorkerRuns).delete()
    add(WorkerRuns(id=1, began_at=NOW, newest_at=NOW, stepped_from=NOW - timedelta(days=3)))
    duty = next(each for each in DUTIES if each.name == "allocations carried out")
    assert (duty.service(OVER), len(outbox.lease(OVER, 10))) == (0, 0)
    assert stored(event, 1).bound_at is None


def test_who_moves_up_as_it_is_carried_out_reads_of_that_place_alone(event):
    first = holder(committed(event), 1)
    change_person(first, status=Status.CANCELLED, away_at=NOW)
    binding.bind_due(OVER)
    (mover,) = standing(event.id, 1)[0]
    words = result(mover)
    assert "W1" in words
    assert ("Ihr Erstwunsch" in words, "Ihr Zweitwunsch" in words, "Warteliste" in words) == (True, False, False)


def test_the_numbers_on_lists_are_those_of_the_moment_when_they_are_read(session):
    event = meeting(1, 9)
    make_round(event)
    for number in range(4):
        wisher(event, 1, 2, organisation=f"Institut {number}")
    committed(event)
    gone = holder(stored(event, 1), 2)
    change_person(gone, status=Status.CANCELLED, away_at=NOW)
    binding.bind_due(OVER)
    waiting = standing(event.id, 1)[1]
    assert len(waiting) == 2
    assert [re.findall(r"Platz (\d+)\.", result(who)) for who in waiting] == [["1"], ["2"]]


@pytest.mark.parametrize("status", [EventStatus.ARCHIVED, EventStatus.DRAFT])
def test_where_the_meeting_is_not_public_any_more_nobody_has_or_reads_anything(event, status):
    committed(event)
    set_status(event, status)
    with db.transaction() as session:
        assert binding.bind_now(session, session.get_one(Event, event.id), TEAM) == 0
    assert (binding.bind_due(OVER), len(outbox.lease(OVER, 10)), standing(event.id, 1)) == (0, 0, ([], []))
    set_status(event, EventStatus.PUBLISHED)
    assert (binding.bind_due(OVER), len(outbox.lease(OVER, 10))) == (1, 3)


def set_status(event, status):
    with db.transaction() as session:
        session.get_one(Event, event.id).status = status
