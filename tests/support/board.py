"""What journeys over the board of a day do: find an item, take it somewhere, hear what is said."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy.orm import Session

from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.events.models import Event
from tests.support import chromium
from tests.support.make import make_member
from tests.support.programme import NINE, slot
from tests.support.signing_in import enter


@contextmanager
def touched(browser: Browser, address: str, event: Event, wide: int, high: int) -> Iterator[Page]:
    """The board under an organiser's finger, on a screen of that size."""
    email = make_member(event, email="finger@example.org").email
    with chromium.opened(browser, has_touch=True, viewport={"width": wide, "height": high}) as page:
        enter(page, address, email)
        page.goto(f"{address}/de/manage/jahrestagung-2027/agenda")
        expect(page.locator("#editor[data-ready]")).to_be_visible()
        yield page


def piece(page: Page, number: int) -> Locator:
    """The item of that number, on the board or in the tray."""
    return page.locator(f"#item-{slot(number).uuid}")


def link(page: Page, number: int) -> Locator:
    """The link of that item, by which the keyboard reaches it."""
    return piece(page, number).get_by_role("link")


def stored(session: Session, event: Event, number: int) -> tuple[int | None, int | None, int]:
    """Minutes after nine, room and length of an item."""
    session.rollback()
    item = draft.item(session, event.id, slot(number).uuid)
    assert isinstance(item, Item)
    start = None if item.starts_at is None else (item.starts_at - NINE) // timedelta(minutes=1)
    return start, item.room, item.length_minutes


def announced(page: Page, text: str) -> None:
    """The live region of the page announces the text."""
    expect(page.locator("[data-live]")).to_contain_text(text)


def move_a_little(page: Page) -> None:
    """By keys A1 is five minutes later."""
    link(page, 1).focus()
    for key in ("Space", "ArrowDown", "Space"):
        page.keyboard.press(key)
    announced(page, "A1: Do., 22. Apr., 09:05–10:05")


def drag(page: Page, what: Locator, right: float, down: float) -> None:
    """The mouse takes something at its middle and drops it so many pixels to the right and down."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2, steps=4)
    page.mouse.move(x + right, y + down, steps=4)


def width(page: Page) -> float:
    """The width of a room's column, in pixels."""
    box = page.locator("[data-column]").first.bounding_box()
    assert box
    return box["width"]


def minute(page: Page) -> float:
    """How many pixels a minute is high."""
    height = page.locator(".board__height").evaluate("element => element.getBoundingClientRect().height")
    return float(height) / float(page.locator("[data-editor]").get_attribute("data-minutes") or 1)
