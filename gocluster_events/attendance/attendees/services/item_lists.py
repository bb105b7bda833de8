"""Downloading the list of an item."""

from dataclasses import dataclass
from typing import IO

from gocluster_events.attendance.attendees.rules.item_list import COLUMNS, PROFILE
from gocluster_events.attendance.attendees.rules.table import Table, TooLong, Write
from gocluster_events.attendance.attendees.services import downloads
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list that somebody takes away: of which item (UUID), its table of so many rows, what for, under which name."""

    item: str
    table: Table
    rows: int
    purpose: str
    file_name: str
    most_rows: int | None = None


def take_item_list(event_id: int, taking: ItemList, write: Write, act: Act, limit: int) -> IO[bytes]:
    """The file, open at its beginning, once it is in the log of downloads.

    Raises TooMany after ``limit`` files by one person in an hour, Refused when there are more rows than it can hold.
    """
    downloads.count_download(act, limit)
    if taking.most_rows is not None and taking.rows > taking.most_rows:
        raise Refused(TooLong.FOR_PAPER)
    with downloads.written(write, taking.table) as (session, file, digest):
        downloads.log_download(
            session,
            event_id,
            act.at,
            actor=act.by,
            purpose=taking.purpose,
            file_name=taking.file_name,
            filter={"list": [PROFILE], "item": [taking.item]},
            columns=list(COLUMNS),
            rows=taking.rows,
            sha256=digest,
            profile=PROFILE,
        )
    return file
