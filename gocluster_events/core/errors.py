"""The kinds of "no" that a person may read. Everything else is a bug and crashes."""

from enum import Enum
from typing import Any, Protocol, TypeVar

from gocluster_events.core.text import Localized


class Refused(Exception):
    """A rule says no; ``code`` is the rule's enum member, which the feature's words turn into a sentence.

    ``about`` is what that sentence is about, where it does not say so itself: a question that organisers have written.
    """

    def __init__(self, code: Enum, about: Localized | None = None) -> None:
        super().__init__(code.value)
        self.code: Any = code  # the tables of words are each for their own enum
        self.about = about


class Stale(Exception):
    """Somebody else saved the same thing since it was opened; nothing was written (HTTP 409)."""


class Busy(Exception):
    """The write lock was not free within the bounded wait; nothing was written (HTTP 503)."""


class TooMany(Exception):
    """A rate limit is reached; try again in ``retry_after`` seconds (HTTP 429)."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


class _Seen(Protocol):
    @property
    def revision(self) -> int: ...


Seen = TypeVar("Seen", bound=_Seen)


def as_seen(row: Seen | None, revision: int) -> Seen:
    """The row as somebody saw it at that revision. Raises Stale when it was changed since, or is gone."""
    if row is None or row.revision != revision:
        raise Stale
    return row
