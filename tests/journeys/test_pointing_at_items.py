"""What one does with items by pointing: the menu of one, a frame round several, and a tap where there is no side."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from tests.support.board import announced, link, minute, piece, stored, touched, width
from tests.support.live import Live
from tests.support.programme import slot
from tools import page_checks


def menu(page: Page) -> Locator:
    """What can be done with the item that was pointed at."""
    return page.get_by_role("menu")


def test_the_menu_of_an_item_offers_what_its_panel_does(board: Page, event: Event, rooms: list[int]):
    piece(board, 1).click()
    foot = board.locator(".panel__foot")
    foot.locator("summary").click()
    offered = foot.get_by_role("link").or_(foot.get_by_role("button"))
    expect(foot.get_by_text("Aus dem Plan")).to_be_visible()
    of_panel = {text.strip() for text in offered.all_inner_texts()}
    piece(board, 1).click(button="right")
    assert page_checks.axe(board) == []
    of_menu = {text.strip() for text in menu(board).get_by_role("menuitem").all_inner_texts()}
    assert of_menu - of_panel == {"Ansehen"}
    assert of_panel - of_menu == set()


def test_by_the_right_button_an_item_is_pinned_edited_and_taken_out(
    board: Page, session: Session, event: Event, rooms: list[int]
):
    piece(board, 1).click(button="right")
    menu(board).get_by_role("menuitem", name="Festsetzen").click()
    announced(board, "A1 festgesetzt.")
    piece(board, 1).click(button="right")
    expect(menu(board).get_by_role("menuitem", name="Nicht mehr festsetzen")).to_be_visible()
    menu(board).get_by_role("menuitem", name="Bearbeiten", exact=True).click()
    side = board.get_by_role("complementary", name="Prüfung und Schritte")
    expect(side.get_by_label("Titel, Deutsch")).to_have_value("Kommunen als Partner")
    board.keyboard.press("Escape")
    piece(board, 2).click(button="right")
    menu(board).get_by_role("menuitem", name="Ansehen").click()
    expect(side.get_by_role("heading", name="Vom Pitch zum Projekt")).to_be_visible()
    piece(board, 2).click(button="right")
    menu(board).get_by_role("menuitem", name="Aus dem Plan").click()
    announced(board, "B1 ist nicht mehr eingeplant.")
    assert stored(session, event, 2)[0] is None
    piece(board, 2).click(button="right")
    expect(menu(board).get_by_role("menuitem", name="Aus dem Plan")).to_be_hidden()
    menu(board).get_by_role("menuitem", name="Freie Zeiten vorschlagen").click()
    board.wait_for_url("**/places")


@pytest.mark.promise("P22")
@pytest.mark.parametrize("key", ["ContextMenu", "Shift+F10"])
def test_by_key_the_menu_is_walked_and_left(board: Page, event: Event, rooms: list[int], key: str):
    link(board, 1).focus()
    board.keyboard.press(key)
    entries = menu(board).get_by_role("menuitem")
    expect(entries.first).to_be_focused()
    board.keyboard.press("ArrowDown")
    expect(entries.nth(1)).to_be_focused()
    board.keyboard.press("Home")
    board.keyboard.press("ArrowUp")
    expect(menu(board).get_by_role("menuitem", name="Aus dem Programm nehmen …")).to_be_focused()
    board.keyboard.press("Escape")
    expect(menu(board)).to_be_hidden()
    expect(link(board, 1)).to_be_focused()
    board.keyboard.press(key)
    board.keyboard.press("Enter")
    expect(board.get_by_role("heading", name="Kommunen als Partner").last).to_be_visible()


def test_a_frame_on_empty_ground_selects_what_it_touches(board: Page, session: Session, event: Event, rooms: list[int]):
    ground = board.locator(f'[data-column="{rooms[0]}"]').bounding_box()
    assert ground
    x, y = ground["x"] + width(board) / 2, ground["y"] + 40 * minute(board)
    board.mouse.move(x, y)
    board.mouse.down()
    board.mouse.move(x + width(board) / 2, y + 30 * minute(board), steps=3)
    foot = board.get_by_role("group", name="Ausgewählte Punkte")
    expect(foot).to_contain_text("1 ausgewählt A1")
    board.mouse.move(x + width(board), y + 100 * minute(board), steps=3)
    board.mouse.up()
    expect(foot).to_contain_text("2 ausgewählt A1, B1")
    expect(board.locator(".editor__lasso")).to_have_count(0)
    foot.get_by_role("button", name="5 Min. später").click()
    announced(board, "2 Programmpunkte verschoben.")
    assert (stored(session, event, 1)[0], stored(session, event, 2)[0]) == (5, 65)
    assert page_checks.axe(board) == []


@pytest.fixture
def phone(browser: Browser, servers: Live, event: Event, rooms: list[int]) -> Iterator[Page]:
    """A phone, on which the side of the plan lies below it."""
    with touched(browser, servers.address, event, 360, 740) as page:
        yield page


def test_a_tap_on_a_phone_shows_the_item_over_the_foot_of_the_window(
    phone: Page, session: Session, event: Event, rooms: list[int]
):
    piece(phone, 1).get_by_role("link").tap()
    panel = phone.locator("#panel")
    expect(panel.get_by_role("heading", name="Kommunen als Partner")).to_be_focused()
    phone.wait_for_function(
        """uuid => document.querySelector(`#item-${uuid}`).getBoundingClientRect().bottom
                   <= document.querySelector("#panel").getBoundingClientRect().top""",
        arg=slot(1).uuid,
    )
    assert page_checks.sideways(phone, 360) == []
    assert page_checks.axe(phone) == []
    panel.get_by_role("link", name="Bearbeiten").tap()
    panel.get_by_label("Beginn").fill("11:30")
    panel.get_by_role("button", name="Speichern").tap()
    announced(phone, "A1 ist gespeichert.")
    assert stored(session, event, 1)[0] == 150
    panel.get_by_role("button", name="Schließen").tap()
    expect(panel).to_have_count(0)


def test_a_finger_that_rests_on_an_item_opens_its_menu(phone: Page, event: Event, rooms: list[int]):
    piece(phone, 1).scroll_into_view_if_needed()
    box = piece(phone, 1).bounding_box()
    assert box
    point = {"x": box["x"] + box["width"] - 12, "y": box["y"] + box["height"] / 2}
    touch = phone.context.new_cdp_session(phone)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    expect(menu(phone)).to_be_visible()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(menu(phone)).to_be_visible()
    menu(phone).get_by_role("menuitem", name="Ansehen").tap()
    expect(phone.locator("#panel").get_by_role("heading", name="Kommunen als Partner")).to_be_visible()
