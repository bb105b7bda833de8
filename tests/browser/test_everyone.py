"""Everyone can use every page: by axe, in the dark, on a phone, and with nothing but the Tab key."""

import pytest
from playwright.sync_api import Page as Tab

from gocluster_events import db
from tests.browser.conftest import Site
from tests.support.answers import ANSWERS, BUSY
from tests.support.meeting import Who
from tests.support.page import EDITION, MANAGE, Page
from tests.support.pages import PAGES, REGISTER
from tools import page_checks

WALKED = (
    Page(f"{EDITION}/"),
    Page(f"{EDITION}/agenda"),
    Page(f"{REGISTER}/{{draft}}/1/person", Who.PARTICIPANT),
    Page(f"{REGISTER}/{{draft}}/1/participation", Who.PARTICIPANT),
    Page("/{lang}/my/", Who.PARTICIPANT),
    Page("/{lang}/sign-in"),
    Page(f"{MANAGE}/", Who.ORGANISER),
    Page(f"{MANAGE}/settings", Who.ORGANISER),
    Page(f"{MANAGE}/attendees?search=m&status=confirmed&state=BE", Who.STAFF),
    Page(f"{MANAGE}/agenda", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/publication", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/items/{{item}}", Who.ORGANISER),
)
COLOURS = ("color-contrast",)


def findings(tab: Tab, lang: str) -> list[str]:
    """What is wrong with the page, which is 1280 px wide at first; contrast does not depend on words."""
    found = page_checks.structure(tab, lang) + page_checks.axe(tab, COLOURS if lang == "en" else ())
    found += page_checks.sideways(tab, 768) + page_checks.sideways(tab, 320)
    if lang == "de":
        tab.emulate_media(color_scheme="dark")
        found += page_checks.contrast(tab)
    return found


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_everyone_can_use_every_page(site: Site, page: Page, lang: str):
    with site.opened(page, lang) as tab:
        assert findings(tab, lang) == []


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("page", ANSWERS, ids=str)
def test_everyone_can_use_what_a_form_or_a_fault_is_answered_with(site: Site, page: Page, lang: str):
    with site.opened(page, lang) as tab:
        assert findings(tab, lang) == []


def test_everyone_can_read_that_the_database_is_busy(site: Site):
    with db.write_lock(site.engine), site.opened(BUSY, "de") as tab:  # which takes as long as a page waits at most
        assert findings(tab, "de") == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("page", WALKED, ids=str)
def test_tab_leads_through_the_whole_page_and_the_focus_is_always_seen(site: Site, page: Page, width: int):
    with site.opened(page, "de", width) as tab:
        assert page_checks.tabbed(tab) == []
