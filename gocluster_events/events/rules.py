"""What an edition is, and when it lets people in."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum

from gocluster_events.errors import Refused
from gocluster_events.text import Localized

RESERVED_SLUGS = frozenset(
    {
        "de", "en", "my", "manage", "sign-in", "sign-out", "static", "files", "theme", "privacy", "imprint",
        "accessibility", "lost-link", "healthz", "readyz", "robots.txt", "favicon.ico",
    }
)  # fmt: skip


class EventStatus(Enum):
    """How far an edition is: prepared in private, open to the public, or kept as it was."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Mode(Enum):
    """Mode of attendance."""

    ONSITE = "onsite"
    ONLINE = "online"


class FederalState(Enum):
    """The sixteen states by ISO 3166-2:DE, and everything outside Germany."""

    BW = "BW"
    BY = "BY"
    BE = "BE"
    BB = "BB"
    HB = "HB"
    HH = "HH"
    HE = "HE"
    MV = "MV"
    NI = "NI"
    NW = "NW"
    RP = "RP"
    SL = "SL"
    SN = "SN"
    ST = "ST"
    SH = "SH"
    TH = "TH"
    ABROAD = "abroad"


class Phase(Enum):
    """What a visitor can do about registering right now."""

    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Window:
    """When registration is open: ``opens_at <= now < closes_at``."""

    opens_at: datetime
    closes_at: datetime


def phase(status: EventStatus, window: Window, now: datetime) -> Phase:
    """Where an edition stands at ``now``; a draft has not opened yet."""
    if status is EventStatus.ARCHIVED:
        return Phase.ARCHIVED
    if status is EventStatus.DRAFT or now < window.opens_at:
        return Phase.NOT_YET
    return Phase.OPEN if now < window.closes_at else Phase.CLOSED


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting as one entry in somebody's calendar. ``sequence`` rises when it changes; ``cancelled`` removes it."""

    uid: str
    sequence: int
    cancelled: bool
    title: str
    location: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    url: str


class Shelf(Enum):
    """Where the start page lists an edition."""

    OPEN = "open"
    AHEAD = "ahead"
    PAST = "past"


def shelf(status: EventStatus, window: Window, ends_at: datetime, now: datetime) -> Shelf:
    """Past once it ended or was archived; before that open while people can register, otherwise ahead."""
    current = phase(status, window, now)
    if current is Phase.ARCHIVED or now >= ends_at:
        return Shelf.PAST
    return Shelf.OPEN if current is Phase.OPEN else Shelf.AHEAD


@dataclass(frozen=True, slots=True)
class Settings:
    """The main facts of an edition, as its form changes them: all of them at once."""

    status: EventStatus
    title: Localized
    motto: Localized
    description: Localized
    venue: str
    address: str
    city: str
    directions: Localized
    zone: str
    starts_at: datetime
    ends_at: datetime
    registration_opens_at: datetime
    registration_closes_at: datetime
    capacity_onsite: int
    capacity_online: int
    contact_name: str
    contact_email: str
    contact_phone: str


class Mismatch(Enum):
    """Why facts that are each fine do not fit together."""

    ENDS_BEFORE_START = "ends_before_start"
    CLOSES_BEFORE_OPENING = "closes_before_opening"
    CLOSES_AFTER_END = "closes_after_end"
    NO_PLACES = "no_places"


class Refusal(Enum):
    """Why the settings of an edition cannot be changed."""

    ARCHIVED = "archived"
    HAS_REGISTRATIONS = "has_registrations"


Check = Callable[[Settings], tuple[str, Mismatch] | None]


def _ends_before_start(settings: Settings) -> tuple[str, Mismatch] | None:
    return ("ends_at", Mismatch.ENDS_BEFORE_START) if settings.ends_at <= settings.starts_at else None


def _closes_before_opening(settings: Settings) -> tuple[str, Mismatch] | None:
    wrong = settings.registration_closes_at <= settings.registration_opens_at
    return ("registration_closes_at", Mismatch.CLOSES_BEFORE_OPENING) if wrong else None


def _closes_after_end(settings: Settings) -> tuple[str, Mismatch] | None:
    wrong = settings.registration_closes_at > settings.ends_at > settings.starts_at
    return ("registration_closes_at", Mismatch.CLOSES_AFTER_END) if wrong else None


def _no_places(settings: Settings) -> tuple[str, Mismatch] | None:
    return ("capacity_onsite", Mismatch.NO_PLACES) if settings.capacity_onsite + settings.capacity_online == 0 else None


CHECKS: tuple[Check, ...] = (_ends_before_start, _closes_before_opening, _closes_after_end, _no_places)


def mismatches(settings: Settings) -> dict[str, Mismatch]:
    """The first mismatch of each field, by the name of the field where it can be mended."""
    found = [each for check in CHECKS if (each := check(settings)) is not None]
    return dict(reversed(found))


def changed_fields(old: Settings, new: Settings) -> tuple[str, ...]:
    """The names of the facts in which both differ, in the order of the form."""
    return tuple(each.name for each in fields(Settings) if getattr(old, each.name) != getattr(new, each.name))


def check_change(old: Settings, new: Settings) -> None:
    """An archived edition keeps its facts: only leaving the archive, with or without other changes, is possible.

    Raises Refused.
    """
    if old.status is new.status is EventStatus.ARCHIVED and changed_fields(old, new):
        raise Refused(Refusal.ARCHIVED)
