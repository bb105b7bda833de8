"""Everyone can use every page: by axe, in the dark, on a phone, and with nothing but the Tab key."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page as Tab

from gocluster_events.core import db
from tests.browser.conftest import DRAWN, Site
from tests.support import chromium
from tests.support.answers import ANSWERS, BUSY, COLLISIONS, FAULTS, REFUSED
from tests.support.meeting import Who
from tests.support.page import EDITION, MANAGE, Page
from tests.support.pages import PAGES, REGISTER, view_of
from tests.support.proving import Proof
from tools import page_checks

WALKED = (
    Page(f"{EDITION}/"),
    Page(f"{EDITION}/agenda"),
    Page(f"{REGISTER}/{{draft}}/1/person", Who.PARTICIPANT),
    Page("/{lang}/my/", Who.PARTICIPANT),
    Page("/{lang}/sign-in"),
    Page(f"{MANAGE}/", Who.ORGANISER),
    Page(f"{MANAGE}/settings", Who.ORGANISER),
    Page(f"{MANAGE}/attendees?search=m&status=confirmed&state=BE", Who.STAFF),
    Page(f"{MANAGE}/agenda", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/publication", Who.ORGANISER),
    Page(f"{MANAGE}/agenda/items/{{item}}", Who.ORGANISER),
)
OPENERS = {page.who for page in PAGES + ANSWERS}
T = TypeVar("T")
_DRAWS_LATE = """() => {
    const main = document.querySelector("main");
    setTimeout(() => { main.textContent = "Mein Tag"; main.dataset.ready = ""; }, 300);
}"""
LANGUAGES, SCHEMES = ("de", "en"), ("light", "dark")
NARROWEST, WIDEST = page_checks.WIDTHS[0], page_checks.WIDTHS[-1]
SOME = 3  # of the forms that are refused, and of those that somebody else was faster with
TEAM = frozenset({Who.STAFF, Who.DESK, Who.ORGANISER, Who.ADMIN})
ONE_IN = {True: 3, False: 2}  # of the pages of the team, and of all others: a full proof and the sweep open all


def some(proof: Proof, every: Sequence[T]) -> Sequence[T]:
    """One of them by the dice, or all in a full proof."""
    return every if proof.is_full else [proof.random.choice(every)]


def languages(proof: Proof) -> Sequence[str]:
    """One for the whole run by the dice, so that what was looked at once in it is known; or all."""
    return LANGUAGES if proof.is_full else [Random(proof.seed).choice(LANGUAGES)]


def wanted(site: Site, proof: Proof) -> Sequence[Page]:
    """Of every second view one page by the dice of the run, of the team's of every third, and some of the answers that
    are alike; or all in a full proof.
    """
    if proof.is_full:
        return PAGES + ANSWERS
    dice, by_view = Random(proof.seed), defaultdict[tuple[str, int], list[Page]](list)
    for page in PAGES:
        by_view[view_of(site.routes, page), page.status].append(page)
    views = [dice.choice(pages) for pages in by_view.values()]
    sample: list[Page] = []
    for is_of_team, one_in in ONE_IN.items():
        pages = [page for page in views if (page.who in TEAM) is is_of_team]
        sample += dice.sample(pages, len(pages) // one_in)
    alike = [page for each in (REFUSED, COLLISIONS) for page in dice.sample(each, SOME)]
    return [*sample, *alike, *FAULTS]


@pytest.fixture(scope="module")
def known() -> set[str]:
    """The parts of pages at which axe has looked so far."""
    return set()


@dataclass
class Look:
    """Somebody's tab, the ways in which its pages are looked at, and what was seen.

    Unless the proof is full, axe looks only at parts unlike all that are ``known`` and at what is around them, once;
    and at colours, which take it the longest, only where a text is read in others than all that are known.
    """

    site: Site
    tab: Tab
    complaints: list[str]
    proof: Proof
    known: set[str]
    scheme: str = ""
    by_page: dict[str, list[str]] = field(default_factory=dict)
    opened: int = 0
    looks: int = 0

    @property
    def report(self) -> str:
        """All that was found, page by page."""
        return "\n".join(f"{page}: {'; '.join(faults)}" for page, faults in self.by_page.items())

    def at(self, page: Page) -> None:
        """Opens and checks the page: in one language and scheme by the dice, or in all of them in a full proof."""
        for lang in languages(self.proof):
            self._turn(self.proof.random.choice(SCHEMES))
            if self.proof.is_full:
                self.tab.set_viewport_size({"width": WIDEST, "height": page_checks.HEIGHT})
            self.opened += 1
            faults = [] if self.site.answers(self.tab, page, lang) else ["it answers with another status"]
            faults += self._everywhere(lang) if self.proof.is_full else self._twice(lang)
            if faults or self.complaints:
                self.by_page[f"{page} {lang}"] = faults + self.complaints
            self.complaints.clear()

    def _everywhere(self, lang: str) -> list[str]:
        """At every width. Contrast does not depend on words, nor any other rule on colours."""
        faults = page_checks.structure(self.tab, lang)
        for width in reversed(page_checks.WIDTHS):
            faults += page_checks.sideways(self.tab, width) + self._axe(SCHEMES if lang == "de" else ())
        return faults

    def _twice(self, lang: str) -> list[str]:
        """At the least and the greatest width, first at that of the page before: to change it takes a while. At one by
        the dice axe looks at what is new.
        """
        faults, new = [], set[str]()
        for width in sorted((NARROWEST, WIDEST), key=lambda each: each != self._width()):
            if width == NARROWEST:  # most sticks out there
                faults += page_checks.sideways(self.tab, width)
            else:
                findings, parts = page_checks.glance(self.tab, lang, width)
                faults += findings
                if new := self._new(lang, parts):
                    page_checks.mark(self.tab, new)
        if new:
            faults += page_checks.sideways(self.tab, self.proof.random.choice(page_checks.WIDTHS))
            faults += self._axe([self.scheme] if any(map(page_checks.is_of_colours, new)) else ())
        return faults

    def _width(self) -> int:
        assert self.tab.viewport_size
        return self.tab.viewport_size["width"]

    def _new(self, lang: str, parts: set[str]) -> set[str]:
        """The parts that are made as nothing that axe has looked at in that language: it looks at them alone, once."""
        new = {each for each in parts if f"{lang} {each}" not in self.known}
        self.known |= {f"{lang} {each}" for each in parts}
        return new

    def _turn(self, scheme: Any) -> None:
        """The page is shown in those colours."""
        if scheme != self.scheme:
            self.tab.emulate_media(color_scheme=scheme)
            self.scheme = scheme

    def _axe(self, schemes: Sequence[str]) -> list[str]:
        """Every rule once, with those of colours in each of the schemes: what takes long is to begin."""
        self.looks += 1
        faults = page_checks.axe(self.tab, () if schemes else page_checks.COLOURS)
        for scheme in schemes:
            if scheme != self.scheme:
                self._turn(scheme)
                faults += page_checks.contrast(self.tab)
        return faults


def look(site: Site, who: Who, proof: Proof, pages: Sequence[Page], known: set[str]) -> Look:
    """At each of the pages, one after the other."""
    with chromium.heard(site.profiles[who]) as (tab, complaints):
        tab.set_viewport_size({"width": WIDEST, "height": page_checks.HEIGHT})
        made = Look(site, tab, complaints, proof, known)
        for page in pages:
            made.at(page)
    return made


@pytest.mark.promise("P22")
@pytest.mark.patience(900)  # an organiser has more than two hundred pages, which are opened one after the other
@pytest.mark.parametrize("who", [who for who in Who if who in OPENERS], ids=lambda who: who.value)
def test_everyone_can_use_every_page_and_what_a_form_or_a_fault_is_answered_with(
    site: Site, who: Who, proof: Proof, known: set[str]
):
    pages = [page for page in wanted(site, proof) if page.who is who]
    seen = look(site, who, proof, pages, known)
    ways = proof.size(
        "one of every second view, of the team's of every third, in one language, at two widths and in one scheme, by "
        "axe what is made unlike all before",
        "in German and English at 3 widths, contrast in German in light and dark",
    )
    proof.says(
        f"{len(pages)} pages for {who.value}, {ways}: axe, headings, landmarks, contrast, nothing sticks out",
        f"{sum(map(len, seen.by_page.values()))} faults on {seen.opened} opened pages, looked at in {seen.looks} ways",
    )
    assert not seen.by_page, seen.report


def test_a_kept_day_is_looked_at_once_it_is_drawn_and_an_item_with_a_door_in_it_is_not_taken_for_a_desk(site: Site):
    with chromium.watched(site.profiles[Who.ANYBODY]) as tab:
        tab.set_content("<main data-day><p data-door>Einlass ab 13:15</p></main>")
        tab.evaluate(_DRAWS_LATE)
        tab.evaluate(DRAWN)
        assert tab.inner_text("main") == "Mein Tag"


@contextmanager
def held(engine: sa.Engine) -> Iterator[None]:
    """Nobody else can sign in."""
    try:
        with db.write_lock(engine), engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("LOCK TABLE attempt"))
            yield
    finally:
        engine.dispose()


@pytest.mark.promise("P22")
def test_everyone_can_read_that_the_database_is_busy(site: Site, proof: Proof, known: set[str]):
    with held(site.engine):  # it takes as long as a page waits at most
        seen = look(site, BUSY.who, proof, [BUSY], known)
    assert not seen.by_page, seen.report


@pytest.mark.promise("P22")
@pytest.mark.parametrize("page", WALKED, ids=str)
def test_tab_leads_through_the_whole_page_and_the_focus_is_always_seen(site: Site, page: Page, proof: Proof):
    for width in some(proof, (1280, 360)):
        with site.opened(page, "de", width) as tab:
            assert page_checks.tabbed(tab) == []
