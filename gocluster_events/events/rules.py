"""What an edition is, and when it lets people in."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

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
