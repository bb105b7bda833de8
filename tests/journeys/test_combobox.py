"""Choosing one's cluster: by keyboard, by touch, and without any script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from gocluster_events.core import db
from gocluster_events.factory import create_app
from gocluster_events.meeting.events.models import Cluster
from gocluster_events.meeting.events.rules.edition import FederalState
from tests.support import chromium, live
from tests.support.databases import Databases
from tests.support.make import add, make_event
from tests.support.settings import settings
from tools import page_checks

CLUSTERS = ("Elektromobilität Südwest", "microTEC Südwest", "Silicon Saxony", "Straßenbau Nord")


@pytest.fixture(scope="module")
def address(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the form stands, for all tests of this file: none of them sends it."""
    database = databases.make("sqlite")
    with create_app(settings(database_url=database.url)).app_context():
        event = make_event(slug="jahrestagung-2027")
        for name in CLUSTERS:
            add(Cluster(event_id=event.id, name=name, state=FederalState.BE))
        db.db.engine.dispose()
    with live.running(database, tmp_path_factory.mktemp("combobox")) as servers:
        yield f"{servers.address}/de/jahrestagung-2027/register"
    databases.drop(database)


@pytest.fixture
def field(address: str, page: Page) -> Locator:
    """The field for the cluster, with the focus."""
    page.goto(address)
    a_member(page)
    combobox = page.get_by_role("combobox", name="Ihr Cluster")
    combobox.focus()
    return combobox


def a_member(page: Page) -> None:
    """Only a member is asked for the cluster."""
    page.get_by_role("group", name="Sind Sie go-cluster-Mitglied?").get_by_label("Ja").check()


@pytest.fixture
def small_page(browser: Browser) -> Iterator[Page]:
    """A phone of 320 px."""
    with chromium.opened(browser, viewport={"width": 320, "height": 640}, has_touch=True) as opened:
        yield opened


@pytest.fixture
def plain_page(browser: Browser) -> Iterator[Page]:
    """A browser that runs no script."""
    with chromium.opened(browser, java_script_enabled=False) as opened:
        yield opened


def offered(page: Page) -> list[str]:
    """The names in the open list."""
    return page.get_by_role("listbox").get_by_role("option").all_inner_texts()


@pytest.mark.parametrize("typed", ["südwest", "suedwest", "SUDWEST"])
def test_an_umlaut_is_found_however_it_is_typed(field: Locator, page: Page, typed: str):
    page.keyboard.type(typed)
    assert offered(page) == ["Elektromobilität Südwest", "microTEC Südwest"]
    expect(page.locator("[data-combobox]").get_by_role("status")).to_have_text("2 Treffer")
    expect(field).to_have_attribute("aria-expanded", "true")


@pytest.mark.promise("P22")
def test_a_cluster_is_chosen_by_arrow_and_enter_without_sending_the_form(field: Locator, page: Page):
    page.keyboard.type("s")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(page.get_by_role("listbox").get_by_role("option", selected=True)).to_have_text("Straßenbau Nord")
    assert page_checks.axe(page) == []
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Elektromobilität Südwest")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_be_focused()


@pytest.mark.promise("P22")
def test_the_only_match_is_taken_by_enter(field: Locator, page: Page):
    page.keyboard.type("strassen")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Straßenbau Nord")


@pytest.mark.promise("P22")
def test_the_only_match_is_taken_by_tab(field: Locator, page: Page):
    page.keyboard.type("strassen")
    page.keyboard.press("Tab")
    expect(field).to_have_value("Straßenbau Nord")


@pytest.mark.promise("P22")
def test_escape_closes_the_list_and_keeps_what_was_typed(field: Locator, page: Page):
    page.keyboard.type("saxony")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("saxony")


def test_nothing_found_is_said_and_shown(field: Locator, page: Page):
    page.keyboard.type("xyz")
    expect(page.get_by_text("Kein Treffer.")).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "false")


@pytest.mark.promise("P22")
def test_a_name_typed_in_full_gets_its_spelling(field: Locator, page: Page):
    page.keyboard.type("microtec suedwest")
    page.keyboard.press("Tab")
    expect(field).to_have_value("microTEC Südwest")


def test_a_finger_chooses_from_the_whole_list_on_the_smallest_phone(address: str, small_page: Page):
    small_page.goto(address)
    a_member(small_page)
    field = small_page.get_by_role("combobox", name="Ihr Cluster")
    field.tap()
    assert offered(small_page) == [*CLUSTERS]
    assert small_page.evaluate("document.documentElement.scrollWidth") == 320
    small_page.get_by_role("option", name="Silicon Saxony").tap()
    expect(field).to_have_value("Silicon Saxony")


def test_without_script_the_browser_offers_the_same_names(address: str, plain_page: Page):
    plain_page.goto(address)
    expect(plain_page.get_by_text("Nur wenn Sie Mitglied sind.")).to_be_visible()
    field = plain_page.get_by_label("Ihr Cluster")
    names = plain_page.locator(f"#{field.get_attribute('list')} option")
    assert [name.get_attribute("value") for name in names.all()] == [*CLUSTERS]
