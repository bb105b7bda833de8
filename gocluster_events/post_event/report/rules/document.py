"""A report as one frozen value, and as the JSON that a draft or a version stores. A ``format`` says how to read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias
from uuid import UUID, uuid5

from gocluster_events.core.text import Localized

FORMAT = 1
MOST_BLOCKS = 60
LONGEST_HEADLINE, LONGEST_LEAD, LONGEST_SOURCE, LONGEST_TEXT, LONGEST_QUOTE, LONGEST_LINE = (
    110,
    400,
    300,
    6000,
    600,
    120,
)
LONGEST_UNIT = 300  # so long that it has room for a question of the survey
"""In characters, in each language."""

_NOTHING = Localized()
_QUOTES = UUID("5f3d1f0e-6a55-4c1c-9f5e-2f6f5c1f7a10")


class Kind(Enum):
    """What a block is."""

    TEXT = "text"
    PHOTO = "photo"
    FACT = "fact"
    QUOTE = "quote"


class Basis(Enum):
    """Where a number comes from: typed, offered before the figures were frozen, or of the frozen ones."""

    TYPED = "typed"
    PROVISIONAL = "provisional"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs and sub-heads, in Markdown."""

    uuid: str
    text: Localized = _NOTHING


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of the edition, by its UUID; empty until one is chosen."""

    uuid: str
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with a hedge word before it, its unit below, and who counted. Whole numbers are stored as digits."""

    uuid: str
    number: str = ""
    hedge: Localized = _NOTHING
    unit: Localized = _NOTHING
    source: Localized = _NOTHING
    basis: Basis = Basis.TYPED


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said: a person of the programme by UUID, or anybody else by name and function."""

    uuid: str
    text: Localized = _NOTHING
    person: str = ""
    name: str = ""
    function: Localized = _NOTHING

    @property
    def subject(self) -> str:
        """What a release is about: these very words of that very person, so other words need another release."""
        return str(uuid5(_QUOTES, repr((self.uuid, self.person, self.name, self.text.de, self.text.en))))

    @property
    def speaker(self) -> str:
        """Whose release it needs: the person of the programme, or a UUID for whoever is only named."""
        return self.person or str(uuid5(_QUOTES, f"{self.uuid}\n{self.name}"))


Block: TypeAlias = Text | Photo | Fact | Quote
KINDS: Mapping[type[Any], Kind] = {Text: Kind.TEXT, Photo: Kind.PHOTO, Fact: Kind.FACT, Quote: Kind.QUOTE}


@dataclass(frozen=True, slots=True)
class Removal:
    """A block that was taken out last, and where it stood, so that it can be put back."""

    block: Block
    position: int


@dataclass(frozen=True, slots=True)
class Report:
    """Headline, lead, blocks in order and the source line. Only a draft has a ``removal``."""

    headline: Localized = _NOTHING
    lead: Localized = _NOTHING
    source: Localized = _NOTHING
    blocks: tuple[Block, ...] = ()
    removal: Removal | None = None

    def block(self, uuid: str) -> Block | None:
        """The block of that UUID."""
        return next((each for each in self.blocks if each.uuid == uuid), None)

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Its quotes in order."""
        return tuple(each for each in self.blocks if isinstance(each, Quote))


def kind_of(block: Block) -> Kind:
    """What the block is."""
    return KINDS[type(block)]


def to_document(report: Report) -> dict[str, Any]:
    """The report in the present `FORMAT`: only objects, lists, texts and numbers."""
    document = {
        **{name: _both(getattr(report, name)) for name in ("headline", "lead", "source")},
        "blocks": [_block(each) for each in report.blocks],
    }
    if report.removal is not None:
        document["removal"] = {"block": _block(report.removal.block), "position": report.removal.position}
    return document


def from_document(document: Mapping[str, Any], written_in: int) -> Report:
    """The report that `to_document` was given when ``written_in`` was the `FORMAT`.

    Raises KeyError for a format that no release ever wrote.
    """
    return _READERS[written_in](document)


def _both(value: Localized) -> dict[str, str]:
    return {"de": value.de, "en": value.en}


def _block(block: Block) -> dict[str, Any]:
    stored: dict[str, Any] = {"kind": kind_of(block).value}
    for name in type(block).__dataclass_fields__:
        value = getattr(block, name)
        stored[name] = (
            _both(value) if isinstance(value, Localized) else value.value if isinstance(value, Basis) else value
        )
    return stored


def _read(document: Mapping[str, Any]) -> Report:
    removal = document.get("removal")
    headline, lead, source = (Localized(**document[name]) for name in ("headline", "lead", "source"))
    return Report(
        headline,
        lead,
        source,
        tuple(_read_block(each) for each in document["blocks"]),
        Removal(_read_block(removal["block"]), removal["position"]) if removal else None,
    )


def _read_block(stored: Mapping[str, Any]) -> Block:
    shape = next(shape for shape, kind in KINDS.items() if kind.value == stored["kind"])
    values = {name: Localized(**value) if isinstance(value, dict) else value for name, value in stored.items()}
    if "basis" in values:
        values["basis"] = Basis(values["basis"])
    del values["kind"]
    block: Block = shape(**values)
    return block


_READERS: Mapping[int, Callable[[Mapping[str, Any]], Report]] = {1: _read}
