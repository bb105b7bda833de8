"""Downloading the list as a file, and logging every download of files and printed papers."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import IO, Any

from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.models import Export
from gocluster_events.attendance.attendees.queries import listing
from gocluster_events.attendance.attendees.rules.filter import Field, Filter
from gocluster_events.attendance.attendees.rules.table import Cell, Order, Table, TooLong, Write
from gocluster_events.core import db
from gocluster_events.core.accounts.services import counting
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused


@dataclass(slots=True)
class Stream:
    """Rows that are read once, one after the other; ``number`` is how many were read so far."""

    rows: Iterable[tuple[Cell, ...]]
    number: int = 0

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        for row in self.rows:
            self.number += 1
            yield row


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
    count_download(Act(order.actor, now), limit)
    registrations: Iterable[Sequence[Any]] = listing.rows(db.session(), event_id, order.wanted, order.columns)
    if order.most_rows is not None:
        registrations = tuple(islice(registrations, order.most_rows + 1))
        if len(registrations) > order.most_rows:
            raise Refused(TooLong.FOR_PAPER)
    rows, keys = Stream(tuple(map(say, row)) for row in registrations), tuple(each.value for each in order.columns)
    table = Table(tuple(heads), rows, order.zone, order.title, keys, order.frame)
    with written(write, table) as (session, file, digest):
        log_download(
            session,
            event_id,
            now,
            actor=order.actor,
            purpose=order.purpose,
            file_name=order.file_name,
            filter=_without_words(order.wanted),
            columns=[column.value for column in order.columns],
            rows=rows.number,
            sha256=digest,
        )
    return file


def _without_words(wanted: Filter) -> dict[str, list[str]]:
    """The filter as the log keeps it: that something was searched for, but not the words, which may be a name."""
    parameters = wanted.parameters()
    return {**parameters, Field.SEARCH.value: []} if Field.SEARCH.value in parameters else parameters


@dataclass(frozen=True, slots=True)
class Paper:
    """What was printed: what for, under which name, which columns it shows, how many people are on it, and which."""

    purpose: str
    file_name: str
    columns: Sequence[str]
    people: int
    wanted: Filter


def log_paper(event_id: int, paper: Paper, content: bytes, act: Act) -> None:
    """The export log says who downloaded the paper, when, and its SHA-256. Works in archived editions too."""
    with db.transaction() as session:
        log_download(
            session,
            event_id,
            act.at,
            actor=act.by,
            purpose=paper.purpose,
            file_name=paper.file_name,
            filter=_without_words(paper.wanted),
            columns=list(paper.columns),
            rows=paper.people,
            sha256=hashlib.sha256(content).hexdigest(),
        )


_WINDOW = timedelta(hours=1)


def count_download(act: Act, limit: int) -> None:
    """One more file counts as a download by this person. Raises TooMany after ``limit`` of them in an hour."""
    counting.count("export", act.by, limit, _WINDOW, act.at)


def count_single_paper(act: Act, limit: int) -> None:
    """One more paper about one person counts, by itself. Raises TooMany after ``limit`` of them in an hour."""
    counting.count("single_paper", act.by, limit, _WINDOW, act.at)


@contextmanager
def written(write: Write, table: Table) -> Iterator[tuple[Session, IO[bytes], str]]:
    """The file, open at its beginning, and its SHA-256, with the transaction that logs it.

    It vanishes when it is closed, or where it is not logged.
    """
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever sends it closes it
    try:
        write(file, table)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        with db.transaction() as session:
            yield session, file, digest
    except BaseException:
        file.close()
        raise


def log_download(session: Session, event_id: int, at: datetime, **facts: Any) -> Export:
    """The export log has one more line."""
    row = Export(event_id=event_id, at=at, **facts)
    session.add(row)
    return row
