"""The hour for which a place is held: what counts as taken meanwhile, and what becomes of it afterwards."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.db import session as reading
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from gocluster_events.meeting.registration.people.rules.seats import Seats
from gocluster_events.meeting.registration.sign_up.services import links, proving
from gocluster_events.meeting.registration.waiting.services import due_changes
from tests.support.make import make_event, make_quota
from tests.support.registrants import HOUR, arrive, letters, outbox, prove, register, row_of, status
from tests.support.settings import NOW

MINUTE = timedelta(minutes=1)
LATE = NOW + HOUR

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def taken(event: Event, at: timedelta = timedelta()) -> Seats:
    """The places on site as a page counts them so long after NOW, before anybody has settled anything."""
    reading().rollback()
    return seats.seats(reading(), reading().get_one(Event, event.id), Mode.ONSITE, NOW + at)


def stand(people: Sequence[int]) -> list[Status]:
    return [status(each) for each in people]


def test_a_hold_counts_as_a_taken_place_for_an_hour_and_not_a_moment_longer():
    event = make_event(capacity_onsite=1)
    register(event, "first@example.org")
    assert row_of(register(event, "second@example.org")).hold_until is None
    assert (taken(event, HOUR - MINUTE), taken(event, HOUR)) == (Seats(1, 1), Seats(1, 0))


def test_a_proof_within_the_hour_confirms_the_place_that_is_held():
    event = make_event(capacity_onsite=1)
    slow = register(event, "slow@example.org")
    waiting = arrive(event, "waiting@example.org")
    assert prove(event, slow, LATE - MINUTE) is Status.CONFIRMED
    assert status(waiting) is Status.WAITLISTED


def test_after_the_hour_the_place_goes_to_who_waits_and_no_mail_says_so_to_who_held_it():
    event = make_event(capacity_onsite=1)
    slow = register(event, "slow@example.org")
    waiting = arrive(event, "waiting@example.org")
    assert due_changes.lapse_and_move_up(LATE - MINUTE) == 0
    assert due_changes.lapse_and_move_up(LATE) == 2
    assert stand([slow, waiting]) == [Status.UNCONFIRMED, Status.CONFIRMED]
    assert letters("slow@example.org") == ["prove_address"]
    assert letters("waiting@example.org") == ["prove_address", "waitlisted", "moved_up_onsite"]


def test_a_proof_after_the_hour_takes_a_place_that_is_still_free():
    event = make_event(capacity_onsite=1)
    slow = register(event)
    assert prove(event, slow, NOW + 47 * HOUR) is Status.CONFIRMED


def test_a_proof_after_the_hour_waits_where_somebody_else_has_the_place():
    event = make_event(capacity_onsite=1)
    slow = register(event, "slow@example.org")
    newcomer = register(event, "new@example.org", LATE)
    assert prove(event, slow, LATE + MINUTE) is Status.WAITLISTED
    assert prove(event, newcomer, LATE + 2 * MINUTE) is Status.CONFIRMED
    assert taken(event, 2 * HOUR) == Seats(1, 1)


def test_whoever_waits_after_a_late_proof_comes_before_newcomers():
    event = make_event(capacity_onsite=1)
    slow = register(event, "slow@example.org")
    other = register(event, "other@example.org", LATE)
    prove(event, slow, LATE + MINUTE)
    newcomer = register(event, "new@example.org", LATE + HOUR)  # the other's hour is over, and nobody has settled it
    assert stand([slow, other]) == [Status.CONFIRMED, Status.UNCONFIRMED]
    assert row_of(newcomer).hold_until is None


def test_who_waits_is_not_passed_by_a_late_proof_where_the_team_gives_places_by_hand():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    slow = register(event, "slow@example.org")
    waiting = arrive(event, "waiting@example.org")
    assert prove(event, slow, LATE) is Status.WAITLISTED
    assert status(waiting) is Status.WAITLISTED


def test_the_lock_decides_whose_place_it_is_and_not_the_clock_of_who_came_later():
    """A request that began within the hour gets the lock after one that began later: one place, one person."""
    event = make_event(capacity_onsite=1)
    slow = register(event, "slow@example.org")
    register(event, "new@example.org", LATE)
    assert prove(event, slow, LATE - MINUTE) is Status.WAITLISTED
    assert taken(event, HOUR) == Seats(1, 1)


def test_a_hold_keeps_a_place_of_its_quota_and_no_longer_than_an_hour():
    event = make_event(capacity_onsite=1)
    make_quota(event, places=1)
    startup = register(event, "startup@example.org", actor_type=ActorType.STARTUP)
    assert row_of(startup).quota_id is not None
    again = register(event, "again@example.org", LATE, actor_type=ActorType.STARTUP)
    assert row_of(again).quota_id == row_of(startup).quota_id
    assert (row_of(startup).hold_until, row_of(again).hold_until) == (None, LATE + HOUR)


def test_a_known_address_that_registers_once_more_holds_no_longer():
    event = make_event()
    slow = register(event)
    register(event, now=NOW + HOUR / 2)
    register(event, now=NOW + HOUR / 2, last_name="Anders")
    assert row_of(slow).hold_until == LATE


def test_the_letter_says_until_when_the_place_is_safe_and_until_when_the_link_works():
    register(make_event())
    values = outbox("prove_address").content["values"]
    assert values["hold"] == "Bis 20. März 2027, 11:00 Uhr ist Ihr Platz sicher, danach nur, solange Plätze frei sind."
    assert values["until"] == "22. März 2027, 10:00 Uhr"


def test_a_letter_about_no_place_promises_none():
    reviewed = make_event(confirmation=Confirmation.REVIEW)
    register(reviewed, "reviewed@example.org")
    full = make_event(capacity_onsite=1)
    arrive(full, "first@example.org")
    register(full, "waits@example.org")
    letters_to = [outbox("prove_address", f"{name}@example.org") for name in ("reviewed", "waits")]
    assert [letter.content["values"]["hold"] for letter in letters_to] == ["", ""]


def test_a_letter_sent_again_after_the_hour_promises_none():
    event = make_event()
    slow = register(event)
    links.send_link(event.id, slow, LATE)
    reading().rollback()
    sentences = [mail.content["values"]["hold"] for mail in reading().scalars(sa.select(Mail).order_by(Mail.id))]
    assert [bool(sentence) for sentence in sentences] == [True, False]


def test_a_second_proof_after_the_hour_changes_nothing():
    event = make_event(capacity_onsite=1)
    slow = register(event, "slow@example.org")
    prove(event, slow, LATE - MINUTE)
    proving.prove(event.id, slow, row_of(slow).generation, LATE + HOUR)
    assert (status(slow), taken(event, 2 * HOUR)) == (Status.CONFIRMED, Seats(1, 1))
