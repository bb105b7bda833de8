"""What happened to somebody and what they were told, as one row of moments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Moment:
    """Either an action of the audit log by somebody, or a mail."""

    at: datetime
    actor: str = ""
    action: str = ""
    mail: Any = None


def merged(logged: Iterable[tuple[datetime, str, str]], mails: Iterable[Any]) -> tuple[Moment, ...]:
    """The latest first; at the same moment what was done stands above the mail that tells it."""
    found = [Moment(at, actor, action) for at, actor, action in logged]
    found += [Moment(each.created_at, mail=each) for each in mails]
    return tuple(sorted(found, key=lambda moment: (moment.at, moment.mail is None), reverse=True))
