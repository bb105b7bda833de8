"""The times that all rooms have in common: blocks, in which items begin together, and breaks for everybody."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change, uuid_from
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.conflicts.index import PAUSES
from gocluster_events.meeting.agenda.rules.filter import BREAKS, is_band
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable

MOST_TIMES = 60
_NOON = (time(11), time(14))
_LEAST_LUNCH = 40  # minutes; what is shorter is for coffee, even at noon


class Use(Enum):
    """What a common time is for."""

    BLOCK = "block"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class CommonTime:
    """A block or a break for everybody, as its row in the settings has it."""

    uuid: str
    use: Use
    name: Localized
    starts_at: datetime
    length_minutes: int

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The first instant, and the one after the last."""
        return self.starts_at, self.starts_at + timedelta(minutes=self.length_minutes)


def common_times(draft: Timetable) -> tuple[CommonTime, ...]:
    """The blocks and the breaks for everybody, by time."""
    blocks = [CommonTime(each.uuid, Use.BLOCK, each.name, each.starts_at, each.length_minutes) for each in draft.blocks]
    breaks = [
        CommonTime(item.uuid, Use.BREAK, item.title, item.starts_at, item.length_minutes)
        for item in draft.items
        if item.starts_at is not None and is_band(item) and item.kind in PAUSES
    ]
    return tuple(sorted((*blocks, *breaks), key=lambda each: (each.span, each.uuid)))


def standing_in(draft: Timetable, block: TimeBlock) -> tuple[Item, ...]:
    """The items that begin in the block; breaks do not belong to it."""
    begin, end = block.span
    return tuple(
        item
        for item in draft.items
        if item.starts_at is not None and begin <= item.starts_at < end and item.kind not in BREAKS
    )


def changes_to(
    draft: Timetable, wanted: Sequence[CommonTime], removed: Collection[str], event_id: int
) -> tuple[Change, ...]:
    """What makes the draft's common times as wanted, those of ``removed`` gone and all others as they are.

    A block takes along what stands in it. A block that becomes a break, or the other way round, is a new one.
    """
    known = {each.uuid: each for each in common_times(draft)}
    changes: dict[str, Change] = {}
    for uuid in known.keys() & set(removed):
        changes[uuid] = Change(_subject(draft, uuid), None)
    for each in wanted:
        for change in _changed(draft, known.get(each.uuid), each, event_id):
            changes.setdefault(change.touched, change)  # an item in two blocks goes with the first
    return tuple(changes.values())


def _changed(draft: Timetable, before: CommonTime | None, wanted: CommonTime, event_id: int) -> Iterator[Change]:
    if before == wanted:
        return
    subject = _subject(draft, wanted.uuid)
    match before, subject:
        case None, _:
            yield Change(None, _made(wanted, draft.zone))
        case CommonTime() as known, _ if known.use is not wanted.use:
            other = replace(wanted, uuid=uuid_from(f"{wanted.uuid} as {wanted.use.value}", event_id))
            yield Change(subject, None)
            yield Change(None, _made(other, draft.zone))
        case _, TimeBlock() as block:
            yield Change(block, _made(wanted, draft.zone))
            yield from _along(draft, block, wanted.starts_at - block.starts_at)
        case _, Item() as item:
            begin, minutes = wanted.starts_at, wanted.length_minutes
            yield Change(item, replace(item, title=wanted.name, starts_at=begin, length_minutes=minutes))


def _along(draft: Timetable, block: TimeBlock, shift: timedelta) -> Iterator[Change]:
    for item in standing_in(draft, block) if shift else ():
        if item.starts_at is not None:
            yield Change(item, replace(item, starts_at=item.starts_at + shift))


def _subject(draft: Timetable, uuid: str) -> Item | TimeBlock | None:
    return draft.block(uuid) or draft.item(uuid)


def _made(each: CommonTime, zone: str) -> Item | TimeBlock:
    if each.use is Use.BLOCK:
        return TimeBlock(each.uuid, each.name, each.starts_at, each.length_minutes)
    clock = each.starts_at.astimezone(ZoneInfo(zone)).time()
    is_lunch = _NOON[0] <= clock < _NOON[1] and each.length_minutes >= _LEAST_LUNCH
    kind = Kind.LUNCH if is_lunch else Kind.COFFEE
    return Item(each.uuid, kind, each.name, each.length_minutes, starts_at=each.starts_at)


def aligned(draft: Timetable, block: TimeBlock) -> tuple[Change, ...]:
    """What lets the first item of each room in the block begin with it."""
    first: dict[int | None, Item] = {}
    for item in sorted(standing_in(draft, block), key=lambda each: each.span):
        first.setdefault(item.room, item)
    late = (item for room, item in first.items() if room is not None and item.starts_at != block.starts_at)
    return tuple(Change(item, replace(item, starts_at=block.starts_at)) for item in late)
