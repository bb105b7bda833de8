"""What a press of a button does to a report: a block comes, goes, comes back, or changes its place."""

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from typing import Any

from gocluster_events.report.rules.document import KINDS, MOST_BLOCKS, Block, Kind, Photo, Removal, Report
from gocluster_events.text import Localized


class Step(Enum):
    """Which way a block goes."""

    UP = "up"
    DOWN = "down"


class Refusal(Enum):
    """Why a report is not stored, published or asked about as somebody wanted."""

    TOO_MANY = "too_many"
    NO_HEADLINE = "no_headline"
    NO_LEAD = "no_lead"
    NO_WORDS = "no_words"
    NOT_BEGUN = "not_begun"
    DRAFT = "draft"
    NO_PERSON = "no_person"
    UNFINISHED = "unfinished"


def moved(report: Report, uuid: str, step: Step) -> Report:
    """The report with that block one place higher or lower; as it is where there is no such place."""
    blocks = list(report.blocks)
    place = _place(report, uuid)
    other = -1 if place is None else place + (-1 if step is Step.UP else 1)
    if place is None or not 0 <= other < len(blocks):
        return report
    blocks[place], blocks[other] = blocks[other], blocks[place]
    return replace(report, blocks=tuple(blocks))


def without(report: Report, uuid: str) -> Report:
    """The report without that block, which can be put back until the next one goes."""
    place = _place(report, uuid)
    if place is None:
        return report
    rest = (*report.blocks[:place], *report.blocks[place + 1 :])
    return replace(report, blocks=rest, removal=Removal(report.blocks[place], place))


def restored(report: Report) -> Report:
    """The report with the block that went last where it stood."""
    removal = report.removal
    if removal is None:
        return report
    blocks = (*report.blocks[: removal.position], removal.block, *report.blocks[removal.position :])
    return replace(report, blocks=blocks, removal=None)


def extended(report: Report, kind: Kind, uuid: str, after: str = "") -> Report:
    """The report with an empty block of that kind, after that block or at its end."""
    shape = next(shape for shape, each in KINDS.items() if each is kind)
    return inserted(report, shape(uuid=uuid), after)


def inserted(report: Report, block: Block, after: str = "") -> Report:
    """The report with the block after that one, or at its end."""
    place = _place(report, after)
    at = len(report.blocks) if place is None else place + 1
    return replace(report, blocks=(*report.blocks[:at], block, *report.blocks[at:]))


def replaced(report: Report, block: Block) -> Report:
    """The report with that block instead of the one with its UUID."""
    return replace(report, blocks=tuple(block if each.uuid == block.uuid else each for each in report.blocks))


def is_too_long(report: Report) -> bool:
    """Whether it has more blocks than one page can bear."""
    return len(report.blocks) > MOST_BLOCKS


def in_language(before: Localized, language: str, text: str) -> Localized:
    """Both texts, that of one language as typed."""
    changed: Any = {language: text}
    return replace(before, **changed)


def outline(report: Report, uuids: Iterable[str]) -> Report:
    """A report of blocks of the same kinds in the same order, without a word."""
    blocks: list[Block] = [type(block)(uuid=uuid) for block, uuid in zip(report.blocks, uuids, strict=False)]
    return Report(blocks=tuple(block for block in blocks if not isinstance(block, Photo)))


def _place(report: Report, uuid: str) -> int | None:
    return next((place for place, each in enumerate(report.blocks) if each.uuid == uuid), None)
