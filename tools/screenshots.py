"""Take the pictures of docs/screenshots from a demo of its own, in a temporary folder, at hours of its own clock."""

from __future__ import annotations

import email
import email.policy
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from gocluster_events.demo import environment
from tools import browser, demo, servers
from tools.steps import ROOT, Failed, main, timed

FOLDER = ROOT / "docs" / "screenshots"
HOST = "127.0.0.1"
QUALITY = 80
MAIL_SECONDS = 30
EDITION = "/de/jahrestagung-2027"
MANAGE = "/de/manage/jahrestagung-2027"
ORGANISER = "organiser@example.org"
PERSON = "silke.faehrmann@example.org"
NOON = datetime(2027, 4, 22, 12, 5, tzinfo=ZoneInfo("Europe/Berlin"))


@dataclass(frozen=True)
class Site:
    """A running demo: where it is, and where its mails arrive."""

    address: str
    mail: Path


@dataclass(frozen=True)
class Shot:
    """One picture: its file's name, the way to the page, who looks at it, and how. ``at`` is the demo's hour."""

    name: str
    path: str = ""
    way: Callable[[Page, Site], None] | None = None
    who: str = ""
    width: int = 1280
    height: int = 900
    scheme: str = "light"
    at: datetime = environment.OPENS_AT


def refused(page: Page, site: Site) -> None:
    """A form sent with its mandatory fields empty."""
    page.goto(f"{site.address}{EDITION}/register")
    page.locator("input[name=first_name]").fill("Jördis")
    _next(page)


def to_check(page: Page, site: Site, address: str = "joerdis@example.org") -> None:
    """The page on which everything is checked before it is sent."""
    page.goto(f"{site.address}{EDITION}/register")
    typed = {"first_name": "Jördis", "last_name": "Käßbohrer", "email": address, "organisation": "cyberLAGO"}
    for name, value in typed.items():
        page.locator(f"input[name={name}]").fill(value)
    page.locator("input[name=mode]").first.check()
    page.locator("input[name=member]").first.check()
    page.locator("input[name=cluster]").fill("cyberLAGO")
    page.locator("select[name=actor_type]").select_option(index=1)
    page.locator("select[name=state]").select_option(index=1)
    _next(page)


def ticket(page: Page, site: Site) -> None:
    """The personal page of somebody of the demo, by the link that answers a second registration."""
    to_check(page, site, PERSON)
    _next(page)
    page.goto(_link(site.mail, PERSON))
    _next(page)


def at_noon(page: Page, site: Site) -> None:
    """The programme where it stands now, below the names of the rooms."""
    page.goto(f"{site.address}{EDITION}/agenda", wait_until="networkidle")
    page.locator(".slot--now").first.evaluate("each => scrollTo(0, scrollY + each.getBoundingClientRect().top - 260)")


SHOTS = (
    Shot("edition", f"{EDITION}/"),
    Shot("edition-phone", f"{EDITION}/", width=360, height=740),
    Shot("programme", way=at_noon, at=NOON),
    Shot("programme-dark", f"{EDITION}/agenda", scheme="dark"),
    Shot("programme-phone", f"{EDITION}/agenda", width=360, height=740, at=NOON),
    Shot("register-error", way=refused),
    Shot("check", way=to_check),
    Shot("ticket", way=ticket),
    Shot("desk", f"{MANAGE}/", who=ORGANISER, width=1440),
    Shot("attendees", f"{MANAGE}/attendees?mode=onsite&type=cluster&type=sme", who=ORGANISER, width=1440),
    Shot("attendees-dark", f"{MANAGE}/attendees", who=ORGANISER, width=1440, scheme="dark"),
    Shot("publication", f"{MANAGE}/agenda/publication", who=ORGANISER, width=1440),
)


def run(arguments: list[str]) -> None:
    """The pictures named in ``arguments``, or all, show the software as it is now."""
    wanted = [shot for shot in SHOTS if not arguments or shot.name in arguments]
    if not wanted:
        raise Failed(f"there is no such picture; these are known: {', '.join(shot.name for shot in SHOTS)}.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="events-pictures-") as temporary, sync_playwright() as playwright:
        folder, port = Path(temporary), servers.free_port()
        environ = demo.prepare(folder, HOST, port)
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.ARGUMENTS))
        for hour in sorted({shot.at for shot in wanted}):
            with _running(environ, port, folder, hour) as site:
                for shot in wanted:
                    if shot.at == hour:
                        with timed(f"Taking {shot.name}"):
                            _take(chromium, site, shot)
        chromium.close()


@contextmanager
def _running(environ: Mapping[str, str], port: int, folder: Path, hour: datetime) -> Iterator[Site]:
    """The demo, at that hour of its clock."""
    then = {**environ, "GOCLUSTER_CLOCK": f"{hour.isoformat()}@{int(time.time())}"}
    running = [
        servers.web(HOST, port, then, folder / "web.log", processes=1),
        servers.worker(then, folder / "worker.log"),
    ]
    try:
        servers.await_ready(environment.address(HOST, port), running)
        yield Site(environment.address(HOST, port), folder / "mail")
    finally:
        servers.stop(running)


def _take(chromium: Browser, site: Site, shot: Shot) -> None:
    context = chromium.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        locale="de-DE",
        reduced_motion="reduce",
    )
    page = _opened(context, site, shot)
    page.evaluate("() => document.fonts.ready")
    page.screenshot(path=FOLDER / f"{shot.name}.jpg", type="jpeg", quality=QUALITY)
    context.close()


def _opened(context: BrowserContext, site: Site, shot: Shot) -> Page:
    page = context.new_page()
    if shot.who:
        sign_in(page, site.address, shot.who)
    if shot.way:
        shot.way(page, site)
        page.wait_for_load_state("networkidle")
        return page
    answer = page.goto(f"{site.address}{shot.path}", wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise Failed(f"{shot.path} answers {answer.status if answer else 'nothing'} instead of a page.")
    return page


def sign_in(page: Page, address: str, email: str) -> None:
    """The page's browser is signed in as that person of the demo."""
    page.goto(f"{address}/de/sign-in")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(environment.PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def _next(page: Page) -> None:
    """The one filled button of the page is pressed, and its answer is there."""
    with page.expect_navigation():
        page.locator("main form[method=post] .kern-btn--primary").first.click()


def _link(folder: Path, recipient: str) -> str:
    """The address in the newest mail to that person, once the worker has delivered it."""
    deadline = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < deadline:
        for path in sorted(folder.glob("*.eml"), key=lambda each: -each.stat().st_mtime_ns):
            letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            body = letter.get_body(("plain",))
            match = re.search(r"https?://\S+/my/\S+", body.get_content() if body else "")
            if str(letter["To"]) == recipient and match:
                return match.group()
        time.sleep(0.2)
    raise Failed(f"no mail with a link came to {recipient} within {MAIL_SECONDS} s.")


if __name__ == "__main__":
    main(run, sys.argv[1:])
