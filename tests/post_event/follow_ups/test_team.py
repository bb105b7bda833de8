"""The team sees how far each next step is, publishes what became of it, takes it back, or writes down what it knows."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from gocluster_events.core import clock
from gocluster_events.core.access import Role
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State as MailState
from gocluster_events.post_event.cards.queries.published import published
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.rules.outcomes import Outcome
from gocluster_events.post_event.cards.rules.reading import steps
from gocluster_events.post_event.cards.services import cards
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.follow_ups.queries.board import board, waiting
from gocluster_events.post_event.follow_ups.rules.codes import Refusal, Showing, Standing
from gocluster_events.post_event.follow_ups.rules.follow_up import Answer
from gocluster_events.post_event.follow_ups.services import asking, reviewing
from tests.support.cards import LATER, TEAM, a_meeting, asked_card, card_now
from tests.support.following import DAY, SIX, THREE, asked_step, reply, row_now, rows, show, taken_step
from tests.support.make import make_member
from tests.support.programme import MAI, TAREK
from tests.support.visitor import Visitor

NOW = THREE + 2 * DAY
PAGE = "/de/manage/tagung/follow-ups"
WORDS = "Er liegt auf der Seite des Verbands."


@pytest.fixture
def event(session, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return a_meeting(slug="tagung")


def standings(session, event, now=NOW):
    session.rollback()
    return [line.standing for line in board(session, event, now)]


def became(session, event):
    session.rollback()
    return [card.became and (card.became.outcome, card.became.text) for card in published(session, event.id)]


def figure(session, event):
    session.rollback()
    there = steps(published(session, event.id))
    return there and (there.done, there.total)


def say_another_step(event, uuid, step="Ein anderer"):
    """The card has another next step, which is public."""
    card = card_now(event, uuid)
    cards.change(event.id, uuid, replace(card.facts, next_step=step), card.revision, TEAM)
    decide(event.id, {uuid: None}, Deed.ASK, TEAM)
    decide(event.id, {uuid: None}, Deed.PUBLISH, LATER)


def test_what_waits_for_the_team_stands_first_and_is_counted(session, event):
    answered, silent = asked_step(event), taken_step(event, TAREK)
    asking.ask_due(THREE), asking.ask_due(THREE + 14 * DAY)
    later = THREE + 28 * DAY
    taken_step(event, has_address=False, act=Act(TEAM.by, later))
    quiet = asked_card(event, next_step="Niemand")
    decide(event.id, {quiet: None}, Deed.PUBLISH, LATER)
    reply(event, answered, Outcome.DONE)
    assert standings(session, event, later) == [
        Standing.ANSWERED, Standing.SILENT, Standing.PLANNED, Standing.OVER,
    ]  # fmt: skip
    assert waiting(session, event, later) == 2
    assert rows(event, silent)[0].outcome is None


def test_a_bounce_and_a_missing_address_are_named_and_the_page_leads_to_where_it_is_entered(session, event, organiser):
    taken_step(event), taken_step(event, TAREK, has_address=False)
    asking.ask_due(THREE)
    assert standings(session, event) == [Standing.NO_ADDRESS, Standing.WAITING]
    assert f"/agenda/people/{TAREK.uuid}" in organiser.get(PAGE).text
    with transaction() as writing:
        writing.execute(sa.update(Mail).values(state=MailState.FAILED, last_error="550 5.1.1 unknown"))
    assert standings(session, event) == [Standing.UNDELIVERED, Standing.NO_ADDRESS]


def test_an_answer_is_public_with_its_words_or_without_and_is_taken_back_at_once(session, event):
    row = reply(event, asked_step(event), Outcome.DONE, WORDS)
    row = show(event, row, with_text=False)
    assert became(session, event) == [(Outcome.DONE, "")]
    show(event, row)
    assert (became(session, event), figure(session, event)) == ([(Outcome.DONE, WORDS)], (1, 1))
    reviewing.take_back(event.id, row.id, row_now(row).revision, TEAM)
    assert (became(session, event), figure(session, event)) == ([None], None)
    assert standings(session, event) == [Standing.HIDDEN]


def test_nobody_publishes_an_answer_that_was_changed_since_it_was_read(session, event):
    row = reply(event, asked_step(event), Outcome.DONE, WORDS)
    seen = row.revision
    reply(event, row, Outcome.DONE, "Frau Muster war dagegen.")
    with pytest.raises(Stale):
        reviewing.publish(event.id, row.id, seen, TEAM, with_text=True)
    assert became(session, event) == [None]


def test_nothing_is_published_where_nobody_has_answered(event):
    row = asked_step(event)
    with pytest.raises(Refused, match=Refusal.NO_ANSWER.value):
        reviewing.publish(event.id, row.id, row.revision, TEAM, with_text=True)


def test_the_latest_public_answer_stands_at_the_card_and_an_earlier_one_again_once_it_is_taken_back(session, event):
    first = show(event, reply(event, asked_step(event), Outcome.UNDER_WAY, "Halb fertig."))
    asking.ask_due(SIX)
    last = rows(event, session.scalars(sa.select(reviewing.Card.uuid)).one())[-1]
    last = show(event, reply(event, last, Outcome.DONE, WORDS, SIX + DAY))
    assert became(session, event) == [(Outcome.DONE, WORDS)]
    reviewing.take_back(event.id, last.id, last.revision, TEAM)
    assert became(session, event) == [(Outcome.UNDER_WAY, "Halb fertig.")]
    assert first.showing is Showing.ALL


def test_an_answer_at_which_nobody_looked_before_the_next_letter_can_still_be_published(session, event, organiser):
    first = reply(event, asked_step(event), Outcome.UNDER_WAY, "Halb fertig.")
    asking.ask_due(SIX)
    page = f"{PAGE}/{first.id}/publication"
    assert page in organiser.get(PAGE).text
    assert "Die Karte ist zurzeit nicht öffentlich." not in organiser.get(page).text
    assert organiser.own_form(page).send(showing="all").status_code == 302
    assert became(session, event) == [(Outcome.UNDER_WAY, "Halb fertig.")]
    decide(event.id, {session.scalars(sa.select(reviewing.Card.uuid)).one(): None}, Deed.TAKE_BACK, TEAM)
    assert "Die Karte ist zurzeit nicht öffentlich." in organiser.get(page).text


def test_the_team_writes_down_what_it_learned_also_where_nobody_agreed_and_it_counts_once_it_is_public(session, event):
    quiet = asked_card(event, next_step="Niemand")
    decide(event.id, {quiet: None}, Deed.PUBLISH, LATER)
    number = reviewing.note(event.id, quiet, Answer(Outcome.PASSED_ON, WORDS), 0, Act(TEAM.by, NOW))
    assert (became(session, event), standings(session, event)) == ([None], [Standing.ANSWERED])
    (row,) = rows(event, quiet)
    assert (row.id, row.is_from_team, row.person, row.months) == (number, True, "", 3)
    show(event, row)
    assert (became(session, event), figure(session, event)) == ([(Outcome.PASSED_ON, WORDS)], (0, 1))


def test_what_somebody_answered_is_not_overwritten_by_the_team_whose_word_belongs_to_the_next_date(session, event):
    row = show(event, reply(event, asked_step(event), Outcome.UNDER_WAY, WORDS))
    uuid = session.scalars(sa.select(reviewing.Card.uuid)).one()
    reviewing.note(event.id, uuid, Answer(Outcome.DONE, "Fertig."), 0, Act(TEAM.by, NOW))
    assert [(each.months, each.outcome) for each in rows(event, uuid)] == [(3, Outcome.UNDER_WAY), (6, Outcome.DONE)]
    assert asking.ask_due(SIX) == 0
    assert row_now(row).text == WORDS


def test_a_card_that_is_taken_back_or_says_another_step_shows_nothing_of_what_became_of_the_old_one(session, event):
    row = show(event, reply(event, asked_step(event), Outcome.DONE, WORDS))
    uuid = session.scalars(sa.select(reviewing.Card.uuid)).one()
    decide(event.id, {uuid: None}, Deed.TAKE_BACK, TEAM)
    assert became(session, event) == []
    say_another_step(event, uuid)
    assert (became(session, event), figure(session, event)) == ([None], None)
    assert row_now(row).text == WORDS
    assert standings(session, event) == [Standing.OVER]


def test_of_a_changed_step_the_team_writes_where_nobody_was_asked_and_sees_the_old_answer_as_an_earlier_one(
    session, event, organiser
):
    row = asked_step(event)
    uuid = session.scalars(sa.select(reviewing.Card.uuid)).one()
    say_another_step(event, uuid)
    assert standings(session, event) == [Standing.OVER]
    reviewing.note(event.id, uuid, Answer(Outcome.UNDER_WAY, WORDS), 0, Act(TEAM.by, NOW))
    note = row_now(row)
    assert (note.next_step, note.person, note.sent_at, note.is_from_team) == ("Ein anderer", "", None, True)
    say_another_step(event, uuid, "Ein dritter")
    page = organiser.get(PAGE).text
    assert ("Niemand wird gefragt (1)" in page, "Ein anderer" in page, WORDS in page) == (True, True, True)


def test_the_page_leads_an_organiser_through_and_says_the_figure(session, event, organiser):
    row = reply(event, asked_step(event), Outcome.DONE, WORDS)
    page = organiser.get(PAGE).text
    assert "Anzusehen (1)" in page
    assert WORDS in page
    assert "Was daraus wurde (1)" in organiser.get("/de/manage/tagung/cards").text
    assert "Nächster Schritt zur Durchsicht" in organiser.get("/de/manage/tagung/").text
    form = organiser.own_form(f"{PAGE}/{row.id}/publication")
    assert "Lesen Sie den Text" in organiser.get(f"{PAGE}/{row.id}/publication").text
    assert form.send(showing="all").status_code == 302
    assert "1 von 1 nächsten Schritt getan, Stand 31. Juli 2027" in organiser.get(PAGE).text
    assert organiser.own_form(f"{PAGE}/{row.id}/publication/removal").send().status_code == 302
    assert became(session, event) == [None]


def test_a_page_that_was_read_before_somebody_answered_anew_asks_to_look_again(event, organiser):
    row = reply(event, asked_step(event), Outcome.DONE, WORDS)
    form = organiser.own_form(f"{PAGE}/{row.id}/publication")
    reply(event, row, Outcome.CHANGED, "Anders.")
    answer = form.send(showing="all")
    assert answer.status_code == 409
    assert "Anders." in answer.text
    assert form.visitor.form_in(answer, f"{PAGE}/{row.id}/publication").send(showing="outcome").status_code == 302


def test_staff_read_and_write_down_but_publish_nothing(app, event):
    row = reply(event, asked_step(event), Outcome.DONE, WORDS)
    staff = Visitor.of(app)
    staff.enter(make_member(event, Role.STAFF).email)
    page = staff.get(PAGE).text
    assert WORDS in page
    assert f"{PAGE}/{row.id}" not in page
    assert staff.get(f"{PAGE}/{row.id}/publication").status_code == 403


def test_a_note_of_the_team_goes_through_the_page_and_back_into_it(session, event, organiser):
    uuid = taken_step(event, MAI)
    page = f"{PAGE}/card/{uuid}"
    assert organiser.own_form(page).send(outcome="under_way", text=WORDS).status_code == 302
    assert WORDS in organiser.get(page).text
    assert organiser.own_form(page).send(outcome="done", text="Fertig.").status_code == 302
    assert [(row.outcome, row.text) for row in rows(event, uuid)] == [(Outcome.DONE, "Fertig.")]
