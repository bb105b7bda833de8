"""Pages are light and lie still: what a first visit loads, what a later page loads, and what moves meanwhile."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page as Tab

from tests.support import chromium, live
from tests.support.databases import Database
from tests.support.live import Live

KILOBYTE = 1024
EDITION = "/de/jahrestagung-2027"
PROGRAMME = f"{EDITION}/agenda"
ITEM = f"{EDITION}/agenda/p2-regionale-innovationssysteme-im-wandel"
LATER = (f"{EDITION}/", ITEM, f"{EDITION}/register", "/de/", "/de/privacy", PROGRAMME)
BEFORE, DURING = "2027-03-20T10:00:00+01:00", "2027-04-22T12:05:00+02:00"
SHIFTS = """() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
        for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
    }).observe({ type: "layout-shift", buffered: true });
}"""


@dataclass
class Wire:
    """What came over the network for one page, by kind of resource; what the browser had kept is not in it."""

    sent: dict[str, list[int]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    from_cache: set[str] = field(default_factory=set)

    def listen(self, tab: Tab) -> None:
        session = tab.context.new_cdp_session(tab)
        session.send("Network.enable")
        session.on("Network.responseReceived", self._received)
        session.on("Network.requestServedFromCache", lambda event: self.from_cache.add(event["requestId"]))
        session.on("Network.loadingFinished", self._finished)

    def _received(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]
        if event["response"].get("fromDiskCache"):
            self.from_cache.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        request = event["requestId"]
        if request not in self.from_cache and request in self.kinds:
            self.sent.setdefault(self.kinds[request], []).append(int(event["encodedDataLength"]))

    def requests(self) -> int:
        return sum(len(each) for each in self.sent.values())

    def kilobytes(self, *kinds: str) -> float:
        """Headers and all, as they travelled."""
        return sum(sum(self.sent.get(kind, [])) for kind in kinds) / KILOBYTE


@pytest.fixture(scope="module", params=[BEFORE, DURING], ids=["weeks before", "on the day"])
def meeting(
    request: pytest.FixtureRequest, seeded: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    """The demo as its visitors find it: weeks before the meeting, and at noon of its day."""
    clock = f"{request.param}@{int(time.time())}"
    with live.running(seeded, tmp_path_factory.mktemp("demo"), mode="demo", clock=clock) as servers:
        yield servers


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who was never here."""
    with closing(chromium.profile(browser)) as profile:
        yield profile


def visited(tab: Tab, address: str) -> Wire:
    wire = Wire()
    wire.listen(tab)
    tab.goto(address, wait_until="networkidle")
    return wire


def test_the_first_visit_of_the_programme_is_light(meeting: Live, reader: BrowserContext):
    with chromium.watched(reader) as tab:
        wire = visited(tab, meeting.address + PROGRAMME)
    assert wire.requests() <= 8
    assert wire.kilobytes("Document", "Stylesheet", "Script") <= 70
    assert 0 < wire.kilobytes("Font") <= 110
    assert reader.cookies() == []


def test_a_later_page_is_its_html_only(meeting: Live, reader: BrowserContext):
    heavy = []
    with chromium.watched(reader) as tab:
        visited(tab, meeting.address + PROGRAMME)
    for path in LATER:
        with chromium.watched(reader) as tab:
            wire = visited(tab, meeting.address + path)
            if set(wire.sent) - {"Document", "Fetch"} or wire.kilobytes("Document") > 15:
                heavy.append((path, wire.sent))
    assert heavy == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_loads(meeting: Live, browser: Browser, width: int):
    moved = {}
    for path in (PROGRAMME, f"{EDITION}/", ITEM, f"{EDITION}/register"):
        with chromium.opened(browser, viewport={"width": width, "height": 740}) as tab:
            tab.add_init_script(f"({SHIFTS})()")
            tab.goto(meeting.address + path, wait_until="networkidle")
            shifted = tab.evaluate("() => window.shifted")
            if shifted >= 0.02:
                moved[path] = shifted
    assert moved == {}
