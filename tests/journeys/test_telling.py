"""An organiser looks at a letter, publishes, and withdraws the next ones; readers see what is new to them."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.text import Localized
from gocluster_events.core.web.page_cache import FRESH
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.agenda.services import drafting as services
from gocluster_events.meeting.events.models import Event
from tests.support.live import Live, text_of
from tests.support.make import make_registration, make_room
from tests.support.programme import plan, publish, slot

PROGRAMME = "/de/jahrestagung-2027/agenda"
PUBLICATION = "/de/manage/jahrestagung-2027/agenda/publication"
READER = "anna.adler@example.org"


@pytest.fixture
def pitches(event: Event) -> Item:
    """One item, which is public, and one person who has a place."""
    made = slot(1, code="P4", title=Localized("Pitches"), room=make_room(event, name="Eichensaal").id)
    plan(event, made)
    publish(event)
    make_registration(event, first_name="Anna", last_name="Adler", email=READER)
    return made


def move(event: Event, item: Item, minutes: int = 5) -> Item:
    """The draft has the item that much later."""
    moved = replace(item, starts_at=item.span[0] + timedelta(minutes=minutes))
    db.session().rollback()
    seen = {item.uuid: draft.revision(db.session(), event.id, item.uuid)}
    services.apply(event.id, [Change(item, moved)], seen, Act("organiser@example.org", clock.now()))
    db.session().rollback()
    return moved


def let_five_minutes_pass() -> None:
    """Whatever waits in the outbox is due."""
    with db.transaction() as session:
        session.execute(sa.update(Mail).values(not_before=clock.now()))


def test_whom_it_concerns_is_told_unless_it_is_taken_back(
    organiser: Page, servers: Live, event: Event, pitches: Item
):  # fmt: skip
    later = move(event, pitches)
    organiser.goto(servers.address + PUBLICATION)
    expect(organiser.get_by_role("deletion").first).to_have_text("09:00")
    expect(organiser.get_by_role("insertion").first).to_have_text("09:05")
    organiser.get_by_label("Hinweis zur Version, Deutsch").fill("Der Kaffee dauert länger.")
    with organiser.expect_popup() as opened:
        organiser.get_by_role("button", name="Vorschau Teilnehmende, bestätigt").click()
    preview = opened.value
    expect(preview.get_by_text(READER)).to_be_visible()
    expect(preview.get_by_text("Der Kaffee dauert länger.")).to_be_visible()
    expect(preview.get_by_text("P4 Pitches: 09:05–10:05 statt 09:00–10:00")).to_be_visible()
    preview.close()

    tick = organiser.get_by_label("Teilnehmende, bestätigt")
    tick.uncheck()
    expect(organiser.get_by_role("button", name="Version 2 veröffentlichen")).to_be_visible()
    tick.check()
    organiser.get_by_role("button", name="Veröffentlichen und 1 E-Mail senden").click()
    expect(organiser.get_by_text("1 E-Mail zum Programm ist noch nicht versendet.")).to_be_visible()
    let_five_minutes_pass()
    letter = servers.mailbox.wait_for(READER)
    assert "09:05–10:05 statt 09:00–10:00" in text_of(letter)

    move(event, later)
    organiser.goto(servers.address + PUBLICATION)
    organiser.get_by_role("button", name="Veröffentlichen und 1 E-Mail senden").click()
    organiser.get_by_role("link", name="Versand zurückziehen").click()
    organiser.get_by_role("button", name="Versand zurückziehen").click()
    expect(organiser.get_by_text("1 E-Mail wird nicht mehr gesendet.")).to_be_visible()
    let_five_minutes_pass()
    expect(organiser.get_by_text("noch nicht versendet")).to_have_count(0)
    assert len(servers.mailbox.letters(READER)) == 1


def visit(browser: Browser, address: str, state: dict[str, object] | None = None) -> tuple[str, int, dict[str, object]]:
    """What a reader who comes back with that storage is told, how many marks there are, and the storage then."""
    context = browser.new_context(storage_state=state)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    line = page.locator("[data-since]:visible")
    notice = line.inner_text() if line.count() else ""
    marks, storage = page.locator(".slot__change").count(), context.storage_state()
    context.close()
    return notice, marks, dict(storage)


def test_readers_see_what_changed_since_they_were_here_last(
    browser: Browser, servers: Live, event: Event, pitches: Item
):
    address = servers.address + PROGRAMME
    _said, _marks, came_early = visit(browser, address)
    move(event, pitches)
    publish(event)
    plan(event, slot(2, 90, code="N1", room=None))
    publish(event)
    time.sleep(FRESH.total_seconds())  # so long the servers may take what they know for the newest
    notice, marks, came_again = visit(browser, address, came_early)
    assert (notice, marks) == (
        "Seit Version 1, die Sie zuletzt gesehen haben, haben sich 2 Programmpunkte geändert.", 2,
    )  # fmt: skip
    assert visit(browser, address, came_again)[:2] == ("", 0)  # nothing is new to them
    assert visit(browser, address)[:2] == ("", 1)  # a newcomer sees what the newest version changed
