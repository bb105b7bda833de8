"""What the desk says, whom a code or a typed name finds, and whom it may add at the door."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.attendance.contributors.rules import Contributor
from gocluster_events.core.search import Hit, Meaning, words_of
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status
from gocluster_events.meeting.registration.people.rules.deciding import SOURCES, Kind
from gocluster_events.meeting.registration.people.rules.entry import read_reference

DESK_LIMIT, KEY_LIMIT, CODE_LIMIT = 60, 36, 200
OLDEST = timedelta(days=7)
"""What a desk kept for longer than this is from another meeting; its age is not believed."""
RECENT = timedelta(minutes=10)


class DoorVerdict(Enum):
    """What becomes of somebody at a door: each kind of door has verdicts of its own."""


class Verdict(DoorVerdict):
    """What becomes of somebody at the main entrance. Only who is welcome, or is in, may pass."""

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
    NO_CODE = "no_code"  # neither a code of ours nor a number


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
    """What the desk says to somebody with that status and mode who is in since ``in_since`` (None: not in)."""
    if in_since is not None:
        return Verdict.ALREADY_IN
    standing = _STANDING[status]
    return Verdict.ONLINE if standing is Verdict.WELCOME and mode is Mode.ONLINE else standing


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody as the desk knows them, and no more: what they need stays where it is, a note says what to do.

    ``number`` is the one of the programme, by which a contributor who is registered is let in, too.
    ``desk`` is the one that let them in at ``in_since``, under the key ``passage``, all three of one day and door.
    ``at_item`` is what the door of an item says to them; None at the main entrance.
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
    is_contributor: bool = False  # on the programme, and not registered
    number: str = ""
    at_item: DoorVerdict | None = None

    @property
    def is_expected(self) -> bool:
        """Whether they have a place on site."""
        return self.status is Status.CONFIRMED and self.mode is Mode.ONSITE

    @property
    def verdict(self) -> DoorVerdict:
        """What the desk says to them."""
        return self.at_item or verdict(self.status, self.mode, self.in_since)


def unregistered(person: Contributor) -> Guest:
    """Somebody on the programme who is expected without being registered: name and institution, no more."""
    return Guest(
        reference=person.reference,
        name=person.name,
        organisation=person.organisation,
        status=Status.CONFIRMED,
        mode=Mode.ONSITE,
        no_photos=True,
        is_contributor=True,
    )


@dataclass(frozen=True, slots=True)
class Arrival:
    """A desk's intention to let somebody in: sent twice under one ``key``, it counts once.

    ``day`` is the one of whose list the desk speaks; None where it does not say so.
    """

    key: str
    at: datetime
    desk: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk says, to whom (None: nobody is known), and since when and by which desk they are in."""

    verdict: DoorVerdict
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
    """How many are in, how many are expected on site, and how many came within the last ten minutes."""

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


def entrance_day(at: datetime, zone: str) -> date:
    """The day of the main entrance: it ends in the night, for an evening may last beyond midnight."""
    return (at.astimezone(ZoneInfo(zone)) - timedelta(hours=_NIGHT)).date()


def arrival_day(arrival: Arrival, zone: str, days: Collection[date]) -> date:
    """The day for which somebody is let in: as the desk says, if the meeting has that day and it has begun."""
    latest = entrance_day(arrival.at, zone)
    return arrival.day if arrival.day and arrival.day in days and arrival.day <= latest else latest


def expires_at(now: datetime, zone: str) -> datetime:
    """When a desk deletes the guests that it knows without network: in the night after it received them."""
    local = now.astimezone(ZoneInfo(zone))
    night = datetime.combine(local.date() + timedelta(days=local.hour >= _NIGHT), time(_NIGHT))
    return night.replace(tzinfo=local.tzinfo).astimezone(UTC)


_NIGHT = 4  # o'clock

MOST = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant: by the words of name and institution, by their own number, or by the programme's.

    ``id`` is that of a registration; 0 for somebody on the programme who has none.
    """

    sort_key: str
    id: int
    words: Collection[str]
    reference: str
    number: str = ""


def unregistered_candidate(person: Contributor) -> Candidate:
    """Somebody on the programme who is expected without being registered."""
    return Candidate(person.sort_key, 0, words_of(f"{person.name} {person.organisation}"), person.reference)


def search_guests(query: str, candidates: Iterable[Candidate]) -> Sequence[Hit[Candidate]]:
    """The best of those whom a code, a number or words mean; who is only similar is offered, never let in by itself."""
    by_name, code = sorted(candidates, key=lambda each: (each.sort_key, each.id)), read_code(query)
    if code is not None:
        return [Hit(each) for each in by_name if code.reference in (each.reference, each.number)]
    return Meaning(query).hits(by_name, lambda each: each.words, lambda each: each.reference)[:MOST]


_LONGEST_NUMBER = 9


def read_ids(typed: Iterable[str]) -> tuple[int, ...]:
    """The numbers in an address or a form, each once, whether apart or between commas; nothing else counts."""
    parts = (part.strip() for value in typed for part in value.split(","))
    known = (int(part) for part in parts if part.isascii() and part.isdigit() and len(part) <= _LONGEST_NUMBER)
    return tuple(dict.fromkeys(known))


def takers(standing: Mapping[tuple[Status, Mode], int], kind: Kind, free: Mapping[Mode, int]) -> int:
    """How many people a decision can be taken for; at most as many are confirmed as seats of their mode are free.

    The page of the decision says which of them may have which seat.
    """
    by_mode = {mode: sum(n for (s, m), n in standing.items() if m is mode and s in SOURCES[kind]) for mode in Mode}
    return sum(min(number, free[mode]) if kind is Kind.CONFIRM else number for mode, number in by_mode.items())


class DoorRefusal(Enum):
    """Why somebody who comes unregistered is not let in."""

    NO_PLACE = "no_place"


@dataclass(frozen=True, kw_only=True, slots=True)
class WalkIn:
    """What somebody tells at the door. ``despite``: they come in though no place is free."""

    first_name: str
    last_name: str
    organisation: str
    email: str = ""
    actor_type: ActorType | None = None
    no_photos: bool = False
    despite: bool = False
