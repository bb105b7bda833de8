"""Reading a document that another program wrote: in a process of its own, into plain values."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gocluster_events.core.documents.hypertext import is_hypertext
from gocluster_events.core.sheets.sandbox import run_confined

LONGEST_CELL = 32_767  # characters of a cell, where a table holds texts; Excel's own limit


class Format(Enum):
    """What a document is, and so how its ``content`` looks."""

    MARKUP = "markup"  # XML: [name, attributes, text, children, text after it]
    OBJECT = "object"  # JSON
    CALENDAR = "calendar"  # iCalendar: an object for each VEVENT
    TABLE = "table"  # .xlsx or .csv: for each sheet its rows, [number, cells]


@dataclass(frozen=True, slots=True)
class Document:
    """What stood in an upload: only objects, lists, texts, numbers and booleans."""

    format: Format
    content: Any


def read(upload: bytes) -> Document:
    """What the upload holds. Nothing in it is evaluated, fetched or expanded. Raises Unreadable."""
    answer = run_confined("gocluster_events.core.documents.child", upload)
    return Document(Format(answer["format"]), answer["content"])


def in_markdown(texts: Sequence[str]) -> list[str]:
    """The texts, those of them that are HTML as Markdown. Raises Unreadable when that takes too long."""
    turned = [text for text in dict.fromkeys(texts) if is_hypertext(text)]
    if not turned:
        return list(texts)
    upload = json.dumps(turned, ensure_ascii=False).encode("utf-8", "replace")
    answers = run_confined("gocluster_events.core.documents.hypertext", upload)["texts"]
    markdown = dict(zip(turned, answers, strict=True))
    return [markdown.get(text, text) for text in texts]
