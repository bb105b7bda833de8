"""What one does with items without leaving the plan: look, edit, make new ones, several at once, and by keys."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from tests.support.board import announced, link, minute, move_a_little, piece, stored
from tests.support.programme import block, plan
from tools import page_checks


def test_a_click_shows_the_item_at_the_side_where_it_is_changed_and_walked_from(
    board: Page, session: Session, event: Event, rooms: list[int]
):
    piece(board, 1).click()
    side = board.get_by_role("complementary", name="Prüfung und Schritte")
    expect(side.get_by_role("heading", name="Kommunen als Partner")).to_be_visible()
    assert page_checks.axe(board) == []
    side.get_by_role("button", name="Nächster Punkt").click()
    expect(side.get_by_role("heading", name="Vom Pitch zum Projekt")).to_be_visible()
    side.get_by_role("link", name="Bearbeiten").click()
    side.get_by_label("Titel, Deutsch").fill("Vom Pitch zum Preis")
    side.get_by_label("Beginn").fill("halb zwölf")
    side.get_by_role("button", name="Speichern").click()
    expect(side.get_by_label("Beginn")).to_have_value("halb zwölf")
    assert page_checks.axe(board) == []
    side.get_by_label("Beginn").fill("11:30")
    side.get_by_role("button", name="Speichern").click()
    announced(board, "B1 ist gespeichert.")
    assert stored(session, event, 2) == (150, rooms[1], 60)
    expect(side.get_by_role("heading", name="Vom Pitch zum Preis")).to_be_visible()
    side.get_by_role("button", name="Festsetzen").click()
    announced(board, "B1 festgesetzt")
    side.get_by_role("button", name="Schließen").click()
    expect(side.get_by_role("heading", name="Prüfung")).to_be_visible()


def test_what_is_typed_at_the_side_goes_only_when_that_is_wanted(board: Page, event: Event, rooms: list[int]):
    piece(board, 1).click()
    side = board.get_by_role("complementary", name="Prüfung und Schritte")
    side.get_by_role("link", name="Bearbeiten").click()
    side.get_by_label("Titel, Deutsch").fill("Noch nicht gespeichert")
    piece(board, 2).click()
    question = board.get_by_role("dialog")
    expect(question).to_contain_text("nicht gespeichert")
    assert page_checks.axe(board) == []
    question.get_by_role("button", name="So lassen").click()
    expect(side.get_by_label("Titel, Deutsch")).to_have_value("Noch nicht gespeichert")
    board.keyboard.press("Escape")
    question.get_by_role("button", name="Eingaben verwerfen").click()
    expect(side.get_by_role("heading", name="Prüfung")).to_be_visible()


def test_two_quick_presses_count_twice(board: Page, session: Session, event: Event, rooms: list[int]):
    link(board, 1).focus()
    board.keyboard.press("x")
    later = board.get_by_role("button", name="5 Min. später")
    later.evaluate("button => { button.click(); button.click(); }")
    announced(board, "09:10")
    assert stored(session, event, 1)[0] == 10


def test_a_double_click_on_an_empty_place_makes_an_item_there(
    board: Page, session: Session, event: Event, rooms: list[int]
):
    room = board.locator(f'[data-column="{rooms[1]}"]')
    at = 180 + 60 * 1  # the board begins at eight
    room.dblclick(position={"x": 40, "y": (at + 2) * minute(board)})
    side = board.get_by_role("complementary", name="Prüfung und Schritte")
    expect(side.get_by_label("Raum", exact=True)).to_have_value(str(rooms[1]))
    expect(side.get_by_label("Beginn")).to_have_value("12:00")
    side.get_by_label("Titel, Deutsch").fill("Ganz neu")
    side.get_by_role("button", name="Speichern").click()
    announced(board, "„Ganz neu“ ist gespeichert.")
    expect(side.get_by_role("heading", name="Ganz neu")).to_be_visible()


@pytest.mark.promise("P22")
def test_the_foot_moves_swaps_pins_and_takes_out_what_is_selected(
    board: Page, session: Session, event: Event, rooms: list[int]
):
    link(board, 1).focus()
    board.keyboard.press("x")
    piece(board, 2).click(modifiers=["Control"])
    foot = board.get_by_role("group", name="Ausgewählte Punkte")
    expect(foot).to_contain_text("2 ausgewählt A1, B1 · 09:00–11:00")
    assert page_checks.axe(board) == []
    foot.get_by_role("button", name="5 Min. später").click()
    announced(board, "2 Programmpunkte verschoben.")
    assert (stored(session, event, 1)[0], stored(session, event, 2)[0]) == (5, 65)
    foot.get_by_role("button", name="Um …").click()
    question = board.get_by_role("dialog", name="Um wie viele Minuten verschieben?")
    question.get_by_label("Minuten später").fill("viele")
    question.get_by_role("button", name="Verschieben").click()
    expect(question.get_by_text("Geben Sie die Minuten an").last).to_be_visible()
    assert page_checks.axe(board) == []
    question.get_by_label("Minuten später").fill("-5")
    question.get_by_role("button", name="Verschieben").click()
    expect(foot).to_contain_text("09:00–11:00")
    assert (stored(session, event, 1)[0], stored(session, event, 2)[0]) == (0, 60)
    foot.get_by_role("button", name="Räume tauschen").click()
    announced(board, "2 Programmpunkte verschoben.")
    expect(board.locator(f'[data-column="{rooms[1]}"]')).to_contain_text("Kommunen als Partner")
    assert (stored(session, event, 1)[1], stored(session, event, 2)[1]) == (rooms[1], rooms[0])
    board.keyboard.press("Control+z")
    announced(board, "Rückgängig gemacht: ")
    assert (stored(session, event, 1)[1], stored(session, event, 2)[1]) == (rooms[0], rooms[1])
    link(board, 1).focus()
    board.keyboard.press("x")
    foot.get_by_role("button", name="Festsetzen").click()
    announced(board, "A1 festgesetzt.")
    foot.get_by_role("button", name="Aus dem Plan").click()
    announced(board, "A1 ist nicht mehr eingeplant.")
    expect(foot).to_be_hidden()


@pytest.mark.promise("P22")
def test_keys_go_far_fine_to_what_is_free_and_out_of_the_plan(
    board: Page, session: Session, event: Event, rooms: list[int]
):
    link(board, 1).focus()
    board.keyboard.press("Space")
    board.keyboard.press("Control+ArrowDown")
    announced(board, "Eichensaal, 10:00 bis 11:00 Uhr")
    board.keyboard.press("Alt+ArrowDown")
    board.keyboard.press("Alt+ArrowDown")
    announced(board, "Eichensaal, 10:02 bis 11:02 Uhr")
    board.keyboard.press("ArrowDown")
    announced(board, "Eichensaal, 10:05 bis 11:05 Uhr")
    board.keyboard.press("n")
    announced(board, "Raum 1.04, 11:00 bis 12:00 Uhr")
    board.keyboard.press("Space")
    announced(board, "A1: Do., 22. Apr., 11:00–12:00, Raum 1.04.")
    board.keyboard.press("Delete")
    announced(board, "A1 ist nicht mehr eingeplant.")
    assert stored(session, event, 1)[0] is None
    board.keyboard.press("?")
    keys = board.get_by_role("dialog", name="Tasten im Plan")
    expect(keys).to_be_visible()
    assert page_checks.axe(board) == []
    board.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_an_item_from_the_tray_begins_where_one_looks(board: Page, session: Session, event: Event, rooms: list[int]):
    board.get_by_label("Groß").check()
    board.locator("[data-board]").evaluate("element => element.scrollTo(0, element.scrollHeight)")
    link(board, 3).focus()
    board.keyboard.press("Space")
    announced(board, "C1 aufgenommen")
    expect(board.locator("[data-live]")).not_to_contain_text("08:00")


@pytest.mark.promise("P22")
def test_by_keys_an_empty_place_becomes_a_new_item(board: Page, event: Event, rooms: list[int]):
    board.locator("[data-board]").focus()
    board.keyboard.press("ArrowDown")
    announced(board, "Eichensaal, 08:00 Uhr: frei.")
    board.keyboard.press("Control+ArrowDown")
    announced(board, "Eichensaal, 09:00 Uhr: A1")
    board.keyboard.press("ArrowRight")
    announced(board, "Raum 1.04, 09:00 Uhr: frei.")
    board.keyboard.press("n")
    side = board.get_by_role("complementary", name="Prüfung und Schritte")
    expect(side.get_by_label("Beginn")).to_have_value("09:00")
    expect(side.get_by_label("Titel, Deutsch")).to_be_focused()
    board.keyboard.type("Neu um neun")
    board.keyboard.press("Enter")
    announced(board, "„Neu um neun“ ist gespeichert.")


def test_a_colleagues_step_is_taken_back_only_after_a_question(
    board: Page, session: Session, event: Event, rooms: list[int], colleague: Page
):
    move_a_little(colleague)
    expect(board.locator("form[data-asks]")).to_be_visible()
    board.keyboard.press("Control+z")
    question = board.get_by_role("dialog")
    expect(question).to_contain_text("zurücknehmen?")
    assert page_checks.axe(board) == []
    question.get_by_role("button", name="So lassen").click()
    assert stored(session, event, 1)[0] == 5
    board.keyboard.press("Control+z")
    question.get_by_role("button", name="Zurücknehmen").click()
    announced(board, "Rückgängig gemacht: A1 verschoben")
    assert stored(session, event, 1)[0] == 0


@pytest.mark.promise("P22")
def test_what_is_selected_is_put_into_a_common_time_and_keys_go_there(
    board: Page, session: Session, event: Event, rooms: list[int]
):
    plan(event, block(1, 120, name="Block 1"))
    board.reload()
    link(board, 1).focus()
    board.keyboard.press("x")
    foot = board.get_by_role("group", name="Ausgewählte Punkte")
    foot.get_by_text("In Block …").click()
    assert page_checks.axe(board) == []
    foot.get_by_role("button", name="Block 1, 11:00").click()
    announced(board, "A1: Do., 22. Apr., 11:00–12:00, Eichensaal.")
    foot.get_by_role("button", name="Aufheben").click()
    link(board, 2).focus()
    board.keyboard.press("Space")
    board.keyboard.press("Control+ArrowDown")
    announced(board, "Raum 1.04, 11:00 bis 12:00 Uhr")
