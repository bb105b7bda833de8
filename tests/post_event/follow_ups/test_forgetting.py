"""Who took a step, and words that nobody published, are forgotten in time; the date and what is public stay."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.agenda.services.redaction import remove_name
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.queries.agreed import agreed
from gocluster_events.post_event.cards.queries.published import published
from gocluster_events.post_event.cards.rules.outcomes import Outcome
from gocluster_events.post_event.cards.services.redacting import forget_person as forget_on_cards
from gocluster_events.post_event.follow_ups.rules.codes import LINK_LASTS
from gocluster_events.post_event.follow_ups.rules.dates import ends_at
from gocluster_events.post_event.follow_ups.rules.follow_up import Answer
from gocluster_events.post_event.follow_ups.services import asking, reviewing
from gocluster_events.post_event.follow_ups.services.forgetting import forget_due, forget_person
from tests.support.cards import LATER, TEAM, a_meeting
from tests.support.following import DAY, SIX, STEP, THREE, TWELVE, asked_step, reply, row_now, rows, show, taken_step
from tests.support.programme import MAI

SECOND = timedelta(seconds=1)
WORDS = "Er liegt auf der Seite des Verbands."
AT_LAST = ends_at(LATER.at, "Europe/Berlin")


@pytest.fixture
def event(session):
    return a_meeting(slug="tagung")


def owners(session):
    session.rollback()
    return session.execute(sa.select(Card.owner, Card.owner_agreed_at)).all()


def public(session, event):
    session.rollback()
    return [card.became and (card.became.outcome, card.became.text) for card in published(session, event.id)]


def forget(at: datetime) -> int:
    """What was due by then is forgotten, by a worker that looks a day later."""
    return forget_due(at + DAY, at)


@pytest.mark.both_databases
def test_thirty_days_after_the_answer_that_ends_it_nobody_knows_who_it_was_and_what_is_public_stays(session, event):
    row = show(event, reply(event, asked_step(event), Outcome.DONE, WORDS, THREE + DAY))
    due = THREE + DAY + LINK_LASTS
    assert [forget(due - SECOND), forget(due), forget(due)] == [0, 1, 0]
    assert owners(session) == [("", None)]
    row = row_now(row)
    assert (row.person, row.months, row.outcome, row.text) == ("", 3, Outcome.DONE, WORDS)
    assert public(session, event) == [(Outcome.DONE, WORDS)]


@pytest.mark.parametrize("with_text", [True, False])
def test_words_that_nobody_published_go_and_the_outcome_stays(session, event, with_text):
    row = reply(event, asked_step(event), Outcome.DROPPED, WORDS)
    show(event, row, with_text=with_text)
    forget(THREE + DAY + LINK_LASTS)
    assert row_now(row).text == (WORDS if with_text else "")
    assert public(session, event) == [(Outcome.DROPPED, WORDS if with_text else "")]


def test_while_dates_are_to_come_it_is_known_who_is_asked_and_after_thirteen_months_no_more(session, event):
    uuid = taken_step(event)
    for date in (THREE, SIX, TWELVE):
        asking.ask_due(date)
    assert [forget(at) for at in (SIX, AT_LAST - SECOND, AT_LAST)] == [0, 0, 1]
    assert owners(session) == [("", None)]
    assert {row.person for row in rows(event, uuid)} == {""}
    assert agreed(session, event.id) == ()


def test_whoever_no_longer_takes_the_step_is_forgotten_at_once_and_the_answer_waits_for_the_team(session, event):
    row = reply(event, asked_step(event), Outcome.UNDER_WAY, WORDS)
    with transaction() as writing:
        writing.execute(sa.update(Card).values(owner="", owner_agreed_at=None))
    assert [forget(THREE + DAY), forget(THREE + DAY)] == [1, 0]
    assert (row_now(row).person, row_now(row).text) == ("", WORDS)
    assert forget(THREE + DAY + LINK_LASTS) == 1
    assert row_now(row).text == ""


def test_whoever_could_never_be_asked_is_forgotten_after_thirteen_months_too(session, event):
    taken_step(event, has_address=False)
    assert [forget(AT_LAST - SECOND), forget(AT_LAST)] == [0, 1]
    assert owners(session) == [("", None)]


def test_an_answer_that_the_team_set_aside_loses_its_words(session, event):
    row = reply(event, asked_step(event), Outcome.DONE, WORDS)
    reviewing.set_aside(event.id, row.id, row.revision, TEAM)
    forget(THREE + DAY + LINK_LASTS)
    assert (row_now(row).text, public(session, event)) == ("", [None])


def test_what_the_team_wrote_down_goes_after_thirty_days_also_years_later_unless_it_is_published(session, event):
    years_later = Act(TEAM.by, TWELVE + 2000 * DAY)
    hidden, public_one = taken_step(event), taken_step(event)
    for uuid in (hidden, public_one):
        reviewing.note(event.id, uuid, Answer(Outcome.DONE, WORDS), 0, years_later)
    show(event, rows(event, public_one)[0], years_later.at)
    due = years_later.at + LINK_LASTS
    assert forget(due - SECOND) == 2  # who took the steps
    assert [forget(at) for at in (due - SECOND, due, due)] == [0, 1, 0]
    assert [rows(event, uuid)[0].text for uuid in (hidden, public_one)] == ["", WORDS]


def test_a_name_is_taken_out_of_every_answer_and_step_in_its_transaction(session, event):
    text = f"{MAI.name} hat ihn geschrieben."
    row = show(event, reply(event, asked_step(event, next_step=f"{STEP} von {MAI.name}"), Outcome.DONE, text))
    remove_name(event.id, MAI.uuid, TEAM, (forget_on_cards, forget_person))
    row = row_now(row)
    assert (row.person, MAI.name in row.text + row.next_step) == ("", False)
    (card,) = published(session, event.id)
    assert card.became is not None
    assert MAI.name not in card.became.text + card.next_step
    assert agreed(session, event.id) == ()


def test_of_whom_the_name_is_removed_nothing_stays_that_nobody_published(session, event):
    row = reply(event, asked_step(event), Outcome.DONE, WORDS)
    remove_name(event.id, MAI.uuid, TEAM, (forget_on_cards, forget_person))
    assert (row_now(row).person, row_now(row).text) == ("", "")
