"""What becomes of the items of a day that is on another date from now on, or that is no day of the edition any more."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.events.rules.new_edition import later


def items_on(draft: Timetable, dates: Collection[date]) -> Sequence[Item]:
    """The scheduled items that begin on one of these dates, in order."""
    return [item for day, items in draft.by_day().items() if day in dates for item in items]


def follow_days(draft: Timetable, shifts: Mapping[date, int], dropped: Collection[date]) -> tuple[Change, ...]:
    """What lets items and blocks move along with their day, by so many days.

    The items of a dropped day leave the plan, and its blocks are gone.
    """
    moved = (
        Change(item, replace(item, starts_at=later(item.starts_at, days, draft.zone)))
        for was, days in shifts.items()
        for item in items_on(draft, {was})
        if item.starts_at is not None
    )
    times = (
        Change(block, replace(block, starts_at=later(block.starts_at, days, draft.zone)))
        for was, days in shifts.items()
        for block in _blocks_on(draft, {was})
    )
    out = (Change(item, replace(item, starts_at=None, room=None)) for item in items_on(draft, dropped))
    return (*times, *(Change(block, None) for block in _blocks_on(draft, dropped)), *moved, *out)


def _blocks_on(draft: Timetable, dates: Collection[date]) -> Sequence[TimeBlock]:
    return [block for block in draft.blocks if draft.date_at(block.starts_at) in dates]
