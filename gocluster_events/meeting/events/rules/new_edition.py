"""A new edition: its address, the times that are proposed for it, and those of an earlier one on other days."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.core.text import Localized, slugify
from gocluster_events.meeting.events.rules.edition import RESERVED_SLUGS, Mismatch

ZONES = (
    "Europe/Berlin",
    "Europe/Athens",
    "Europe/Brussels",
    "Europe/Dublin",
    "Europe/Helsinki",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Prague",
    "Europe/Rome",
    "Europe/Stockholm",
    "Europe/Vienna",
    "Europe/Warsaw",
    "Europe/Zurich",
    "UTC",
)
MOST_PLACES = 100_000
SHORTEST_SLUG, LONGEST_SLUG = 4, 60  # the schema of schedule.json demands four characters of an acronym
A_YEAR = timedelta(weeks=52)  # the same day of the week
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YEAR = re.compile(r"\b(19|20)\d\d\b")
_OPENS, _CLOSES = (timedelta(weeks=6), time(9)), (timedelta(weeks=2), time(12))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEdition:
    """The facts without which an edition cannot be made."""

    slug: str
    title: Localized
    zone: str
    starts_at: datetime
    ends_at: datetime
    registration_opens_at: datetime
    registration_closes_at: datetime
    venue: str = ""
    city: str = ""
    capacity_onsite: int
    capacity_online: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOf:
    """The facts in which a copy differs: everything else is as in its source, so many days later."""

    slug: str
    title: Localized
    days: int
    with_team: bool = False


class SlugRefusal(Enum):
    """Why an edition cannot have an address."""

    NO_SLUG = "no_slug"
    TOO_SHORT = "too_short"
    RESERVED = "reserved"
    TAKEN = "taken"


def slug_refusal(slug: str, taken: Collection[str] = ()) -> SlugRefusal | None:
    """Why an edition cannot have that part of the address; None when it can."""
    if len(slug) > LONGEST_SLUG or not _SLUG.fullmatch(slug):
        return SlugRefusal.NO_SLUG
    if len(slug) < SHORTEST_SLUG:
        return SlugRefusal.TOO_SHORT
    if slug in RESERVED_SLUGS:
        return SlugRefusal.RESERVED
    return SlugRefusal.TAKEN if slug in taken else None


def proposed_slug(title: Localized, year: int, taken: Collection[str] = ()) -> str:
    """Title and year as an address that no other edition has; a year in the title counts once."""
    words = slugify(_YEAR.sub(" ", title.de or title.en)) or "edition"
    stem = words[: LONGEST_SLUG - 8].strip("-")
    tries = (f"{stem}-{year}" + (f"-{number}" if number > 1 else "") for number in range(1, 100))
    return next(each for each in tries if slug_refusal(each, taken) is None)


def proposed_title(title: Localized, before: int, after: int) -> Localized:
    """The title with the year in it moved on."""
    return Localized(*(re.sub(rf"\b{before}\b", str(after), text) for text in (title.de, title.en)))


def proposed_window(starts_at: datetime, zone: str, now: datetime) -> tuple[datetime, datetime]:
    """When registration opens and closes unless somebody says so: six and two weeks before, by the venue's clocks.

    A registration that would have closed already closes when the meeting begins.
    """
    day = starts_at.astimezone(ZoneInfo(zone)).date()
    opens, closes = (_at(day - before, hour, zone) for before, hour in (_OPENS, _CLOSES))
    return opens, closes if closes > now else starts_at


def mismatches_by_field(edition: NewEdition) -> dict[str, Mismatch]:
    """What does not fit together, by the name of the field where it can be mended."""
    codes = {
        "registration_closes_at": (
            Mismatch.CLOSES_BEFORE_OPENING if edition.registration_closes_at <= edition.registration_opens_at
            else Mismatch.CLOSES_AFTER_END if edition.registration_closes_at > edition.ends_at > edition.starts_at
            else None
        ),
        "ends_at": Mismatch.ENDS_BEFORE_START if edition.ends_at <= edition.starts_at else None,
        "capacity_onsite": None if edition.capacity_onsite + edition.capacity_online else Mismatch.NO_PLACES,
    }  # fmt: skip
    return {name: code for name, code in codes.items() if code is not None}


def later(instant: datetime, days: int, zone: str) -> datetime:
    """The instant at the same time of day, by the venue's clocks, so many days later, even across a clock change.

    A time that spring skips becomes the one that the clocks show instead.
    """
    local = instant.astimezone(ZoneInfo(zone))
    return _at(local.date() + timedelta(days=days), local.time(), zone)


def _at(day: date, hour: time, zone: str) -> datetime:
    return datetime.combine(day, hour.replace(tzinfo=None), ZoneInfo(zone)).astimezone(UTC)
