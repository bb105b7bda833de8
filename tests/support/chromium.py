"""A real browser whose pages complain: errors on the console and requests to anybody else fail the test."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tools import browser as finder

LOCAL = frozenset({"", "127.0.0.1", "localhost"})
PATIENCE_MILLISECONDS = 20_000  # for what a script does on a machine that does other things too


@contextmanager
def started() -> Iterator[Browser]:
    """The browser, without a window."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=finder.find(), args=list(finder.ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page of a fresh profile; the block fails in the end if the page misbehaved."""
    with closing(profile(browser, **options)) as fresh, watched(fresh) as page:
        yield page


def profile(browser: Browser, **options: Any) -> BrowserContext:
    """A browser of somebody's own, 1280 px wide, German."""
    return browser.new_context(**{"locale": "de-DE", "viewport": {"width": 1280, "height": 900}, **options})


@contextmanager
def watched(context: BrowserContext) -> Iterator[Page]:
    """One more page in that profile; the block fails in the end if the page misbehaved."""
    with heard(context) as (page, complaints):
        yield page
    assert not complaints, "\n".join(complaints)


@contextmanager
def heard(context: BrowserContext) -> Iterator[tuple[Page, list[str]]]:
    """One more page in that profile, and what it complains of."""
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def on_request(request: Request) -> None:
        if (urlsplit(request.url).hostname or "") not in LOCAL:
            complaints.append(f"a request left the site: {request.url}")

    with closing(context.new_page()) as page:
        page.on("console", on_console)
        page.on("request", on_request)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page, complaints
