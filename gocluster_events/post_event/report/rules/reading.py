"""What of a report everybody reads: no photo that is not public, and no quote whose words are not released."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from gocluster_events.core.text import Localized
from gocluster_events.post_event.report.rules.document import Fact, Photo, Quote, Report, Text

_NOWHERE = Localized()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is quoted: the name, and the institution or function behind it."""

    name: str
    from_where: Localized = _NOWHERE


@dataclass(frozen=True, slots=True)
class Words:
    """A quote as it stands on the page."""

    uuid: str
    text: Localized
    speaker: Speaker


PublicBlock: TypeAlias = Text | Photo | Words


@dataclass(frozen=True, slots=True)
class PublicReport:
    """A report as its readers get it: the photo on top of it, the body in order, the figures beside it."""

    headline: Localized
    lead: Localized
    source: Localized
    top: Photo | None
    body: tuple[PublicBlock, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """The report that everybody reads now, what teasers tell of it, and since when; ``photo``: a UUID, or empty."""

    event_id: int
    number: int
    headline: Localized
    lead: Localized
    published_at: datetime
    changed_at: datetime
    photos: tuple[str, ...] = ()

    def photo(self, public: Collection[str]) -> str:
        """The first of its photos that is public."""
        return next((each for each in self.photos if each in public), "")


Granted: TypeAlias = Mapping[str, Collection[str]]
"""Who has released what: people (UUIDs) by subject."""


def is_released(quote: Quote, granted: Granted) -> bool:
    """Whether whoever said it agrees that these words are public."""
    return quote.speaker in granted.get(quote.subject, ())


def speaker_of(quote: Quote, people: Mapping[str, Speaker]) -> Speaker | None:
    """Who is quoted; None where nobody may be named: not on the public programme, or the name was removed."""
    if quote.person:
        return people.get(quote.person)
    return Speaker(quote.name, quote.function) if quote.name else None


def public_quote(quote: Quote, granted: Granted, people: Mapping[str, Speaker]) -> Words | None:
    """The quote as everybody reads it; None where it stays out, for want of words, a release or a name."""
    speaker = speaker_of(quote, people)
    if speaker is None or not quote.text or not is_released(quote, granted):
        return None
    return Words(quote.uuid, quote.text, speaker)


def public(
    report: Report, granted: Granted, people: Mapping[str, Speaker], photos: Collection[str]
) -> PublicReport:  # fmt: skip
    """The report as everybody reads it, with the first photo on top if none of the words stands before it."""
    body: list[PublicBlock] = []
    for block in report.blocks:
        match block:
            case Text() if block.text:
                body.append(block)
            case Photo() if block.photo in photos:
                body.append(block)
            case Quote() if words := public_quote(block, granted, people):
                body.append(words)
    top = body[0] if body and isinstance(body[0], Photo) else None
    facts = tuple(each for each in report.blocks if isinstance(each, Fact) and each.number)
    return PublicReport(
        report.headline, report.lead, report.source, top, tuple(body[1:] if top else body), facts
    )  # fmt: skip


def photos_of(report: Report) -> tuple[str, ...]:
    """The UUIDs of its photos in order."""
    return tuple(each.photo for each in report.blocks if isinstance(each, Photo) and each.photo)


_MARKS = {"de": ("„", "“"), "en": ("“", "”")}


def in_marks(text: str, language: str) -> str:
    """The words in the quotation marks of their language, whether they were typed with marks or without."""
    opening, closing = _MARKS[language]
    return f"{opening}{text.strip().strip('„“”»«' + chr(34))}{closing}"
