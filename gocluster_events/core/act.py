"""Who does something, and when: the two things that every verb is given."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """``by`` is an account's address, ``person:17`` or the worker; ``at`` is aware and in UTC."""

    by: str
    at: datetime
