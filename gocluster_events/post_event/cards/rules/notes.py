"""Notes taken at an item: which of them is a card, what becomes of it, and how long a device keeps it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.text import email_key
from gocluster_events.meeting.agenda.rules.codes import Part
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable
from gocluster_events.meeting.letters.rules import MEETING, Letter
from gocluster_events.post_event.cards.rules.cards import TEXTS, CardFacts
from gocluster_events.post_event.cards.rules.codes import State

KEPT_FOR = timedelta(hours=24)
"""How long after its item a device keeps what was typed there, sent or not."""

NOTE_TAKER = Letter(
    "note_taker",
    "post_event/cards/mail/note_taker.txt",
    {
        **{name: MEETING[name] for name in ("event", "contact", "office")},
        "salutation": "Pia Lorenz",
        "items": "- C1 Wissen sichern, Do., 22. Apr., 13:15–14:15, Eichensaal",
    },
    "agenda.own_link",
)
LETTERS = (NOTE_TAKER,)


class NoteRefusal(Enum):
    """Why a card of a note taker is not kept, or nobody is appointed."""

    EMPTY = "empty"
    TAKEN_ON = "taken_on"  # the team works on it
    CHANGED = "changed"  # on another device
    NO_PERSON = "no_person"
    NO_ADDRESS = "no_address"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Note:
    """A card as whoever took the notes sees it."""

    uuid: str
    number: int
    facts: CardFacts
    state: State
    revision: int

    @property
    def is_own(self) -> bool:
        """Whether its author may still change it: as long as the team has not taken it on."""
        return self.state is State.COLLECTED

    @property
    def head(self) -> str:
        """The first of its texts: the question, else what there is."""
        return next((text for name in TEXTS if (text := getattr(self.facts, name))), "")

    @property
    def rest(self) -> str:
        """The first of its other texts."""
        return "" if self.head != self.facts.question else self.facts.insight or self.facts.evidence


@dataclass(frozen=True, slots=True)
class NoteTaker:
    """Somebody who takes notes at an item; ``is_credited``: the programme itself says so, so nobody takes it back."""

    person: Person
    is_credited: bool = False


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who takes notes and is not among the people of the programme yet; ``uuid`` is what they get."""

    uuid: str
    first_name: str
    last_name: str
    email: str


def kept_until(item: Item, ends_at: datetime) -> datetime:
    """Until when a device keeps what was typed at the item; one without a time lasts as long as the meeting."""
    return (item.ends_at or ends_at) + KEPT_FOR


def becomes(before: Note | None, facts: CardFacts, revision: int) -> bool:
    """Whether there is something to store: a new card, or another text of one that was read at ``revision``.

    The same text twice is stored once. Raises Refused where nothing is typed or the team has taken the card on, Stale
    where it has been changed since.
    """
    if not any(getattr(facts, name) for name in TEXTS):
        raise Refused(NoteRefusal.EMPTY)
    if before is None:
        return True
    if in_words_of(facts, before.facts) == before.facts:
        return False
    if not before.is_own:
        raise Refused(NoteRefusal.TAKEN_ON)
    if before.revision != revision:
        raise Stale
    return True


def in_words_of(facts: CardFacts, before: CardFacts) -> CardFacts:
    """The card with the texts that a note taker types, in all else as before."""
    return replace(before, is_open=facts.is_open, **{name: getattr(facts, name) for name in TEXTS})


def takers(timetable: Timetable, item: Item, appointed: Iterable[str]) -> tuple[NoteTaker, ...]:
    """Who takes notes at the item: those whom the programme names for it, then those appointed (UUIDs), by name."""
    credited = [NoteTaker(person, is_credited=True) for person, part in timetable.cast(item) if part is Part.MINUTES]
    uuids = set(appointed) - {each.person.uuid for each in credited}
    return (*credited, *(NoteTaker(person) for person in timetable.people if person.uuid in uuids))


def known_as(people: Iterable[Person], newcomer: Newcomer) -> Person | None:
    """Who of the people has the newcomer's address, or was added as that newcomer; None if there is nobody."""
    key = email_key(newcomer.email)
    keys = ((each, email_key(each.email) if each.email else "") for each in people)
    return next((each for each, own in keys if each.uuid == newcomer.uuid or own == key), None)
