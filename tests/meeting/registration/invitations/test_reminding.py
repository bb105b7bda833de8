"""Reminders that go out by themselves: when, to whom, once, and not to those for whom they are moot."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import errors
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.letters import queries as plans, services as setting
from gocluster_events.meeting.letters.models import Reminder
from gocluster_events.meeting.letters.rules import Kind, ReminderState, Rule
from gocluster_events.meeting.registration.invitations.rules import codes
from gocluster_events.meeting.registration.invitations.rules.codes import Answer, Mailing
from gocluster_events.meeting.registration.invitations.services import inviting, reminding
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.letters import REMINDERS
from tests.support import invited as guests
from tests.support.make import make_event, make_registration
from tests.support.registrants import HOUR, arrive, cancel, prove, register
from tests.support.settings import NOW

DAY = timedelta(days=1)
BEFORE_CLOSING = datetime(2027, 4, 6, 8, tzinfo=UTC)  # three days before 9 April, at ten in Berlin
A_WEEK_BEFORE = datetime(2027, 4, 15, 8, tzinfo=UTC)
A_DAY_BEFORE = datetime(2027, 4, 21, 8, tzinfo=UTC)

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


@pytest.fixture
def event(session: Session) -> Event:
    return make_event()


def switch_on(event: Event, kind: Kind, days_before: int = 0, now: datetime = NOW) -> None:
    event_id, row = event.id, plans.reminder(reading(), event.id, kind)
    usual = plans.rule_of(kind, None)
    rule = Rule(days_before or usual.days_before, usual.at, is_on=True)
    setting.set_reminder(event_id, kind, rule, row.revision if row else 0, Act("organiser@example.org", now))
    reading().rollback()


def standing(event: Event, kind: Kind, now: datetime) -> ReminderState:
    reading().rollback()
    return plans.plan(reading().get_one(Event, event.id), kind, plans.reminder(reading(), event.id, kind), now).standing


def move(event: Event, **times: datetime) -> None:
    event_id = event.id
    with transaction() as session:
        session.execute(sa.update(Event).where(Event.id == event_id).values(times))
    reading().rollback()


def reminded() -> Sequence[tuple[str, str]]:
    """Letter and recipient of every reminder in the outbox."""
    reading().rollback()
    names = REMINDERS
    statement = sa.select(Mail.letter, Mail.recipient).where(Mail.letter.in_(names)).order_by(Mail.id)
    return [(letter, recipient) for letter, recipient in reading().execute(statement)]


def test_nobody_is_reminded_before_somebody_switches_it_on(event: Event):
    make_registration(event)
    for hour in (BEFORE_CLOSING, A_WEEK_BEFORE, A_DAY_BEFORE):
        assert reminding.remind_due(hour) == 0
    assert [standing(event, kind, NOW) for kind in Kind] == [ReminderState.OFF] * 3


@pytest.mark.parametrize(
    ("kind", "hour", "onsite", "online"),
    [(Kind.WEEK, A_WEEK_BEFORE, "week_onsite", "week_online"), (Kind.DAY, A_DAY_BEFORE, "day_onsite", "day_online")],
    ids=["a week before", "a day before"],
)
def test_those_who_take_part_are_reminded_at_that_hour_and_once(
    event: Event, kind: Kind, hour: datetime, onsite: str, online: str
):
    here, there = make_registration(event).email, make_registration(event, mode=Mode.ONLINE).email
    for status in (Status.WAITLISTED, Status.CANCELLED, Status.UNCONFIRMED, Status.DECLINED, Status.LAPSED):
        make_registration(event, status=status)
    switch_on(event, kind)
    assert reminding.remind_due(hour - timedelta(seconds=1)) == 0
    assert (reminding.remind_due(hour), reminding.remind_due(hour), reminding.remind_due(hour + HOUR)) == (2, 0, 0)
    assert reminded() == [(onsite, here), (online, there)]
    assert standing(event, kind, hour) is ReminderState.WENT


def test_before_registration_closes_only_the_silent_are_reminded(event: Event):
    people = [("", "", name, name.title(), f"{name}@example.org", "") for name in ("silent", "declines", "registers")]
    guests.importing(event, *people)
    guests.send(event)
    guests.delivered(NOW)
    inviting.answer_invitation(event.id, guests.invited(event, "declines@example.org").id, 1, Answer.DECLINE, NOW)
    register(event, "registers@example.org", BEFORE_CLOSING)
    register(event, "unproven@example.org", BEFORE_CLOSING - 2 * HOUR)
    arrive(event, "proven@example.org")
    switch_on(event, Kind.DEADLINE)
    assert reminding.remind_due(BEFORE_CLOSING) == 2
    assert reminded() == [("deadline_invited", "silent@example.org"), ("deadline_unproven", "unproven@example.org")]


def test_whom_the_team_reminded_by_hand_the_day_before_is_not_reminded_again(event: Event):
    guests.importing(event, guests.MIRIAM)
    guests.send(event)
    guests.delivered(NOW)
    guests.send(event, Mailing.REMINDER, now=BEFORE_CLOSING - HOUR)
    switch_on(event, Kind.DEADLINE)
    assert reminding.remind_due(BEFORE_CLOSING) == 0


def test_two_workers_at_once_remind_everybody_once(app: Flask, event: Event):
    emails = [make_registration(event).email for _ in range(5)]
    switch_on(event, Kind.WEEK)
    event_id = event.id
    reading().rollback()

    def work() -> int:
        with app.app_context():
            return reminding.remind_due(A_WEEK_BEFORE)

    with ThreadPoolExecutor() as workers:
        with transaction() as session:
            events.lock(session, event_id)
            both = [workers.submit(work) for _ in range(2)]
            wait(both, timeout=0.5)  # each has seen that it is due, and comes as far as it can
        assert sorted(each.result() for each in both) == [0, 5]
    assert [to for _letter, to in reminded()] == emails
    actions = sa.select(AuditEntry.action).where(AuditEntry.action == "letter.reminder_sent")
    assert len(reading().scalars(actions).all()) == 1


def test_a_reminder_moves_with_its_date(event: Event):
    make_registration(event)
    switch_on(event, Kind.WEEK)
    move(event, starts_at=event.starts_at + 7 * DAY, ends_at=event.ends_at + 7 * DAY)
    assert (reminding.remind_due(A_WEEK_BEFORE), reminding.remind_due(A_WEEK_BEFORE + 7 * DAY)) == (0, 1)


def test_who_was_reminded_of_a_day_is_reminded_of_another_but_not_of_the_same_again(event: Event):
    make_registration(event)
    switch_on(event, Kind.WEEK)
    first, later = event.starts_at, event.starts_at + 14 * DAY
    assert reminding.remind_due(A_WEEK_BEFORE) == 1
    move(event, starts_at=later, ends_at=later + HOUR)
    assert standing(event, Kind.WEEK, A_WEEK_BEFORE) is ReminderState.PLANNED
    move(event, starts_at=first, ends_at=first + HOUR)
    assert reminding.remind_due(A_WEEK_BEFORE + HOUR) == 0
    move(event, starts_at=first + HOUR, ends_at=first + 2 * HOUR)  # another hour of the same day
    assert reminding.remind_due(A_WEEK_BEFORE + HOUR) == 0
    move(event, starts_at=later, ends_at=later + HOUR)
    assert reminding.remind_due(A_WEEK_BEFORE + 14 * DAY) == 1


def test_the_later_deadline_counts_once_it_is_extended(event: Event):
    register(event, "unproven@example.org", NOW)
    switch_on(event, Kind.DEADLINE)
    move(event, registration_closes_at=event.registration_closes_at + 5 * DAY)
    assert (reminding.remind_due(BEFORE_CLOSING), reminding.remind_due(BEFORE_CLOSING + 5 * DAY)) == (0, 1)


def test_a_worker_that_was_down_reminds_within_a_day_and_never_after_the_beginning(event: Event):
    make_registration(event)
    for kind in (Kind.WEEK, Kind.DAY):
        switch_on(event, kind)
    assert reminding.remind_due(A_WEEK_BEFORE + DAY) == 0
    assert standing(event, Kind.WEEK, A_WEEK_BEFORE + DAY) is ReminderState.MISSED
    assert reminding.remind_due(event.starts_at - timedelta(seconds=1)) == 1  # 23 hours after its own
    assert standing(event, Kind.DAY, event.starts_at) is ReminderState.WENT


def test_nothing_goes_for_an_hour_that_was_over_when_it_was_switched_on(event: Event):
    make_registration(event)
    switch_on(event, Kind.WEEK, now=A_WEEK_BEFORE + HOUR)
    assert reminding.remind_due(A_WEEK_BEFORE + 2 * HOUR) == 0
    assert standing(event, Kind.WEEK, A_WEEK_BEFORE + 2 * HOUR) is ReminderState.MISSED


@pytest.mark.parametrize("status", [EventStatus.DRAFT, EventStatus.ARCHIVED])
def test_an_edition_that_is_not_public_reminds_nobody(event: Event, status: EventStatus):
    make_registration(event)
    switch_on(event, Kind.WEEK)
    with transaction() as session:
        session.execute(sa.update(Event).values(status=status))
    assert reminding.remind_due(A_WEEK_BEFORE) == 0


def test_whoever_cancels_within_the_five_minutes_gets_no_reminder(event: Event):
    arrive(event, "stays@example.org")
    goes = arrive(event, "goes@example.org")
    switch_on(event, Kind.WEEK)
    reminding.remind_due(A_WEEK_BEFORE)
    cancel(event, goes, A_WEEK_BEFORE + timedelta(minutes=1))
    assert reminded() == [("week_onsite", "stays@example.org")]


@pytest.mark.parametrize("confirmation", list(Confirmation))
def test_whoever_confirms_the_address_within_the_five_minutes_gets_no_reminder(session, confirmation: Confirmation):
    event = make_event(confirmation=confirmation)
    person = register(event, "late@example.org", BEFORE_CLOSING - 2 * HOUR)
    switch_on(event, Kind.DEADLINE)
    reminding.remind_due(BEFORE_CLOSING)
    assert reminded() == [("deadline_unproven", "late@example.org")]
    prove(event, person, BEFORE_CLOSING + timedelta(minutes=1))
    assert reminding.drop_moot_reminders(BEFORE_CLOSING + timedelta(minutes=5)) == 1
    assert reminded() == []


def test_guests_who_answer_within_the_five_minutes_get_no_reminder(event: Event):
    names = ("silent", "declines", "registers", "bycode")
    guests.importing(event, *(("", "", name, name.title(), f"{name}@example.org", "") for name in names))
    guests.send(event)
    guests.delivered(NOW)
    switch_on(event, Kind.DEADLINE)
    assert reminding.remind_due(BEFORE_CLOSING) == 4
    soon = BEFORE_CLOSING + timedelta(minutes=1)
    inviting.answer_invitation(event.id, guests.invited(event, "declines@example.org").id, 1, Answer.DECLINE, soon)
    register(event, "registers@example.org", soon)  # without the code
    register(event, "elsewhere@example.org", soon, invitation_code=guests.invited(event, "bycode@example.org").code)
    assert reminding.drop_moot_reminders(soon) == 0  # none of them leaves yet
    assert reminding.drop_moot_reminders(BEFORE_CLOSING + timedelta(minutes=5)) == 3
    assert reminded() == [("deadline_invited", "silent@example.org")]


def test_reminders_taken_back_do_not_go_again_but_the_team_may_remind_by_hand(event: Event):
    guests.importing(event, guests.MIRIAM)
    guests.send(event)
    guests.delivered(NOW)
    switch_on(event, Kind.DEADLINE)
    reminding.remind_due(BEFORE_CLOSING)
    assert (
        reminding.withdraw_reminders(event.id, Act("organiser@example.org", BEFORE_CLOSING + timedelta(minutes=1))) == 1
    )
    assert (reminding.remind_due(BEFORE_CLOSING + HOUR), reminded()) == (0, [])
    assert guests.send(event, Mailing.REMINDER, now=BEFORE_CLOSING + HOUR) == 1


def test_whoever_is_confirmed_afterwards_is_not_reminded_of_what_is_past(event: Event):
    switch_on(event, Kind.WEEK)
    reminding.remind_due(A_WEEK_BEFORE)
    make_registration(event)
    assert reminding.remind_due(A_WEEK_BEFORE + HOUR) == 0


def test_a_reminder_says_it_in_the_language_of_the_person_with_a_calendar_entry(event: Event):
    make_registration(event, language="en", email="english@example.org")
    switch_on(event, Kind.DAY)
    reminding.remind_due(A_DAY_BEFORE)
    reading().rollback()
    mail = reading().scalars(sa.select(Mail).where(Mail.letter == "day_onsite")).one()
    assert (mail.language, mail.content["values"]["event"], mail.content["calendar"] is not None) == (
        "en", "Annual meeting", True,
    )  # fmt: skip
    assert mail.not_before == A_DAY_BEFORE + timedelta(minutes=5)


def test_the_number_on_the_page_is_the_number_that_goes(event: Event):
    register(event, "unproven@example.org", BEFORE_CLOSING - 2 * HOUR)
    arrive(event, "proven@example.org")
    for kind in Kind:
        switch_on(event, kind)
    count_by_kind = {kind: reminding.number_to_remind(reading(), event, kind, BEFORE_CLOSING) for kind in Kind}
    assert count_by_kind == {Kind.DEADLINE: 1, Kind.WEEK: 1, Kind.DAY: 1}
    assert reminding.remind_due(BEFORE_CLOSING) == 1


def test_two_who_set_a_reminder_at_once_collide_and_the_first_holds(event: Event):
    switch_on(event, Kind.WEEK, 5)
    with pytest.raises(errors.Stale):
        setting.set_reminder(event.id, Kind.WEEK, Rule(9, time(8), is_on=False), 0, Act("late@example.org", NOW))
    reading().rollback()
    row = reading().scalars(sa.select(Reminder)).one()
    assert (row.days_before, row.is_on, row.revision) == (5, True, 1)


def test_a_guest_with_a_code_that_runs_out_earlier_is_told_that_day(event: Event):
    ends = datetime(2027, 4, 7, 10, tzinfo=UTC)
    guests.importing(event, guests.MIRIAM, terms=codes.Terms(expires_at=ends))
    guests.send(event)
    guests.delivered(NOW)
    switch_on(event, Kind.DEADLINE)
    reminding.remind_due(BEFORE_CLOSING)
    reading().rollback()
    mail = reading().scalars(sa.select(Mail).where(Mail.letter == "deadline_invited")).one()
    assert mail.content["values"]["until"].startswith("7. April 2027")
