"""The outbox as somebody looks at it: what is shown, and how each mail stands."""

from datetime import datetime
from enum import Enum

from gocluster_events.mail.rules.states import State

NOTE_LIMIT = 300


class Segment(Enum):
    """A part of the outbox."""

    ALL = "all"
    FAILED = "failed"
    WAITING = "waiting"
    SENT = "sent"


class Look(Enum):
    """How a mail stands, for somebody who looks at it."""

    FAILED = "failed"
    BOUNCED = "bounced"  # taken by the server, and sent back
    DISMISSED = "dismissed"
    RETRYING = "retrying"
    PLANNED = "planned"  # waits for its time
    WAITING = "waiting"
    SENT = "sent"


class Unfit(Enum):
    """Why nothing can be done about a mail."""

    NOT_FAILED = "not_failed"
    EMPTIED = "emptied"
    ARCHIVED = "archived"


def look(
    state: State,
    *,
    attempts: int,
    not_before: datetime,
    bounced_at: datetime | None,
    dismissed_at: datetime | None,
    now: datetime,
) -> Look:
    """How a mail stands at ``now``."""
    if state is State.SENT:
        return Look.SENT
    if state is State.FAILED:
        if dismissed_at is not None:
            return Look.DISMISSED
        return Look.BOUNCED if bounced_at is not None else Look.FAILED
    if attempts:
        return Look.RETRYING
    return Look.PLANNED if not_before > now else Look.WAITING


def segment(typed: str) -> Segment:
    """The segment that an address names; all of them where it names none."""
    return next((each for each in Segment if each.value == typed), Segment.ALL)
