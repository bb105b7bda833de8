"""The figures in a reader's words: what the page, the workbook and the paper show alike."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A row's name and its numbers; None is one that may not be shown."""

    name: str
    numbers: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its heading, the head of its names, those of its numbers, and the line of sums."""

    name: str
    heading: str
    head: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line
    most: int


@dataclass(frozen=True, slots=True)
class Report:
    """All tables of an edition, as of when they were counted, and what is to be known of their numbers."""

    title: str
    lang: str
    edition: tuple[str, str]
    about: str
    as_of: str
    note: str
    hidden: str
    parts: tuple[Part, ...]
