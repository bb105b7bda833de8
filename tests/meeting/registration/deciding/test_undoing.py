"""Taking a decision back while its mails wait, and what is kept for that so long."""

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.people.models import DecisionPerson
from gocluster_events.meeting.registration.people.queries import people, seats
from gocluster_events.meeting.registration.people.rules.codes import Diet, Move, Refusal, Status
from gocluster_events.meeting.registration.people.rules.deciding import UNDO, Kind
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.waiting import queries as waiting_queries
from gocluster_events.meeting.registration.waiting.rules import fingerprint
from gocluster_events.meeting.registration.waiting.services import due_changes, moving
from tests.support.decisions import MINUTE, SOON, arrivals, change, decide, reviewed, undo, waiting_moves
from tests.support.make import make_event
from tests.support.refusal import refusal
from tests.support.registrants import HOUR, arrive, cancel, change_participation, letters, outbox, row_of, status
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def test_the_place_of_a_declined_person_is_held_for_five_minutes_and_then_goes_to_who_waits():
    event = make_event(capacity_onsite=1)
    first, second = arrivals(event, 2)
    decide(event, Kind.DECLINE, first)
    assert (status(first), status(second)) == (Status.DECLINED, Status.WAITLISTED)
    assert seats.seats(reading(), event, Mode.ONSITE, SOON).free == 0
    assert due_changes.lapse_and_move_up(SOON + UNDO - MINUTE) == 0
    assert due_changes.lapse_and_move_up(SOON + UNDO) == 2  # the decision is final, and one person moved up
    assert (status(second), row_of(first).hold_until) == (Status.CONFIRMED, None)


def test_needs_are_kept_until_a_decline_is_final_even_in_an_archive():
    event = make_event()
    person = arrive(event, "kim@example.org", needs=Needs(diet=Diet.VEGAN))
    decide(event, Kind.DECLINE, person)
    assert people.needs(reading(), person) is not None
    change(event, status=EventStatus.ARCHIVED)
    due_changes.lapse_and_move_up(SOON + UNDO)
    assert people.needs(reading(), person) is None
    assert reading().scalars(sa.select(DecisionPerson.before)).all() == [{}]


def test_undoing_puts_everybody_back_and_no_mail_leaves():
    event = reviewed()
    first, second = arrivals(event, 2)
    decide(event, Kind.REVIEW, second)
    made = decide(event, Kind.CONFIRM, first, second, now=SOON + MINUTE)
    assert undo(event, made, SOON + 2 * MINUTE) == 2
    assert (status(first), status(second)) == (Status.RECEIVED, Status.IN_REVIEW)
    assert (row_of(first).confirmed_at, row_of(first).sequence) == (None, 1)
    assert letters("0@example.org") == ["prove_address", "received"]
    assert refusal(undo, event, made, SOON + 2 * MINUTE) is Refusal.UNDONE


def test_a_confirmed_person_declined_by_mistake_has_place_and_needs_again():
    event = make_event(capacity_onsite=1)
    first, second = arrivals(event, 2, needs=Needs(diet=Diet.VEGAN))
    confirmed_at = row_of(first).confirmed_at
    made = decide(event, Kind.DECLINE, first)
    undo(event, made)
    back = row_of(first)
    assert (back.status, back.confirmed_at, back.hold_until, back.ended_at) == (
        Status.CONFIRMED,
        confirmed_at,
        None,
        None,
    )
    assert (status(second), people.needs(reading(), first) is not None) == (Status.WAITLISTED, True)
    assert due_changes.lapse_and_move_up(SOON + UNDO) == 0


def test_who_waited_waits_again_where_they_stood():
    event = make_event(capacity_onsite=1)
    _first, second, third = arrivals(event, 3)
    made = decide(event, Kind.DECLINE, second)
    assert seats.position(reading(), row_of(third)) == 1
    undo(event, made)
    assert [seats.position(reading(), row_of(each)) for each in (second, third)] == [1, 2]
    assert waiting_moves(event)[-2:] == [(Move.LEFT, second), (Move.RESTORED, second)]


def test_an_offer_that_was_declined_by_mistake_stands_again():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.OFFER)
    first, second, _third = arrivals(event, 3)
    cancel(event, first, NOW + MINUTE)
    until = row_of(second).offer_until
    made = decide(event, Kind.DECLINE, second)
    undo(event, made)
    assert (status(second), row_of(second).offer_until) == (Status.OFFERED, until)


def test_undoing_a_waiting_list_gives_the_number_back():
    event = reviewed(capacity_onsite=1)
    first, second = arrivals(event, 2)
    decide(event, Kind.CONFIRM, first)
    made = decide(event, Kind.WAITLIST, second)
    assert status(second) is Status.WAITLISTED
    undo(event, made)
    assert (status(second), row_of(second).waitlisted_at) == (Status.RECEIVED, None)


def test_undoing_a_confirmation_gives_the_place_to_who_waits():
    event = reviewed(capacity_onsite=1)
    first, second = arrivals(event, 2)
    made = decide(event, Kind.CONFIRM, first)
    decide(event, Kind.WAITLIST, second, now=SOON + MINUTE)
    undo(event, made, SOON + 2 * MINUTE)
    assert (status(first), status(second)) == (Status.RECEIVED, Status.CONFIRMED)
    assert letters("1@example.org") == ["prove_address", "received", "moved_up_onsite"]  # the other no longer holds


def test_after_five_minutes_or_once_a_mail_is_taken_up_nothing_can_be_undone():
    event = reviewed()
    first, second = arrivals(event, 2)
    early, late = decide(event, Kind.CONFIRM, first), decide(event, Kind.CONFIRM, second)
    key = reading().scalars(sa.select(DecisionPerson.mail_key).where(DecisionPerson.registration_id == first)).one()
    reading().execute(sa.update(Mail).where(Mail.key == key).values(lease_until=SOON + HOUR))
    reading().commit()
    with pytest.raises(Refused) as taken:
        undo(event, early)
    with pytest.raises(Refused) as over:
        undo(event, late, SOON + UNDO)
    assert (taken.value.code, over.value.code) == (Refusal.MAILS_LEFT, Refusal.UNDO_OVER)
    assert (status(first), status(second)) == (Status.CONFIRMED, Status.CONFIRMED)


def test_who_cancels_before_the_mail_leaves_gets_only_that_mail_and_stays_so():
    event = reviewed()
    first, second = arrivals(event, 2)
    made = decide(event, Kind.CONFIRM, first, second)
    cancel(event, first, SOON + MINUTE)
    assert letters("0@example.org") == ["prove_address", "received", "cancelled"]
    assert undo(event, made, SOON + 2 * MINUTE) == 1
    assert (status(first), status(second)) == (Status.CANCELLED, Status.RECEIVED)


def test_a_second_decision_within_five_minutes_takes_the_place_of_the_first():
    event = reviewed()
    (person,) = arrivals(event, 1)
    made = decide(event, Kind.CONFIRM, person)
    decide(event, Kind.DECLINE, person, now=SOON + MINUTE)
    assert letters("0@example.org") == ["prove_address", "received", "declined"]
    assert refusal(undo, event, made, SOON + 2 * MINUTE) is Refusal.NOBODY_LEFT


def test_who_changes_the_mode_before_the_mail_leaves_is_told_of_the_new_one_at_once():
    event = reviewed()
    (person,) = arrivals(event, 1)
    made = decide(event, Kind.CONFIRM, person)
    change_participation(event, person, SOON + MINUTE, mode=Mode.ONLINE)
    assert letters("0@example.org") == ["prove_address", "received", "details_changed", "confirmed_online"]
    assert outbox("confirmed_online", "0@example.org").not_before == SOON + MINUTE
    assert refusal(undo, event, made, SOON + 2 * MINUTE) is Refusal.NOBODY_LEFT


def test_who_is_moved_on_the_list_before_the_mail_leaves_hears_of_the_new_number_only():
    event = reviewed(capacity_onsite=1)
    first, second, third = arrivals(event, 3)
    decide(event, Kind.CONFIRM, first)
    made = decide(event, Kind.WAITLIST, second, third)
    order = [each.id for each in waiting_queries.same_list(reading(), row_of(third))]
    moving.move_in_line(
        event.id, third, 1, "Referent", Act("organiser@example.org", SOON + MINUTE), seen=fingerprint(order)
    )
    assert letters("2@example.org") == ["prove_address", "received", "waiting_moved"]
    assert undo(event, made, SOON + 2 * MINUTE) == 1
    assert (status(second), status(third)) == (Status.RECEIVED, Status.WAITLISTED)


def test_undoing_a_decline_brings_back_the_letter_of_the_confirmation_that_it_had_replaced():
    event = reviewed()
    (person,) = arrivals(event, 1)
    decide(event, Kind.CONFIRM, person)
    declined = decide(event, Kind.DECLINE, person, now=SOON + MINUTE)
    undo(event, declined, SOON + 2 * MINUTE)
    assert status(person) is Status.CONFIRMED
    assert letters("0@example.org") == ["prove_address", "received", "confirmed_onsite"]
    assert outbox("confirmed_onsite", "0@example.org").not_before == SOON + UNDO


def test_when_the_second_decision_is_undone_the_first_can_still_be():
    event = reviewed()
    (person,) = arrivals(event, 1)
    first = decide(event, Kind.CONFIRM, person)
    second = decide(event, Kind.DECLINE, person, now=SOON + MINUTE)
    undo(event, second, SOON + 2 * MINUTE)
    assert undo(event, first, SOON + 3 * MINUTE) == 1
    assert (status(person), letters("0@example.org")) == (Status.RECEIVED, ["prove_address", "received"])
