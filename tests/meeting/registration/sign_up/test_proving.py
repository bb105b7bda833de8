"""Registering, proving, cancelling and lapsing, with real rows on both databases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people as people_queries, seats
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Diet, Refusal, Status
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.sign_up.services import links, registering
from gocluster_events.meeting.registration.waiting.services import due_changes
from tests.support.make import archive, make_event, make_quota
from tests.support.refusal import refusal
from tests.support.registrants import (
    CHANCE,
    HOUR,
    arrive,
    cancel,
    keep_draft,
    letters,
    outbox,
    prove,
    register,
    row_of,
    sign_up,
    status,
)
from tests.support.settings import NOW

MINUTE = timedelta(minutes=1)

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def set_capacity(event: Event, places: int) -> None:
    event_id = event.id
    with transaction() as session:
        session.get_one(Event, event_id).capacity_onsite = places
        due_changes.apply_due(session, event_id, NOW)


def test_a_newcomer_holds_a_seat_and_is_asked_to_prove_the_address():
    registration = row_of(register(make_event()))
    assert (registration.status, registration.hold_until) == (Status.UNCONFIRMED, NOW + HOUR)
    assert letters("miriam@example.org") == ["prove_address"]


def test_the_letter_to_an_unproven_address_repeats_nothing_that_was_typed():
    register(make_event(), last_name="Besuchen Sie evil.example")
    assert "evil" not in str(outbox("prove_address").content)


def test_a_proof_confirms_and_one_mail_says_so_with_the_calendar_entry():
    event = make_event()
    assert prove(event, register(event)) is Status.CONFIRMED
    assert letters() == ["prove_address", "confirmed_onsite"]
    calendar = outbox("confirmed_onsite").content["calendar"]
    assert (calendar["cancelled"], calendar["sequence"]) == (False, 1)


def test_a_second_proof_changes_nothing():
    event = make_event()
    registration_id = arrive(event, "miriam@example.org")
    assert prove(event, registration_id, NOW + HOUR) is Status.CONFIRMED
    assert letters() == ["prove_address", "confirmed_onsite"]


def test_who_comes_when_all_seats_are_taken_waits_with_a_number():
    event = make_event(capacity_onsite=1)
    arrive(event, "first@example.org")
    arrive(event, "second@example.org")
    third = arrive(event, "third@example.org")
    assert status(third) is Status.WAITLISTED
    assert letters("third@example.org") == ["prove_address", "waitlisted"]
    assert seats.position(reading(), row_of(third)) == 2
    assert outbox("waitlisted", "third@example.org").content["values"]["number"] == "2"


def test_modes_have_places_of_their_own():
    event = make_event(capacity_onsite=1, capacity_online=1)
    arrive(event, "first@example.org")
    online = arrive(event, "second@example.org", mode=Mode.ONLINE)
    assert status(online) is Status.CONFIRMED
    assert letters("second@example.org") == ["prove_address", "confirmed_online"]


def test_an_unproven_address_lapses_after_48_hours_with_a_mail():
    event = make_event(capacity_onsite=1)
    slow, later = register(event, "slow@example.org"), register(event, "second@example.org")
    due_changes.lapse_and_move_up(NOW + 48 * HOUR - MINUTE)
    assert (status(slow), status(later)) == (Status.UNCONFIRMED, Status.UNCONFIRMED)
    assert due_changes.lapse_and_move_up(NOW + 48 * HOUR) == 2
    assert (status(slow), status(later)) == (Status.LAPSED, Status.LAPSED)
    assert letters("slow@example.org") == ["prove_address", "lapsed"]


def test_the_worker_leaves_a_settled_edition_alone():
    event = make_event(capacity_onsite=1)
    arrive(event, "first@example.org")
    arrive(event, "waiting@example.org")
    assert seats.editions_with_due_changes(reading(), NOW) == []


def test_a_link_used_after_the_lapse_tries_again_at_the_end_of_the_line():
    event = make_event(capacity_onsite=1)
    slow = register(event, "slow@example.org")
    first = arrive(event, "first@example.org")
    later = NOW + 49 * HOUR
    assert prove(event, slow, later) is Status.WAITLISTED
    assert status(first) is Status.CONFIRMED
    assert letters("slow@example.org") == ["prove_address", "lapsed", "waitlisted"]


def test_a_lapsed_registration_cannot_return_once_registration_has_closed():
    event = make_event()
    slow = register(event)
    assert refusal(prove, event, slow, event.registration_closes_at) is Refusal.CLOSED


def test_a_held_seat_is_confirmed_even_after_registration_has_closed():
    event = make_event()
    before = event.registration_closes_at - HOUR / 2
    registration_id = register(event, now=before)
    assert prove(event, registration_id, before + HOUR - MINUTE) is Status.CONFIRMED


def test_cancelling_works_in_an_archive_but_nobody_moves_up():
    event = make_event(capacity_onsite=1)
    first, waiting = arrive(event, "first@example.org"), arrive(event, "second@example.org")
    archive(event)
    cancel(event, first)
    assert (status(first), status(waiting)) == (Status.CANCELLED, Status.WAITLISTED)


def test_an_archive_refuses_registering_and_proving():
    event = make_event()
    registration_id = register(event)
    archive(event)
    assert refusal(register, event, "other@example.org") is Refusal.CLOSED
    assert refusal(prove, event, registration_id) is Refusal.ARCHIVED


def test_a_raised_capacity_moves_up_as_many_as_there_are_places():
    event = make_event(capacity_onsite=1)
    people = [arrive(event, f"{number}@example.org", NOW + number * HOUR / 60) for number in range(4)]
    set_capacity(event, 3)
    assert [status(each) for each in people] == [Status.CONFIRMED] * 3 + [Status.WAITLISTED]


def test_a_lowered_capacity_removes_nobody():
    event = make_event(capacity_onsite=2)
    people = [arrive(event, f"{number}@example.org") for number in range(2)]
    set_capacity(event, 1)
    assert [status(each) for each in people] == [Status.CONFIRMED] * 2


def test_nobody_jumps_the_queue_when_a_place_was_added():
    event = make_event(capacity_onsite=1)
    arrive(event, "first@example.org")
    waiting = arrive(event, "waiting@example.org")
    event_id = event.id
    with transaction() as session:
        session.get_one(Event, event_id).capacity_onsite = 2  # not settled yet
    newcomer = register(event, "new@example.org")
    assert (status(waiting), row_of(newcomer).hold_until) == (Status.CONFIRMED, None)


def test_special_needs_stand_apart_and_go_with_the_registration():
    event = make_event()
    registration_id = register(event, needs=Needs(diet=Diet.VEGAN, intolerances="Nüsse"))
    needs = people_queries.needs(reading(), registration_id)
    assert needs is not None
    assert (needs.diet, needs.intolerances) == (Diet.VEGAN, "Nüsse")
    cancel(event, registration_id)
    assert people_queries.needs(reading(), registration_id) is None


def test_a_new_link_kills_the_old_one():
    event = make_event()
    registration_id = arrive(event, "miriam@example.org")
    links.renew_link(event.id, registration_id, NOW)
    assert row_of(registration_id).generation == 2
    assert outbox("new_link").content["link"] == ["own.personal", registration_id, 2]


def test_every_change_of_state_is_in_the_audit_log():
    event = make_event()
    registration_id = arrive(event, "miriam@example.org")
    cancel(event, registration_id)
    actions = reading().scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions == ["registration.received", "registration.proven", "registration.cancelled"]


def test_nothing_is_stored_when_a_verb_is_refused():
    event = make_event(registration_closes_at=NOW)
    with pytest.raises(Refused):
        register(event)
    assert reading().scalar(sa.select(sa.func.count()).select_from(Registration)) == 0
    assert letters() == []


def test_the_mails_of_an_edition_have_its_colour_if_white_can_be_read_on_it(session):
    for number, (accent, colour) in enumerate((("", None), ("#5f316e", "#5F316E"), ("#FFFFFF", None))):
        register(make_event(accent=accent), f"person-{number}@example.org")
        letter = session.scalars(sa.select(Mail.content).order_by(Mail.id.desc())).first()
        assert letter["values"].get("accent") == colour


def test_colleagues_of_one_sign_up_pass_no_limit_of_their_institution():
    event = make_event()
    event_id, quota_id = event.id, make_quota(event, most_per_organisation=1).id
    pair = [sign_up(f"{name}@example.org", actor_type=ActorType.STARTUP) for name in ("mai", "kim")]
    keep_draft(event_id, "draft", pair[0])
    registering.register(event_id, pair, "draft", "pp", NOW, CHANCE)
    rows = reading().scalars(sa.select(Registration).order_by(Registration.id))
    assert [(row.email, row.quota_id) for row in rows] == [("mai@example.org", quota_id), ("kim@example.org", None)]
