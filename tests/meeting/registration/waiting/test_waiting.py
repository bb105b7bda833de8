"""Quotas, offers and the order of the waiting lists, with real rows on both databases."""

import pytest

from gocluster_events.core.db import session as reading
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.meeting.registration.people.models import Quota
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Move, Refusal, Status
from gocluster_events.meeting.registration.sign_up.services import proving as offers
from gocluster_events.meeting.registration.waiting.services import due_changes
from tests.support.make import add, make_event
from tests.support.refusal import refusal
from tests.support.registrants import HOUR, arrive, cancel, letters, register, row_of, status
from tests.support.settings import NOW

DAY = 24 * HOUR

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def offering(**changes: object) -> Event:
    return make_event(capacity_onsite=1, moving_up=MovingUp.OFFER, state=FederalState.BE, **changes)


def test_a_free_place_is_offered_until_a_deadline_and_accepted():
    event = offering()
    first, second = arrive(event, "first@example.org"), arrive(event, "second@example.org")
    cancel(event, first)
    assert (status(second), row_of(second).offer_until) == (Status.OFFERED, NOW + 2 * DAY)
    offers.accept_offer(event.id, second, NOW + HOUR)
    assert status(second) is Status.CONFIRMED
    assert letters("second@example.org") == ["prove_address", "waitlisted", "offered", "confirmed_onsite"]


def test_an_offer_not_accepted_in_time_goes_to_the_next_and_leaves_a_trace():
    event = offering()
    first, second, third = (arrive(event, f"{name}@example.org") for name in ("first", "second", "third"))
    cancel(event, first)
    assert due_changes.lapse_and_move_up(NOW + 2 * DAY) == 2
    assert (status(second), status(third)) == (Status.LAPSED, Status.OFFERED)
    assert refusal(offers.accept_offer, event.id, second, NOW + 2 * DAY) is Refusal.NOT_OFFERED
    moves = [(move.move, person.id) for move, person in seats.moves(reading(), event.id, NOW, Mode.ONSITE)]
    assert moves == [
        (Move.JOINED, second), (Move.JOINED, third), (Move.OFFERED, second), (Move.OFFER_LAPSED, second),
        (Move.OFFERED, third),
    ]  # fmt: skip


def test_a_place_kept_for_start_ups_goes_to_the_start_up_that_waits_and_the_log_says_who_was_passed():
    event = make_event(capacity_onsite=1)
    quota = add(
        Quota(event_id=event.id, name=Localized("Start-ups"), mode=Mode.ONSITE, places=1, actor_types=["startup"])
    )
    first = arrive(event, "first@example.org", actor_type=ActorType.STARTUP)
    anybody = arrive(event, "kim@example.org")
    founder = arrive(event, "mai@example.org", actor_type=ActorType.STARTUP)
    assert (status(first), status(anybody), status(founder)) == (Status.CONFIRMED, Status.WAITLISTED, Status.WAITLISTED)
    cancel(event, first)
    assert (status(anybody), status(founder), row_of(founder).quota_id) == (
        Status.WAITLISTED,
        Status.CONFIRMED,
        quota.id,
    )
    *_before, (move, _person) = seats.moves(reading(), event.id, NOW, Mode.ONSITE)
    assert (move.registration_id, move.passed) == (founder, [[anybody, "not_in_quota"]])
    assert due_changes.lapse_and_move_up(NOW + HOUR) == 0


def test_unused_places_of_a_quota_flow_back_at_their_hour():
    event = make_event(capacity_onsite=1)
    add(
        Quota(
            event_id=event.id,
            name=Localized("Presse"),
            mode=Mode.ONSITE,
            places=1,
            by_invitation=True,
            release_at=NOW + HOUR,
        )
    )
    waiting = arrive(event, "kim@example.org")
    assert status(waiting) is Status.WAITLISTED
    assert due_changes.lapse_and_move_up(NOW + HOUR) == 1
    assert (status(waiting), row_of(waiting).quota_id) == (Status.CONFIRMED, None)


def test_a_team_that_reviews_keeps_no_place_and_acknowledges_receipt():
    event = make_event(capacity_onsite=1, confirmation=Confirmation.REVIEW)
    first, second = arrive(event, "first@example.org"), arrive(event, "second@example.org")
    assert (status(first), status(second)) == (Status.RECEIVED, Status.RECEIVED)
    assert letters("second@example.org") == ["prove_address", "received"]
    assert seats.seats(reading(), event, Mode.ONSITE, NOW).free == 1


def test_nobody_moves_up_by_themselves_where_it_is_done_by_hand():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    first, second = arrive(event, "first@example.org"), arrive(event, "second@example.org")
    cancel(event, first)
    third = arrive(event, "third@example.org", NOW + HOUR)
    assert (status(second), status(third)) == (Status.WAITLISTED, Status.WAITLISTED)


def test_a_place_held_for_a_start_up_is_not_confirmed_for_somebody_else():
    event = make_event(capacity_onsite=2)
    add(Quota(event_id=event.id, name=Localized("Start-ups"), mode=Mode.ONSITE, places=2, actor_types=["startup"]))
    registration_id = register(event, actor_type=ActorType.STARTUP)
    register(event, actor_type=ActorType.SME)
    event_id, pending_generation = event.id, row_of(registration_id).pending_generation
    offers.prove_again(event_id, registration_id, pending_generation, NOW)
    assert (status(registration_id), row_of(registration_id).quota_id) == (Status.WAITLISTED, None)
