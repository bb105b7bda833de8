"""The history of a registration: actions, notes and mails in one sequence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Moment:
    """Either an action of the audit log, with the fields it touched and what was written with it, or a mail.

    Or what happened to a ``place`` in an ``item`` (UUID) of the programme.
    """

    at: datetime
    actor: str = ""
    action: str = ""
    fields: tuple[str, ...] = ()
    note: Any = None
    mail: Any = None
    place: Any = None
    item: str = ""


def merged(
    logged: Iterable[Any], notes: Iterable[Any], mails: Iterable[Any], places: Iterable[tuple[Any, str]] = ()
) -> tuple[Moment, ...]:
    """All moments, the latest first; at the same time an action stands above the mail about it.

    A note belongs to the action that its author took at the same time.
    """
    written = {(note.at, note.author): note for note in notes}
    moments = [
        Moment(line.at, line.actor, line.action, tuple(line.fields), written.pop((line.at, line.actor), None))
        for line in logged
    ]
    moments += [Moment(each.created_at, mail=each) for each in mails]
    moments += [Moment(move.at, move.actor, place=move, item=item) for move, item in places]
    return tuple(sorted(moments, key=lambda moment: (moment.at, moment.mail is None), reverse=True))
