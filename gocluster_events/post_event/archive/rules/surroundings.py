"""What all pages of a copy share, and how its files lie to each other."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, relpath
from urllib.parse import urljoin

from gocluster_events.post_event.archive.rules.places import Place

_LATE_FONT = re.compile(r"font-display:\s*optional")
_IN_SHEET = re.compile(r"""url\(\s*["']?(?!data:)([^"')]+)""")


@dataclass(frozen=True, slots=True)
class Line:
    """The words of the line on top of every page: what it is called, what it says, and what its links are called."""

    name: str
    text: str
    website: str
    search: str


@dataclass(frozen=True, slots=True)
class CopyPage:
    """A page of the copy, its heading, and the addresses of what it needs besides the places of the copy."""

    content: bytes
    heading: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all pages of a copy share: its ``files`` by their addresses, where the site is, and the line on top."""

    files: Mapping[str, str]
    base_url: str
    lines: Mapping[str, Line]
    search: Mapping[str, str]


def sheet_of_copy(sheet: str) -> str:
    """The style sheet, by which a page takes up a font whenever it has come: nothing loads it ahead in a folder."""
    return _LATE_FONT.sub("font-display:swap", sheet)


def needs_of_sheet(sheet: str, address: str) -> Iterator[str]:
    """The addresses of fonts and pictures that a style sheet names; in a copy they lie to it as on the site."""
    return (urljoin(address, each) for each in _IN_SHEET.findall(sheet))


def relative(file: str, here: Place) -> str:
    """The way from a page to another file of the copy."""
    return relpath(file, dirname(here.file) or ".")
