"""Checks of who appears where and when."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from gocluster_events.meeting.agenda.rules.codes import Kind, Part, PersonStatus
from gocluster_events.meeting.agenda.rules.conflicts.finding import Conflict, ConflictKind, Severity
from gocluster_events.meeting.agenda.rules.conflicts.index import LED, SHARING, Index, ScheduledItem, crossing
from gocluster_events.meeting.agenda.rules.timetable import Span

WALK = timedelta(minutes=5)
"""How long one needs from one room to another."""
BREAK = timedelta(minutes=15)
"""What is shorter is no break."""
STRETCH = timedelta(hours=3)
"""How long one can go on without a break."""


def person_twice(board: Index) -> Iterator[Conflict]:
    """One person in two places at one time; a stand or the coffee can be left for a while, which is only a warning."""
    for person, spans in board.by_person.items():
        for first, second in crossing(spans):
            can_be_left = not SHARING.isdisjoint({first.item.kind, second.item.kind})
            severity = Severity.WARNING if can_be_left else Severity.ERROR
            yield Conflict(ConflictKind.PERSON_TWICE, severity, (first.item, second.item), person)


def person_away(board: Index) -> Iterator[Conflict]:
    """One person where they cannot be all the time; of a stand or the coffee they may miss a part."""
    for person in board.timetable.people:
        times = list(_joined(person.available)) if person.available else ()
        for placed in board.by_person.get(person.uuid, ()) if times else ():
            if not any(start <= placed.start and placed.end <= end for start, end in times):
                severity = Severity.WARNING if placed.item.kind in SHARING else Severity.ERROR
                yield Conflict(ConflictKind.PERSON_AWAY, severity, (placed.item,), person.uuid)


def person_unconfirmed(board: Index) -> Iterator[Conflict]:
    """Somebody who has declined, or has yet to answer, once for all they are in."""
    for person in board.timetable.people:
        if person.uuid in board.by_person and person.status in _UNCONFIRMED:
            items = tuple(placed.item for placed in board.by_person[person.uuid])
            yield Conflict(*_UNCONFIRMED[person.status], items, person.uuid)


def room_change(board: Index) -> Iterator[Conflict]:
    """One person in two rooms, one after the other, without the time to walk."""
    for person, spans in board.by_person.items():
        for first, second in crossing(spans, WALK):
            rooms = {first.item.room, second.item.room}
            if second.start >= first.end and len(rooms) > 1 and None not in rooms:
                yield Conflict(ConflictKind.ROOM_CHANGE, Severity.WARNING, (first.item, second.item), person)


def no_break(board: Index) -> Iterator[Conflict]:
    """One person in several items in a row for too long; within a single long one there is a break."""
    for person, spans in board.by_person.items():
        for row in _rows([span for span in spans if span.item.kind not in SHARING]):
            if len(row) > 1 and max(span.end for span in row) - row[0].start > STRETCH:
                yield Conflict(ConflictKind.NO_BREAK, Severity.HINT, tuple(span.item for span in row), person)


def no_moderation(board: Index) -> Iterator[Conflict]:
    """A panel on the public programme that nobody moderates."""
    for span in board.public_spans:
        is_moderated = any(each.part is Part.MODERATION for each in span.item.people)
        if span.item.kind is Kind.PANEL and not is_moderated:
            yield Conflict(ConflictKind.NO_MODERATION, Severity.WARNING, (span.item,))


def no_people(board: Index) -> Iterator[Conflict]:
    """An item on the public programme without people, though somebody leads it; a panel's moderation is missed more."""
    for span in board.public_spans:
        if span.item.kind in _LED_BUT_PANELS and not span.item.people:
            yield Conflict(ConflictKind.NO_PEOPLE, Severity.HINT, (span.item,))


_LED_BUT_PANELS = LED - {Kind.PANEL}
_UNCONFIRMED = {
    PersonStatus.DECLINED: (ConflictKind.PERSON_DECLINED, Severity.ERROR),
    PersonStatus.ASKED: (ConflictKind.PERSON_ASKED, Severity.HINT),
}


def _joined(times: Sequence[Span]) -> Iterator[Span]:
    """The times, with those that touch or overlap joined."""
    start, end = min(times)
    for next_start, next_end in sorted(times):
        if next_start > end:
            yield start, end
            start = next_start
        end = max(end, next_end)
    yield start, end


def _rows(spans: Sequence[ScheduledItem]) -> Iterator[list[ScheduledItem]]:
    """Runs of items, by start, with no break between them."""
    row: list[ScheduledItem] = []
    for span in spans:
        if row and span.start - max(each.end for each in row) >= BREAK:
            yield row
            row = []
        row.append(span)
    if row:
        yield row
