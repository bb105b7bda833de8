"""Somebody's real browser on the pages of a hostile meeting, and what it noticed on its way."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace

from markupsafe import escape
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page as Tab, Request, Response

from tests.security.harm_to_pages import SENTINEL
from tests.support import answers, chromium
from tests.support.meeting import Meeting, Who
from tests.support.page import Page

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
FIELDS = """() => [...document.querySelector("main form[method=post]").elements].filter((field) =>
    field.name && (field.matches("textarea") || ["text", "email", "url", "tel", "search"].includes(field.type))
).map((field) => field.name)"""
CONFLICT = 409
MOMENT = 20  # milliseconds in which what would run does
MOST_MILLISECONDS = 30_000  # for anything that a browser does


@dataclass
class Heard:
    """What a browser noticed: what ran, what was asked elsewhere, what the policy stopped, which texts were seen."""

    ran: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    @property
    def everything(self) -> list[str]:
        return self.ran + self.requests + self.stopped

    def __str__(self) -> str:
        summary = f"{len(self.ran)} ran, {len(self.requests)} requests elsewhere"
        return f"{summary}, {len(self.stopped)} reports of the policy"


@dataclass
class Site:
    """Where the meeting is, the tab in which each of them goes from page to page, and what all of them hear."""

    address: str
    meeting: Meeting
    browser: Browser
    stack: ExitStack
    typed: frozenset[str] = frozenset()
    heard: Heard = field(default_factory=Heard)
    tabs: dict[Who, Tab] = field(default_factory=dict)

    def visit(self, page: Page, lang: str = "de") -> None:
        """The page is opened and looked at."""
        tab = self.tab_of(page.who)
        tab.emulate_media(media="screen")
        self.look(page, answers.opened(tab, self.address, page, self.meeting, lang))

    def is_refused(self, page: Page, lang: str, typed: Iterator[str]) -> int:
        """The form is sent with these texts in its fields and with its mistake; the answer is looked at. How many.

        Of a form that somebody else overtook, only the field that was changed has one.
        """
        tab, sends = self.tab_of(page.who), dict(page.sends or {})
        tab.emulate_media(media="screen")
        tab.goto(self.address + self.meeting.address(page.address, lang))
        names = tab.evaluate(FIELDS)
        hostile = [each for each in names if (each in sends) == (page.status == CONFLICT)]
        sends |= {each: f"{sends.get(each, '')} {next(typed)}" for each in hostile}
        self.look(page, answers.opened(tab, self.address, replace(page, sends=sends), self.meeting, lang))
        assert tab.locator("[data-error-summary], .table--collision").count() == 1, str(page)
        return len(hostile)

    def look(self, page: Page, answer: Response) -> None:
        """All that can be opened on the page is, and it is looked at as it is printed."""
        tab, heard = self.tab_of(page.who), self.heard
        assert answer.status == page.status, str(page)
        content = answer.text() if self.typed else ""
        heard.seen.update(each for each in self.typed - heard.seen if f" {escape(each)}" in content)
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


@contextmanager
def site(address: str, meeting: Meeting, browser: Browser, typed: Iterable[str] = ()) -> Iterator[Site]:
    """The meeting at that address, for everybody's browser; it says which of the typed texts were seen."""
    with ExitStack() as stack:
        yield Site(address, meeting, browser, stack, frozenset(typed))


def listen(tab: Tab, heard: Heard) -> None:
    """Whatever the tab says is heard."""

    def on_request(request: Request) -> None:
        if SENTINEL in request.url:
            heard.requests.append(request.url)

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            heard.stopped.append(message.text[:120])

    def on_dialog(dialog: Dialog) -> None:
        if dialog.type == "beforeunload":  # ours: what was refused is not saved yet
            dialog.accept()
            return
        heard.ran.append(dialog.message)
        dialog.dismiss()

    tab.add_init_script(LISTENING)
    tab.on("request", on_request)
    tab.on("console", on_console)
    tab.on("dialog", on_dialog)
    tab.route(f"**://{SENTINEL}/**", lambda route: route.abort())
