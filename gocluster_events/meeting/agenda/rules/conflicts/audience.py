"""Checks of what runs beside a gathering, and of codes and texts."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from gocluster_events.meeting.agenda.rules.codes import Visibility
from gocluster_events.meeting.agenda.rules.conflicts import index
from gocluster_events.meeting.agenda.rules.conflicts.finding import Conflict, ConflictKind, Severity
from gocluster_events.meeting.agenda.rules.sign_up import SignUpFault, sign_up_fault
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable

_FOR_SOME = index.SHARING | index.APART
"""What nobody misses by being elsewhere."""


def beside_plenary(board: index.Index) -> Iterator[Conflict]:
    """Something elsewhere while everybody is to be in the plenary."""
    most = max((room.seats for room in board.timetable.rooms), default=0)

    def for_everybody(item: Item) -> bool:
        return item.kind in index.PLENARY and _is_open(item) and _takes_everybody(item, board.timetable, most)

    for item, plenary in _beside(board, for_everybody):
        yield Conflict(ConflictKind.BESIDE_PLENARY, Severity.WARNING, (item, plenary))


def beside_gathering(board: index.Index) -> Iterator[Conflict]:
    """Something for everybody while everybody is invited to get together."""
    for item, gathering in _beside(board, lambda item: item.kind in index.GATHERINGS and _is_open(item)):
        if item.visibility is Visibility.PUBLIC:
            yield Conflict(ConflictKind.BESIDE_GATHERING, Severity.HINT, (item, gathering))


def same_track(board: index.Index) -> Iterator[Conflict]:
    """Two items of one track at one time, for those who follow the track."""
    tracks: dict[int, list[index.ScheduledItem]] = {}
    for span in board.public_spans:
        if span.item.track is not None and span.item.kind not in _FOR_SOME:
            tracks.setdefault(span.item.track, []).append(span)
    for spans in tracks.values():
        for first, second in index.crossing(spans):
            yield Conflict(ConflictKind.SAME_TRACK, Severity.HINT, (first.item, second.item))


def _beside(board: index.Index, for_everybody: Callable[[Item], bool]) -> Iterator[tuple[Item, Item]]:
    """Each item with the one for everybody that it overlaps. Of two for everybody the later one is beside the other."""
    theirs = [(span, for_everybody(span.item)) for span in board.public_spans]
    whole = {span.item.uuid for span, is_whole in theirs if is_whole}
    looked_at = [span for span, is_whole in theirs if is_whole or span.item.kind not in _FOR_SOME]
    for first, second in index.beside(looked_at, lambda span: span.item.uuid in whole):
        if first.item.room is not None and first.item.room == second.item.room:
            continue  # the room is taken, which is worse
        if first.item.uuid in whole:
            yield second.item, first.item
        elif second.item.uuid in whole:
            yield first.item, second.item


def _is_open(item: Item) -> bool:
    return item.visibility is Visibility.PUBLIC and item.track is None


def _takes_everybody(item: Item, timetable: Timetable, most: int) -> bool:
    """Whether nothing limits it to a part: its own places, or a room smaller than the largest."""
    room = timetable.room(item)
    return not item.seats and (room is None or not room.seats or room.seats >= most)


def code_twice(board: index.Index) -> Iterator[Conflict]:
    """Two items with one code, which stands on signs, lists and in addresses; those without a start count as well."""
    codes: dict[str, list[Item]] = defaultdict(list)
    for item in board.timetable.items:
        if item.code:
            codes[item.code.casefold()].append(item)
    for same in codes.values():
        if len(same) > 1:
            yield Conflict(ConflictKind.CODE_TWICE, Severity.ERROR, tuple(same))


def no_english(board: index.Index) -> Iterator[Conflict]:
    """An item on the public programme without an English title, where others have one: else it is all in German."""
    if any(span.item.title.en for span in board.public_spans):
        for span in board.public_spans:
            if not span.item.title.en:
                yield Conflict(ConflictKind.NO_ENGLISH, Severity.HINT, (span.item,))


def not_bookable(board: index.Index) -> Iterator[Conflict]:
    """An item whose places are to be booked, though nobody can: no places are counted, or it is for everybody."""
    for span in board.spans:
        if fault := sign_up_fault(span.item, board.timetable):
            is_uncounted = fault is SignUpFault.NO_SEATS
            kind = ConflictKind.NO_SEATS_TO_BOOK if is_uncounted else ConflictKind.NOT_BOOKABLE
            yield Conflict(kind, Severity.WARNING, (span.item,))
