"""The team's pages of knowledge cards: the board, one card, and what is asked before something happens with them."""

import re

import pytest
import sqlalchemy as sa

from gocluster_events.backoffice.editions.queries import preparation
from gocluster_events.backoffice.editions.rules.copying import LeftPart
from gocluster_events.core import clock
from gocluster_events.core.access import Role
from gocluster_events.core.db import transaction
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.queries.published import published
from gocluster_events.post_event.cards.rules.codes import Deed, State
from gocluster_events.post_event.cards.services.deciding import decide, merge
from tests.support.cards import (
    AFTER,
    OTHER,
    TALK,
    TEAM,
    a_meeting,
    asked_card,
    card_now,
    card_row,
    make_card,
    public_card,
    say,
)
from tests.support.make import make_event, make_member
from tests.support.programme import MAI, TAREK
from tests.support.releasing import with_address
from tests.support.visitor import Visitor

SLUG = "jahrestagung-2027"
BOARD = f"/de/manage/{SLUG}/cards"


@pytest.fixture
def event(session):
    return a_meeting(slug=SLUG)


@pytest.fixture(autouse=True)
def after_the_meeting(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AFTER)


@pytest.fixture
def staff(app, event):
    visitor = Visitor.of(app)
    visitor.enter(make_member(event, Role.STAFF).email)
    return visitor


def seen(event, *uuids):
    return "&".join(f"card={uuid}.{card_row(event, uuid).revision}" for uuid in uuids)


def column(page, state):
    part = page.text.partition(f'data-state="{state.value}"')[2].partition("</section>")[0]
    return [int(number) for number in re.findall(r"<span>Karte (\d+)</span>", part)]


def decision(visitor, way, which):
    """The form of the page that asks about the cards."""
    return visitor.form(f"{BOARD}/{way}?{which}", f"{BOARD}/{way}")


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2]))


def test_the_board_has_a_column_for_each_state_and_says_who_has_not_answered(event, organiser):
    make_card(event)
    pending = asked_card(event)
    public_card(event)
    say(event, pending, TAREK)
    page = organiser.get(BOARD)
    assert [column(page, state) for state in (State.COLLECTED, State.EDITED, State.ASKED, State.PUBLIC)] == [
        [], [1], [2], [3],
    ]  # fmt: skip
    assert "3 Wissenskarten aus 1 Programmpunkt" in words_of(page)
    assert "Mai Lan Petersen, noch 7 Tage" in words_of(page)
    assert 'data-ways="collected asked aside"' in page.text


def test_the_list_and_the_board_are_narrowed_alike(event, organiser):
    make_card(event, question="Wer zahlt die Miete?")
    make_card(event, item=OTHER, is_open=True)
    for view in ("", "&view=list"):
        for narrowed, number in (("search=miete", 1), (f"item={OTHER}", 2), ("show=open", 2)):
            page = organiser.get(f"{BOARD}?{narrowed}{view}")
            assert re.findall(r"Karte (\d) auswählen", page.text) == [str(number)]
        assert "Keine Karte passt." in organiser.get(f"{BOARD}?search=nirgends{view}").text


def test_whoever_narrowed_the_board_is_back_on_it_after_each_deed(event, organiser):
    uuid = make_card(event, question="Wer zahlt die Miete?")
    for view in ("", "view=list&"):
        there = f"{view}item={TALK}&search=miete"
        page = organiser.get(f"{BOARD}?{there}").text
        hidden = re.findall(r'<input type="hidden" name="(search|item|view)" value="([^"]*)">', page)
        here = "&".join(dict.fromkeys(f"{name}={value}" for name, value in hidden))
        for to in ("collected", "edited"):
            way = f"to={to}&{seen(event, uuid)}&{here}"
            assert f'href="{BOARD}?{there}"' in organiser.get(f"{BOARD}/state?{way}").text.replace("&amp;", "&")
            assert decision(organiser, "state", way).send().location == f"{BOARD}?{there}#card-{uuid}"


def test_how_a_card_stands_is_read_before_the_long_form(event, organiser):
    page = organiser.get(f"{BOARD}/{asked_card(event)}").text
    assert page.index("bei denen, die gesprochen haben") < page.index('name="question"')


def test_without_cards_the_board_says_what_they_are_good_for(event, organiser):
    page = organiser.get(BOARD)
    assert "Eine Karte hält fest, was in einem Programmpunkt gelernt wurde" in page.text
    assert page.text.count(f'href="{BOARD}/new"') == 1


def test_without_a_programme_there_is_nothing_to_write_about_yet(session, app):
    admin = Visitor.of(app)
    admin.enter(make_member(make_event(slug="noch-leer")).email)
    assert "Es gibt noch kein veröffentlichtes Programm." in admin.get("/de/manage/noch-leer/cards").text


def test_staff_write_a_card_and_only_organisers_publish_it(session, event, staff, organiser):
    form = staff.form(f"{BOARD}/new", f"{BOARD}/new")
    assert "Geben Sie die Frage ein." in form.send(item=TALK).text
    form.send(item=TALK, question="Warum?", insight="Darum.")
    session.rollback()
    uuid = session.scalar(sa.select(Card.uuid))
    decision(staff, "state", f"to=asked&{seen(event, uuid)}").send()
    assert card_now(event, uuid).state is State.ASKED
    say(event, uuid, MAI, TAREK)
    assert "cards/publication" not in staff.get(f"{BOARD}/{uuid}").text
    assert 'data-ways="edited aside"' in staff.get(BOARD).text
    assert staff.get(f"{BOARD}/publication?{seen(event, uuid)}").status_code == 403
    decision(organiser, "publication", f"{seen(event, uuid)}").send()
    session.rollback()
    assert [card.is_confirmed for card in published(session, event.id)] == [True]


def test_a_link_that_is_none_is_refused_at_its_field(event, organiser):
    page = organiser.form(f"{BOARD}/new", f"{BOARD}/new").send(
        item=TALK, question="?", evidence_url="javascript:alert(1)"
    )
    assert "Geben Sie eine Adresse ein, die mit https:// oder http:// beginnt." in page.text


def test_two_who_write_at_once_see_both_texts(event, organiser):
    uuid = make_card(event)
    form = organiser.form(f"{BOARD}/{uuid}", f"{BOARD}/{uuid}")
    organiser.form(f"{BOARD}/{uuid}", f"{BOARD}/{uuid}").send(insight="Der Text der einen.")
    page = form.send(insight="Der Text des anderen.")
    assert page.status_code == 409
    assert "Der Text der einen." in page.text
    assert "Der Text des anderen." in page.text
    assert card_row(event, uuid).insight == "Der Text der einen."


def test_what_was_changed_after_somebody_ticked_it_is_looked_at_again(event, organiser):
    uuid = make_card(event)
    form = decision(organiser, "dismissal", f"{seen(event, uuid)}")
    decide(event.id, {uuid: None}, Deed.COLLECT, TEAM)
    page = form.send()
    assert (page.status_code, card_now(event, uuid).state) == (409, State.COLLECTED)


def test_before_it_asks_the_page_names_who_is_written_to(event, organiser):
    with_address(event, MAI)
    able, lacking = make_card(event), make_card(event, insight="")
    page = words_of(organiser.get(f"{BOARD}/state?to=asked&{seen(event, able, lacking)}"))
    assert f"Je eine E-Mail geht an: {MAI.name}." in page
    assert f"Ohne bekannte Adresse, also ohne Möglichkeit zu antworten: {TAREK.name}." in page
    assert "Die Karte hat noch keine Erkenntnis." in page.partition("Diese bleiben, wie sie sind")[2]
    decision(organiser, "state", f"to=asked&{seen(event, able, lacking)}").send()
    assert [card_now(event, uuid).state for uuid in (able, lacking)] == [State.ASKED, State.EDITED]


def test_nobody_is_written_to_by_publishing_or_taking_back(session, event, organiser):
    uuid = asked_card(event)
    say(event, uuid, MAI, TAREK)
    before = session.scalar(sa.select(sa.func.count()).select_from(Mail))
    for way in ("publication", "publication/removal"):
        assert "Niemand wird angeschrieben." in organiser.get(f"{BOARD}/{way}?{seen(event, uuid)}").text
        decision(organiser, way, seen(event, uuid)).send()
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Mail)) == before


def test_of_two_cards_one_stays_and_both_texts_stay_readable(event, organiser):
    one, other = make_card(event, insight="Der eine Text."), make_card(event, insight="Der andere Text.")
    page = organiser.get(f"{BOARD}/merging?{seen(event, one, other)}")
    assert ("Der eine Text." in page.text, "Der andere Text." in page.text) == (True, True)
    decision(organiser, "merging", f"{seen(event, one, other)}").send(into=other)
    assert (card_now(event, one).merged_into, card_now(event, other).state) == (2, State.EDITED)
    assert "Der eine Text." in organiser.get(f"{BOARD}/{other}").text
    assert "Der andere Text." in organiser.get(f"{BOARD}/{other}").text
    assert f'href="{BOARD}/{other}"' in organiser.get(f"{BOARD}/{one}").text


def test_a_public_card_is_offered_as_the_one_that_stays(event, organiser):
    first, public = make_card(event), public_card(event)
    page = organiser.get(f"{BOARD}/merging?{seen(event, first, public)}")
    assert re.search(rf"<input[^>]*checked[^>]*value=\"{public}\"", page.text)
    page = decision(organiser, "merging", f"{seen(event, first, public)}").send(into=first)
    assert "Die Karte ist öffentlich. Nehmen Sie sie zuerst zurück." in words_of(page)


def test_without_a_tick_the_page_says_how_one_chooses(event, organiser):
    for way in ("state", "publication", "publication/removal", "merging", "dismissal", "restoration"):
        assert "Es ist keine Karte gewählt." in organiser.get(f"{BOARD}/{way}").text
    assert organiser.get(f"{BOARD}/state?to=public").status_code == 404


def test_what_was_dismissed_is_found_and_restored(event, organiser):
    uuid = make_card(event)
    decision(organiser, "dismissal", f"{seen(event, uuid)}").send()
    assert "Verworfen 1" in organiser.get(BOARD).text
    assert f"{BOARD}/{uuid}" in organiser.get(f"{BOARD}?show=dismissed").text
    decision(organiser, "restoration", f"{seen(event, uuid)}").send()
    assert column(organiser.get(BOARD), State.COLLECTED) == [1]


def test_a_public_card_that_was_changed_shows_what_readers_have(event, organiser):
    uuid = public_card(event)
    organiser.form(f"{BOARD}/{uuid}", f"{BOARD}/{uuid}").send(question="Ganz anders?")
    page = words_of(organiser.get(f"{BOARD}/{uuid}"))
    assert "Wie sichert man Wissen vor dem Ruhestand?" in page.partition("Was öffentlich ist")[2]
    assert "früherer Text öffentlich" in page


def test_the_desk_of_an_archive_too_names_the_cards_that_wait(session, event, organiser, staff):
    decide(event.id, {make_card(event): None}, Deed.COLLECT, TEAM)
    make_card(event)
    with transaction() as writing:
        writing.get_one(Event, event.id).status = EventStatus.ARCHIVED
    for visitor in (organiser, staff):
        assert "Wissenskarte zu bearbeiten" in visitor.get(f"/de/manage/{SLUG}/").text


def test_a_copy_of_the_edition_leaves_its_cards_behind(session, event):
    merge(event.id, {make_card(event): None}, make_card(event), TEAM)
    assert preparation(session, event.id).behind[LeftPart.CARDS] == 2


def test_the_log_names_each_deed_and_never_what_a_card_says(event, organiser):
    uuid = public_card(event)
    decide(event.id, {uuid: None}, Deed.TAKE_BACK, TEAM)
    page = organiser.get(f"/de/manage/{SLUG}/audit").text
    assert [name in page for name in ("Wissenskarte veröffentlicht", "Wissenskarte zurückgenommen")] == [True, True]
    assert "Ruhestand" not in page
    assert f'href="{BOARD}/{uuid}"' in page


def test_one_card_becomes_part_of_any_other_one_chosen_from_a_list(event, organiser):
    one, other = make_card(event), make_card(event, question="Und wer noch?")
    form = decision(organiser, "merging", seen(event, one))
    assert "<select" in organiser.get(f"{BOARD}/merging?{seen(event, one)}").text.partition("<main")[2]
    assert "Wählen Sie die Karte, die bleibt." in form.send(into="").text
    decision(organiser, "merging", seen(event, one)).send(into=other)
    assert card_now(event, one).merged_into == 2


def test_the_start_page_also_counts_cards_that_are_not_right_as_somebody_who_spoke_says(event, organiser):
    uuid = public_card(event)
    assert "zu bearbeiten" not in organiser.get(f"/de/manage/{SLUG}/").text
    say(event, uuid, MAI, is_correct=False)
    assert "Wissenskarte zu bearbeiten" in organiser.get(f"/de/manage/{SLUG}/").text
    decide(event.id, {uuid: None}, Deed.DISMISS, TEAM)
    assert "zu bearbeiten" not in organiser.get(f"/de/manage/{SLUG}/").text
