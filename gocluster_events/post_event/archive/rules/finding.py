"""What the search of a copy knows: the entries of the public search, each with the file in which it stands."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from posixpath import relpath

from gocluster_events.core.text import shortened
from gocluster_events.post_event.discovery.rules.entries import Entry, Kind
from gocluster_events.post_event.discovery.rules.matching import Searchable

LONGEST_EXCERPT = 240

_PAGES = {
    Kind.REPORT: "report",
    Kind.ITEM: "agenda/{}",
    Kind.PERSON: "people/{}",
    Kind.CARD: "knowledge#card-{}",
    Kind.OPEN_QUESTION: "knowledge#card-{}",
    Kind.MATERIAL: "materials#item-{}",
}
"""Of each kind its page below the edition, with the place of the entry."""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry: what it is, its title and how its text begins, where it stands as seen from the page of the search,
    and ``title`` and ``whole`` of it as they are searched.
    """

    kind: str
    name: str
    excerpt: str
    file: str
    title: str
    whole: str


def rows(
    texts: Iterable[Searchable], files: Mapping[str, str], lang: str, kinds: Mapping[Kind, str], now: datetime
) -> Iterator[Row]:
    """The entries that stand in a file of the copy, in the order of the search; ``kinds`` are what kinds are called."""
    for each in texts:
        path, mark, fragment = _address(each.entry, lang).partition("#")
        is_open = each.entry.opens_at is None or each.entry.opens_at <= now
        if is_open and path in files:
            name, text = (part.pick(lang)[0] for part in (each.entry.title, each.entry.text))
            excerpt, file = shortened(text, LONGEST_EXCERPT), relpath(files[path], lang) + mark + fragment
            yield Row(kinds[each.entry.kind], name, excerpt, file, each.title, each.whole)


def _address(entry: Entry, lang: str) -> str:
    return f"/{lang}/{entry.edition.slug}/{_PAGES[entry.kind].format(entry.place)}"
