"""The texts that the law wants to be published: their sections, what is missing in them, and what one version changed.

What the software ships stands in ``shipped/<kind>.<language>.md``: a lead, then sections whose headings never change.
Whoever changes what a section tells writes the day of it into its heading: ``changed=2027-01-31``.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum
from functools import cache
from pathlib import Path

from gocluster_events.core.text import LANGUAGES, Localized

LEAD = "lead"
LONGEST = 20_000  # characters of a section
_FOLDER = Path(__file__).with_name("shipped")
_HEADING = re.compile(
    r"^## (?P<heading>.+) \{#(?P<id>[a-z-]+)(?P<optional> optional)?(?: changed=(?P<changed>[0-9-]+))?\}$", re.MULTILINE
)
_PLACEHOLDER = re.compile(r"\[([^\[\]\n]+)\](?![(\[])")
_WORDS = re.compile(r"\s+|[^\s]+")

Texts = Mapping[str, Localized]
"""The text of each section, by its id; Markdown."""


class Kind(Enum):
    """A document; the value names its files."""

    PRIVACY = "privacy"
    LIST = "list"
    PHOTOS = "photos"
    IMPRINT = "imprint"
    ACCESSIBILITY = "accessibility"


class Refusal(Enum):
    """Why a text cannot be approved."""

    GAPS = "gaps"
    NOT_LATEST = "not_latest"


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading that stays; the lead has none. An optional one may be empty, and is then left out.

    ``changed_on``: since when what is shipped tells something else there.
    """

    id: str
    heading: Localized
    is_optional: bool = False
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What still has to be written: a placeholder in a section, or (empty) the whole section in that language."""

    section: Section
    language: str
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the shipped texts are filled with."""

    operator: str
    address: str
    mail_days: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text in two versions: kept, or only in the ``old``, or only in the ``new`` one."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A section that differs between two versions in one language."""

    section: Section
    language: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """A saved text beside what was shipped then; ``is_checked``: all of it was compared with that."""

    texts: Texts
    shipped_on: date | None
    is_checked: bool = False


@cache
def sections(kind: Kind) -> tuple[Section, ...]:
    """The sections of a document in order, its lead first where it has one."""
    german, english = (_read(kind, language) for language in LANGUAGES)
    lead = [Section(LEAD, Localized())] if german[0] else []
    pairs = zip(german[1], english[1], strict=True)
    parts = (Section(de.id, Localized(de.heading, en.heading), de.is_optional, de.changed_on) for de, en in pairs)
    return (*lead, *parts)


@cache
def shipped(kind: Kind, facts: Facts) -> Texts:
    """The draft that the software brings, with the operator's name where it is set."""
    parts = [_filled(kind, language, facts) for language in LANGUAGES]
    return {each.id: Localized(*(part.get(each.id, "") for part in parts)) for each in sections(kind)}


def gaps(kind: Kind, texts: Texts) -> tuple[Gap, ...]:
    """What has to be written before the text can be approved."""
    return tuple(
        gap for each in sections(kind) for language in LANGUAGES for gap in _gaps(each, language, texts.get(each.id))
    )


def written_sections(kind: Kind, texts: Texts) -> tuple[Section, ...]:
    """The sections that the public reads: those that are written."""
    return tuple(each for each in sections(kind) if texts.get(each.id))


def changes(kind: Kind) -> frozenset[date]:
    """The days on which the shipped text has come to tell something else."""
    return frozenset(each.changed_on for each in sections(kind) if each.changed_on)


def newest_change(kind: Kind) -> date | None:
    """The last day on which the shipped text has come to tell something else; None: it never has."""
    return max(changes(kind), default=None)


def outdated(kind: Kind, versions: Sequence[Revision]) -> tuple[Section, ...]:
    """The sections of the last of these versions that nobody has looked at since the shipped ones changed."""
    changed = ((each, each.changed_on, _looked_at(each, versions)) for each in sections(kind))
    return tuple(each for each, on, before in changed if on and (before is None or before < on))


def _looked_at(section: Section, versions: Sequence[Revision]) -> date | None:
    """What was shipped when the section was last written anew, or the whole text was checked."""
    before, on = None, None
    for each in versions:
        if before is None or each.is_checked or each.texts.get(section.id) != before.get(section.id):
            on = each.shipped_on
        before = each.texts
    return on


def turns(kind: Kind, old: Texts, new: Texts) -> tuple[Turn, ...]:
    """The sections in which two versions differ, word by word."""
    differences = []
    for each in sections(kind):
        for language in LANGUAGES:
            before, after = (getattr(texts.get(each.id, Localized()), language) for texts in (old, new))
            if before != after:
                differences.append(Turn(each, language, pieces(before, after)))
    return tuple(differences)


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The two texts as one, with what went and what came."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    diff = []
    for code, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if code == "equal":
            diff.append(Piece("".join(before[a:b])))
            continue
        diff += [Piece("".join(before[a:b]), "old")] if b > a else []
        diff += [Piece("".join(after[c:d]), "new")] if d > c else []
    return tuple(diff)


def _gaps(section: Section, language: str, text: Localized | None) -> list[Gap]:
    localized = text or Localized()
    mine = getattr(localized, language)
    if not mine:
        return [] if section.is_optional and not localized else [Gap(section, language)]
    return [Gap(section, language, hole) for hole in _PLACEHOLDER.findall(mine)]


@dataclass(frozen=True, slots=True)
class _Part:
    """A section of one language as its file has it."""

    heading: str
    id: str
    is_optional: bool
    changed_on: date | None
    text: str


@cache
def _read(kind: Kind, language: str) -> tuple[str, tuple[_Part, ...]]:
    """The lead of a shipped text, and its sections."""
    source = (_FOLDER / f"{kind.value}.{language}.md").read_text(encoding="utf-8")
    lead, *rest = _HEADING.split(source)
    parts = zip(*(rest[start::5] for start in range(5)), strict=True)
    return lead.strip(), tuple(
        _Part(heading, name, bool(optional), date.fromisoformat(changed) if changed else None, text.strip())
        for heading, name, optional, changed, text in parts
    )


def _filled(kind: Kind, language: str, facts: Facts) -> dict[str, str]:
    lead, parts = _read(kind, language)
    nobody = {"de": "[Name der verantwortlichen Stelle]", "en": "[name of the controller]"}[language]
    holes = {"{operator}": facts.operator or nobody, "{address}": facts.address, "{mail_days}": str(facts.mail_days)}
    texts = {LEAD: lead, **{each.id: each.text for each in parts}}
    for hole, value in holes.items():
        texts = {name: text.replace(hole, value) for name, text in texts.items()}
    return texts
