"""A real browser visits a meeting full of hostile texts, and nothing of them runs (promise P11)."""

from collections.abc import Iterable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Request
from playwright.sync_api import Page as Tab

from gocluster_events import db
from tests.security.harm_to_pages import SENTINEL
from tests.security.poison import CODES, TYPED, followed, poison, served, without_escapes, without_policy
from tests.support import chromium
from tests.support.meeting import Meeting, Who
from tests.support.page import EDITION, MANAGE, Page
from tests.support.pages import PAGES, REGISTER
from tests.support.proving import Proof
from tests.support.remote import servers_of

LISTENING = """
window.__said = [];
document.addEventListener("securitypolicyviolation", (event) => window.__said.push(event.violatedDirective));
"""
OPENED = """() => {
    for (const each of document.querySelectorAll("details")) each.open = true;
    for (const each of document.querySelectorAll("dialog")) if (!each.open) each.showModal();
    for (const each of document.querySelectorAll("[popover]")) each.showPopover?.();
    for (const each of document.querySelectorAll("main input:not([type=hidden]), main a, main button")) {
        each.focus();
        each.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    }
}"""
FEW = (
    Page(f"{EDITION}/agenda"),
    Page("/{lang}/my/", Who.PARTICIPANT),
    Page(f"{MANAGE}/attendees?search=m", Who.STAFF),
    Page(f"{MANAGE}/agenda", Who.ORGANISER),
    Page(f"{MANAGE}/settings", Who.ORGANISER),
)
LETTER = Page(f"{MANAGE}/outbox/{{mail}}/letter.html", Who.STAFF)  # which stands in a frame
IN_FULL = (*(page for page in PAGES if page.sends is None), LETTER)
ONE = Page(f"{REGISTER}/{{draft}}/check", Who.PARTICIPANT)

MOMENT = 20  # milliseconds in which what would run does
MOST_MILLISECONDS = 30_000  # for anything that a browser does

# The server of the controls leaves a file open when a browser turns to the next page while it is sent.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")


@dataclass
class Heard:
    """What a browser noticed on its way: what ran, what was asked elsewhere, what the policy stopped."""

    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)

    @property
    def everything(self) -> list[str]:
        return self.ran + self.asked + self.stopped


@pytest.fixture
def poisoned(demo: Flask, meeting: Meeting) -> int:
    """Harm stands behind every text of the meeting; how many there are."""
    return poison(demo, followed())


@dataclass
class Site:
    """Where the meeting is, the tab in which each of them goes from page to page, and what all of them hear."""

    address: str
    meeting: Meeting
    browser: Browser
    stack: ExitStack
    heard: Heard = field(default_factory=Heard)
    tabs: dict[Who, Tab] = field(default_factory=dict)

    def visit(self, page: Page) -> None:
        """The page is opened, with all that can be opened on it, and looked at as it is printed."""
        tab, heard = self.tab_of(page.who), self.heard
        tab.emulate_media(media="screen")
        answer = tab.goto(self.address + self.meeting.address(page.address), wait_until="load")
        assert (answer and answer.status) == page.status, str(page)
        tab.evaluate(OPENED)
        tab.emulate_media(media="print")
        tab.wait_for_timeout(MOMENT)
        heard.ran += [str(page)] * bool(tab.evaluate("window.__ran || 0"))
        heard.stopped += [f"{page}: {each}" for each in tab.evaluate("window.__said")]

    def tab_of(self, who: Who) -> Tab:
        """The one tab that somebody has open."""
        if who not in self.tabs:
            profile = self.stack.enter_context(closing(chromium.profile(self.browser)))
            profile.set_default_timeout(MOST_MILLISECONDS)
            profile.add_cookies([{"name": "events", "value": self.meeting.cookies[who], "url": self.address}])
            self.tabs[who] = profile.new_page()
            listen(self.tabs[who], self.heard)
        return self.tabs[who]


def visited(address: str, meeting: Meeting, browser: Browser, pages: Iterable[Page]) -> Heard:
    """What the browsers of everybody heard on those pages."""
    with ExitStack() as stack:
        site = Site(address, meeting, browser, stack)
        for page in pages:
            site.visit(page)
        return site.heard


def listen(tab: Tab, heard: Heard) -> None:
    """Whatever the tab says is heard."""

    def on_request(request: Request) -> None:
        if SENTINEL in request.url:
            heard.asked.append(request.url)

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            heard.stopped.append(message.text[:120])

    def on_dialog(dialog: Dialog) -> None:
        heard.ran.append(dialog.message)
        dialog.dismiss()

    tab.add_init_script(LISTENING)
    tab.on("request", on_request)
    tab.on("console", on_console)
    tab.on("dialog", on_dialog)
    tab.route(f"**://{SENTINEL}/**", lambda route: route.abort())


def test_of_every_column_of_texts_it_is_known_whether_anybody_typed_them():
    columns = [each for table in db.Base.metadata.tables.values() for each in table.columns]
    texts = {each.name for each in columns if type(each.type) in {sa.String, sa.Text}}
    assert (texts - TYPED - CODES, CODES - texts, TYPED & CODES) == (set(), set(), set())


@pytest.mark.promise("P11")
def test_no_page_dialog_preview_or_print_of_a_hostile_meeting_runs_anything(
    demo: Flask, meeting: Meeting, poisoned: int, browser: Browser, proof: Proof
):
    pages = proof.size(FEW, IN_FULL)
    heard = visited(servers_of(demo).address, meeting, browser, pages)
    assert heard.everything == []
    proof.says(
        f"a browser on {len(pages)} pages of a meeting with {poisoned} hostile texts, dialogs open and printed",
        f"{len(heard.ran)} ran, {len(heard.asked)} requests elsewhere, {len(heard.stopped)} reports of the policy",
    )


@pytest.mark.promise("P11", control=True)
@pytest.mark.usefixtures("poisoned")
def test_without_escapes_and_without_a_policy_texts_run(demo: Flask, meeting: Meeting, browser: Browser, proof: Proof):
    without_escapes(demo)
    without_policy(demo)
    with served(demo) as address:
        heard = visited(address, meeting, browser, [ONE])
    assert heard.ran != []
    proof.says("one page without escapes and without the policy", f"{len(heard.ran)} ran, {len(heard.asked)} asked")


@pytest.mark.promise("P11", control=True)
@pytest.mark.usefixtures("poisoned")
def test_without_escapes_the_policy_alone_stops_what_would_run(
    demo: Flask, meeting: Meeting, browser: Browser, proof: Proof
):
    without_escapes(demo)
    with served(demo) as address:
        heard = visited(address, meeting, browser, [ONE])
    assert (heard.ran, heard.stopped != []) == ([], True)
    proof.says("the same page without escapes, with the policy", f"0 ran, {len(heard.stopped)} stopped and told")
