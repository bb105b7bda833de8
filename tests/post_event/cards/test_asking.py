"""Those who spoke are asked by one letter each whether cards are right, and have seven days."""

import pytest
import sqlalchemy as sa

from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.agenda.rules.codes import Part
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.cards.rules.codes import Deed, Refusal, State
from gocluster_events.post_event.cards.services import answering, asking, cards, deciding
from gocluster_events.post_event.cards.words.own import rows
from tests.support.cards import LATER, OTHER, TEAM, a_meeting, asked_card, card_now, facts, make_card, say
from tests.support.make import make_event, make_registration
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people
from tests.support.releasing import address, with_address

QUESTION = "Wie sichert man Wissen vor dem Ruhestand?"


@pytest.fixture
def event(session):
    event = a_meeting(slug="tagung")
    with_address(event, MAI, TAREK)
    return event


def ask(event, *uuids, act=TEAM):
    return asking.ask(event.id, dict.fromkeys(uuids), act, rows)


def letters(session):
    """What was written to whom, in the order of the letters."""
    session.rollback()
    mails = session.scalars(sa.select(Mail).where(Mail.letter == "cards_question").order_by(Mail.id))
    return [(each.recipient, each.content["values"]["cards"].splitlines()) for each in mails]


@pytest.mark.both_databases
def test_each_has_one_letter_for_all_cards_that_are_asked_about_at_once(session, event):
    first, second = make_card(event), make_card(event, item=OTHER, question="Wer fragt wen?")
    assert ask(event, first, second) == 2
    assert letters(session) == [
        (address(TAREK), [f"- Karte 1: {QUESTION}", "- Karte 2: Wer fragt wen?"]),
        (address(MAI), [f"- Karte 1: {QUESTION}"]),
    ]
    assert [card_now(event, uuid).state for uuid in (first, second)] == [State.ASKED, State.ASKED]


def test_the_letter_says_until_when_an_answer_is_waited_for_in_the_language_of_its_reader(session, event):
    make_registration(event, email=address(MAI), email_key=address(MAI), language="en")
    ask(event, make_card(event))
    session.rollback()
    mails = {each.recipient: each for each in session.scalars(sa.select(Mail))}
    values = mails[address(MAI)].content["values"]
    assert (values["cards"], values["until"][:13]) == (f"- Card 1: {QUESTION}", "30 April 2027")
    assert mails[address(TAREK)].content["values"]["until"].startswith("30. April 2027")


def test_who_knows_more_and_who_takes_the_step_are_asked_even_if_they_did_not_speak(session, event):
    ask(event, make_card(event, item=OTHER, ask_person=MAI.uuid), make_card(event, item=OTHER))
    assert [len(cards) for _to, cards in letters(session)] == [2, 1]
    ask(event, make_card(event, item=OTHER, owner=MAI.uuid, next_step="Weiterfragen"))
    assert [to for to, _cards in letters(session)][2:] == [address(TAREK), address(MAI)]


def test_where_nobody_spoke_who_moderated_is_asked(session):
    event = make_event(slug="tagung")
    plan(event, MAI, with_people(slot(1, room=None), MAI, part=Part.MODERATION))
    publish(event)
    with_address(event, MAI)
    assert ask(event, make_card(event)) == 1


def test_somebody_without_an_address_is_asked_on_their_page_alone(session):
    event = a_meeting(slug="tagung")
    with_address(event, MAI)
    uuid = make_card(event)
    assert ask(event, uuid) == 1
    assert {each.uuid for each in card_now(event, uuid).silent} == {MAI.uuid, TAREK.uuid}


def test_who_has_said_yes_is_not_asked_again_about_the_same_words(session, event):
    uuid = make_card(event)
    ask(event, uuid)
    say(event, uuid, MAI)
    deciding.decide(event.id, {uuid: None}, Deed.EDIT, TEAM)
    assert ask(event, uuid, act=LATER) == 1
    assert letters(session)[-1][0] == address(TAREK)
    assert [each.person for each in card_now(event, uuid).answers] == [MAI.uuid]


def test_after_a_no_everybody_is_asked_anew_about_other_words_and_nobody_about_the_same(session, event):
    uuid = make_card(event)
    ask(event, uuid)
    say(event, uuid, MAI)
    say(event, uuid, TAREK, is_correct=False, remark="Es waren zwei.")
    with pytest.raises(Refused, match=Refusal.SAID_NO.value):
        ask(event, uuid, act=LATER)
    cards.change(event.id, uuid, facts(insight="Zwei Gespräche."), card_now(event, uuid).revision, TEAM)
    assert ask(event, uuid, act=LATER) == 2
    assert (len(letters(session)), card_now(event, uuid).answers) == (4, ())


def test_nobody_is_written_to_about_a_card_that_was_changed_meanwhile_nor_of_a_draft_edition(session, event):
    uuid = make_card(event)
    with pytest.raises(Stale):
        asking.ask(event.id, {uuid: 7}, TEAM, rows)
    with transaction() as writing:
        writing.get_one(Event, event.id).status = EventStatus.DRAFT
    with pytest.raises(Refused, match=Refusal.NOT_PUBLIC.value):
        ask(event, uuid)
    assert (letters(session), card_now(event, uuid).state) == ([], State.EDITED)


def test_a_card_somebody_said_no_to_waits_for_the_team_until_they_take_it_back(session, event):
    uuid = asked_card(event)
    say(event, uuid, MAI, is_correct=False)
    assert card_now(event, uuid).state is State.EDITED
    say(event, uuid, MAI)
    assert card_now(event, uuid).state is State.ASKED
    deciding.decide(event.id, {uuid: None}, Deed.EDIT, TEAM)
    with pytest.raises(Refused, match=Refusal.NOT_ASKED.value):
        answering.answer(event.id, uuid, MAI.uuid, TEAM, is_correct=True)
