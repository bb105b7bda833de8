"""How a mail stands, and the outbox as somebody looks at it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

LEASE = timedelta(minutes=5)
_BACKOFF_MINUTES = (1, 2, 5, 15, 30, 60, 120, 240)
MOST_ATTEMPTS = 40


class State(Enum):
    """Where a mail is on its way."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A mail to be sent once, whoever asks how often: ``key`` is the intention. It holds nothing secret.

    One that ``leaves_nothing`` is not kept once it is sent or given up.
    """

    key: str
    scope: str
    subject: str
    recipient: str
    language: str
    letter: str
    content: Mapping[str, Any]
    not_before: datetime | None = None
    leaves_nothing: bool = False


def next_attempt(attempts: int, now: datetime) -> datetime:
    """When to try again after ``attempts`` failures: soon at first, then every four hours."""
    return now + timedelta(minutes=_BACKOFF_MINUTES[min(attempts, len(_BACKOFF_MINUTES)) - 1])


def state_after(attempts: int, *, permanent: bool) -> State:
    """The state after a failed attempt: given up when the server refused for good, or after about a week of trying."""
    return State.FAILED if permanent or attempts >= MOST_ATTEMPTS else State.QUEUED


def message_token(key: str, queued_at: datetime) -> str:
    """What stands before the @ of the Message-ID: the same for each attempt, and by it a bounce finds its mail."""
    return hashlib.sha256(f"{key} {queued_at.isoformat()}".encode()).hexdigest()[:32]


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


class OutboxRefusal(Enum):
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
