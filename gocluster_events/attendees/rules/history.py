"""What happened to somebody and what they were told, as one row of moments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Moment:
    """Either an action of the audit log, with the fields it touched and what was written with it, or a mail."""

    at: datetime
    actor: str = ""
    action: str = ""
    fields: tuple[str, ...] = ()
    note: Any = None
    mail: Any = None


def merged(logged: Iterable[Any], notes: Iterable[Any], mails: Iterable[Any]) -> tuple[Moment, ...]:
    """The latest first; at the same moment what was done stands above the mail that tells it.

    A note stands where its author did what it is about.
    """
    written = {(note.at, note.author): note for note in notes}
    found = [
        Moment(line.at, line.actor, line.action, tuple(line.fields), written.pop((line.at, line.actor), None))
        for line in logged
    ]
    found += [Moment(each.created_at, mail=each) for each in mails]
    return tuple(sorted(found, key=lambda moment: (moment.at, moment.mail is None), reverse=True))
