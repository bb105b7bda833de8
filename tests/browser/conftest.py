"""One running demo of a small meeting for all these tests: they only look at it."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page as Tab
from werkzeug.routing import Map

from tests.support import answers, apps, chromium, live
from tests.support.databases import Databases
from tests.support.live import Live
from tests.support.meeting import Meeting, Who, arrange
from tests.support.page import Page

DRAWN = """async () => {
    const drawn = document.querySelector(".desk[data-door], main[data-day]");
    for (let wait = 0; drawn && !drawn.matches("[data-ready]"); wait += 1) {
        if (wait === 1000) throw new Error("the script has not drawn what it knows");
        await new Promise((done) => setTimeout(done, 20));
    }
}"""
"""What a page asks itself that is empty without its script, as a desk and a kept day are: Playwright's own tools, which
wait for an element, take longer to come in than the page.
"""


@dataclass(frozen=True)
class Site:
    """The running servers, the meeting they show, and the browsers of everybody in it."""

    servers: Live
    meeting: Meeting
    routes: Map
    profiles: Mapping[Who, BrowserContext]

    @property
    def engine(self) -> sa.Engine:
        """The way to the database of the servers."""
        return sa.create_engine(self.servers.database.url)

    @contextmanager
    def opened(self, page: Page, lang: str, width: int = 1280) -> Iterator[Tab]:
        """The page in the browser of whoever opens it; it must answer as it should, and behave."""
        with chromium.watched(self.profiles[page.who]) as tab:
            tab.set_viewport_size({"width": width, "height": 720})
            assert self.answers(tab, page, lang)
            yield tab

    def answers(self, tab: Tab, page: Page, lang: str) -> bool:
        """Whether the page, which the tab then shows, answers as it should. It is drawn by then."""
        status = answers.opened(tab, self.servers.address, page, self.meeting, lang).status
        tab.evaluate(DRAWN)
        return status == page.status


@pytest.fixture(scope="session")
def site(
    browser: Browser,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> Iterator[Site]:
    """In demo mode, so that its pages are there too; on SQLite unless the other database is asked for."""
    database, folder = databases.make(getattr(request, "param", "sqlite")), tmp_path_factory.mktemp("site")
    app = apps.made(mode="demo", database_url=database.url, mail_url=f"file:{folder / 'mail'}")
    with app.app_context():
        meeting = arrange(app)
        answers.break_a_programme()
    apps.let_go(app)
    with live.running(database, folder, mode="demo", **answers.SETTINGS) as servers, ExitStack() as stack:
        profiles = {who: stack.enter_context(closing(chromium.profile(browser))) for who in Who}
        for who, cookie in meeting.cookies.items():
            profiles[who].add_cookies([{"name": "events", "value": cookie, "url": servers.address}])
        yield Site(servers, meeting, app.url_map, profiles)
