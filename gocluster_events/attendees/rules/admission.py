"""What the desk says to whoever stands before it, and what a code or a typed number means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.events.rules import Mode
from gocluster_events.registration.rules.codes import ActorType, Status
from gocluster_events.registration.rules.references import read_reference

DESK_LIMIT, KEY_LIMIT, CODE_LIMIT = 60, 36, 200
OLDEST = timedelta(days=7)
"""What a desk kept for longer than this is from another meeting; its age is not believed."""
RECENT = timedelta(minutes=10)


class Verdict(Enum):
    """What becomes of somebody at the door. Only who is welcome, or is in, may pass."""

    WELCOME = "welcome"
    ALREADY_IN = "already_in"
    ONLINE = "online"  # has a place, but not on site
    UNPROVEN = "unproven"
    UNDER_REVIEW = "under_review"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    SUBSTITUTED = "substituted"
    LAPSED = "lapsed"
    TAKEN_BACK = "taken_back"  # was let in by what is sent again; the desk has to say anew that they may pass
    USED = "used"  # what is sent again was about somebody else
    OTHER_EDITION = "other_edition"
    UNKNOWN = "unknown"


_STANDING: Mapping[Status, Verdict] = {
    Status.UNCONFIRMED: Verdict.UNPROVEN,
    Status.RECEIVED: Verdict.UNDER_REVIEW,
    Status.IN_REVIEW: Verdict.UNDER_REVIEW,
    Status.CONFIRMED: Verdict.WELCOME,
    Status.OFFERED: Verdict.OFFERED,
    Status.WAITLISTED: Verdict.WAITING,
    Status.CANCELLED: Verdict.CANCELLED,
    Status.SUBSTITUTED: Verdict.SUBSTITUTED,
    Status.LAPSED: Verdict.LAPSED,
    Status.DECLINED: Verdict.DECLINED,
}


def verdict(status: Status, mode: Mode, in_since: datetime | None) -> Verdict:
    """What the desk says to somebody who stands there, and is in since then (None: is not in)."""
    if in_since is not None:
        return Verdict.ALREADY_IN
    found = _STANDING[status]
    return Verdict.ONLINE if found is Verdict.WELCOME and mode is Mode.ONLINE else found


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody as the desk knows them, and no more: what they need stays where it is, a note says what to do.

    ``desk`` is the one that let them in at ``in_since``, under the key ``passage``.
    """

    reference: str
    name: str
    organisation: str
    status: Status
    mode: Mode
    actor_type: ActorType | None = None
    no_photos: bool = False
    notes: tuple[str, ...] = ()
    in_since: datetime | None = None
    desk: str = ""
    passage: str = ""

    @property
    def verdict(self) -> Verdict:
        """What the desk says to them."""
        return verdict(self.status, self.mode, self.in_since)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A desk's intention to let somebody in: sent twice under one ``key``, it counts once."""

    key: str
    at: datetime
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk says, to whom (None: nobody is known), and since when and by which desk they are in."""

    verdict: Verdict
    guest: Guest | None = None
    at: datetime | None = None
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Somebody went in, and by which key that can be taken back."""

    key: str
    reference: str
    name: str
    organisation: str
    at: datetime
    desk: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are in, how many have a place on site, and how many came within the last ten minutes."""

    admitted: int
    expected: int
    recent: int


@dataclass(frozen=True, slots=True)
class Code:
    """What a code or a typed number names; ``slug`` is empty where it names no edition."""

    slug: str
    reference: str


def read_code(typed: str) -> Code | None:
    """What the code of a ticket or badge (edition, slash, reference) or a number typed by hand means; None: neither."""
    slug, _slash, number = typed.strip().rpartition("/")
    reference = read_reference(number)
    return Code(slug.rpartition("/")[2], reference) if reference else None


def moment(now: datetime, seconds_ago: int) -> datetime:
    """When somebody stood there, by how long ago the desk says that was: its own clock may be wrong."""
    ago = timedelta(seconds=max(0, seconds_ago))
    return now - ago if ago <= OLDEST else now


def dies_at(now: datetime, zone: str) -> datetime:
    """When a desk forgets whom it knows without network: in the night after the day on which it was told."""
    local = now.astimezone(ZoneInfo(zone))
    night = datetime.combine(local.date() + timedelta(days=local.hour >= _NIGHT), time(_NIGHT))
    return night.replace(tzinfo=local.tzinfo).astimezone(UTC)


def is_on(now: datetime, zone: str, span: Sequence[datetime], days: Sequence[date]) -> bool:
    """Whether the meeting is today: on a day of its span, or on another one that it has."""
    dates = [*(each.astimezone(ZoneInfo(zone)).date() for each in span), *days]
    return min(dates) <= now.astimezone(ZoneInfo(zone)).date() <= max(dates)


_NIGHT = 4  # o'clock: an evening reception may last beyond midnight
