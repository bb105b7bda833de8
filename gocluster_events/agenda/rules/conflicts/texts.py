"""Checks of what readers read."""

from collections import defaultdict
from collections.abc import Iterator

from gocluster_events.agenda.rules.conflicts.finding import Conflict, ConflictKind, Severity
from gocluster_events.agenda.rules.conflicts.index import Index
from gocluster_events.agenda.rules.timetable import Item


def code_twice(board: Index) -> Iterator[Conflict]:
    """Two items with one code, which stands on signs, lists and in addresses; those without a start count as well."""
    codes: dict[str, list[Item]] = defaultdict(list)
    for item in board.timetable.items:
        if item.code:
            codes[item.code.casefold()].append(item)
    for same in codes.values():
        if len(same) > 1:
            yield Conflict(ConflictKind.CODE_TWICE, Severity.ERROR, tuple(same))


def no_english(board: Index) -> Iterator[Conflict]:
    """An item on the public programme without an English title, where others have one: else it is all in German."""
    if any(span.item.title.en for span in board.public_spans):
        for span in board.public_spans:
            if not span.item.title.en:
                yield Conflict(ConflictKind.NO_ENGLISH, Severity.HINT, (span.item,))
