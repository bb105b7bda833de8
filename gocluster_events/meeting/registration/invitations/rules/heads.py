"""What the columns of an uploaded list are called, and in which row that stands."""

import re
from collections.abc import Sequence
from enum import Enum

from gocluster_events.core.sheets.limits import Row, Sheet
from gocluster_events.core.text import fold_german

HEADS_WITHIN = 20  # rows at the top of a list that may hold the names of its columns


class Column(Enum):
    """What a column can hold."""

    FORM_OF_ADDRESS = "form_of_address"
    TITLE = "title"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    NAME = "name"  # first and last name in one cell
    EMAIL = "email"
    ORGANISATION = "organisation"
    LANGUAGE = "language"


_SYNONYMS: dict[Column, str] = {
    Column.FORM_OF_ADDRESS: "anrede formofaddress salutation geschlecht gender briefanrede anredeform mrms herrfrau",
    Column.TITLE: "titel title akademischertitel akadtitel academictitle grad degree namenszusatz titelakademisch",
    Column.FIRST_NAME: "vorname firstname givenname forename vornamen rufname given first",
    Column.LAST_NAME: "nachname lastname surname familienname familyname zuname last family",
    Column.NAME: "name fullname vollername ansprechpartner ansprechperson kontakt contact person vorundnachname "
    "vornamenachname namevorname nachnamevorname teilnehmer teilnehmerin gast guest",
    Column.EMAIL: "email emailadresse mail mailadresse emailaddress mailaddress epost kontaktemail emaildienstlich "
    "eadresse emailgeschaeftlich mailto primaryemail",
    Column.ORGANISATION: "organisation organization institution firma unternehmen einrichtung company organisationname "
    "behoerde cluster clustername arbeitgeber employer ministerium verband affiliation institut firmenname",
    Column.LANGUAGE: "sprache language lang korrespondenzsprache sprachcode locale",
}
_MEANINGS = {word: column for column, words in _SYNONYMS.items() for word in words.split()}
_PARTS = re.compile(r"[/(),;:|+\n]")  # "Firma / Institution", "E-Mail (dienstlich)"


def likeliest(sheets: Sequence[Sheet]) -> int:
    """Which of the sheets is read, from 0: the first in sight that holds an address, else the first with rows."""
    filled = [number for number, sheet in enumerate(sheets) if sheet.rows]
    seen = [number for number in filled if not sheets[number].is_hidden] or filled
    addressed = (number for number in seen if any("@" in cell for row in sheets[number].rows for cell in row.cells))
    return next(addressed, seen[0] if seen else 0)


def guess(rows: Sequence[Row]) -> tuple[int, dict[int, Column]]:
    """The number of the row that names the columns, 0 when none does, and what each column probably holds."""
    head = _head(rows)
    mapping = _named(head.cells) if head else {}
    if Column.EMAIL not in mapping.values():
        mapping |= _column_of_addresses([row for row in rows if head is None or row.number > head.number])
    if Column.LAST_NAME in mapping.values():
        mapping = {index: column for index, column in mapping.items() if column is not Column.NAME}
    elif Column.FIRST_NAME in mapping.values():  # "Vorname; Name" is how German offices head a list
        mapping = {index: Column.LAST_NAME if each is Column.NAME else each for index, each in mapping.items()}
    return head.number if head else 0, mapping


def _head(rows: Sequence[Row]) -> Row | None:
    """Of the first rows the one that names most columns; titles may stand above it, but no address."""
    best, most = None, 0
    for row in rows[:HEADS_WITHIN]:
        if any("@" in cell for cell in row.cells):
            break
        number = len(_named(row.cells))
        if number > most:
            best, most = row, number
    return best


def _named(cells: Sequence[str]) -> dict[int, Column]:
    """What the cells name: as a whole first, and where that says nothing, the first part of them that says it."""
    whole = {index: key(cell) for index, cell in enumerate(cells)}
    parts = {index: next(filter(_MEANINGS.get, map(key, _PARTS.split(cell))), "") for index, cell in enumerate(cells)}
    mapping: dict[int, Column] = {}
    for words in (whole, parts):
        for index, word in words.items():
            column = _MEANINGS.get(word)
            if column is not None and index not in mapping and column not in mapping.values():
                mapping[index] = column
    return mapping


def _column_of_addresses(rows: Sequence[Row]) -> dict[int, Column]:
    counts: dict[int, int] = {}
    for row in rows[:50]:
        for index, cell in enumerate(row.cells):
            counts[index] = counts.get(index, 0) + ("@" in cell)
    best = max(counts, key=lambda index: counts[index], default=None)
    return {best: Column.EMAIL} if best is not None and counts[best] else {}


def key(cell: str) -> str:
    """The letters of a cell, to compare it with words that we know."""
    return re.sub(r"[^a-z]", "", fold_german(cell))
