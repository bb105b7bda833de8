"""Organisers plan a day on the board: by mouse, by touch, by keys, two at once, and without script."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from tests.support import chromium
from tests.support.board import announced, drag, link, minute, move_a_little, piece, stored, touched, width
from tests.support.live import Live
from tests.support.make import make_day, make_member
from tests.support.signing_in import sign_in
from tools import page_checks

NOTHING_CHANGED = """async () => {
    const script = performance.getEntriesByType("resource").find((each) => each.name.includes("editor/changes"));
    const { merge } = await import(script.name);
    const headers = { "X-Seen-Board": document.querySelector("#editor").dataset.seen };
    const text = await (await fetch(location, { headers })).text();
    merge(new DOMParser().parseFromString(text, "text/html").querySelector("[data-changes]"));
}"""
"""The board takes in an answer that says nothing has changed."""


def test_an_item_is_dragged_to_another_room_and_what_is_wrong_there_is_said(
    board: Page, session: Session, event: Event, rooms: list[int]
):
    drag(board, piece(board, 1), width(board), 45 * minute(board))
    expect(board.locator(".editor__bubble")).to_contain_text("Raum 1.04 ist belegt: B1 läuft dort")
    expect(piece(board, 1)).to_contain_text("bisher 09:00–10:00")
    board.mouse.up()
    announced(board, "A1: Do., 22. Apr., 09:45–10:45, Raum 1.04.")
    assert stored(session, event, 1) == (45, rooms[1], 60)
    expect(piece(board, 1)).to_contain_text("Fehler")
    board.keyboard.press("Control+z")
    announced(board, "Rückgängig gemacht: A1 verschoben")
    assert stored(session, event, 1) == (0, rooms[0], 60)


def test_the_lower_edge_makes_an_item_longer(board: Page, session: Session, event: Event, rooms: list[int]):
    piece(board, 1).click()
    drag(board, piece(board, 1).locator("[data-handle=end]"), 0, 30 * minute(board))
    board.mouse.up()
    announced(board, "A1: Do., 22. Apr., 09:00–10:30")
    assert stored(session, event, 1) == (0, rooms[0], 90)


def test_over_the_tab_of_another_day_an_item_keeps_its_time_and_room(
    board: Page, session: Session, event: Event, rooms: list[int]
):
    make_day(event, date=date(2027, 4, 23))
    board.reload()
    tab, there = board.get_by_role("link", name="Fr., 23. Apr.").bounding_box(), piece(board, 2).bounding_box()
    assert tab
    assert there
    right = tab["x"] + tab["width"] / 2 - there["x"] - there["width"] / 2
    drag(board, piece(board, 2), right, tab["y"] + tab["height"] / 2 - there["y"] - there["height"] / 2)
    board.mouse.up()
    announced(board, "B1: Fr., 23. Apr., 10:00–11:00, Raum 1.04.")
    assert stored(session, event, 2) == (60 + 24 * 60, rooms[1], 60)


def test_an_item_is_taken_off_the_plan_and_put_back_from_the_tray(
    board: Page, session: Session, event: Event, rooms: list[int]
):
    tray, there = board.locator("[data-tray]").bounding_box(), piece(board, 1).bounding_box()
    assert tray
    assert there
    drag(board, piece(board, 1), tray["x"] + 60 - there["x"] - there["width"] / 2, 0)
    board.mouse.up()
    announced(board, "A1 ist nicht mehr eingeplant.")
    assert stored(session, event, 1)[:2] == (None, None)
    expect(board.locator("[data-tray]")).to_contain_text("Kommunen als Partner")


@pytest.mark.promise("P22")
def test_everything_goes_by_keys_and_every_step_is_said(board: Page, session: Session, event: Event, rooms: list[int]):
    link(board, 1).focus()
    board.keyboard.press("Space")
    announced(board, "A1 aufgenommen, Eichensaal, 09:00 bis 10:00 Uhr. Pfeiltasten verschieben")
    board.keyboard.press("ArrowDown")
    board.keyboard.press("ArrowRight")
    announced(board, "Raum 1.04, 09:05 bis 10:05 Uhr. Raum 1.04 ist belegt: B1 läuft dort")
    board.keyboard.press("Shift+ArrowUp")
    board.keyboard.press("Alt+ArrowUp")
    announced(board, "Raum 1.04, 09:04 bis 09:59 Uhr")
    assert page_checks.axe(board) == []
    board.keyboard.press("Space")
    announced(board, "A1: Do., 22. Apr., 09:04–09:59, Raum 1.04.")
    assert stored(session, event, 1) == (4, rooms[1], 55)
    expect(link(board, 1)).to_be_focused()

    board.keyboard.press("Space")
    board.keyboard.press("ArrowLeft")
    board.keyboard.press("Escape")
    announced(board, "Abgebrochen. A1 bleibt, wo er war.")
    board.keyboard.press("Space")
    board.keyboard.press("Delete")
    announced(board, "A1 ist nicht mehr eingeplant.")
    assert stored(session, event, 1)[0] is None


@pytest.mark.promise("P22")
def test_several_items_move_together(board: Page, session: Session, event: Event, rooms: list[int]):
    for number in (1, 2):
        link(board, number).focus()
        board.keyboard.press("x")
    announced(board, "2 ausgewählt")
    board.keyboard.press("Space")
    board.keyboard.press("ArrowDown")
    board.keyboard.press("Enter")
    announced(board, "2 Programmpunkte verschoben.")
    assert [stored(session, event, number)[0] for number in (1, 2)] == [5, 65]


@pytest.mark.promise("P22")
def test_what_moves_together_keeps_its_distances_at_the_edge(
    board: Page, session: Session, event: Event, rooms: list[int]
):
    for number in (1, 2):
        link(board, number).focus()
        board.keyboard.press("x")
    board.keyboard.press("Space")
    for _press in range(30):
        board.keyboard.press("ArrowUp")
    board.keyboard.press("ArrowRight")
    board.keyboard.press("Space")
    announced(board, "2 Programmpunkte verschoben.")
    assert [stored(session, event, number) for number in (1, 2)] == [(-60, rooms[0], 60), (0, rooms[1], 60)]


@pytest.mark.promise("P22")
def test_an_item_at_the_end_of_the_day_gets_no_longer_and_stays_where_it_begins(
    board: Page, session: Session, event: Event, rooms: list[int]
):
    link(board, 1).focus()
    board.keyboard.press("Space")
    for _press in range(120):
        board.keyboard.press("ArrowDown")
    for _press in range(3):
        board.keyboard.press("Shift+ArrowDown")
    board.keyboard.press("Space")
    announced(board, "A1: Do., 22. Apr., 17:00–18:00")
    assert stored(session, event, 1) == (480, rooms[0], 60)


@pytest.mark.promise("P22")
def test_arrow_keys_walk_over_the_board_and_enter_opens_the_form(board: Page, event: Event):
    link(board, 1).focus()
    board.keyboard.press("ArrowRight")
    expect(link(board, 2)).to_be_focused()
    board.keyboard.press("ArrowLeft")
    board.keyboard.press("ArrowLeft")
    expect(link(board, 3)).to_be_focused()
    board.keyboard.press("Enter")
    expect(board.get_by_role("heading", level=1)).to_have_text("C1 bearbeiten")


def test_what_a_colleague_moves_appears_within_seconds(
    board: Page, colleague: Page, session: Session, event: Event, rooms: list[int]
):
    move_a_little(colleague)
    announced(board, "Jemand hat das Programm geändert.")
    expect(piece(board, 1)).to_have_attribute("data-at", "65")


def test_two_who_move_one_item_see_both_places(
    board: Page, colleague: Page, session: Session, event: Event, rooms: list[int]
):
    link(board, 1).focus()
    board.keyboard.press("Space")
    board.keyboard.press("ArrowRight")
    move_a_little(colleague)
    board.keyboard.press("Space")
    dialog = board.get_by_role("dialog")
    expect(dialog).to_contain_text("09:00–10:00, Raum 1.04")
    expect(dialog).to_contain_text("09:05–10:05, Eichensaal")
    assert page_checks.axe(board) == []
    dialog.get_by_role("button", name="An die gewünschte Stelle legen").click()
    announced(board, "A1: Do., 22. Apr., 09:00–10:00, Raum 1.04.")
    assert stored(session, event, 1) == (0, rooms[1], 60)


def test_what_a_move_does_not_change_stays_the_same_piece_on_the_page(board: Page, event: Event, rooms: list[int]):
    piece(board, 2).evaluate("piece => { piece.stays = true; }")
    move_a_little(board)
    expect(piece(board, 1)).to_have_attribute("data-at", "65")
    assert piece(board, 2).evaluate("piece => piece.stays") is True


def test_an_item_that_stays_where_it_was_names_its_time_again(board: Page, event: Event, rooms: list[int]):
    link(board, 1).focus()
    board.keyboard.press("Space")
    expect(piece(board, 1)).to_contain_text("bisher 09:00–10:00")
    board.evaluate(NOTHING_CHANGED)
    expect(piece(board, 1).locator(".piece__time")).to_have_text("09:00–10:00")


def test_without_a_connection_nothing_is_lost_and_the_item_goes_back(board: Page, session: Session, event: Event):
    board.context.set_offline(True)
    link(board, 1).focus()
    board.keyboard.press("Space")
    board.keyboard.press("ArrowDown")
    board.keyboard.press("Space")
    announced(board, "Nichts wurde gespeichert: Es besteht keine Verbindung.")
    expect(piece(board, 1)).to_contain_text("09:00–10:00")
    board.context.set_offline(False)
    board.keyboard.press("Space")
    board.keyboard.press("ArrowDown")
    board.keyboard.press("Space")
    announced(board, "A1: Do., 22. Apr., 09:05–10:05")


@pytest.fixture
def tablet(browser: Browser, servers: Live, event: Event, rooms: list[int]) -> Iterator[Page]:
    """The board under an organiser's finger."""
    with touched(browser, servers.address, event, 1024, 1366) as page:
        yield page


def test_a_finger_takes_the_grip(tablet: Page, session: Session, event: Event, rooms: list[int]):
    grip = piece(tablet, 1).locator("[data-grip]")
    box = grip.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = tablet.context.new_cdp_session(tablet)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 7):
        points = [{"x": x, "y": y + step * 8}]
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
        tablet.wait_for_timeout(40)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    announced(tablet, "A1: Do., 22. Apr., 09:30–10:30")
    assert stored(session, event, 1) == (30, rooms[0], 60)


def test_without_script_the_board_leads_to_the_forms(
    browser: Browser, servers: Live, session: Session, event: Event, rooms: list[int]
):
    make_member(event, email="plain@example.org")
    with chromium.opened(browser, java_script_enabled=False) as page:
        page.goto(f"{servers.address}/de/manage/jahrestagung-2027/agenda")
        sign_in(page, "plain@example.org")
        page.get_by_role("link", name="Kommunen als Partner").first.click()
        page.get_by_label("Beginn").fill("11:00")
        page.get_by_label("Raum", exact=True).select_option("Raum 1.04")
        page.get_by_role("button", name="Speichern").click()
        expect(page.get_by_text("A1 ist gespeichert").last).to_be_visible()
        page.get_by_role("link", name="Mehrere verschieben").click()
        page.get_by_label("Kommunen als Partner").check()
        page.get_by_label("Minuten später").fill("15")
        page.get_by_role("button", name="Verschieben").click()
        expect(page.get_by_text("1 Programmpunkt verschoben.").last).to_be_visible()
    assert stored(session, event, 1) == (135, rooms[1], 60)


def test_on_a_phone_only_the_board_scrolls_sideways(board: Page):
    assert page_checks.sideways(board, 360) == []
