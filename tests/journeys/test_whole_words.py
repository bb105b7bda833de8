"""On a phone and on a tablet no word is broken where there is room for it."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.reach import Reach
from tests.support.live import Live, link_in
from tests.support.make import make_day, make_event
from tests.support.registrants import arrive
from tests.support.settings import NOW

MIRIAM = "miriam@example.org"
_BROKEN = """() => {
    const main = document.querySelector("main"), broken = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement.checkVisibility() || node.parentElement.closest(".kern-sr-only")) continue;
        for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + word.length);
            if (new Set([...range.getClientRects()].map((each) => each.top)).size > 1) broken.push(word);
        }
    }
    return broken;
}"""


@pytest.fixture
def event(session: Session) -> Event:
    """A meeting with a public list of those who come."""
    made = make_event(slug="jahrestagung-2027", attendee_list=Reach.PUBLIC)
    make_day(made)
    return made


@pytest.fixture
def own_page(event: Event, servers: Live, page: Page) -> Page:
    """The page of somebody with long words, who stands in the public list."""
    arrive(
        event, MIRIAM, NOW - timedelta(hours=1), last_name="Dörrenbächer-Lünemann", list_name=True, list_public=True,
        organisation="Wirtschaftsförderung Musterstadt GmbH", position="Geschäftsführerin",
    )  # fmt: skip
    page.goto(link_in(servers.mailbox.wait_for(MIRIAM, 2)))
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    expect(page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()
    return page


@pytest.mark.parametrize("width", [360, 768])
def test_no_word_is_broken_on_the_way_of_a_participant(own_page: Page, servers: Live, width: int):
    own_page.set_viewport_size({"width": width, "height": 740})
    broken = {}
    for path in ("/jahrestagung-2027/", "/jahrestagung-2027/attendees", "/jahrestagung-2027/register", "/my/",
                 "/my/attendees", "/my/consents", "/my/cancellation", "/my/data", "/my/code"):  # fmt: skip
        own_page.goto(f"{servers.address}/de{path}")
        broken[path] = own_page.evaluate(_BROKEN)
    assert {path: words for path, words in broken.items() if words} == {}
