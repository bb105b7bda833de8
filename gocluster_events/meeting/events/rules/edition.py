"""What an edition is, and when it lets people in."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum

from gocluster_events.core.colour import BLACK, WHITE, contrast, is_colour, toward
from gocluster_events.core.picture import Picture
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.days import Stage
from gocluster_events.meeting.events.rules.reach import Reach

RESERVED_SLUGS = frozenset(
    {
        "de", "en", "my", "manage", "sign-in", "sign-out", "static", "files", "theme", "privacy", "imprint",
        "accessibility", "photos", "attendee-list", "audit", "audit.csv", "lost-link", "healthz", "readyz",
        "robots.txt", "favicon.ico", "funding.png", "account", "accounts", "lost-password",
        "search",
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


class RegistrationPhase(Enum):
    """What a visitor can do about registering right now."""

    NOT_YET = "not_yet"
    CODES = "codes"  # only with the code of an invitation
    OPEN = "open"
    CLOSED = "closed"
    OVER = "over"  # the meeting is, or its edition is archived


@dataclass(frozen=True, slots=True)
class Window:
    """When registration is open: ``opens_at <= now < closes_at``; before that, from ``codes_open_at`` on, to codes."""

    opens_at: datetime
    closes_at: datetime
    codes_open_at: datetime | None = None

    @property
    def begins_at(self) -> datetime:
        """From when on somebody can register, if only with a code."""
        return self.codes_open_at or self.opens_at


def registration_phase(status: EventStatus, window: Window, ends_at: datetime, now: datetime) -> RegistrationPhase:
    """Where an edition stands at ``now`` whose last main day closes at ``ends_at``; a draft has not opened yet."""
    if status is EventStatus.ARCHIVED or (status is EventStatus.PUBLISHED and now >= ends_at):
        return RegistrationPhase.OVER
    if status is EventStatus.DRAFT or now < window.begins_at:
        return RegistrationPhase.NOT_YET
    if now < window.opens_at:
        return RegistrationPhase.CODES
    return RegistrationPhase.OPEN if now < window.closes_at else RegistrationPhase.CLOSED


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

    RUNNING = "running"
    OPEN = "open"
    AHEAD = "ahead"
    PAST = "past"


def shelf(current: RegistrationPhase, stage: Stage) -> Shelf:
    """The shelf for an edition: past once over or archived, running on its days, before that open or else ahead."""
    if current is RegistrationPhase.OVER or stage is Stage.OVER:
        return Shelf.PAST
    if stage is Stage.TODAY:
        return Shelf.RUNNING
    return Shelf.OPEN if current is RegistrationPhase.OPEN else Shelf.AHEAD


ACCENT = "#004B76"  # of a site whose editions have none of their own
LEGIBLE = 4.5  # the least contrast of text (WCAG 2.1, success criterion 1.4.3)
_CLEAR = 7.0  # keeps a link legible on the tinted grounds too
_DARK_PAGE, _DARK_TEXT = "#131525", "#06202E"


@dataclass(frozen=True, slots=True)
class Palette:
    """What follows from an accent: ``light`` on white pages, ``dark`` on dark ones, ``muted`` is text on ``light``."""

    light: str
    dark: str
    muted: str


def palette(accent: str) -> Palette | None:
    """The edition's colours, each above `LEGIBLE` where it is used; None for an accent that is none or too light."""
    if not is_colour(accent) or contrast(accent, WHITE) < LEGIBLE:
        return None
    if accent.upper() == ACCENT:
        return _OWN
    return Palette(
        light=accent.upper(),
        dark=toward(accent, WHITE, _shines, start=45),
        muted=toward(accent, WHITE, lambda colour: contrast(colour, accent) >= LEGIBLE, start=18),
    )


_OWN = Palette(ACCENT, dark="#80CDEC", muted="#CFE6F3")


def _shines(colour: str) -> bool:
    return contrast(colour, _DARK_PAGE) >= _CLEAR and contrast(colour, _DARK_TEXT) >= LEGIBLE


def darker(accent: str) -> str:
    """The nearest darker shade that is legible on white."""
    return toward(accent, BLACK, lambda colour: contrast(colour, WHITE) >= LEGIBLE)


@dataclass(frozen=True, slots=True)
class Settings:
    """The main facts of an edition, as its form changes them: all of them at once."""

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
    accent: str = ""
    logo_alt: str = ""
    attendee_list: Reach = Reach.NOBODY
    codes_open_at: datetime | None = None
    takes_suggestions: bool = False  # of texts, from people on the programme


@dataclass(frozen=True, slots=True)
class NewLogo:
    """The logo that takes the place of the one there is; without a picture there is none afterwards."""

    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Logo:
    """The picture in the head of an edition's pages: the digest by which it is found, its size, what it says."""

    sha256: str
    width: int
    height: int
    alt: str

    def within(self, width: int, height: int) -> tuple[int, int]:
        """Its size in a box, with its proportions kept, at least a pixel."""
        scale = min(width / max(self.width, 1), height / max(self.height, 1))
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


class Mismatch(Enum):
    """Why facts that are each fine do not fit together."""

    ENDS_BEFORE_START = "ends_before_start"
    CLOSES_BEFORE_OPENING = "closes_before_opening"
    CLOSES_AFTER_END = "closes_after_end"
    CODES_AFTER_OPENING = "codes_after_opening"
    NO_PLACES = "no_places"
    NO_COLOUR = "no_colour"
    TOO_LIGHT = "too_light"


class Refusal(Enum):
    """Why the settings of an edition cannot be changed."""

    ARCHIVED = "archived"
    DAY_HAS_ITEMS = "day_has_items"  # others than somebody agreed to take out of the plan
    HAS_REGISTRATIONS = "has_registrations"
    MOVES_OTHERS = "moves_others"  # other people would move up than the page has said


Check = Callable[[Settings], tuple[str, Mismatch] | None]


def _closes_before_opening(settings: Settings) -> tuple[str, Mismatch] | None:
    wrong = settings.registration_closes_at <= settings.registration_opens_at
    return ("registration_closes_at", Mismatch.CLOSES_BEFORE_OPENING) if wrong else None


def _closes_after_end(settings: Settings) -> tuple[str, Mismatch] | None:
    wrong = settings.registration_closes_at > settings.ends_at
    return ("registration_closes_at", Mismatch.CLOSES_AFTER_END) if wrong else None


def _codes_after_opening(settings: Settings) -> tuple[str, Mismatch] | None:
    wrong = settings.codes_open_at is not None and settings.codes_open_at > settings.registration_opens_at
    return ("codes_open_at", Mismatch.CODES_AFTER_OPENING) if wrong else None


def _no_places(settings: Settings) -> tuple[str, Mismatch] | None:
    return ("capacity_onsite", Mismatch.NO_PLACES) if settings.capacity_onsite + settings.capacity_online == 0 else None


def _no_colour(settings: Settings) -> tuple[str, Mismatch] | None:
    wrong = settings.accent and not is_colour(settings.accent)
    return ("accent", Mismatch.NO_COLOUR) if wrong else None


def _too_light(settings: Settings) -> tuple[str, Mismatch] | None:
    wrong = is_colour(settings.accent) and contrast(settings.accent, WHITE) < LEGIBLE
    return ("accent", Mismatch.TOO_LIGHT) if wrong else None


CHECKS: tuple[Check, ...] = (
    _closes_before_opening,
    _closes_after_end,
    _codes_after_opening,
    _no_places,
    _no_colour,
    _too_light,
)


def mismatches(settings: Settings) -> dict[str, Mismatch]:
    """The first mismatch of each field, by the name of the field where it can be mended."""
    pairs = [each for check in CHECKS if (each := check(settings)) is not None]
    return dict(reversed(pairs))


def changed_fields(old: Settings, new: Settings) -> tuple[str, ...]:
    """The names of the facts in which both differ, in the order of the form."""
    return tuple(each.name for each in fields(Settings) if getattr(old, each.name) != getattr(new, each.name))
