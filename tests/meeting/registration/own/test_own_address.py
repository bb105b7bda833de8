"""Another e-mail address for one's own registration: nothing counts before it is proven. On both databases."""

from datetime import timedelta

import pytest

from gocluster_events.core.act import Act
from gocluster_events.meeting.events.rules.edition import FederalState
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.meeting.registration.own.services import addresses
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Status
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.sign_up.services import proving
from gocluster_events.meeting.registration.waiting.services import due_changes
from tests.support.make import make_event
from tests.support.refusal import refusal
from tests.support.registrants import (
    HOUR,
    arrive,
    ask_for_email,
    cancel,
    change_person,
    letters,
    logged,
    outbox,
    prove_email,
    register,
    row_of,
)
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def test_another_address_counts_only_once_it_is_proven_and_the_old_one_is_told_twice():
    event = make_event()
    miriam = arrive(event, "miriam@example.org")
    assert change_person(event, miriam, email="tannert@example.org", phone="+49 30 1") == ("phone", "email")
    assert (row_of(miriam).email, row_of(miriam).pending_email) == ("miriam@example.org", "tannert@example.org")
    assert letters("tannert@example.org") == ["prove_email"]
    assert letters("miriam@example.org")[-2:] == ["details_changed", "email_asked"]
    assert prove_email(event, miriam) == 2
    assert (row_of(miriam).email, row_of(miriam).email_key, row_of(miriam).pending_email) == (
        "tannert@example.org",
        "tannert@example.org",
        "",
    )
    assert (letters("miriam@example.org")[-1], letters("tannert@example.org")[-1]) == ("email_replaced", "email_proven")
    assert logged(miriam)[-1] == ("registration.email_changed", ["email"])
    assert outbox("email_proven", "tannert@example.org").content["link"] == ["own.personal", miriam, 2]


def test_who_proves_an_address_of_their_own_is_known_even_if_the_team_had_put_in_the_one_before():
    event = make_event()
    miriam = arrive(event, "miriam@example.org")
    mail_id = outbox("confirmed_onsite", "miriam@example.org").id
    addresses.correct_email(event.id, miriam, "miriam@example.com", mail_id, Act("organiser@example.org", NOW))
    assert row_of(miriam).proven_at is None
    ask_for_email(event, miriam, "tannert@example.org")
    prove_email(event, miriam, NOW + HOUR)
    assert row_of(miriam).proven_at == NOW + HOUR


def test_the_letter_to_a_new_address_repeats_nothing_but_the_meeting():
    event = make_event()
    ask_for_email(event, arrive(event, "miriam@example.org"), "tannert@example.org")
    content = str(outbox("prove_email", "tannert@example.org").content)
    assert ("Miriam" in content, "Tannert" in content) == (False, False)


def test_the_link_to_a_new_address_dies_with_a_newer_one_with_a_withdrawal_and_with_time():
    event = make_event()
    event_id, miriam = event.id, arrive(event, "miriam@example.org")
    ask_for_email(event, miriam, "one@example.org")
    ask_for_email(event, miriam, "two@example.org")
    assert refusal(addresses.prove_email, event_id, miriam, 1, NOW) is Refusal.LINK_OUTDATED
    assert refusal(prove_email, event, miriam, NOW + 48 * HOUR) is Refusal.LINK_OUTDATED
    generation = row_of(miriam).email_generation
    addresses.withdraw_email(event_id, miriam, NOW)
    assert refusal(addresses.prove_email, event_id, miriam, generation, NOW) is Refusal.LINK_OUTDATED
    assert (row_of(miriam).email, row_of(miriam).pending_email) == ("miriam@example.org", "")


def test_an_address_of_somebody_else_is_asked_for_in_the_same_way_but_never_taken():
    event = make_event()
    miriam, kim = arrive(event, "miriam@example.org"), arrive(event, "kim@example.org")
    ask_for_email(event, miriam, "Kim@example.org")
    assert row_of(miriam).pending_email == "Kim@example.org"
    assert (letters("kim@example.org")[-1], letters("miriam@example.org")[-1]) == ("email_known", "email_asked")
    assert refusal(prove_email, event, miriam) is Refusal.ADDRESS_TAKEN
    assert (row_of(miriam).email, row_of(kim).email) == ("miriam@example.org", "kim@example.org")


def test_an_address_that_somebody_registers_meanwhile_is_refused_at_its_proof():
    event = make_event()
    miriam = arrive(event, "miriam@example.org")
    ask_for_email(event, miriam, "tannert@example.org")
    arrive(event, "tannert@example.org")
    assert refusal(prove_email, event, miriam) is Refusal.ADDRESS_TAKEN


def test_a_new_address_is_forgotten_after_two_days_and_with_the_registration():
    event = make_event()
    miriam, kim = arrive(event, "miriam@example.org"), arrive(event, "kim@example.org")
    ask_for_email(event, miriam, "one@example.org")
    ask_for_email(event, kim, "two@example.org")
    cancel(event, kim)
    assert (row_of(miriam).pending_email, row_of(kim).pending_email) == ("one@example.org", "")
    assert privacy.clean_up(NOW + timedelta(hours=48)) == 1
    assert (row_of(miriam).pending_email, row_of(miriam).pending_email_key) == ("", "")


def test_a_new_address_is_forgotten_and_its_link_dead_when_an_offer_lapses():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.OFFER, state=FederalState.BE)
    event_id = event.id
    first, miriam = arrive(event, "first@example.org"), arrive(event, "miriam@example.org")
    cancel(event, first)
    ask_for_email(event, miriam, "tannert@example.org")
    generation = row_of(miriam).email_generation
    due_changes.lapse_and_move_up(NOW + 48 * HOUR)
    row = row_of(miriam)
    assert (row.status, row.pending_email, row.pending_email_key, row.pending_email_at) == (Status.LAPSED, "", "", None)
    assert refusal(addresses.prove_email, event_id, miriam, generation, NOW) is Refusal.LINK_OUTDATED


def test_the_letter_to_the_new_address_can_be_sent_once_more():
    event = make_event()
    event_id, miriam = event.id, arrive(event, "miriam@example.org")
    ask_for_email(event, miriam, "tannert@example.org")
    addresses.send_email_link(event_id, miriam, NOW + HOUR)
    addresses.send_email_link(event_id, miriam, NOW + 50 * HOUR)
    assert letters("tannert@example.org") == ["prove_email", "prove_email"]


def test_data_typed_anew_under_the_old_address_never_bring_it_back():
    event = make_event(confirmation=Confirmation.REVIEW)
    event_id, miriam = event.id, arrive(event, "miriam@example.org")
    register(event, "miriam@example.org", last_name="Anders")
    generation = row_of(miriam).pending_generation
    ask_for_email(event, miriam, "tannert@example.org")
    prove_email(event, miriam)
    assert refusal(proving.prove_again, event_id, miriam, generation, NOW) is Refusal.LINK_OUTDATED
