"""What a press of a button does to a report: a block comes, goes, comes back, or changes its place."""

from dataclasses import replace
from enum import Enum
from typing import Any

from gocluster_events.core.text import Localized
from gocluster_events.post_event.report.rules.document import MOST_BLOCKS, Block, Removal, Report


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


def inserted(report: Report, block: Block) -> Report:
    """The report with the block at its end."""
    return replace(report, blocks=(*report.blocks, block))


def is_too_long(report: Report) -> bool:
    """Whether it has more blocks than one page can bear."""
    return len(report.blocks) > MOST_BLOCKS


def in_language(before: Localized, language: str, text: str) -> Localized:
    """Both texts, that of one language as typed."""
    changed: Any = {language: text}
    return replace(before, **changed)


def _place(report: Report, uuid: str) -> int | None:
    return next((place for place, each in enumerate(report.blocks) if each.uuid == uuid), None)
