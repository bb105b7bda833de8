"""The one verb of the list: taking it away."""

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import IO, Any

from gocluster_events import db
from gocluster_events.accounts import services as accounts
from gocluster_events.attendees import queries
from gocluster_events.attendees.models import Export
from gocluster_events.attendees.rules.filter import Field, Filter
from gocluster_events.attendees.rules.table import Cell, Order, Table, Write
from gocluster_events.attendees.services.admission import admit, undo_admission
from gocluster_events.attendees.services.walk_in import come_unregistered

__all__ = ["admit", "come_unregistered", "download", "undo_admission"]

_WINDOW = timedelta(hours=1)


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

    ``say`` turns a code into the reader's word. Raises TooMany after ``limit`` downloads by one person in an hour.
    """
    accounts.count("export", order.actor, limit, _WINDOW, now)
    found = queries.rows(db.session(), event_id, order.wanted, order.columns)
    table = Table(tuple(heads), tuple(tuple(map(say, row)) for row in found), order.zone, order.title)
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever sends it closes it
    try:
        write(file, table)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        _log(event_id, order, len(table.rows), digest, now)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def _log(event_id: int, order: Order, rows: int, sha256: str, now: datetime) -> None:
    with db.transaction() as session:
        session.add(
            Export(
                event_id=event_id,
                at=now,
                actor=order.actor,
                purpose=order.purpose,
                file_name=order.file_name,
                filter=_without_words(order.wanted),
                columns=[column.value for column in order.columns],
                rows=rows,
                sha256=sha256,
            )
        )


def _without_words(wanted: Filter) -> dict[str, list[str]]:
    """The filter as the log keeps it: that something was searched for, but not the words, which may be a name."""
    told = wanted.parameters()
    return {**told, Field.SEARCH.value: []} if Field.SEARCH.value in told else told
