"""What the team decides about many people at once, with real rows on both databases."""

from datetime import timedelta

import icalendar
import pytest
import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.exports.ics import meeting_calendar
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.letters.services import _attachment
from gocluster_events.meeting.registration.deciding import services as deciding
from gocluster_events.meeting.registration.deciding.services import DecisionResult
from gocluster_events.meeting.registration.people.models import Decision, Quota
from gocluster_events.meeting.registration.people.queries import people as people_queries
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Move, Refusal, Status
from gocluster_events.meeting.registration.people.rules.deciding import UNDO, DecisionRefusal, Kind
from gocluster_events.meeting.registration.sign_up.services import proving
from tests.support.decisions import (
    MINUTE,
    ORGANISER,
    SOON,
    arrivals,
    change,
    decide,
    reviewed,
    standings,
    undo,
    waiting_moves,
)
from tests.support.make import add, make_event
from tests.support.outbox import lease_one
from tests.support.refusal import refusal
from tests.support.registrants import HOUR, arrive, cancel, letters, outbox, register, row_of, status
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def test_places_go_in_the_order_of_reception_and_the_rest_is_told_why():
    event = reviewed(capacity_onsite=2)
    first, second, third = arrivals(event, 3)
    made = decide(event, Kind.CONFIRM, third, second, first)
    assert (made.number, made.unable) == (2, {third: DecisionRefusal.NO_PLACE})
    assert [status(each) for each in (first, second, third)] == [
        Status.CONFIRMED,
        Status.CONFIRMED,
        Status.RECEIVED,
    ]
    assert letters("0@example.org") == ["prove_address", "received", "confirmed_onsite"]
    assert letters("2@example.org") == ["prove_address", "received"]


def test_who_waits_is_confirmed_before_who_was_received_and_is_told_that_they_moved_up():
    event = make_event(capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    first, second, third = arrivals(event, 3)
    cancel(event, first, SOON)
    made = decide(event, Kind.CONFIRM, third, second)
    assert (status(second), made.unable) == (Status.CONFIRMED, {third: DecisionRefusal.NO_PLACE})
    assert letters("1@example.org")[-1] == "moved_up_onsite"
    assert waiting_moves(event)[-1] == (Move.MOVED_UP, second)


def test_a_place_of_a_quota_is_given_to_whom_it_is_meant_for():
    event = reviewed(capacity_onsite=1)
    quota = Quota(event_id=event.id, name=Localized("Start-ups"), mode=Mode.ONSITE, places=1, actor_types=["startup"])
    add(quota)
    anybody = arrive(event, "kim@example.org")
    founder = arrive(event, "mai@example.org", SOON, actor_type=ActorType.STARTUP)
    made = decide(event, Kind.CONFIRM, anybody, founder)
    assert (made.unable, row_of(founder).quota_id) == ({anybody: DecisionRefusal.NO_PLACE}, quota.id)


def test_every_mail_waits_five_minutes_and_every_person_has_one_line_in_the_log():
    event = reviewed()
    people = arrivals(event, 2)
    decide(event, Kind.CONFIRM, *people)
    assert {outbox("confirmed_onsite", f"{n}@example.org").not_before for n in range(2)} == {SOON + UNDO}
    logged = sa.select(AuditEntry.actor, AuditEntry.subject).where(AuditEntry.action == "registration.confirmed")
    assert reading().execute(logged.order_by(AuditEntry.id)).all() == [
        (ORGANISER, f"registration:{each}") for each in people
    ]


def test_a_mail_is_not_due_before_five_minutes():
    event = reviewed()
    decide(event, Kind.REVIEW, *arrivals(event, 1))
    reading().execute(sa.delete(Mail).where(Mail.letter != "in_review"))
    reading().commit()
    assert lease_one(SOON + UNDO - timedelta(seconds=1)) is None
    leased = lease_one(SOON + UNDO)
    assert leased is not None
    assert leased.recipient == "0@example.org"


def test_taking_under_review_is_for_those_that_were_only_received():
    event = reviewed()
    first, second = arrivals(event, 2)
    assert decide(event, Kind.REVIEW, first).number == 1
    made = decide(event, Kind.REVIEW, first, second, now=SOON + MINUTE)
    assert (made.number, made.unable, status(second)) == (1, {first: DecisionRefusal.UNDER_REVIEW}, Status.IN_REVIEW)


def test_nobody_is_put_on_a_waiting_list_on_which_they_would_not_wait():
    event = reviewed(capacity_onsite=1)
    first, second = arrivals(event, 2)
    made = decide(event, Kind.WAITLIST, first, second)
    assert (made.decision_id, set(made.unable.values())) == (None, {DecisionRefusal.MOVES_UP})
    decide(event, Kind.CONFIRM, first)
    assert decide(event, Kind.WAITLIST, second).number == 1
    assert (status(second), outbox("waitlisted", "1@example.org").content["values"]["number"]) == (
        Status.WAITLISTED,
        "1",
    )


def test_who_has_ended_or_proved_nothing_is_decided_about_by_nobody():
    event = reviewed()
    gone, unproven = arrive(event, "gone@example.org"), register(event, "new@example.org")
    cancel(event, gone)
    made = decide(event, Kind.DECLINE, gone, unproven)
    assert made == DecisionResult(None, 0, {gone: DecisionRefusal.ENDED, unproven: DecisionRefusal.UNPROVEN})


def test_people_of_another_edition_are_left_alone():
    event, other = reviewed(), reviewed()
    stranger = arrive(other, "stranger@example.org")
    assert decide(event, Kind.DECLINE, stranger) == DecisionResult(None, 0, {})
    assert status(stranger) is Status.RECEIVED


def test_a_decline_gives_its_reason_in_the_language_of_each_person():
    event = reviewed()
    german = arrive(event, "kim@example.org")
    english = arrive(event, "jo@example.org", language="en")
    decide(event, Kind.DECLINE, german, english)
    reasons = [outbox("declined", to).content["values"]["reason"] for to in ("kim@example.org", "jo@example.org")]
    assert reasons == ["Die Plätze sind vergeben.", "The places are taken."]


def test_two_organisers_decide_about_the_same_people_and_the_second_sees_what_happened():
    event = reviewed(capacity_onsite=1)
    first, second = arrivals(event, 2)
    seen = standings(event.id, [first, second])
    decide(event, Kind.CONFIRM, first)
    later = deciding.decide(event.id, seen, Kind.CONFIRM, Act("other@example.org", SOON))
    assert later == DecisionResult(None, 0, {second: DecisionRefusal.NO_PLACE}, (first,))
    assert reading().scalar(sa.select(sa.func.count()).select_from(Decision)) == 1


def test_an_archive_refuses_decisions():
    event = reviewed()
    (person,) = arrivals(event, 1)
    change(event, status=EventStatus.ARCHIVED)
    assert refusal(decide, event, Kind.CONFIRM, person) is Refusal.ARCHIVED


def test_a_new_entry_that_waits_for_its_proof_cannot_bring_back_who_was_declined():
    event = reviewed()
    (person,) = arrivals(event, 1)
    register(event, "0@example.org", SOON, position="Leiterin")
    generation = row_of(person).pending_generation
    made = decide(event, Kind.DECLINE, person)
    with pytest.raises(Refused):
        proving.prove_again(event.id, person, generation, SOON)
    undo(event, made)
    proving.prove_again(event.id, person, generation, SOON + 2 * MINUTE)
    assert (status(person), row_of(person).position) == (Status.RECEIVED, "Leiterin")


def test_a_declined_person_loses_the_entry_in_the_calendar():
    event = reviewed()
    (person,) = arrivals(event, 1)
    decide(event, Kind.CONFIRM, person)
    decide(event, Kind.DECLINE, person, now=SOON + HOUR)
    rows = reading().scalars(sa.select(Mail).where(Mail.letter.in_(["confirmed_onsite", "declined"])).order_by(Mail.id))
    attached = [_attachment(each.content, NOW) for each in rows]
    calendars = [icalendar.Calendar.from_ical(each.calendar) for each in attached if each]
    assert [calendar["METHOD"] for calendar in calendars] == ["PUBLISH", "CANCEL"]
    before, after = (calendar.walk("VEVENT")[0] for calendar in calendars)
    assert (after["UID"], after["STATUS"]) == (before["UID"], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_an_entry_loaded_before_a_confirmation_was_undone_is_older_than_the_next_one():
    event = reviewed()
    (person,) = arrivals(event, 1)
    made = decide(event, Kind.CONFIRM, person)
    loaded = meeting_calendar(people_queries.meeting(event, row_of(person)), NOW)
    undo(event, made)
    removed = meeting_calendar(people_queries.meeting(event, row_of(person)), NOW)
    entries = [icalendar.Calendar.from_ical(each).walk("VEVENT")[0] for each in (loaded, removed)]
    assert [entry["STATUS"] for entry in entries] == ["CONFIRMED", "CANCELLED"]
    assert entries[1]["SEQUENCE"] == entries[0]["SEQUENCE"] + 1
