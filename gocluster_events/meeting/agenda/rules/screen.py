"""What a screen in the foyer or at a door shows at a moment: what runs, what comes next, and what later."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.meeting.agenda.rules.differences import Difference, News
from gocluster_events.meeting.agenda.rules.filter import is_band
from gocluster_events.meeting.agenda.rules.timetable import Item, Room, Timetable, in_order


class Stage(Enum):
    """Where the day stands.

    Before: the programme begins on another day; soon: later today; pause: it goes on later today; evening: on another
    day.
    """

    EMPTY = "empty"
    BEFORE = "before"
    SOON = "soon"
    RUNNING = "running"
    PAUSE = "pause"
    EVENING = "evening"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ScreenView:
    """Items on a screen. ``next`` begin together, ``later`` later that day; ``rest`` is over or on other days."""

    stage: Stage
    now: tuple[Item, ...]
    next: tuple[Item, ...]
    later: tuple[Item, ...]
    rest: tuple[Item, ...]

    @property
    def goes_on(self) -> datetime | None:
        """When the next items begin."""
        return self.next[0].span[0] if self.next else None


def screen_view(timetable: Timetable, now: datetime, room: Room | None = None) -> ScreenView:
    """What a screen shows at that moment, of one room with the breaks for everybody, or of the whole meeting."""
    items = in_order(item for item in timetable.items if room is None or item.room == room.id or is_band(item))
    running = tuple(item for item in items if item.span[0] <= now < item.span[1])
    ahead = [item for item in items if item.span[0] > now]
    following = tuple(item for item in ahead if item.span[0] == ahead[0].span[0])
    later = tuple(i for i in ahead if i not in following and timetable.day_of(i) == timetable.day_of(ahead[0]))
    uuids = {item.uuid for item in (*running, *following, *later)}
    return ScreenView(
        _stage(timetable, items, now),
        running,
        following,
        later,
        tuple(item for item in items if item.uuid not in uuids),
    )


def _stage(timetable: Timetable, items: tuple[Item, ...], now: datetime) -> Stage:
    begun = [item for item in items if item.span[0] <= now]
    ahead = [item for item in items if item.span[0] > now]
    if any(now < item.span[1] for item in begun):
        return Stage.RUNNING
    if not ahead:
        return Stage.OVER if begun else Stage.EMPTY
    today = timetable.date_at(now)
    if timetable.day_of(ahead[0]) != today:
        return Stage.EVENING if begun else Stage.BEFORE
    return Stage.PAUSE if any(timetable.day_of(item) == today for item in begun) else Stage.SOON


def changes_at(news: News, now: datetime, room: Room | None = None) -> tuple[tuple[Difference, ...], tuple[Item, ...]]:
    """What is changed and what dropped, as long as it is not over; at a door what comes to the room or leaves it."""
    marked = tuple(each for each in news.marked.values() if _concerns(each, now, room))
    return marked, tuple(item for item in news.dropped if item.span[1] > now and (not room or item.room == room.id))


def _concerns(change: Difference, now: datetime, room: Room | None) -> bool:
    sides = [side for side in (change.old, change.new) if side is not None]
    return any(side.span[1] > now for side in sides) and (room is None or any(side.room == room.id for side in sides))
