"""How smoothly an item of the board follows the mouse, 60 items on it: `dev.py bench editor`.

The floor is the same way of the mouse over the same board with nothing in hand, in the same browser.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, sync_playwright

from gocluster_events.core import clock
from gocluster_events.core.accounts.services.sessions import create_admin
from tools import browser
from tools.bench_programme import ITEMS, fill
from tools.measuring import Row, in_turn
from tools.stage import serving, stage

ADDRESS, PASSWORD = "bench@example.org", "zum-messen-am-Brett-2027"
BOARD = "/de/manage/bench/agenda"
STEPS = 120
MOST_MILLISECONDS = 1000 / 60 * 1.2  # 60 frames a second, and some room for the clock of a browser without a screen
FRAMES = """() => {
  window.frames = [];
  const frame = (at) => { window.frames.push(at); window.going = requestAnimationFrame(frame); };
  window.going = requestAnimationFrame(frame);
}"""
TAKEN = (
    "() => { cancelAnimationFrame(window.going); return window.frames.slice(1).map((at, i) => at - window.frames[i]); }"
)


def run() -> list[Row]:
    """Milliseconds a frame."""
    with stage() as on:
        fill()
        create_admin(ADDRESS, "Bench", PASSWORD, clock.now())
        with serving(on, processes=1):
            dragged, bare = _measured(on.address)
    what = f"19 of 20 frames while dragging on a board of {ITEMS} (floor: empty hand)"
    return [Row(what, dragged, "ms", bare, at_most=MOST_MILLISECONDS)]


def _measured(address: str) -> tuple[float, float]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.ARGUMENTS))
        page = chromium.new_page(viewport={"width": 1440, "height": 1100})
        _sign_in(page, f"{address}{BOARD}")
        taken = in_turn(lambda: _round(page, down=True), lambda: _round(page, down=False))
        chromium.close()
    return taken


def _sign_in(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("E-Mail").fill(ADDRESS)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Einloggen", exact=True).click()
    page.locator("#editor[data-ready]").wait_for()


def _round(page: Page, *, down: bool) -> float:
    """The milliseconds that 19 of 20 frames take at most, while the mouse goes across the board and back."""
    box: Any = page.locator("[data-column] [data-item]").first.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    if down:
        page.mouse.down()
    page.evaluate(FRAMES)
    page.mouse.move(x + 500, y + 300, steps=STEPS)
    page.mouse.move(x, y, steps=STEPS)
    taken = sorted(page.evaluate(TAKEN))
    page.keyboard.press("Escape")
    page.mouse.up()
    return float(taken[int(len(taken) * 0.95) - 1])
