"""A report after somebody's name was removed at their wish: no text names them, and nothing of theirs is quoted."""

from dataclasses import replace
from typing import Any

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.redaction import without
from gocluster_events.post_event.report.rules.document import Block, Quote, Report


def redacted(report: Report, uuid: str, names: tuple[str, ...]) -> Report:
    """The report without the quotes of that person, and without the names in all that is left."""
    blocks = tuple(_redacted(each, names) for each in report.blocks if not _is_theirs(each, uuid, names))
    texts: dict[str, Any] = {
        name: without(getattr(report, name), names) for name in ("headline", "lead", "source")
    }  # fmt: skip
    return replace(report, blocks=blocks, removal=None, **texts)


def quotes_of(report: Report, uuid: str, names: tuple[str, ...]) -> tuple[Quote, ...]:
    """The quotes of that person, whether chosen from the programme or only named."""
    return tuple(each for each in report.quotes if _is_theirs(each, uuid, names))


def _is_theirs(block: Block, uuid: str, names: tuple[str, ...]) -> bool:
    return isinstance(block, Quote) and (block.person == uuid or block.name in names)


def _redacted(block: Block, names: tuple[str, ...]) -> Block:
    changed: dict[str, Any] = {}
    for field in type(block).__dataclass_fields__:
        value = getattr(block, field)
        if isinstance(value, Localized):
            changed[field] = without(value, names)
    if isinstance(block, Quote):
        changed["name"] = without(Localized(block.name), names).de
    return replace(block, **changed)
