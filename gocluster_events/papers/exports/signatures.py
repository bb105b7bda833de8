"""Lists to be signed, as an accessible PDF."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from gocluster_events import paper

_TEMPLATE = Path(__file__).with_name("signatures.typ")
LocalText = tuple[str, str]
"""A text and the language it is written in."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A line with somebody's name."""

    name: str
    organisation: str


@dataclass(frozen=True, slots=True)
class SignatureList:
    """One list: of a day or an item, its people, and so many lines without a name after them."""

    heading: LocalText
    about: str
    people: tuple[Signer, ...]
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Signatures:
    """All lists, each from a page of its own on, and the labels that the template asks for."""

    title: str
    lang: str
    edition: LocalText
    words: Mapping[str, str | tuple[str, ...]]
    lists: tuple[SignatureList, ...]


def to_pdf(signatures: Signatures, made_at: datetime) -> bytes:
    """The lists as one document."""
    return paper.pdf(_TEMPLATE.read_text(encoding="utf-8"), asdict(signatures), made_at)
