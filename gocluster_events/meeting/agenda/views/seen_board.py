"""Which state of the board a browser shows, so that it can be sent what is otherwise by now, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries.publishing import Published
from gocluster_events.meeting.agenda.rules.board_changes import Look
from gocluster_events.meeting.agenda.rules.conflicts.accepting import Findings
from gocluster_events.meeting.events.rules.edition import EventStatus

SEEN = "X-Seen-Board"
"""The header by which the plan's script says what it shows; it stays with a request that is led on."""


@dataclass(frozen=True, slots=True)
class SeenBoard:
    """The draft's revision, and a digest of all that the board shows besides its pieces."""

    revision: int
    frame: str

    def __str__(self) -> str:
        return f"{self.revision}.{self.frame}"


def read_seen(sent: str) -> SeenBoard | None:
    """What `SeenBoard` writes; None for any other text."""
    revision, _dot, digest = sent.partition(".")
    return SeenBoard(int(revision), digest) if digest and revision.isdecimal() and len(revision) < 10 else None


def frame(
    look: Look, names: Mapping[date, Localized], latest: Published | None, findings: Findings, status: EventStatus
) -> str:
    """A digest of the day's hours, breaks and common times, of rooms, tracks and days, and of what is accepted.

    The edition's status is part of it, as a board of an archived one cannot be changed.
    """
    parts = (
        status,
        replace(look.board, columns=()),
        [room and (room.id, room.name, room.seats, room.has_stream) for room in (c.room for c in look.board.columns)],
        look.timetable.tracks,
        look.timetable.days,
        sorted((day.isoformat(), repr(name)) for day, name in names.items()),
        latest.number if latest else 0,
        sorted(each.acceptance.fingerprint for each in findings.accepted),
    )
    return sha256(repr(parts).encode()).hexdigest()[:16]
