"""The one verb of the list: taking it away."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import IO, Any

from gocluster_events import db
from gocluster_events.attendees import queries
from gocluster_events.attendees.rules.filter import Field, Filter
from gocluster_events.attendees.rules.table import Cell, Order, Table, TooLong, Write
from gocluster_events.attendees.services import files
from gocluster_events.attendees.services.admission import admit, undo_admission
from gocluster_events.attendees.services.walk_in import come_unregistered
from gocluster_events.errors import Refused

__all__ = ["admit", "come_unregistered", "download", "undo_admission"]


def download(
    event_id: int,
    order: Order,
    heads: Sequence[str],
    say: Callable[[Any], Cell],
    write: Write,
    limit: int,
    now: datetime,
) -> IO[bytes]:
    """The file, open at its beginning, once it is in the export log with its SHA-256; it vanishes when it is closed.

    ``say`` turns a code into the reader's word. Raises TooMany after ``limit`` downloads by one person in an hour,
    Refused when there are more rows than the file can hold.
    """
    files.count(order.actor, limit, now)
    found = queries.rows(db.session(), event_id, order.wanted, order.columns)
    if order.most_rows is not None and len(found) > order.most_rows:
        raise Refused(TooLong.FOR_PAPER)
    rows, keys = tuple(tuple(map(say, row)) for row in found), tuple(column.value for column in order.columns)
    file, digest = files.made(write, Table(tuple(heads), rows, order.zone, order.title, keys, order.frame))
    try:
        _log(event_id, order, len(rows), digest, now)
    except BaseException:
        file.close()
        raise
    return file


def _log(event_id: int, order: Order, rows: int, sha256: str, now: datetime) -> None:
    with db.transaction() as session:
        files.log(
            session,
            event_id,
            now,
            actor=order.actor,
            purpose=order.purpose,
            file_name=order.file_name,
            filter=_without_words(order.wanted),
            columns=[column.value for column in order.columns],
            rows=rows,
            sha256=sha256,
        )


def _without_words(wanted: Filter) -> dict[str, list[str]]:
    """The filter as the log keeps it: that something was searched for, but not the words, which may be a name."""
    told = wanted.parameters()
    return {**told, Field.SEARCH.value: []} if Field.SEARCH.value in told else told
