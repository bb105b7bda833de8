"""The letters to those whose places a new version of the programme concerns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from gocluster_events.core.text import Localized
from gocluster_events.meeting.letters.rules import MEETING, Letter

UNDO = timedelta(minutes=5)
"""How long letters about a version wait. What a version ends comes back with one that brings it back meanwhile."""
_KEY_PARTS = 3  # the letter, whose it is and the generation of the link stand before what the mail is about
_VERSION = "version-"

_PERSON = {**MEETING, "salutation": "Frau Dr. Tannert", "reference": "4K7M-92QX-3"}
_B2, _C2 = "- B2 Vom Pitch zum Pilotprojekt, Do., 22. Apr.", "- C2 KI im Clustermanagement, Do., 22. Apr."


def _letter(name: str, **samples: str) -> Letter:
    return Letter(name, f"attendance/bookings/mail/{name}.txt", {**_PERSON, **samples}, "own.personal")


ITEM_LOST = _letter("item_lost", places=f"{_B2}, 14:00–15:15: entfällt", others="")
ITEM_CLASH = _letter("item_clash", places=f"{_B2}, 14:30–15:45\n{_C2}, 14:00–15:15", others="")
ITEM_CHANGED = _letter("item_changed", places=f"{_B2}, 15:30–16:45, Raum 1.04")
LETTERS = (ITEM_LOST, ITEM_CLASH, ITEM_CHANGED)
NAMES = frozenset(letter.name for letter in LETTERS)


def about(first: int, at: datetime) -> str:
    """The last part of the key of a letter about version ``first`` and all that came after it."""
    return f"{first}/{at.isoformat()}"


def unread(keys: Iterable[str]) -> Mapping[int, int]:
    """By registration, the first version of which only letters tell that wait, which have these keys."""
    firsts: dict[int, int] = {}
    for key in keys:
        _letter, person, _generation, versions = key.split(":", _KEY_PARTS)
        first, mark, _at = versions.partition("/")
        if mark:
            firsts[int(person)] = min(int(first), firsts.get(int(person), int(first)))
    return firsts


@dataclass(frozen=True, slots=True)
class Readers:
    """Who has a letter about the programme that waits, by registration, with the first version of which it tells.

    ``leaving`` is when it would leave; ``keys`` are those of all these letters.
    """

    firsts: Mapping[int, int]
    leaving: Mapping[int, datetime]
    keys: frozenset[str]


def issue(version: int) -> str:
    """The last part of the key of a letter about the programme that tells of that version (its id)."""
    return f"{_VERSION}{version}"


def issues(keys: Iterable[str]) -> Iterable[tuple[int, int]]:
    """Of the keys that end in an `issue`, whom the letter is about (an id) and of which version (its id) it tells."""
    for key in keys:
        about_whom, _, last = key.rpartition(":")
        if last.startswith(_VERSION):
            yield int(about_whom.rpartition(":")[2]), int(last.removeprefix(_VERSION))


GONE = Localized("entfällt", "no longer takes place")
FOR_MEMBERS = Localized("ist jetzt nur für Mitglieder von go-cluster", "is for go-cluster members only from now on")
BOOKED_OTHERWISE = Localized(
    "findet statt, aber zur selben Zeit haben Sie inzwischen etwas anderes gebucht",
    "takes place, but meanwhile you have booked something else at that time",
)
FREE_FOR_ALL = Localized("findet ohne Platzbuchung statt", "takes place without booking")
ON_STAGE = Localized("hier wirken Sie selbst mit", "here you contribute yourself")
OTHERS = Localized(
    "Zu einer anderen Zeit oder in einem anderen Raum ist jetzt:", "At another time or in another room now:"
)
"""What comes before the items of a letter that is about something else."""
