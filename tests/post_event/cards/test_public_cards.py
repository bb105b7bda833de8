"""What everybody reads of knowledge cards: by strand and item, on the item's page, and how many the edition has."""

import re
from datetime import timedelta

import pytest

from gocluster_events.core import clock
from gocluster_events.core.db import transaction
from gocluster_events.meeting.agenda.queries.draft import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.meeting.agenda.services.redaction import remove_name
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.services import cards
from gocluster_events.post_event.cards.services.deciding import decide
from gocluster_events.post_event.cards.services.redacting import forget_person
from gocluster_events.post_event.releases import services as releases
from gocluster_events.post_event.releases.rules import Kind
from tests.support.cards import AFTER, LATER, TALK, TEAM, a_meeting, card_row, facts, public_card, say
from tests.support.counting import counted_statements
from tests.support.make import make_room, make_track
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people

PAGE = "/de/jahrestagung-2027/knowledge"
EDITION = "/de/jahrestagung-2027/"
ITEM = f"{EDITION}agenda/a1-vortrag-1"


@pytest.fixture
def event(session, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AFTER + timedelta(days=9))
    return a_meeting(slug="jahrestagung-2027")


def confirmed_card(event, **changes):
    uuid = public_card(event, **changes)
    say(event, uuid, MAI, TAREK)
    return uuid


def name(event, uuid, person, *, is_granted):
    """Somebody says whether the card may name them."""
    with transaction() as writing:
        releases.ask_in(writing, event.id, Kind.CARD, uuid, [(person.uuid, person.name)], TEAM)
        releases.answer_in(writing, event.id, Kind.CARD, uuid, person.uuid, TEAM, is_granted=is_granted)


def article(page, number=1):
    return re.search(rf'<article [^>]*id="card-{number}".*?</article>', page, re.DOTALL)[0]


def terms(page, number=1):
    rows = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", article(page, number), re.DOTALL)
    return {term: re.sub(r"<[^>]*>", "", text) for term, text in rows}


def test_a_card_stands_there_with_its_terms_and_what_is_empty_is_left_out(event, visitor):
    confirmed_card(event)
    confirmed_card(
        event, evidence="Vier Tische", evidence_url="https://example.org/leitfaden", ask_institution="Hafen",
        next_step="Ein Leitfaden",
    )  # fmt: skip
    page = visitor.get(PAGE).text
    assert terms(page, 1) == {}
    assert terms(page, 2) == {
        "Beleg": "Vier Tische Öffnet example.org", "Wer weiß mehr": "Hafen", "Nächster Schritt": "Ein Leitfaden",
    }  # fmt: skip
    assert "nicht bestätigt" not in page


def test_a_card_nobody_has_confirmed_says_so_until_they_do(event, visitor):
    uuid = public_card(event)
    assert "Von der Redaktion, nicht bestätigt" in article(visitor.get(PAGE).text)
    say(event, uuid, MAI, TAREK)
    assert "Von der Redaktion, nicht bestätigt" not in article(visitor.get(PAGE).text)


def test_cards_stand_by_strand_and_item_and_those_of_no_strand_at_the_end(event, visitor):
    track, room = make_track(event).id, make_room(event).id
    third = slot(3, 180, code="A3", track=track, room=room)
    plan(event, with_people(third, TAREK))
    publish(event)
    public_card(event), public_card(event, item=third.uuid, question="Und im Strang?")
    page = visitor.get(PAGE).text
    strands = re.findall(r'<h2 id="strand-\d">(.*?)</h2>', page)
    assert (len(strands), strands[-1]) == (2, "Plenum")
    assert re.findall(r'id="card-(\d)"', page) == ["2", "1"]
    assert 'class="knowledge track track-a"' in article(page, 2)


def test_open_questions_are_a_list_of_their_own(event, visitor):
    public_card(event), public_card(event, question="Wie lange?", insight="", is_open=True)
    assert re.findall(r'id="card-(\d)"', visitor.get(PAGE).text) == ["1", "2"]
    page = visitor.get(f"{PAGE}?open=yes").text
    assert re.findall(r'id="card-(\d)"', page) == ["2"]
    assert "<h1>Offene Fragen</h1>" in page
    assert 'href="/en/jahrestagung-2027/knowledge?open=yes"' in page


def test_a_card_is_marked_as_of_its_language_in_the_other_one(event, visitor):
    public_card(event)
    page = visitor.get("/en/jahrestagung-2027/knowledge").text
    assert 'lang="de">Wie sichert man Wissen vor dem Ruhestand?' in article(page)
    assert "Card 1 · in German" in article(page)
    assert "auf Deutsch" not in article(visitor.get(PAGE).text)


def test_without_a_card_the_page_says_when_there_will_be_some_and_a_draft_edition_has_none(event, visitor):
    assert "Es gibt noch keine Wissenskarten." in visitor.get(PAGE).text
    public_card(event)
    assert "Keine Frage ist offen geblieben." in visitor.get(f"{PAGE}?open=yes").text
    with transaction() as writing:
        writing.get_one(Event, event.id).status = EventStatus.DRAFT
    assert visitor.get(PAGE).status_code == 404


def test_a_card_of_an_item_that_left_the_programme_is_not_read_any_more(session, event, visitor):
    public_card(event)
    drafting.apply(event.id, (Change(draft(session, event).item(TALK), None),), None, TEAM)
    publish(event, at=AFTER)
    assert "Es gibt noch keine Wissenskarten." in visitor.get(PAGE).text


def test_the_page_of_an_item_tells_two_cards_in_short_and_leads_to_all(event, visitor):
    before = visitor.get(ITEM)
    assert "Was wir mitnehmen" not in before.text
    for number in range(3):
        public_card(event, question=f"Frage {number}?")
    page = visitor.get(ITEM, headers={"If-None-Match": before.headers["ETag"]}).text
    section = page[page.index("Was wir mitnehmen") :]
    assert re.findall(r"Frage \d\?(?=</h3>)", section) == ["Frage 0?", "Frage 1?"]
    assert f'href="{PAGE}#card-1"' in section
    assert f'href="{PAGE}#item-{TALK}"' in section
    assert "Alle 3 Wissenskarten" in section


def test_the_page_of_the_edition_counts_cards_by_strand_and_open_questions(event, visitor):
    tracks, room = [make_track(event).id, make_track(event, letter="B").id], make_room(event).id
    third, fourth = (slot(3 + at, 180 + 30 * at, code=f"{'AB'[at]}3", track=tracks[at], room=room) for at in (0, 1))
    plan(event, with_people(third, TAREK), with_people(fourth, TAREK))
    publish(event)
    assert "Was bleibt" not in visitor.get(EDITION).text
    public_card(event, item=third.uuid), public_card(event, item=third.uuid)
    question = public_card(event, item=fourth.uuid, is_open=True)
    page = visitor.get(EDITION).text
    strand = re.search(r"Themenstrang A.*?</div>", page[page.index("Was bleibt") :], re.DOTALL)[0]
    assert ("2 Wissenskarten<" in strand, "3 Wissenskarten</strong>" in page) == (True, True)
    assert "1 offene Frage</strong>" in page
    decide(event.id, {question: None}, Deed.TAKE_BACK, TEAM)
    assert "1 offene Frage" not in visitor.get(EDITION).text


@pytest.mark.both_databases
@pytest.mark.parametrize("address", [PAGE, ITEM, EDITION])
def test_what_is_taken_back_is_gone_from_a_page_that_a_browser_has_already(event, visitor, address):
    uuid = public_card(event, question="Kanarienfrage?")
    before = visitor.get(address)
    tag = {"If-None-Match": before.headers["ETag"]}
    assert visitor.get(address, headers=tag).status_code == 304
    decide(event.id, {uuid: None}, Deed.TAKE_BACK, LATER)
    after = visitor.get(address, headers=tag)
    assert (after.status_code, "Kanarienfrage?" in after.text) == (200, False)


@pytest.mark.both_databases
def test_a_name_is_gone_from_the_page_with_the_withdrawal_and_with_its_removal_from_the_programme(event, visitor):
    uuid = public_card(event, ask_person=MAI.uuid, ask_institution="Hafen")
    assert terms(visitor.get(PAGE).text) == {"Wer weiß mehr": "Hafen"}
    for is_granted, line in ((True, f"{MAI.name}, Hafen"), (False, "Hafen"), (True, f"{MAI.name}, Hafen")):
        name(event, uuid, MAI, is_granted=is_granted)
        assert terms(visitor.get(PAGE).text) == {"Wer weiß mehr": line}
    remove_name(event.id, MAI.uuid, TEAM, (forget_person,))
    assert terms(visitor.get(PAGE).text) == {"Wer weiß mehr": "Hafen"}
    assert card_row(event, uuid).ask_person == ""


def test_who_is_named_where_nothing_is_typed_stands_there_as_the_programme_says(event, visitor):
    uuid = public_card(event, ask_person=TAREK.uuid)
    name(event, uuid, TAREK, is_granted=True)
    position = TAREK.position.pick("de")[0]
    line = ", ".join(each for each in (TAREK.name, position, TAREK.organisation) if each)
    assert terms(visitor.get(PAGE).text) == {"Wer weiß mehr": line}


def test_what_the_team_writes_on_is_read_only_once_it_is_published_again(event, visitor):
    uuid = public_card(event)
    cards.change(event.id, uuid, facts(insight="Noch nicht öffentlich."), card_row(event, uuid).revision, TEAM)
    page = visitor.get(PAGE).text
    assert (facts().insight in page, "Noch nicht öffentlich." in page) == (True, False)


def test_a_known_page_of_an_item_without_cards_asks_the_database_for_nothing(event, visitor):
    visitor.get(ITEM)
    with counted_statements() as seen:
        visitor.get(ITEM)
    assert seen == []
