"""Knowledge cards of a meeting: written, changed, asked about, published, taken back, put aside and made one."""

import pytest

from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.cards.queries.agreed import agreed
from gocluster_events.post_event.cards.queries.published import published
from gocluster_events.post_event.cards.rules.codes import Deed, Origin, Refusal, State
from gocluster_events.post_event.cards.services import answering, cards
from gocluster_events.post_event.cards.services.deciding import decide, merge
from gocluster_events.post_event.cards.services.redacting import forget_person
from gocluster_events.post_event.releases import services as releases
from gocluster_events.post_event.releases.queries import of_subject
from gocluster_events.post_event.releases.rules import Kind
from tests.support.cards import (
    LATER,
    TALK,
    TEAM,
    a_meeting,
    asked_card,
    card_now,
    card_row,
    facts,
    make_card,
    public_card,
    say,
)
from tests.support.programme import MAI, TAREK, plan, publish, slot

pytestmark = pytest.mark.both_databases


def refused(verb, *arguments, **options):
    with pytest.raises(Refused) as refusal:
        verb(*arguments, **options)
    return refusal.value.code


def readable(session, event):
    session.rollback()
    return [(card.number, card.question, card.is_confirmed) for card in published(session, event.id)]


def test_a_card_is_public_once_everybody_who_spoke_says_that_it_is_right(session):
    event = a_meeting()
    uuid = make_card(event)
    assert refused(decide, event.id, {uuid: None}, Deed.PUBLISH, LATER) is Refusal.NOT_ASKED
    decide(event.id, {uuid: None}, Deed.ASK, TEAM)
    say(event, uuid, MAI)
    assert (refused(decide, event.id, {uuid: None}, Deed.PUBLISH, TEAM), readable(session, event)) == (
        Refusal.STILL_ASKED,
        [],
    )
    say(event, uuid, TAREK)
    decide(event.id, {uuid: None}, Deed.PUBLISH, TEAM)
    assert readable(session, event) == [(1, facts().question, True)]
    assert [answer.person for answer in card_now(event, uuid).answers] == [MAI.uuid, TAREK.uuid]


def test_after_seven_days_of_silence_a_card_is_published_as_not_confirmed_until_they_confirm_it(session):
    event = a_meeting()
    uuid = public_card(event)
    assert readable(session, event) == [(1, facts().question, False)]
    say(event, uuid, MAI, TAREK)
    assert readable(session, event) == [(1, facts().question, True)]


def test_a_no_keeps_a_card_from_being_public_until_it_is_changed_and_asked_about_anew(session):
    event = a_meeting()
    uuid = public_card(event)
    say(event, uuid, MAI, is_correct=False, remark="Es waren zwei Gespräche.")
    assert (readable(session, event), card_now(event, uuid).state) == ([], State.EDITED)
    assert refused(decide, event.id, {uuid: None}, Deed.PUBLISH, LATER) is Refusal.SAID_NO
    cards.change(event.id, uuid, facts(insight="Zwei Gespräche."), card_row(event, uuid).revision, TEAM)
    assert (card_now(event, uuid).answers, card_now(event, uuid).state) == ((), State.EDITED)
    assert refused(decide, event.id, {uuid: None}, Deed.PUBLISH, LATER) is Refusal.NOT_ASKED
    decide(event.id, {uuid: None}, Deed.ASK, TEAM)
    decide(event.id, {uuid: None}, Deed.PUBLISH, LATER)
    assert readable(session, event) == [(1, facts().question, False)]


def test_the_public_goes_on_reading_what_was_published_while_the_team_writes(session):
    event = a_meeting()
    uuid = public_card(event)
    cards.change(event.id, uuid, facts(question="Anders?"), card_row(event, uuid).revision, TEAM)
    assert readable(session, event) == [(1, facts().question, False)]
    assert refused(decide, event.id, {uuid: None}, Deed.DISMISS, TEAM) is Refusal.IS_PUBLIC
    decide(event.id, {uuid: None}, Deed.TAKE_BACK, TEAM)
    assert (readable(session, event), card_now(event, uuid).state) == ([], State.EDITED)
    decide(event.id, {uuid: None}, Deed.DISMISS, TEAM)
    decide(event.id, {uuid: None}, Deed.RESTORE, TEAM)
    assert card_now(event, uuid).state is State.COLLECTED


def test_of_two_editors_the_second_overwrites_nothing(session):
    event = a_meeting()
    uuid = make_card(event)
    cards.change(event.id, uuid, facts(insight="Eins."), 1, TEAM)
    for verb in (
        lambda: cards.change(event.id, uuid, facts(insight="Zwei."), 1, TEAM),
        lambda: decide(event.id, {uuid: 1}, Deed.ASK, TEAM),
        lambda: decide(event.id, {uuid: 1}, Deed.PUBLISH, LATER),
    ):
        with pytest.raises(Stale):
            verb()
    assert (card_row(event, uuid).insight, card_row(event, uuid).state) == ("Eins.", State.EDITED)


def test_a_card_that_became_part_of_another_keeps_its_words_there(session):
    event = a_meeting()
    first, second, third = (make_card(event, question=f"Frage {number}?") for number in range(3))
    merge(event.id, {first: None, second: 1}, second, TEAM)
    merge(event.id, {second: None}, third, TEAM)
    assert {number: card_now(event, uuid).merged_into for number, uuid in enumerate((first, second, third), 1)} == {
        1: 3,
        2: 3,
        3: None,
    }
    assert card_now(event, first).facts.question == "Frage 0?"
    assert refused(merge, event.id, {third: None}, first, TEAM) is Refusal.NO_OTHER_CARD
    assert refused(merge, event.id, {third: None}, third, TEAM) is Refusal.NO_OTHER_CARD


def test_a_card_of_an_item_in_which_nobody_spoke_is_published_by_the_editors_at_once(session):
    event = a_meeting()
    plan(event, slot(3, 180, room=None, code="A3"))
    publish(event)
    uuid = make_card(event, item=slot(3).uuid)
    assert refused(decide, event.id, {uuid: None}, Deed.ASK, TEAM) is Refusal.NOBODY_TO_ASK
    decide(event.id, {uuid: None}, Deed.PUBLISH, TEAM)
    assert readable(session, event) == [(1, facts().question, False)]
    decide(event.id, {uuid: None}, Deed.TAKE_BACK, TEAM)
    assert card_now(event, uuid).state is State.EDITED


def test_an_open_question_needs_no_answer_and_other_cards_do(session):
    event = a_meeting()
    question = make_card(event, insight="", is_open=True)
    empty = make_card(event, insight="")
    decide(event.id, {question: None}, Deed.ASK, TEAM)
    assert refused(decide, event.id, {empty: None}, Deed.ASK, TEAM) is Refusal.NO_INSIGHT


def test_who_knows_more_is_named_only_while_they_agree(session):
    event = a_meeting()
    more = {"ask_person": TAREK.uuid, "ask_function": "Leiter Transfer", "ask_institution": "Hafen Beispielstadt"}
    uuid = public_card(event, **more)

    def named():
        session.rollback()
        (card,) = published(session, event.id)
        return card.ask

    assert named() == "Leiter Transfer, Hafen Beispielstadt"
    for is_granted, line in ((True, f"{TAREK.name}, Leiter Transfer, Hafen Beispielstadt"), (False, named())):
        with transaction() as writing:
            releases.answer_in(writing, event.id, Kind.CARD, uuid, TAREK.uuid, TEAM, is_granted=is_granted)
        assert named() == line


def test_an_owner_is_asked_only_after_the_step_to_which_they_agreed(session):
    event = a_meeting()
    uuid = asked_card(event, next_step="Im Herbst noch einmal fragen.", owner=MAI.uuid)
    assert refused(answering.agree, event.id, uuid, TAREK.uuid, TEAM, agrees=True) is Refusal.NOT_ASKED
    answering.agree(event.id, uuid, MAI.uuid, TEAM, agrees=True)
    assert agreed(session, event.id) == ()
    decide(event.id, {uuid: None}, Deed.PUBLISH, LATER)
    session.rollback()
    assert [(step.next_step, step.owner) for step in agreed(session)] == [("Im Herbst noch einmal fragen.", MAI.uuid)]
    revision = card_row(event, uuid).revision
    cards.change(event.id, uuid, facts(next_step="Gar nicht.", owner=MAI.uuid), revision, TEAM)
    session.rollback()
    assert agreed(session) == ()


def test_a_name_that_is_removed_is_gone_from_a_card_and_from_what_is_public_of_it(session):
    event = a_meeting()
    uuid = public_card(event, insight=f"{MAI.name} sagt: rechtzeitig.", ask_person=MAI.uuid, owner=MAI.uuid)
    say(event, uuid, MAI)
    other = asked_card(event)
    say(event, other, TAREK, is_correct=False, remark=f"Das sagte nicht {MAI.name}.")
    with transaction() as writing:
        forget_person(writing, event.id, MAI.uuid, (MAI.name,))
    row = card_row(event, uuid)
    assert of_subject(session, event.id, Kind.CARD, uuid) == ()
    assert MAI.name not in f"{row.insight}{row.public}"
    assert card_now(event, other).denied[0].remark == "Das sagte nicht Name auf Wunsch entfernt."
    assert (row.ask_person, row.owner, row.public["ask_person"], row.public["owner"]) == ("", "", "", "")
    assert [card.insight for card in published(session, event.id)] == ["Name auf Wunsch entfernt sagt: rechtzeitig."]


@pytest.mark.parametrize(
    ("address", "after"),
    [
        ("https://example.org/team/Mai%20Lan%20Petersen", ""),
        ("https://example.org/petersen-mai-lan.html", ""),
        ("https://petersen.example.org/leitfaden", "https://petersen.example.org/leitfaden"),
        ("https://example.org/mai/bericht", "https://example.org/mai/bericht"),
    ],
)
def test_a_link_to_the_evidence_goes_with_a_name_that_stands_in_its_address(session, address, after):
    event = a_meeting()
    uuid = public_card(event, evidence_url=address)
    with transaction() as writing:
        forget_person(writing, event.id, MAI.uuid, (MAI.name,))
    row = card_row(event, uuid)
    assert (row.evidence_url, row.public["evidence_url"]) == (after, after)


def test_nothing_of_a_draft_edition_is_public_and_an_archived_one_is_written_on(session):
    event = a_meeting()
    for status, number in ((EventStatus.ARCHIVED, 1), (EventStatus.DRAFT, 0)):
        with transaction() as writing:
            writing.get_one(Event, event.id).status = status
        public_card(event)
        assert len(readable(session, event)) == number


def test_a_note_is_collected_and_the_team_s_own_card_is_edited(session):
    event = a_meeting()
    note = cards.write(event.id, facts(), TEAM, Origin.NOTES, "c" * 36)
    own = make_card(event, item=TALK)
    assert (note, card_now(event, note).state, card_now(event, own).state) == (
        "c" * 36, State.COLLECTED, State.EDITED,
    )  # fmt: skip
    assert refused(make_card, event, item="nowhere") is Refusal.NO_ITEM
    assert refused(make_card, event, ask_person="nobody") is Refusal.NO_PERSON
