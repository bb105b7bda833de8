"""Every page in a browser: both languages, light and dark, three widths, and the whole way along the Tab key."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

from playwright.sync_api import BrowserContext, Error as BrowserError, Page as Tab

from gocluster_events.core import db
from gocluster_events.core.text import LANGUAGES
from tests.support import answers
from tests.support.chromium import started
from tests.support.meeting import Who
from tests.support.pages import Page
from tools import page_checks
from tools.sweep_findings import Finding, as_text, findings_on
from tools.sweep_site import Site

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
BROWSERS = min(os.cpu_count() or 1, 4)
_WALKED = (320, 1280)


def look(site: Site, pages: Sequence[Page], *, is_busy_too: bool) -> list[Finding]:
    """What is wrong with these pages, and with the one that says that the database is busy."""
    findings = _all(site, pages)
    if is_busy_too:
        with db.write_lock(site.engine):
            findings += _all(site, [answers.BUSY])
    return findings


def _all(site: Site, pages: Sequence[Page]) -> list[Finding]:
    waiting: queue.SimpleQueue[Page] = queue.SimpleQueue()
    for page in pages:
        waiting.put(page)
    number = min(BROWSERS, len(pages))
    with ThreadPoolExecutor(max(number, 1)) as pool:
        running = [pool.submit(_work, site, waiting) for _number in range(number)]
        return [finding for each in running for finding in each.result()]


def _work(site: Site, waiting: queue.SimpleQueue[Page]) -> list[Finding]:
    """One browser looks at what is still waiting."""
    findings: list[Finding] = []
    with started() as chromium:
        profiles = site.profiles(chromium)
        while True:
            try:
                page = waiting.get_nowait()
            except queue.Empty:
                return findings
            began = time.monotonic()
            new = [
                each
                for lang in LANGUAGES
                for width in page_checks.WIDTHS
                for each in _see(site, profiles, page, lang, width)
            ]
            findings += new
            print(f"  {page}: {len(new)} findings, {time.monotonic() - began:.0f} s", flush=True)
            if new:
                print(as_text(new), flush=True)


def _see(site: Site, profiles: Mapping[Who, BrowserContext], page: Page, lang: str, width: int) -> list[Finding]:
    """The page in one language, opened at one width."""
    tab = profiles[page.who].new_page()
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(f"console: {error}"))
    way, name = f"{lang} {width}", str(page)
    try:
        tab.set_viewport_size({"width": width, "height": page_checks.HEIGHT})
        answer = answers.opened(tab, site.address, page, site.meeting, lang)
        if answer.status != page.status:
            return findings_on(name, way, [f"status: {answer.status} instead of {page.status}"])
        findings = findings_on(name, way, page_checks.structure(tab, lang) + page_checks.sideways(tab, width))
        findings += _in_both_schemes(tab, name, way)
        if lang == LANGUAGES[0] and width in _WALKED:
            findings += findings_on(name, way, page_checks.tabbed(tab))
        return findings + findings_on(name, way, complaints)
    except BrowserError as error:
        return findings_on(name, way, [f"browser: {str(error).splitlines()[0]}"])
    finally:
        tab.close()


def _in_both_schemes(tab: Tab, name: str, way: str) -> list[Finding]:
    findings = []
    for scheme in SCHEMES:
        tab.emulate_media(color_scheme=scheme)
        findings += findings_on(name, f"{way} {scheme}", page_checks.axe(tab))
    tab.emulate_media(color_scheme="light")
    return findings
