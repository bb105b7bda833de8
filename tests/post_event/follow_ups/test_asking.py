"""Whoever takes a next step is asked after three, six and twelve months what became of it, and reminded once."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.rules.outcomes import Outcome
from gocluster_events.post_event.cards.services import answering as cards, own
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.follow_ups.queries.asking import editions_due
from gocluster_events.post_event.follow_ups.queries.board import board
from gocluster_events.post_event.follow_ups.rules.codes import Refusal, Standing
from gocluster_events.post_event.follow_ups.rules.dates import due, later, open_until
from gocluster_events.post_event.follow_ups.rules.follow_up import FollowUp
from gocluster_events.post_event.follow_ups.services import asking, reviewing
from gocluster_events.post_event.follow_ups.services.forgetting import forget_due
from tests.support.cards import LATER, TEAM, a_meeting, asked_card
from tests.support.counting import counted_statements
from tests.support.following import (
    DAY,
    SIX,
    THREE,
    TWELVE,
    asked_step,
    letters,
    passed_on,
    reply,
    row_now,
    rows,
    taken_step,
)
from tests.support.make import make_registration
from tests.support.programme import MAI, TAREK
from tests.support.releasing import address, with_address

SECOND = timedelta(seconds=1)
MAIS = address(MAI)
QUESTION, REMINDER = ("follow_up", MAIS), ("follow_up_reminder", MAIS)


@pytest.fixture
def event(session):
    return a_meeting(slug="tagung")


def test_the_dates_are_in_the_morning_of_the_same_day_of_a_later_month_or_of_its_last_day():
    end_of_november = datetime(2027, 11, 30, 22, 30, tzinfo=UTC)
    assert [later(end_of_november, months, "Europe/Berlin") for months in (3, 6)] == [
        datetime(2028, 2, 29, 9, tzinfo=UTC), datetime(2028, 5, 30, 8, tzinfo=UTC),
    ]  # fmt: skip


def test_of_dates_that_passed_while_nothing_ran_only_the_last_one_is_asked_about_and_none_too_late():
    zone, published, agreed = "Europe/Berlin", LATER.at, LATER.at
    when = (THREE - SECOND, THREE, SIX - SECOND, SIX, TWELVE, TWELVE + 20 * DAY, TWELVE + 27 * DAY)
    assert [due(published, agreed, zone, (), at) for at in when] == [None, 3, 3, 6, 12, 12, None]
    assert due(published, THREE + DAY, zone, (), SIX - SECOND) is None  # they agreed only after that date
    before = (FollowUp(id=1, months=6, next_step="", outcome=Outcome.UNDER_WAY),)
    assert [due(published, agreed, zone, before, at) for at in (SIX + DAY, TWELVE)] == [None, 12]


@pytest.mark.both_databases
def test_there_is_one_letter_a_date_and_one_reminder_however_often_the_worker_looks(session, event):
    taken_step(event)
    dates = [(THREE, SIX, TWELVE)[each] + days * DAY for each in range(3) for days in (0, 1, 14, 15, 28)]
    assert [asking.ask_due(at) for at in (THREE - SECOND, *dates)] == [0, *[1, 0, 1, 0, 0] * 3]
    assert letters(event) == [QUESTION, REMINDER] * 3


@pytest.mark.both_databases
def test_on_a_saturday_on_which_two_workers_run_nobody_has_a_letter_twice(session, event):
    taken_step(event)
    assert list(editions_due(session, THREE)) == [event.id]
    looks = [asking._ask_in_time(event.id, THREE + timedelta(hours=hour)) for hour in range(24) for _worker in range(2)]
    assert sum(looks) == 1
    assert letters(event) == [QUESTION]


def test_a_worker_that_rested_for_a_year_writes_one_letter(session, event):
    uuid = taken_step(event)
    assert [asking.ask_due(TWELVE + days * DAY) for days in range(3)] == [1, 0, 0]
    assert [row.months for row in rows(event, uuid)] == [12]


def test_the_letter_quotes_the_step_and_says_until_when_its_link_works(session, event):
    asked_step(event)
    (mail,) = session.scalars(sa.select(Mail))
    assert (mail.language, mail.content["values"]["step"]) == ("de", "Leitfaden mit den fünf Fragen")
    assert mail.content["values"]["until"] == "29. August 2027, 10:00 Uhr"
    assert open_until(TWELVE, LATER.at, event.zone) == datetime(2028, 5, 30, 8, tzinfo=UTC)  # 13 months, not a day more


def test_whoever_is_registered_is_written_to_in_their_language(session, event):
    make_registration(event, email=MAIS, email_key=MAIS, language="en")
    asked_step(event)
    assert session.scalars(sa.select(Mail.language)).all() == ["en"]


@pytest.mark.parametrize(
    ("outcome", "number"),
    [(Outcome.DONE, 0), (Outcome.DROPPED, 0), (Outcome.PASSED_ON, 0), (Outcome.UNDER_WAY, 1), (Outcome.CHANGED, 1)],
)
def test_done_dropped_and_passed_on_end_the_asking_and_nobody_who_answered_is_reminded(session, event, outcome, number):
    reply(event, asked_step(event), outcome)
    assert [asking.ask_due(at) for at in (THREE + 14 * DAY, SIX)] == [0, number]


def test_whoever_takes_a_step_that_was_passed_on_to_them_is_asked_and_known_until_they_have_answered(session, event):
    reply(event, asked_step(event), Outcome.PASSED_ON)
    passed_on(event, session.scalars(sa.select(Card.uuid)).one(), TAREK)
    assert [asking.ask_due(SIX), forget_due(SIX + 40 * DAY, SIX + 40 * DAY), asking.ask_due(TWELVE)] == [1, 1, 1]
    assert letters(event)[1:] == [("follow_up", address(TAREK))] * 2
    assert session.scalars(sa.select(Card.owner)).all() == [TAREK.uuid]


def test_nobody_is_reminded_of_a_later_date_once_an_answer_to_an_earlier_letter_has_ended_it(event):
    row = asked_step(event)
    asking.ask_again(event.id, row.id, row.revision, Act(TEAM.by, SIX - 5 * DAY))
    assert asking.ask_due(SIX) == 1
    reply(event, row, Outcome.DONE, at=SIX + DAY)
    assert asking.ask_due(SIX + 14 * DAY) == 0


@pytest.mark.parametrize(("status", "number"), [(EventStatus.DRAFT, 0), (EventStatus.ARCHIVED, 1)])
def test_an_archived_edition_still_asks_and_a_draft_never_does(session, event, status, number):
    taken_step(event)
    with transaction() as writing:
        writing.execute(sa.update(Event).values(status=status))
    assert asking.ask_due(THREE) == number


def test_nobody_is_asked_who_did_not_agree_or_no_longer_does_or_whose_step_is_another_one(session, event):
    quiet, ended, changed = asked_card(event, next_step="Still", owner=MAI.uuid), taken_step(event), taken_step(event)
    decide(event.id, {quiet: None}, Deed.PUBLISH, LATER)
    cards.agree(event.id, ended, MAI.uuid, TEAM, agrees=False)
    with transaction() as writing:
        writing.execute(sa.update(Card).where(Card.uuid == changed).values(next_step="Ein anderer"))
    assert [asking.ask_due(at) for at in (THREE, SIX, TWELVE)] == [0, 0, 0]


def test_nobody_is_reminded_who_took_the_consent_back_on_their_own_page(session, event):
    row = asked_step(event)
    uuid = session.scalars(sa.select(Card.uuid)).one()
    with transaction() as writing:
        own._take_step(writing, writing.get_one(Card, row.card_id), MAI.uuid, TEAM, takes_step=False)
    assert asking.ask_due(THREE + 14 * DAY) == 0
    assert [each.reminded_at for each in rows(event, uuid)] == [None]


def test_without_an_address_the_date_is_noted_once_and_the_team_can_ask_when_there_is_one(session, event):
    uuid = taken_step(event, has_address=False)
    assert [asking.ask_due(THREE + days * DAY) for days in (0, 1, 20)] == [0, 0, 0]
    (row,) = rows(event, uuid)
    assert row.sent_at is None
    ask = (event.id, row.id, row.revision, Act(TEAM.by, THREE + 21 * DAY))
    with pytest.raises(Refused, match=Refusal.NO_ADDRESS.value):
        asking.ask_again(*ask)
    with_address(event, MAI)
    asking.ask_again(*ask)
    assert letters(event) == [QUESTION]


def test_the_team_asks_somebody_silent_again_but_not_within_two_weeks_nor_on_a_stale_page(session, event):
    row = asked_step(event)
    with pytest.raises(Refused, match=Refusal.TOO_SOON.value):
        asking.ask_again(event.id, row.id, row.revision, Act(TEAM.by, THREE + 13 * DAY))
    asking.ask_due(THREE + 14 * DAY)
    seen = row_now(row).revision
    asking.ask_again(event.id, row.id, seen, Act(TEAM.by, THREE + 28 * DAY))
    with pytest.raises(Stale):
        asking.ask_again(event.id, row.id, seen, Act(TEAM.by, THREE + 42 * DAY))
    assert asking.ask_due(THREE + 42 * DAY) == 0  # nobody is reminded by itself of that date any more
    assert letters(event) == [QUESTION, REMINDER, REMINDER]


def test_what_the_team_set_aside_is_not_reminded_of_and_the_next_date_comes_all_the_same(session, event):
    row = asked_step(event)
    reviewing.set_aside(event.id, row.id, row.revision, TEAM)
    assert [asking.ask_due(at) for at in (THREE + 14 * DAY, SIX)] == [0, 1]


def test_what_the_team_set_aside_it_can_still_ask_about_as_long_as_nobody_has_answered(session, event):
    row, later = asked_step(event), THREE + 28 * DAY
    asking.ask_due(THREE + 14 * DAY)
    reviewing.set_aside(event.id, row.id, row_now(row).revision, TEAM)
    assert [(line.standing, line.can_ask) for line in board(session, event, later)] == [(Standing.HIDDEN, True)]
    asking.ask_again(event.id, row.id, row_now(row).revision, Act(TEAM.by, later))
    assert [line.standing for line in board(session, event, later)] == [Standing.WAITING]
    assert letters(event) == [QUESTION, REMINDER, REMINDER]


def test_looking_whether_anybody_is_to_be_asked_takes_as_many_statements_for_three_steps_as_for_one(session, event):
    taken_step(event)
    asking.ask_due(THREE)
    one = counted(THREE - DAY)
    for person in (MAI, TAREK):
        taken_step(event, person)
    assert counted(THREE - DAY) == one
    assert asking.ask_due(THREE) == 2


def counted(now):
    with counted_statements() as statements:
        asking.ask_due(now)
    return len(statements)
