"""The copy of an edition: every page, feed and file that is public, packed so that it opens without a server."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, BinaryIO

from gocluster_events.core.text import LANGUAGES
from gocluster_events.post_event.archive.exports.packing import Package, digest_of
from gocluster_events.post_event.archive.rules import manifest
from gocluster_events.post_event.archive.rules.finding import Row
from gocluster_events.post_event.archive.rules.places import (
    Contents,
    Place,
    file_of,
    own_files,
    places,
    search_index,
    search_page,
    start_page,
)
from gocluster_events.post_event.archive.rules.surroundings import Line, Surroundings, needs_of_sheet, sheet_of_copy

READMES = {"de": "LIES-MICH.txt", "en": "README.txt"}


class NotThere(Exception):
    """What stands at an address of the copy cannot be had: it was taken back meanwhile."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What the site answers."""

    status: int
    body: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Site:
    """The site as an anonymous visitor sees it: what it answers to an address, and a template of ours drawn in a
    language as a page of the edition.
    """

    render: Callable[[str], Rendered]
    draw: Callable[[str, str, Mapping[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Order:
    """What is copied, as of which day: ``lines`` and the ``rows`` that are searched by language."""

    contents: Contents
    base_url: str
    on: date
    lines: Mapping[str, Line]
    rows: Mapping[str, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many files there are, how many bytes the whole has, and its SHA-256."""

    files: int
    size: int
    sha256: str


def copy(order: Order, site: Site, step: Callable[[int, int], None], into: BinaryIO) -> Summary:
    """The copy is written; for the same order and the same answers of the site with the same bytes.

    After each file ``step`` is called with how many of how many are done; whatever it raises ends the copy.
    Raises NotThere.
    """
    making = _Copy(order, site, Package(into, f"{order.contents.slug}-archiv", order.on))
    everything: dict[str, Place] = {}
    for place in places(order.contents):
        everything.setdefault(place.file, place)
    total = len(everything) + 1
    for done, place in enumerate(everything.values(), 1):
        making.take(place)
        step(done, total)
    making.finish(everything.values())
    step(total, total)
    files, digest = len(making.package.digests), digest_of(into)
    return Summary(files, into.tell(), digest)


class _Copy:
    """A copy while it is made: what is in it, the headings of its pages, and what they still need."""

    def __init__(self, order: Order, site: Site, package: Package) -> None:
        self._order, self._site, self.package = order, site, package
        slug = order.contents.slug
        search = {lang: search_page(slug, lang).file for lang in LANGUAGES}
        self._around = Surroundings(own_files(order.contents), order.base_url, order.lines, search)
        self._headings: dict[str, str] = {}
        self._needs: dict[str, None] = {}

    def take(self, place: Place) -> None:
        """What stands at that address is in the copy."""
        body = self._answer(place.address)
        if place.is_page:
            self._add_page(b"".join(body), place)
        else:
            self.package.add(place.file, body)

    def finish(self, everything: Iterable[Place]) -> None:
        """The search, the choice of language, what the pages need, how to read all of it, and the list of the files."""
        slug = self._order.contents.slug
        for lang in LANGUAGES:
            groups = _groups([each for each in everything if each.file.startswith(f"{lang}/")], self._headings)
            (other,) = (search_page(slug, each).address for each in LANGUAGES if each != lang)
            self._draw(search_page(slug, lang), lang, "copy_search", {"groups": groups, "other": other})
            self.package.add(search_index(slug, lang).file, [_script(self._order.rows[lang])])
            website = f"{self._order.base_url}/{lang}/{slug}/"
            readme = self._site.draw(lang, "copy_readme.txt", {"on": self._order.on, "website": website})
            self.package.add(READMES[lang], [f"{readme}\n".replace("\n", "\r\n").encode()])
        self._draw(start_page(slug), LANGUAGES[0], "copy_start", {})
        self._take_needs()
        self.package.add(manifest.NAME, [manifest.manifest(self.package.digests).encode()])
        self.package.close()

    def _draw(self, place: Place, lang: str, template: str, facts: Mapping[str, Any]) -> None:
        self._add_page(self._site.draw(lang, f"{template}.html", facts).encode(), place)

    def _add_page(self, source: bytes, place: Place) -> None:
        from gocluster_events.post_event.archive.rules.rewriting import rewrite  # noqa: PLC0415 -- no web process waits for lxml

        page = rewrite(source, place, self._around)
        self._headings[place.file] = page.heading
        self._needs.update(dict.fromkeys(page.needs))
        self.package.add(place.file, [page.content])

    def _take_needs(self) -> None:
        for address in sorted(self._needs):
            body = b"".join(self._answer(address))
            if not address.endswith(".css"):
                self.package.add(file_of(address), [body])
                continue
            sheet = sheet_of_copy(body.decode())
            self.package.add(file_of(address), [sheet.encode()])
            for each in sorted(set(needs_of_sheet(sheet, address))):
                if file_of(each) not in self.package.digests:
                    self.package.add(file_of(each), self._answer(each))

    def _answer(self, address: str) -> Iterable[bytes]:
        answer = self._site.render(address)
        if answer.status != 200:
            raise NotThere(f"{address}: {answer.status}")
        return answer.body


def _groups(everything: Iterable[Place], headings: Mapping[str, str]) -> Mapping[str, list[tuple[str, str]]]:
    """The heading and the address of each page, and of each other file its name, by what they are."""
    groups: dict[str, list[tuple[str, str]]] = {name: [] for name in ("pages", *_FOLDERS, "files")}
    for each in everything:
        folder = each.file.split("/")[1]
        group = folder if folder in _FOLDERS else "pages" if each.is_page else "files"
        groups[group].append((headings.get(each.file) or each.file.partition("/")[2], each.address))
    return groups


_FOLDERS = ("documentation", "agenda", "people", "site")


def _script(rows: Iterable[Row]) -> bytes:
    """The rows as a script, since a page that was opened from a folder may read no other file."""
    lines = "".join(f"{json.dumps(astuple(each))},\n" for each in rows)
    return f"window.copyIndex = [\n{lines}];\n".encode()
