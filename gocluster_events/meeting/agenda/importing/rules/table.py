"""Our own form: a sheet of items and a sheet of people, each with the names of its columns in the first row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from gocluster_events.meeting.agenda.rules import source

Row = Sequence[Any]  # [number, cells]
Each = TypeVar("Each", source.Column, source.PersonColumn)
_KEY = re.compile(r"\s*\[([^\[\]]*)\]\s*$")


def from_table(sheets: Sequence[Sequence[Row]], vocabulary: source.Vocabulary) -> source.Source | None:
    """The programme that the sheets hold; None when none of them has a column for the titles of items."""
    items: tuple[source.SourceItem, ...] | None = None
    people: tuple[source.SourcePerson, ...] = ()
    for rows in sheets:
        columns = _columns(rows, vocabulary.heads)
        if items is None and {source.Column.TITLE_DE, source.Column.TITLE_EN} & set(columns.values()):
            items = tuple(_item(number, _values(cells, columns), vocabulary) for number, cells in rows[1:])
        elif source.PersonColumn.LAST_NAME in (heads := _columns(rows, vocabulary.person_heads)).values():
            people += tuple(source.SourcePerson(number, _values(cells, heads)) for number, cells in rows[1:])
    return None if items is None else source.Source(items, people, is_table=True)


def _columns(rows: Sequence[Row], heads: Mapping[str, Each]) -> dict[int, Each]:
    """What each column holds, by its number; of two that hold the same the first counts."""
    numbers_by_column: dict[Each, int] = {}
    for number, cell in enumerate(rows[0][1] if rows else ()):
        column = heads.get(source.comparable(cell))
        if column is not None:
            numbers_by_column.setdefault(column, number)
    return {number: column for column, number in numbers_by_column.items()}


def _values(cells: Sequence[str], columns: Mapping[int, Each]) -> dict[Each, str]:
    return {column: cells[number] if number < len(cells) else "" for number, column in columns.items()}


def _item(number: int, values: dict[source.Column, str], vocabulary: source.Vocabulary) -> source.SourceItem:
    people = values.pop(source.Column.PEOPLE, None)
    return source.SourceItem(number, values, None if people is None else tuple(_named(people, vocabulary)))


def _named(cell: str, vocabulary: source.Vocabulary) -> Iterator[source.SourceAppearance]:
    """One person a line or between semicolons: what they do, a colon, the name, and in brackets the ID if need be."""
    for line in filter(None, (each.strip() for each in re.split("[;\n]", cell))):
        part, name = _parted(line, vocabulary)
        who, absent = _stands_in(name, vocabulary)
        yield source.SourceAppearance(*_with_key(who), part, *_with_key(absent))


def _stands_in(name: str, vocabulary: source.Vocabulary) -> tuple[str, str]:
    """A person's name and the name of whom they stand in for: Kim Weber (standing in for Jo Ahn)."""
    for words in vocabulary.standing_in:
        who, separator, absent = name.partition(f" ({words} ")
        if separator and absent.endswith(")"):
            return who, absent[:-1]
    return name, ""


def _with_key(name: str) -> tuple[str, str]:
    key = _KEY.search(name)
    return _KEY.sub("", name).strip(), key.group(1).strip() if key else ""


def _parted(line: str, vocabulary: source.Vocabulary) -> tuple[str, str]:
    """A person's part and the rest of the line, which may itself hold a colon."""
    colons = [match.start() for match in re.finditer(":", line)]
    known = (at for at in reversed(colons) if vocabulary.part(line[:at]))
    at = next(known, line.find(": "))
    return (line[:at].strip(), line[at + 1 :].strip()) if at > 0 else ("", line)
