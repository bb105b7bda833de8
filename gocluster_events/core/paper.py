"""Accessible PDFs (ISO 14289-1, PDF/UA-1), set by typst with the house's own letters from a template and plain values.

A template is typst source that finds its values as ``data`` and what `paper.typ` defines before it. Values are handed
over as JSON, so that no text of anybody's is ever read as markup. Setting a page releases Python's lock: other requests
go on meanwhile.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from gocluster_events.core import glyphs

_HOUSE = Path(__file__).with_name("paper.typ")
_LONG_WORD = re.compile(r"\S{25,}")
_PIECE = 12
Standards = tuple[Literal["a-3a", "ua-1"], ...]
UNIVERSAL: Standards = ("ua-1",)
ARCHIVE: Standards = ("a-3a", "ua-1")
"""What a PDF keeps to: accessible, and accessible for archives (ISO 19005-3), with files attached."""


def pdf(
    template: str, data: Mapping[str, Any], made_at: datetime, pictures: Mapping[str, bytes] | None = None,
    standards: Standards = UNIVERSAL,
) -> bytes:  # fmt: skip
    """The document; the same bytes for the same values.

    ``data`` has at least ``title`` and ``lang``; ``pictures`` are files that the template may show or attach, by name.
    A character for which there are no letters is printed as an empty square.
    Raises typst.TypstError when the template would not be accessible, for example a picture without words.
    """
    texts = _each_text(data, _readable)
    with TemporaryDirectory(prefix="paper-") as folder:
        document = Path(folder) / "document.typ"
        document.write_text(f"{_HOUSE.read_text(encoding='utf-8')}\n{template}", encoding="utf-8")
        for name, content in (pictures or {}).items():
            (Path(folder) / name).write_bytes(content)
        return _compiled(document, texts, made_at, standards)


def values(template: str, data: Mapping[str, Any], label: str) -> list[Any]:
    """The values that the template gives this label, where only they are wanted and not the document.

    Raises RuntimeError when the template or its values cannot be set; `pdf` raises a kind of it.
    """
    import typst  # noqa: PLC0415 -- as above

    with TemporaryDirectory(prefix="paper-") as folder:
        document = Path(folder) / "document.typ"
        document.write_text(f"{_HOUSE.read_text(encoding='utf-8')}\n{template}", encoding="utf-8")
        given = json.dumps(_each_text(data, _readable))
        answer = typst.query(
            document, f"<{label}>", field="value", root=folder, font_paths=_fonts(), sys_inputs={"data": given}
        )
    read: list[Any] = json.loads(answer)
    return read


def _compiled(document: Path, data: Any, made_at: datetime, standards: Standards) -> bytes:
    import typst  # noqa: PLC0415 -- as above

    made = typst.compile(
        document,
        root=document.parent,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=list(standards),
        timestamp=int(made_at.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("typst made no single document")
    return made


@cache
def _fonts() -> Any:
    """Our fonts, whose letters are known; neither those that typst brings along nor the machine's."""
    import typst  # noqa: PLC0415 -- as above

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(glyphs.FONTS)])


def _each_text(value: Any, changed: Any) -> Any:
    """The value with ``changed`` applied to every text in it."""
    match value:
        case str():
            return changed(value)
        case Mapping():
            return {name: _each_text(each, changed) for name, each in value.items()}
        case list() | tuple():
            return [_each_text(each, changed) for each in value]
        case _:
            return value


def _readable(text: str) -> str:
    """The text as it can be printed, with places at which a word longer than a line can be broken."""
    return _LONG_WORD.sub(_breakable, glyphs.printable(glyphs.clean(text)))


def _breakable(word: re.Match[str]) -> str:
    letters = word.group()
    return "\u200b".join(letters[start : start + _PIECE] for start in range(0, len(letters), _PIECE))
