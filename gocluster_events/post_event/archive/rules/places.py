"""Which pages and files a copy of an edition holds, and how each is called in it: listed from what is public."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from gocluster_events.core.text import LANGUAGES

WIDTHS = (640, 1600)
"""So wide are the two pictures of a photo."""

START = "index.html"
OF_SITE = ("imprint", "privacy", "accessibility", "photos")
"""The pages of the whole site that a copy has as of its day."""

_STATIC = re.compile(r"/static/[^/]+/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What is public of an edition: items by their addresses, people, photos and files of materials by their UUIDs, the
    ``parts`` of the documentation as addresses name them.
    """

    slug: str
    has_programme: bool = False
    has_changes: bool = False
    has_report: bool = False
    has_documentation: bool = False
    has_materials: bool = False
    has_cards: bool = False
    has_questions: bool = False
    items: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the site with its query, and the file that has in the copy what stands there. What stands in the
    copy alone has beside an address of its own that of the page ``instead`` of which it is.
    """

    address: str
    file: str
    instead: str = ""

    @property
    def is_page(self) -> bool:
        """Whether people read it in a browser."""
        return self.file.endswith(".html")


def places(known: Contents) -> tuple[Place, ...]:
    """Everything that a copy holds besides what pages need, German first. Two addresses of one file are one file."""
    return tuple(chain.from_iterable(_of_language(known, lang) for lang in LANGUAGES))


def search_page(slug: str, lang: str) -> Place:
    """The page for searching the copy, which the site does not have."""
    return Place(f"/{lang}/{slug}/copy-search", f"{lang}/search.html", f"/{lang}/{slug}/")


def start_page(slug: str) -> Place:
    """The page on which one chooses the language."""
    return Place("/", START, f"/{LANGUAGES[0]}/{slug}/")


def search_index(slug: str, lang: str) -> Place:
    """What that page searches."""
    return Place(f"/{lang}/{slug}/search-index.js", f"{lang}/search-index.js")


def own_files(known: Contents) -> dict[str, str]:
    """The files by the addresses that pages name; the start page of the site is the edition's in a copy."""
    made = (each(known.slug, lang) for each in (search_page, search_index) for lang in LANGUAGES)
    starts = (Place(f"/{lang}/", f"{lang}/{START}") for lang in LANGUAGES)
    return {each.address: each.file for each in (*places(known), *made, *starts)}


def file_of(address: str) -> str:
    """How a picture, style sheet or script that a page needs is called in the copy."""
    return _STATIC.sub("static/", address.partition("?")[0]).lstrip("/")


def _of_language(known: Contents, lang: str) -> Iterator[Place]:
    here = f"/{lang}/{known.slug}"
    for file in _files(known):  # first, for pages say how many pages a PDF has that was made before
        yield Place(f"{here}/{file}", f"{lang}/{file}")
    yield Place(f"{here}/", f"{lang}/{START}")
    for page in _pages(known):
        yield Place(f"{here}/{page}", f"{lang}/{page}.html")
    if known.has_questions:
        yield Place(f"{here}/knowledge?open=yes", f"{lang}/knowledge-open.html")
    for page in OF_SITE:
        yield Place(f"/{lang}/{page}", f"{lang}/site/{page}.html")
    for feed in _feeds(known):
        yield Place(f"/{known.slug}/{feed}?lang={lang}", f"{lang}/{feed}")
    for uuid in known.photos:
        yield from (Place(f"{here}/photos/{uuid}/{width}.jpg", f"photos/{uuid}-{width}.jpg") for width in WIDTHS)
    for uuid in known.files:
        yield Place(f"{here}/materials/{uuid}", f"materials/{uuid}.pdf")


def _pages(known: Contents) -> Iterator[str]:
    """The pages of the edition besides its first, each below it."""
    yield from (
        name
        for name, is_there in (
            ("report", known.has_report),
            ("agenda", known.has_programme),
            ("changes", known.has_changes),
            ("people", known.people),
            ("materials", known.has_materials),
            ("knowledge", known.has_cards),
            ("photos", known.photos),
            ("documentation", known.has_documentation),
        )
        if is_there
    )
    yield from (f"documentation/{part}" for part in known.parts)
    yield from (f"agenda/{item}" for item in known.items)
    yield from (f"people/{uuid}" for uuid in known.people)


def _files(known: Contents) -> Iterator[str]:
    if known.has_programme:
        yield "programme.pdf"
    if known.has_documentation:
        yield from ("documentation.pdf", "documentation.json")


def _feeds(known: Contents) -> Iterator[str]:
    if known.has_programme:
        yield from ("agenda.ics", "schedule.xml", "schedule.json")
    if known.has_changes:
        yield "changes.atom"
    if known.has_report:
        yield "report.atom"
