"""The documentation as an accessible PDF for archives (PDF/A-3a, PDF/UA-1), with its data attached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from gocluster_events.core.paper import ARCHIVE, pdf

_TEMPLATE = Path(__file__).with_name("documentation.typ")
_DATA = "documentation.json"


@dataclass(frozen=True, slots=True)
class Copy:
    """A PDF that was made, how many pages it has, and the ``key`` that stands for what it was made of."""

    key: str
    content: bytes
    pages: int


def picture(uuid: str) -> str:
    """What the picture of that photo is called in the template: a word that `paper` does not break."""
    return f"{uuid.replace('-', '')[:20]}.jpg"


def to_pdf(key: str, values: Mapping[str, Any], data: str, images: Mapping[str, bytes], made_at: datetime) -> Copy:
    """The documentation on paper; ``values`` are what its template takes, ``images`` JPEGs by the UUID of their photo.

    The same values give the same bytes.
    """
    from pypdf import PdfReader  # noqa: PLC0415 -- nobody else waits for it

    files = {picture(uuid): image for uuid, image in images.items()} | {_DATA: data.encode()}
    template = _TEMPLATE.read_text(encoding="utf-8")
    content = pdf(template, {**values, "data": _DATA}, made_at, files, ARCHIVE)
    return Copy(key, content, len(PdfReader(BytesIO(content)).pages))
