"""An address that registers again, with real rows on both databases."""

from datetime import timedelta

import pytest

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.invitations.queries import codes as codes_queries
from gocluster_events.meeting.registration.invitations.rules.codes import Terms
from gocluster_events.meeting.registration.invitations.services import codes
from gocluster_events.meeting.registration.people.models import PendingEntry
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Refusal, Status
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.sign_up.services import proving
from tests.support.make import make_event, make_quota
from tests.support.refusal import refusal
from tests.support.registrants import CHANCE, HOUR, arrive, cancel, decline, letters, prove, register, row_of, status
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


@pytest.mark.promise("P5")
def test_the_same_sent_again_causes_one_row_one_seat_and_one_mail():
    event = make_event()
    first = register(event)
    assert register(event, "MIRIAM@Example.org", NOW + HOUR / 60) == first
    assert letters() == ["prove_address"]
    assert seats.seats(reading(), event, Mode.ONSITE, NOW).taken == 1


def test_the_same_sent_again_later_brings_the_link_once_more():
    event = make_event()
    register(event)
    register(event, now=NOW + HOUR)
    assert letters() == ["prove_address", "prove_address"]


def test_other_data_from_an_unproven_hand_wait_for_their_own_proof():
    event = make_event()
    registration_id = register(event)
    register(event, now=NOW + HOUR, last_name="Anders")
    assert row_of(registration_id).last_name == "Tannert"
    assert letters() == ["prove_address", "prove_again"]


def test_the_proof_of_other_data_replaces_them_and_kills_the_first_link():
    event = make_event()
    registration_id = register(event)
    register(event, now=NOW + HOUR, last_name="Anders")
    generation, _ended = proving.prove_again(event.id, registration_id, 1, NOW + 2 * HOUR)
    registration = row_of(registration_id)
    assert (registration.last_name, registration.status) == ("Anders", Status.CONFIRMED)
    assert registration.generation == generation == 2
    assert refusal(proving.prove, event.id, registration_id, 1, NOW + 3 * HOUR) is Refusal.LINK_OUTDATED


def test_whoever_types_last_kills_the_link_to_what_was_typed_before():
    event = make_event()
    registration_id = register(event)
    register(event, now=NOW + HOUR, last_name="Anders")
    register(event, now=NOW + HOUR, last_name="Fremd")
    with pytest.raises(Refused):
        proving.prove_again(event.id, registration_id, 1, NOW + 2 * HOUR)
    proving.prove_again(event.id, registration_id, 2, NOW + 2 * HOUR)
    assert row_of(registration_id).last_name == "Fremd"


def test_who_proved_the_first_link_keeps_the_place_when_proving_the_second():
    event = make_event(capacity_onsite=1)
    registration_id = register(event)
    register(event, now=NOW + HOUR, organisation="Neues Haus", mode=Mode.ONLINE)
    prove(event, registration_id, NOW + HOUR)
    proving.prove_again(event.id, registration_id, 1, NOW + 2 * HOUR)
    registration = row_of(registration_id)
    assert (registration.organisation, registration.mode, registration.status) == (
        "Neues Haus",
        Mode.ONSITE,
        Status.CONFIRMED,
    )
    assert letters()[-1] == "changed"


def test_new_data_never_keep_a_place_of_a_quota_that_is_not_meant_for_them():
    event = make_event(capacity_onsite=2)
    quota_id = make_quota(event, places=1).id  # for start-ups
    person = register(event, actor_type=ActorType.STARTUP)
    register(event, now=NOW + HOUR, actor_type=ActorType.CLUSTER)
    prove(event, person, NOW + HOUR)
    assert row_of(person).quota_id == quota_id
    proving.prove_again(event.id, person, 1, NOW + 2 * HOUR)
    assert (status(person), row_of(person).quota_id) == (Status.CONFIRMED, None)


def test_new_data_that_would_cost_the_place_are_refused_and_change_nothing():
    event = make_event(capacity_onsite=2)
    quota_id = make_quota(event, places=1).id
    person = register(event, actor_type=ActorType.STARTUP)
    register(event, now=NOW + HOUR, actor_type=ActorType.CLUSTER, last_name="Anders")
    prove(event, person, NOW + HOUR)
    arrive(event, "last@example.org", NOW + HOUR, actor_type=ActorType.CLUSTER)
    assert refusal(proving.prove_again, event.id, person, 1, NOW + 2 * HOUR) is Refusal.QUOTA_LOST
    assert (row_of(person).last_name, row_of(person).quota_id) == ("Tannert", quota_id)


def test_new_data_do_not_give_an_institution_more_places_than_it_may_have():
    event = make_event(capacity_onsite=3)
    quota_id = make_quota(event, places=2, most_per_organisation=1).id
    here = {"actor_type": ActorType.STARTUP, "organisation": "Haus A"}
    first = arrive(event, "first@example.org", **here)
    second = register(event, "second@example.org", actor_type=ActorType.STARTUP, organisation="Haus B")
    register(event, "second@example.org", NOW + HOUR, **here)
    prove(event, second, NOW + HOUR)
    proving.prove_again(event.id, second, 1, NOW + 2 * HOUR)
    assert (row_of(first).quota_id, row_of(second).quota_id) == (quota_id, None)


def test_new_data_keep_the_place_of_a_code_that_has_expired_meanwhile():
    event = make_event(capacity_onsite=1)
    event_id, quota_id = event.id, make_quota(event, places=1, by_invitation=True, actor_types=[]).id
    terms = Terms(quota_id=quota_id, expires_at=NOW + 2 * HOUR)
    codes.share_code(event_id, "Presse", 1, terms, Act("organiser@example.org", NOW), CHANCE)
    code = codes_queries.shared_codes(reading(), event_id)[0][0].code
    person = register(event, invitation_code=code)
    register(event, now=NOW + HOUR, invitation_code=code, last_name="Anders")
    prove(event, person, NOW + HOUR)
    proving.prove_again(event_id, person, 1, NOW + 3 * HOUR)
    assert (row_of(person).last_name, row_of(person).quota_id, row_of(person).invited_to) == (
        "Anders",
        quota_id,
        quota_id,
    )


def test_a_pending_entry_dies_after_48_hours():
    event = make_event()
    registration_id = arrive(event, "miriam@example.org")
    cancel(event, registration_id)
    register(event, last_name="Anders")
    assert refusal(proving.prove_again, event.id, registration_id, 1, NOW + 48 * HOUR) is Refusal.LINK_OUTDATED
    assert privacy.clean_up(NOW + 48 * HOUR) == 1


def test_who_cancelled_can_register_again_and_takes_a_place_by_the_ordinary_rule():
    event = make_event(capacity_onsite=1)
    first = arrive(event, "first@example.org")
    cancel(event, first)
    second = arrive(event, "second@example.org")
    register(event, "first@example.org", NOW + HOUR)
    proving.prove_again(event.id, first, 1, NOW + HOUR)
    assert (status(first), status(second)) == (Status.WAITLISTED, Status.CONFIRMED)


@pytest.mark.parametrize(
    ("takes_part", "hours", "expected"),
    [(False, 3, Refusal.CLOSED), (True, 3, None), (False, 40, Refusal.CLOSED), (True, 40, Refusal.CLOSED)],
)
def test_the_proof_of_new_data_opens_no_door_that_has_closed(*, takes_part: bool, hours: int, expected: Refusal | None):
    closes, ends = NOW + 2 * HOUR, NOW + 30 * HOUR
    event = make_event(registration_closes_at=closes, starts_at=NOW + 20 * HOUR, ends_at=ends)
    person = register(event)
    if takes_part:
        register(event, now=NOW + HOUR, last_name="Anders")
        prove(event, person, NOW + HOUR)
    else:
        prove(event, person)
        cancel(event, person)
        register(event, now=NOW + HOUR, last_name="Anders")
    before, late = status(person), NOW + hours * HOUR
    if expected is None:
        proving.prove_again(event.id, person, 1, late)
    else:
        assert refusal(proving.prove_again, event.id, person, 1, late) is expected
    assert (status(person), row_of(person).last_name) == (before, "Tannert" if expected else "Anders")


def test_cancelling_kills_what_still_waits_for_a_proof():
    event = make_event()
    registration_id = register(event)
    register(event, now=NOW + HOUR, last_name="Anders")
    cancel(event, registration_id, NOW + HOUR)
    with pytest.raises(Refused):
        proving.prove_again(event.id, registration_id, 1, NOW + HOUR)
    assert status(registration_id) is Status.CANCELLED


@pytest.mark.parametrize("verb", ["confirm", "decline"])
def test_a_proven_or_declined_address_is_reminded_once_an_hour_and_nothing_changes(verb: str):
    event = make_event()
    registration_id = arrive(event, "miriam@example.org")
    if verb == "decline":
        decline(event, registration_id)
    before, known = status(registration_id), len(letters())
    for minutes in (1, 5, 70):
        register(event, now=NOW + timedelta(minutes=minutes), last_name="Fremd")
    assert row_of(registration_id).last_name == "Tannert"
    assert status(registration_id) is before
    assert letters()[known:] == ["known", "known"]


def test_a_pending_entry_leaves_the_unproven_row_alone():
    event = make_event()
    registration_id = register(event)
    register(event, now=NOW + HOUR, last_name="Anders")
    pending = reading().get_one(PendingEntry, registration_id)
    assert pending.entry["last_name"] == "Anders"


def test_who_chooses_the_other_mode_instead_leaves_the_held_seat_to_who_waits():
    event = make_event(capacity_onsite=1)
    first = register(event, "first@example.org")
    waiting = arrive(event, "waiting@example.org")
    register(event, "first@example.org", NOW + HOUR, mode=Mode.ONLINE)
    proving.prove_again(event.id, first, 1, NOW + HOUR)
    assert (row_of(first).mode, status(first), status(waiting)) == (Mode.ONLINE, Status.CONFIRMED, Status.CONFIRMED)
