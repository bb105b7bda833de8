"""What happens between the press and the moment when an allocation is carried out: who has what all the same."""

from datetime import timedelta

import pytest

from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.attendance.wishes.rules.codes import Refusal
from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.attendance.wishes.services import binding
from gocluster_events.attendance.wishes.services.inheriting import hand_on
from gocluster_events.attendance.wishes.services.result_letters import tell_late
from gocluster_events.core import db
from gocluster_events.meeting.registration.own.models import Succession
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import TEAM, change, change_person, item, mails, standing
from tests.support.make import add, make_registration
from tests.support.settings import NOW
from tests.support.wish_rounds import answer, committed, computed, results, stored, three_for_one

OVER = NOW + UNDO


@pytest.fixture
def event(session):
    return three_for_one()


def holder(run):
    """Who gets the first item by the run."""
    return next(who for who, places in results(run).items() if places == [(item(1), 1)])


def letters(person):
    return [mail.letter for mail in mails(person)]


@pytest.mark.parametrize("begins", [timedelta(minutes=-5), UNDO])
def test_what_has_begun_or_does_before_it_is_carried_out_is_allotted_to_nobody(event, begins):
    run = computed(event)
    change(event, 1, starts_at=NOW + begins)
    assert answer(binding.commit, event.id, 1, TEAM, run.digest) is Refusal.CHANGED
    again = computed(event)
    assert {place for places in results(again).values() for place, _rank in places} == {item(2)}
    binding.commit(event.id, again.number, TEAM, again.digest)
    binding.bind_due(OVER)
    assert (standing(event.id, 1), len(standing(event.id, 2)[0])) == (([], []), 3)


def test_where_it_is_carried_out_late_who_was_to_have_what_has_begun_has_the_next_wish(event):
    run = committed(event)
    first = holder(run)
    change(event, 1, starts_at=OVER + timedelta(minutes=1))
    binding.bind_due(OVER + timedelta(minutes=1))
    assert (standing(event.id, 1), first in standing(event.id, 2)[0]) == (([], []), True)
    (mail,) = mails(first)
    words = mail.content["values"]["results"]
    assert "W2 Vortrag 2. Das ist Ihr Zweitwunsch." in words
    assert "(Ihr Erstwunsch)? Dort hatte es schon begonnen, als die Plätze vergeben wurden." in words


def test_who_is_declined_keeps_what_they_were_allotted_while_that_can_be_undone(event):
    run = committed(event)
    first = holder(run)
    change_person(first, status=Status.DECLINED, away_at=OVER, hold_until=OVER + timedelta(minutes=4))
    binding.bind_due(OVER)
    assert (standing(event.id, 1)[0], letters(first)) == ([first], [])
    change_person(first, hold_until=OVER)
    change(event, 1, rest_from=NOW)
    settle_due(OVER + timedelta(minutes=1))
    assert len(standing(event.id, 1)[0]) == 1
    assert first not in standing(event.id, 1)[0]


def test_a_substitute_has_the_place_and_one_letter_about_it(event):
    first, heir = holder(committed(event)), make_registration(event, confirmed_at=NOW).id
    at = NOW + timedelta(minutes=1)
    change_person(first, status=Status.SUBSTITUTED, away_at=at)
    add(Succession(registration_id=first, successor_id=heir, at=at))
    binding.bind_due(OVER)
    assert (standing(event.id, 1)[0], letters(first), letters(heir)) == ([heir], [], ["item_booked"])


def put_back(event, first):
    """Somebody is declined a minute before it is carried out, and that is undone a minute after it was."""
    change_person(first, status=Status.DECLINED, away_at=OVER, hold_until=OVER + timedelta(minutes=4))
    binding.bind_due(OVER)
    change_person(first, status=Status.CONFIRMED, away_at=None, hold_until=None)


def test_who_was_declined_by_mistake_and_is_put_back_reads_once_what_they_have(event):
    first = holder(committed(event))
    put_back(event, first)
    later = OVER + timedelta(minutes=1)
    assert (tell_late(later), tell_late(later)) == (1, 0)
    (mail,) = mails(first)
    assert (mail.letter, "Das ist Ihr Erstwunsch." in mail.content["values"]["results"]) == ("wishes_result", True)


def test_nobody_else_has_that_letter_late(event):
    first = holder(committed(event))
    others = [person for person in results(stored(event, 1)) if person != first]
    away_by_themselves, merged = others
    change_person(away_by_themselves, status=Status.CANCELLED, away_at=NOW)
    put_back(event, first)
    change_person(first, email="")
    change_person(away_by_themselves, status=Status.CONFIRMED)
    heir = make_registration(event, confirmed_at=NOW).id
    add(Succession(registration_id=merged, successor_id=heir, at=OVER + timedelta(minutes=1)))
    change_person(merged, status=Status.CANCELLED, ended_at=OVER + timedelta(minutes=1))
    with db.transaction() as session:
        hand_on(session, event.id)
    assert tell_late(OVER + timedelta(minutes=2)) == 0
    change_person(first, email="first@example.org", email_key="first@example.org")
    assert (tell_late(OVER + timedelta(hours=2)), tell_late(OVER + timedelta(minutes=3))) == (0, 1)
