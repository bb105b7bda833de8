"""Take the pictures of docs/screenshots from a demo of its own, in a temporary folder."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools import browser, demo, parts, servers
from tools.steps import ROOT, Failed, main, timed

FOLDER = ROOT / "docs" / "screenshots"
HOST = "127.0.0.1"
QUALITY = 82
EDITION = "jahrestagung-2027"


@dataclass(frozen=True)
class Shot:
    """One picture: the file's name, the page, who looks at it, and how."""

    name: str
    path: str
    email: str = ""
    width: int = 1280
    height: int = 900
    scheme: str = "light"


SHOTS = (
    Shot("edition", f"/de/{EDITION}/"),
    Shot("programme", f"/de/{EDITION}/agenda"),
    Shot("programme-phone-dark", f"/de/{EDITION}/agenda", width=360, height=740, scheme="dark"),
    Shot("attendees", f"/de/manage/{EDITION}/attendees", email="organiser@example.org", width=1440),
)


def run(arguments: list[str]) -> None:
    """The pictures named in ``arguments``, or all, show the software as it is now."""
    wanted = [shot for shot in SHOTS if not arguments or shot.name in arguments]
    if not wanted:
        raise Failed(f"there is no such picture; these are known: {', '.join(shot.name for shot in SHOTS)}.")
    parts.build()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="events-pictures-") as temporary, sync_playwright() as playwright:
        folder, port = Path(temporary), servers.free_port()
        environ = demo.prepare(folder, HOST, port)
        running = [servers.web(HOST, port, environ, folder / "web.log", processes=1)]
        try:
            servers.await_ready(demo.address(HOST, port), running)
            chromium = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.ARGUMENTS))
            for shot in wanted:
                with timed(f"Taking {shot.name}"):
                    _take(chromium, demo.address(HOST, port), shot)
            chromium.close()
        finally:
            servers.stop(running)


def _take(chromium: Browser, address: str, shot: Shot) -> None:
    context = chromium.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        locale="de-DE",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if shot.email:
        sign_in(page, address, shot.email)
    answer = page.goto(f"{address}{shot.path}", wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise Failed(f"{shot.path} answers {answer.status if answer else 'nothing'} instead of a page.")
    page.screenshot(path=FOLDER / f"{shot.name}.jpg", type="jpeg", quality=QUALITY)
    context.close()


def sign_in(page: Page, address: str, email: str) -> None:
    """The page's browser is signed in as that person of the demo."""
    page.goto(f"{address}/de/sign-in")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(demo.PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


if __name__ == "__main__":
    main(run, sys.argv[1:])
