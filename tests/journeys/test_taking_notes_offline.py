"""Taking notes in a hall without network: nothing is lost, nothing can be read on the disk, nothing stays."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.services.sessions import end_sessions
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.services.deciding import decide
from tests.support import live, nursery
from tests.support.browser_storage import ON_DISK
from tests.support.databases import Database
from tests.support.live import Live
from tests.support.materials import TEAM, a_meeting
from tests.support.noting import PIA, appoint, notes_page
from tests.support.programme import NINE, own_link
from tests.support.releasing import number_of
from tools import servers as running

NOTHING_LEFT = "async () => !(await indexedDB.databases()).length && !(await caches.keys()).length"
KEPT = "2 Karten warten auf das Netz. Auf diesem Gerät gespeichert bis Fr., 23. April, 10:00."
LEFT = "2 Karten warten auf diesem Gerät bis Fr., 23. April, 10:00. Sie werden gesendet"
FIRST, SECOND, THIRD = "Wer pflegt die Karten?", "Was kostet das?", "Wem gehören sie?"
INSIGHT = "Niemand wusste es."


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    """The servers while the first talk is held."""
    hour = f"{(NINE + timedelta(minutes=10)).isoformat()}@{int(time.time())}"
    with live.running(database, tmp_path, clock=hour) as started:
        yield started


@pytest.fixture
def event(session: Session) -> Event:
    """A meeting, with Pia to take notes at its first talk."""
    event = a_meeting()
    appoint(event)
    return event


def lose_the_server(servers: Live) -> None:
    """Nobody answers any more, as where there is no network."""
    running.kill(servers.web)


def reach_it_again(servers: Live, page: Page) -> None:
    """The server answers as before, and the browser notices that there is network."""
    port = int(servers.address.rpartition(":")[2])
    log = servers.folder / "web-again.log"
    servers.web = running.web("127.0.0.1", port, servers.environ, log, 1, nursery.start)
    running.await_ready(servers.address, [servers.web])
    page.evaluate("dispatchEvent(new Event('online'))")


def open_link(page: Page, event: Event, servers: Live) -> None:
    page.goto(f"{servers.address}/de/my/contribution/{own_link(number_of(event, PIA))}")
    page.get_by_role("button", name="Meine Seite öffnen").click()
    expect(page.get_by_role("heading", name="Ihre Mitschriften")).to_be_visible()


def write(page: Page, question: str) -> None:
    """With keys alone: the question, and on to the next card."""
    expect(page.get_by_label("Frage", exact=True)).to_have_value("")
    page.get_by_label("Frage", exact=True).fill(question)
    page.keyboard.press("Tab")
    page.keyboard.type(INSIGHT)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("Frage", exact=True)).to_be_focused()


def stands(page: Page, words: str) -> None:
    expect(page.locator("[data-notes-standing]")).to_contain_text(words)


def stored(session: Session) -> list[tuple[int, str, str]]:
    session.rollback()
    cards = session.scalars(sa.select(Card).order_by(Card.number))
    return [(card.number, card.question, card.insight) for card in cards]


def test_cards_typed_without_network_outlive_the_session_are_sent_after_the_next_sign_in_and_gone_a_day_later(
    event: Event, servers: Live, page: Page, session: Session
):
    page.clock.install()
    open_link(page, event, servers)
    page.get_by_role("link", name="A1 Vortrag 1").click()
    page.wait_for_selector("[data-notes][data-kept]")
    write(page, FIRST)
    expect(page.get_by_text("Gespeichert als Karte 1")).to_be_visible()
    stands(page, "Alles ist gespeichert.")
    lose_the_server(servers)
    write(page, SECOND)
    write(page, THIRD)
    stands(page, KEPT)
    page.goto(f"{servers.address}{notes_page()}")  # opened anew, without network
    page.wait_for_selector("[data-notes][data-ready]")
    stands(page, KEPT)
    expect(page.locator("[data-notes-list] [data-head]")).to_have_text([THIRD, SECOND, FIRST])
    texts = page.evaluate(ON_DISK)
    assert "key false" in texts
    assert [each for each in texts if INSIGHT in each or SECOND in each] == []
    with transaction() as writing:
        end_sessions(writing, f"person:{number_of(event, PIA)}")
    reach_it_again(servers, page)
    stands(page, "2 Karten warten auf diesem Gerät. Ihre Sitzung ist beendet.")
    assert stored(session) == [(1, FIRST, INSIGHT)]
    page.goto(f"{servers.address}{notes_page()}")
    expect(page.get_by_text(LEFT)).to_be_visible()
    open_link(page, event, servers)
    expect(page.get_by_text("2 Karten, die auf diesem Gerät gewartet haben, sind gesendet.")).to_be_visible()
    assert stored(session) == [(1, FIRST, INSIGHT), (2, SECOND, INSIGHT), (3, THIRD, INSIGHT)]
    page.clock.fast_forward(int(timedelta(hours=25).total_seconds() * 1000))
    page.wait_for_function(NOTHING_LEFT)
    assert page.evaluate(ON_DISK) == []


def test_one_goes_on_writing_once_the_team_has_taken_a_card_on_and_discards_another_one(
    event: Event, servers: Live, page: Page, session: Session
):
    open_link(page, event, servers)
    page.get_by_role("link", name="A1 Vortrag 1").click()
    page.wait_for_selector("[data-notes][data-ready]")
    write(page, FIRST)
    expect(page.get_by_text("Gespeichert als Karte 1")).to_be_visible()
    session.rollback()
    decide(event.id, {session.scalars(sa.select(Card.uuid)).one(): None}, Deed.EDIT, TEAM)
    page.reload()
    expect(page.get_by_text("Gespeichert als Karte 1 · Bearbeitet")).to_be_visible()
    page.wait_for_selector("[data-notes][data-ready]")
    write(page, SECOND)
    expect(page.get_by_text("Gespeichert als Karte 2")).to_be_visible()
    expect(page.get_by_text("Gespeichert als Karte 1 · Bearbeitet")).to_be_visible()
    page.get_by_role("link", name="Verwerfen …").click()
    page.get_by_role("button", name="Diese Karte verwerfen").click()
    expect(page.get_by_text("Gespeichert als Karte 2 · Verworfen")).to_be_visible()
