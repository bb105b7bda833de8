"""Everyone can use every page: axe finds nothing, and nothing scrolls sideways on a phone, in both languages."""

import pytest
from playwright.sync_api import Page as Tab

from tests.browser.conftest import Site
from tests.support import chromium
from tests.support.meeting import Who
from tests.support.pages import EDITION, MANAGE, PAGES, REGISTER, Page

DARK = (
    Page(f"{EDITION}/"),
    Page(f"{EDITION}/agenda"),
    Page(f"{EDITION}/agenda/a1-kommunen"),
    Page(REGISTER),
    Page("/{lang}/my/", Who.PARTICIPANT),
    Page(f"{MANAGE}/", Who.ORGANISER),
    Page(f"{MANAGE}/attendees", Who.STAFF),
    Page(f"{MANAGE}/agenda/publication", Who.ORGANISER),
)
STICKING_OUT = """() => {
    if (document.documentElement.scrollWidth <= 320) return [];
    const sticksOut = (each) => each.getBoundingClientRect().right > 320;
    const found = [...document.body.querySelectorAll("*")].filter(sticksOut);
    return ["the page scrolls sideways", ...found.slice(0, 5).map((each) => each.outerHTML.slice(0, 120))];
}"""


def sideways(tab: Tab) -> list[str]:
    """What sticks out when the page is 320 px wide."""
    tab.set_viewport_size({"width": 320, "height": 640})
    found: list[str] = tab.evaluate(STICKING_OUT)
    return found


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_everyone_can_use_every_page(site: Site, page: Page, lang: str):
    with site.opened(page, lang) as tab:
        assert tab.locator("html").get_attribute("lang") == lang
        assert tab.locator("h1").count() == 1
        assert chromium.findings(tab) == []
        assert sideways(tab) == []


@pytest.mark.parametrize("page", DARK, ids=str)
def test_contrast_is_enough_in_the_dark(site: Site, page: Page):
    with site.opened(page, "de", "dark") as tab:
        assert chromium.findings(tab) == []
