"""Two texts of one report: what was typed, and what a colleague stored meanwhile."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gocluster_events.post_event.report.rules.document import Block, Fact, Kind, Photo, Quote, Report, Text, kind_of


@dataclass(frozen=True, slots=True)
class Clash:
    """A part of the report that differs: a text above or below the blocks by name, or a block by kind."""

    part: str | Kind
    mine: str
    theirs: str


def clashes(mine: Report, theirs: Report, language: str) -> tuple[Clash, ...]:
    """The parts that differ in that language, in the order of what was typed."""
    return tuple(_clashes(mine, theirs, language))


def _clashes(mine: Report, theirs: Report, language: str) -> Iterator[Clash]:
    for name in ("headline", "lead", "source"):
        texts = [getattr(getattr(each, name), language) for each in (mine, theirs)]
        if texts[0] != texts[1]:
            yield Clash(name, *texts)
    uuids = dict.fromkeys(each.uuid for each in (*mine.blocks, *theirs.blocks))
    for uuid in uuids:
        pair = (mine.block(uuid), theirs.block(uuid))
        if pair[0] != pair[1]:
            there = pair[0] or pair[1]
            yield Clash(kind_of(there) if there else "", *(_as_text(each, language) for each in pair))


def _as_text(block: Block | None, language: str) -> str:
    match block:
        case None:
            return ""
        case Text():
            return str(getattr(block.text, language))
        case Photo():
            return block.photo
        case Fact():
            parts = (getattr(block.hedge, language), block.number, getattr(block.unit, language))
            return " ".join(filter(None, parts))
        case Quote():
            return str(getattr(block.text, language))


def together(mine: Report, theirs: Report) -> Report:
    """The report as typed, with the blocks that only the other one has, each behind the one that it follows there."""
    blocks = list(mine.blocks)
    known = {each.uuid for each in blocks}
    before = ""
    for block in theirs.blocks:
        if block.uuid not in known:
            place = next((at + 1 for at, each in enumerate(blocks) if each.uuid == before), 0)
            blocks.insert(place, block)
        before = block.uuid
    return replace(mine, blocks=tuple(blocks), removal=theirs.removal)
