"""What is said before a report is published: what keeps it back, what stays out by itself, what is in one language."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from gocluster_events.core.text import Localized
from gocluster_events.post_event.report.rules.document import Basis, Block, Fact, Photo, Quote, Report, Text
from gocluster_events.post_event.report.rules.editing import Refusal


class Check(Enum):
    """What was looked at."""

    HEAD = "head"
    LEAD = "lead"
    PHOTO = "photo"
    QUOTE_RELEASE = "quote_release"
    QUOTE_WORDS = "quote_words"
    FACT = "fact"
    PROVISIONAL = "provisional"
    EMPTY = "empty"
    LANGUAGE = "language"


class Grade(Enum):
    """How it went: in order, keeps the report back, stays out until it is there, or is only said."""

    FINE = "fine"
    BARRED = "barred"
    WAITING = "waiting"
    OPEN = "open"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """A line of the card; ``uuid`` is the block to go to, ``number`` of how many it is true."""

    check: Check
    grade: Grade
    uuid: str = ""
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules need of the world: released quotes and public photos, by UUID, and who is quoted by block."""

    released: frozenset[str]
    photos: frozenset[str]
    speakers: dict[str, str]
    is_frozen: bool = False


def bar(report: Report) -> Refusal | None:
    """Why the report cannot be published; None where it can."""
    if not report.headline:
        return Refusal.NO_HEADLINE
    if not report.lead:
        return Refusal.NO_LEAD
    return None if any(isinstance(each, Text) and each.text for each in report.blocks) else Refusal.NO_WORDS


def findings(report: Report, known: Known) -> tuple[Finding, ...]:
    """Every line of the card, in the order of the report."""
    lines = [*_of_head(report), *_of_photos(report, known)]
    for block in report.blocks:
        lines.extend(_of_block(block, known))
    provisional = sum(isinstance(each, Fact) and each.basis is Basis.PROVISIONAL for each in report.blocks)
    if provisional:
        lines.append(Finding(Check.PROVISIONAL, Grade.OPEN if known.is_frozen else Grade.NOTE, number=provisional))
    halves = sum(is_half(each) for each in texts_of(report))
    if halves:
        lines.append(Finding(Check.LANGUAGE, Grade.NOTE, number=halves))
    return tuple(lines)


def _of_head(report: Report) -> Iterator[Finding]:
    if report.headline and report.lead:
        yield Finding(Check.HEAD, Grade.FINE)
    if not report.headline:
        yield Finding(Check.HEAD, Grade.BARRED, "head")
    if not report.lead:
        yield Finding(Check.LEAD, Grade.BARRED, "head")


def _of_photos(report: Report, known: Known) -> Iterator[Finding]:
    photos = [each for each in report.blocks if isinstance(each, Photo)]
    public = sum(each.photo in known.photos for each in photos)
    if photos and public == len(photos):
        yield Finding(Check.PHOTO, Grade.FINE, number=public)


def _of_block(block: Block, known: Known) -> Iterator[Finding]:
    match block:
        case Text() if not block.text:
            yield Finding(Check.EMPTY, Grade.OPEN, block.uuid)
        case Photo() if block.photo not in known.photos:
            yield Finding(Check.PHOTO, Grade.OPEN, block.uuid)
        case Fact() if not (block.number and block.unit):
            yield Finding(Check.FACT, Grade.OPEN, block.uuid)
        case Quote():
            name = known.speakers.get(block.uuid, "")
            if not block.text or not name:
                yield Finding(Check.QUOTE_WORDS, Grade.OPEN, block.uuid, name=name)
            elif block.uuid not in known.released:
                yield Finding(Check.QUOTE_RELEASE, Grade.WAITING, block.uuid, name=name)


def texts_of(report: Report) -> Iterator[Localized]:
    """Every text of the report in both languages."""
    yield from (report.headline, report.lead, report.source)
    for block in report.blocks:
        match block:
            case Text() | Quote():
                yield block.text
            case Fact():
                yield block.unit


def is_half(text: Localized) -> bool:
    """Whether it is written in one language only."""
    return bool(text.de) != bool(text.en)
