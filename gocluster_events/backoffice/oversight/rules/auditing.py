"""What somebody looks for in the audit log, and what happened last in an edition."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

PER_PAGE = 50
MOST_ROWS = 100_000  # of a file
DOWNLOADED, PLANNED, UNDONE = "list.downloaded", "programme.changed", "programme.undone"
"""What stands in the log of downloads and in the steps of the draft, and not among the entries."""
_NAME = re.compile(r"[a-z][a-z0-9_.]{0,59}")
_ACTOR = re.compile(r"[^\x00-\x20\x7f]{1,254}")
_SUBJECT = re.compile(r"[a-z_]{1,20}(:\d{1,9})?")


class Group(Enum):
    """Actions that belong together; the value is how they begin."""

    REGISTRATIONS = "registration"
    INVITATIONS = "invitation"
    QUESTIONS = "question"
    QUOTAS = "quota"
    OFFERS = "offer"
    WISHES = "wishes"
    PROGRAMME = "programme"
    PEOPLE = "person"
    MATERIALS = "material"
    CARDS = "card"
    FOLLOW_UPS = "follow_up"
    REPORT = "report"
    DOCUMENTATION = "documentation"
    ARCHIVE = "archive"
    RELEASES = "release"
    MAILS = "mail"
    MESSAGES = "message"
    SETTINGS = "edition"
    LETTERS = "letter"
    SURVEY = "survey"
    LISTS = "list"
    LEGAL = "legal"
    PHOTOS = "photo"
    FEEDBACK = "feedback"
    AUDIT = "audit"
    ACCOUNTS = "account"
    TEAM = "team"
    LESSONS = "lesson"
    VIEWS = "view"


class Who(Enum):
    """Those who act and are nobody of the team; the team's people are found by their address."""

    PERSON = "person"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """What the log is narrowed to; what is empty narrows nothing.

    ``what`` is an action or how a group of them begins, ``about`` a kind of object or one of them, both days count.
    """

    who: str = ""
    what: str = ""
    about: str = ""
    field: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    def parameters(self) -> dict[str, str]:
        """The filter as it stands in an address."""
        return {each.name: str(value) for each in fields(self) if (value := getattr(self, each.name))}

    def span(self, zone: str) -> tuple[datetime | None, datetime | None]:
        """From when, and before when, on the clocks of ``zone``."""
        here = ZoneInfo(zone)
        ends = self.until and self.until + timedelta(days=1)
        return tuple(each and datetime.combine(each, dt.time(), here) for each in (self.since, ends))  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A line of the log: who did what to which object, and which fields it touched; never a value.

    Of a download ``fields`` are its columns, and with it stand its ``rows`` and what it was for.
    """

    at: datetime
    actor: str
    action: str
    subject: str
    fields: tuple[str, ...] = ()
    rows: int = 0
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class AuditObject:
    """An object that is still there: what it is called, and by what its page is found."""

    label: str
    key: str = ""


Objects = Mapping[str, AuditObject]
"""Those objects of some entries that are still there, by their subject."""


def read(typed: Mapping[str, str], fields_known: Collection[str]) -> AuditFilter:
    """The filter that an address means; a part that cannot be read is left out."""
    parameters = {name: value.strip() for name, value in typed.items()}
    who, what, about, field = (parameters.get(name, "") for name in ("who", "what", "about", "field"))
    return AuditFilter(
        who=who if _ACTOR.fullmatch(who) else "",
        what=what if _NAME.fullmatch(what) else "",
        about=about if _SUBJECT.fullmatch(about) else "",
        field=field if field in fields_known else "",
        since=_day(parameters.get("since", "")),
        until=_day(parameters.get("until", "")),
    )


def _day(typed: str) -> dt.date | None:
    """The day that was typed (ISO 8601), in the years 2000 to 2199; None otherwise."""
    try:
        date = dt.date.fromisoformat(typed)
    except ValueError:
        return None
    return date if date.year in range(2000, 2200) else None


def without(wanted: AuditFilter, name: str) -> AuditFilter:
    """The filter without that part of it."""
    parts: dict[str, Any] = {each.name: getattr(wanted, each.name) for each in fields(wanted)}
    return AuditFilter(**{**parts, name: None if name in {"since", "until"} else ""})


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


def recent(happenings: Iterable[Happening], most: int) -> tuple[Happening, ...]:
    """The latest happenings first; the same deed of the same person in a row is one, counted."""
    merged: list[Happening] = []
    for each in sorted(happenings, key=lambda happening: happening.at, reverse=True):
        last = merged[-1] if merged else None
        if last and (last.actor, last.deed) == (each.actor, each.deed) and each.deed is not Deed.DOWNLOADED:
            merged[-1] = replace(last, count=last.count + each.count)
        else:
            merged.append(each)
    return tuple(merged[:most])
