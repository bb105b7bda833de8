"""Everything that is stored about a person, to take along: JSON for programs, CSV (RFC 4180) for spreadsheets."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import Any

from gocluster_events.core.text import Localized, without_formula
from gocluster_events.meeting.registration.people.rules.consents import ConsentFacts
from gocluster_events.meeting.registration.privacy.rules import Cell, Chapter, Dossier, GivenAnswer, Value

JSON_TYPE, CSV_TYPE = "application/json", "text/csv"


def as_json(dossier: Dossier) -> bytes:
    """The dossier with codes as they are stored; instants are ISO 8601 in UTC."""
    document = {
        "edition": dossier.edition,
        "created_at": dossier.at.isoformat(),
        **{
            section.part.value: [{str(item): _plain(value) for item, value in record} for record in section.records]
            for section in dossier.sections
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def as_csv(chapters: Sequence[Chapter], heads: Sequence[str]) -> bytes:
    """One line a datum: section, number of the record in it, what it is, and the value; instants are ISO 8601 in UTC.

    With a byte order mark, so that spreadsheets read umlauts. A text that one would run gets an apostrophe before it.
    """
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(heads)
    for chapter in chapters:
        for number, record in enumerate(chapter.records, start=1):
            rows.writerows((chapter.title, number, label, _cell(value)) for label, value in record)
    return text.getvalue().encode("utf-8-sig")


def _plain(value: Value) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, date):  # and so every instant
        return value.isoformat()
    if isinstance(value, Localized):
        return {"de": value.de, "en": value.en}
    if isinstance(value, GivenAnswer | ConsentFacts):
        return _answered(value) if isinstance(value, GivenAnswer) else f"{value.purpose.value}.{value.version}"
    return value.value if isinstance(value, Enum) else value


def _answered(given: GivenAnswer) -> Any:
    """What was typed or chosen; options by their words as they were offered."""
    answer, options = given.answer, {option.id: option.label for option in given.question.options}
    if answer.options:
        return [_plain(options[each]) if each in options else each for each in answer.options]
    return _plain(answer.date) if answer.date else answer.text or answer.number


def _cell(value: Cell) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return without_formula(value) if isinstance(value, str) else str(value)
