"""What a check finds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

from gocluster_events.meeting.agenda.rules.timetable import Item


class Severity(Enum):
    """An error cannot take place as planned; a warning is probably not meant; a hint is worth a look. Gravest first."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class ConflictKind(Enum):
    """What kind of conflict it is."""

    ROOM_TAKEN = "room_taken"
    PERSON_TWICE = "person_twice"
    OUTSIDE_HOURS = "outside_hours"
    CODE_TWICE = "code_twice"
    ROOM_TOO_SMALL = "room_too_small"
    NO_ROOM = "no_room"
    INTO_BREAK = "into_break"
    NO_STREAM = "no_stream"
    UNSTREAMED = "unstreamed"
    BESIDE_PLENARY = "beside_plenary"
    BESIDE_GATHERING = "beside_gathering"
    NO_MODERATION = "no_moderation"
    ROOM_CHANGE = "room_change"
    PERSON_AWAY = "person_away"
    PERSON_DECLINED = "person_declined"
    PERSON_ASKED = "person_asked"
    NO_BREAK = "no_break"
    SAME_TRACK = "same_track"
    NO_PEOPLE = "no_people"
    NO_ENGLISH = "no_english"
    NO_SEATS_TO_BOOK = "no_seats_to_book"
    NOT_BOOKABLE = "not_bookable"


ANYWHERE = frozenset(
    {
        ConflictKind.NO_MODERATION,
        ConflictKind.PERSON_DECLINED,
        ConflictKind.PERSON_ASKED,
        ConflictKind.NO_PEOPLE,
        ConflictKind.NO_ENGLISH,
    }
)
"""What has nothing to do with where and when an item is, though only scheduled items are asked."""

GRAVITY: Mapping[Severity, int] = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One finding: the items it is about, the first being the one to look at, and the person it is about, if any."""

    trouble: ConflictKind
    severity: Severity
    items: tuple[Item, ...]
    person: str | None = None

    @property
    def fingerprint(self) -> str:
        """Names the same trouble with the same items and person again, whatever else about them changes."""
        about = (self.trouble.value, self.person or "", *sorted(item.uuid for item in self.items))
        return sha256("|".join(about).encode()).hexdigest()[:32]

    @property
    def needs_attention(self) -> bool:
        """Whether somebody has to act on it, or accept it; a hint may stay."""
        return self.severity is not Severity.HINT

    @property
    def is_of_its_place(self) -> bool:
        """Whether it would be gone if the items were elsewhere or at another time."""
        return self.trouble not in ANYWHERE


def worst_severities(conflicts: Iterable[Conflict]) -> Mapping[str, Severity]:
    """The gravest severity of each item that something was found about, by its UUID; a hint marks no item."""
    severities: dict[str, Severity] = {}
    for conflict in conflicts:
        if conflict.needs_attention:
            for item in conflict.items:
                if severities.get(item.uuid) is not Severity.ERROR:
                    severities[item.uuid] = conflict.severity
    return severities
