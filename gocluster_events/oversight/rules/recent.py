"""What the team and the worker did last in an edition."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum


class Deed(Enum):
    """What somebody did; the value is the action's name in the audit log, where it stands there."""

    PLANNED = "programme.changed"
    PUBLISHED = "programme.published"
    SETTINGS = "edition.changed"
    SHOWN = "edition.published"
    HIDDEN = "edition.hidden"
    ARCHIVED = "edition.archived"
    REOPENED = "edition.reopened"
    CONFIRMED = "registration.confirmed"
    REVIEWED = "registration.in_review"
    WAITLISTED = "registration.waitlisted"
    DECLINED = "registration.declined"
    UNDONE = "registration.decision_undone"
    MOVED_UP = "registration.moved_up"
    LAPSED = "registration.lapsed"
    DOWNLOADED = "list.downloaded"


@dataclass(frozen=True, slots=True)
class Happening:
    """``actor`` did this ``count`` times (downloads: with that many rows), the last time at ``at``."""

    at: datetime
    actor: str
    deed: Deed
    count: int = 1


def recent(found: Iterable[Happening], most: int) -> tuple[Happening, ...]:
    """The latest happenings first; the same deed of the same person in a row is one, counted."""
    merged: list[Happening] = []
    for each in sorted(found, key=lambda happening: happening.at, reverse=True):
        last = merged[-1] if merged else None
        if last and (last.actor, last.deed) == (each.actor, each.deed) and each.deed is not Deed.DOWNLOADED:
            merged[-1] = replace(last, count=last.count + each.count)
        else:
            merged.append(each)
    return tuple(merged[:most])
