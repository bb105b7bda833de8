"""Checks of rooms, their equipment, and the venue's hours."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from gocluster_events.meeting.agenda.rules.codes import Kind, Visibility
from gocluster_events.meeting.agenda.rules.conflicts.finding import Conflict, ConflictKind, Severity
from gocluster_events.meeting.agenda.rules.conflicts.index import APART, PAUSES, SHARING, Index, beside, crossing
from gocluster_events.meeting.agenda.rules.filter import BREAKS, is_band
from gocluster_events.meeting.agenda.rules.timetable import Day, Item


def room_taken(board: Index) -> Iterator[Conflict]:
    """Two items in one room at one time, unless both are of a sharing kind, or one is a break (see `into_break`)."""
    for spans in board.by_room.values():
        for first, second in crossing(spans):
            kinds = {first.item.kind, second.item.kind}
            if not kinds <= SHARING and not kinds & PAUSES:
                yield Conflict(ConflictKind.ROOM_TAKEN, Severity.ERROR, (first.item, second.item))


def into_break(board: Index) -> Iterator[Conflict]:
    """An item that reaches into a break for everybody, or into one in its own room; people can be asked to be quick."""
    looked_at = [span for span in board.spans if span.item.kind in PAUSES or span.item.kind not in SHARING]
    for pair in beside(looked_at, lambda span: span.item.kind in PAUSES):
        first, second = (span.item for span in pair)
        item, pause = (second, first) if first.kind in PAUSES else (first, second)
        if pause.kind in PAUSES and item.kind not in PAUSES and _is_broken(pause, item):
            yield Conflict(ConflictKind.INTO_BREAK, Severity.WARNING, (item, pause))


def _is_broken(pause: Item, item: Item) -> bool:
    """Whether the break is in the item's room, or for everybody and so for those who are in the item."""
    return item.kind not in APART if is_band(pause) else pause.room == item.room


def outside_hours(board: Index) -> Iterator[Conflict]:
    """An item on no day of the meeting, or at the venue before it opens or after it closes."""
    timetable = board.timetable
    hours: dict[date | None, tuple[datetime, datetime]] = {
        day.date: _hours(day, timetable.zone) for day in timetable.days
    }
    for span in board.spans:
        opens_at, closes_at = hours.get(timetable.day_of(span.item), (None, None))
        is_too_early_or_late = opens_at is None or closes_at is None or span.start < opens_at or closes_at < span.end
        if is_too_early_or_late and not (opens_at is not None and _is_elsewhere(span.item)):
            yield Conflict(ConflictKind.OUTSIDE_HOURS, Severity.ERROR, (span.item,))


def room_too_small(board: Index) -> Iterator[Conflict]:
    """An item that lets in more people than its room has seats."""
    for span in board.spans:
        room = board.timetable.room(span.item)
        if room is not None and 0 < room.seats < span.item.seats:
            yield Conflict(ConflictKind.ROOM_TOO_SMALL, Severity.WARNING, (span.item,))


def no_room(board: Index) -> Iterator[Conflict]:
    """An item with a start and no room, though it needs one; a break for everybody needs none."""
    for span in board.spans:
        if board.timetable.room(span.item) is None and not _is_elsewhere(span.item) and not is_band(span.item):
            yield Conflict(ConflictKind.NO_ROOM, Severity.WARNING, (span.item,))


def no_stream(board: Index) -> Iterator[Conflict]:
    """An item that is to be streamed from a room that cannot."""
    for span in board.spans:
        room = board.timetable.room(span.item)
        if span.item.has_stream and room is not None and not room.has_stream:
            yield Conflict(ConflictKind.NO_STREAM, Severity.WARNING, (span.item,))


def unstreamed(board: Index) -> Iterator[Conflict]:
    """An item that says it is not streamed, in a room from which everything is; breaks and closed items may."""
    for span in board.spans:
        room, item = board.timetable.room(span.item), span.item
        is_for_all = item.kind not in BREAKS and item.visibility is not Visibility.CLOSED
        if room is not None and room.has_stream and item.has_stream is False and is_for_all:
            yield Conflict(ConflictKind.UNSTREAMED, Severity.HINT, (item,))


def _is_elsewhere(item: Item) -> bool:
    """Whether it leads out of the venue, so that neither its rooms nor its hours matter."""
    return item.kind is Kind.EXCURSION and item.room is None


def _hours(day: Day, zone: str) -> tuple[datetime, datetime]:
    def instant(wall_clock: time) -> datetime:
        return datetime.combine(day.date, wall_clock, ZoneInfo(zone)).astimezone(UTC)

    return instant(day.opens), instant(day.closes)
