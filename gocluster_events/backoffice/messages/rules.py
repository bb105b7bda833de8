"""A message to a filtered list, of registrations or of the programme's people: who gets it, and what it may say."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from gocluster_events.core.text import LANGUAGES, Localized
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.agenda.rules.people import Missing, PeopleFilter, read_filter
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.letters.rules import MEETING, Letter, Wording
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, ENDED, Status

SUBJECT_LIMIT, BODY_LIMIT = 150, 6000
MESSAGE = Letter(
    "message",
    "backoffice/messages/mail/message.txt",
    {"salutation": "Frau Dr. Tannert", "name": "Dr. Miriam Tannert", "reference": "4K7M-92QX-3", **MEETING},
    "own.personal",
)
CONTRIBUTOR_MESSAGE = Letter(
    MESSAGE.name,
    "backoffice/messages/mail/contributor_message.txt",
    {
        "salutation": "Dr. Tarek Lindholm",
        "name": "Dr. Tarek Lindholm",
        "missing": "- einige Sätze über Sie\n- ein Porträt, das wir zeigen dürfen",
        **MEETING,
    },
    "agenda.own_link",
)


class Readers(Enum):
    """Whose list a message goes to."""

    REGISTRATIONS = "registrations"
    PROGRAMME = "programme"


LETTERS = {Readers.REGISTRATIONS: MESSAGE, Readers.PROGRAMME: CONTRIBUTOR_MESSAGE}
SUBJECTS = {Readers.REGISTRATIONS: "registration", Readers.PROGRAMME: "person"}
"""How mails and accounts name a reader, before the number."""
BUTTONS = {
    Readers.REGISTRATIONS: {"de": "Meine Anmeldung öffnen", "en": "Open my registration"},
    Readers.PROGRAMME: {"de": "Meine Seite öffnen", "en": "Open my page"},
}
MISSING = {
    "de": {
        Missing.ANSWER: "Ihre Antwort, ob Sie mitwirken",
        Missing.BIOGRAPHY: "einige Sätze über Sie",
        Missing.PORTRAIT: "ein Porträt, das wir zeigen dürfen",
    },
    "en": {
        Missing.ANSWER: "your answer whether you take part",
        Missing.BIOGRAPHY: "a few sentences about you",
        Missing.PORTRAIT: "a portrait that we may show",
    },
}
"""What a letter calls it."""
_MISSING_FIELD = "{missing}"


def missing_lines(language: str, gaps: Collection[Missing]) -> str:
    """What somebody has still to give, as lines of a letter."""
    return "\n".join(f"- {word}" for each, word in MISSING[language].items() if each in gaps)


class Stage(Enum):
    """How far a message is."""

    DRAFT = "draft"
    PLANNED = "planned"
    SENT = "sent"  # in the outbox
    STOPPED = "stopped"


class LeftOut(Enum):
    """Why somebody on the list gets no message."""

    NO_ADDRESS = "no_address"
    NOT_PROVEN = "not_proven"
    UNREACHABLE = "unreachable"
    SAME_ADDRESS = "same_address"
    COMPLETE = "complete"  # the message says what is missing, and nothing is


class NotSentReason(Enum):
    """Why somebody whom the sender saw as a recipient did not get the message after all."""

    ERASED = "erased"
    ENDED = "ended"
    DECLINED = "declined"
    COMPLETE = "complete"
    UNREACHABLE = "unreachable"
    TAKEN_BACK = "taken_back"


class SendRefusal(Enum):
    """Why a message cannot be sent."""

    ARCHIVED = "archived"
    NOT_PUBLISHED = "not_published"
    NOBODY = "nobody"
    OTHER_PEOPLE = "other_people"  # than those that were looked at
    NO_TEXT = "no_text"
    PAST = "past"
    NOT_WAITING = "not_waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageText:
    """What a message says; ``with_link``: its button opens the reader's personal page."""

    subject: Localized
    body: Localized
    with_link: bool = True

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which both subject and body are written."""
        return tuple(each for each in LANGUAGES if getattr(self.subject, each) and getattr(self.body, each))

    def spoken(self, language: str) -> str:
        """The language in which a reader of ``language`` gets the message: the other one if there is no text in it."""
        return language if language in self.languages or not self.languages else self.languages[0]

    @property
    def names_what_is_missing(self) -> bool:
        """Whether the message says to each what is missing, so that it is for nobody of whom nothing is."""
        return any(_MISSING_FIELD in each for text in (self.subject, self.body) for each in (text.de, text.en))

    def wording(self, language: str, readers: Readers = Readers.REGISTRATIONS) -> Wording:
        """What somebody with this language reads."""
        spoken = self.spoken(language)
        subject, body = getattr(self.subject, spoken), getattr(self.body, spoken)
        return Wording(subject, subject, body, BUTTONS[readers][spoken] if self.with_link else "")


Standing = Status | PersonStatus
"""Where a recipient stands: with a registration, or on the programme."""
_GONE = ENDED | {PersonStatus.DECLINED}
_STAYING = ACTIVE | {PersonStatus.ASKED, PersonStatus.AGREED}


def standing(readers: Readers, value: str) -> Standing:
    """Where somebody stood, as it is stored."""
    return Status(value) if readers is Readers.REGISTRATIONS else PersonStatus(value)


def may_leave(readers: Readers, status: EventStatus) -> bool:
    """Whether a message can leave at this status: people of the programme are asked before anything is public."""
    if readers is Readers.PROGRAMME:
        return status is not EventStatus.ARCHIVED
    return status is EventStatus.PUBLISHED


class Candidate(NamedTuple):
    """Somebody on the list."""

    id: int
    name: str
    status: Standing
    language: str
    email_key: str
    is_proven: bool
    is_unreachable: bool
    uuid: str = ""  # of somebody on the programme
    missing: frozenset[Missing] = frozenset()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who gets the message, in the order of the list, and who does not."""

    people: tuple[Candidate, ...]
    left: tuple[tuple[Candidate, LeftOut], ...]

    @property
    def seal(self) -> str:
        """The `seal` of the recipients."""
        return seal(each.id for each in self.people)


@dataclass(frozen=True, slots=True)
class Overview:
    """How many get the message, by where they stand and by what they read, and how many do not."""

    by_status: Mapping[Standing, int]
    by_language: Mapping[str, int]
    left: int

    @property
    def number(self) -> int:
        """How many recipients there are."""
        return sum(self.by_status.values())

    @property
    def gone(self) -> int:
        """How many of the recipients have cancelled, lost their place or been declined."""
        return sum(number for status, number in self.by_status.items() if status in _GONE)


def overview(recipients: Mapping[tuple[Standing, str], int], left: int) -> Overview:
    """That of so many recipients of each status and language."""
    numbers = Counter[Standing | str]()
    for kind, number in recipients.items():
        numbers.update(dict.fromkeys(kind, number))
    by_status = {each: numbers[each] for each in (*Status, *PersonStatus) if numbers[each]}
    return Overview(by_status, {each: numbers[each] for each in LANGUAGES if numbers[each]}, left)


def seal(ids: Iterable[int]) -> str:
    """A fingerprint of the recipients, the same in whatever order they are listed."""
    return hashlib.sha256(",".join(map(str, sorted(ids))).encode()).hexdigest()[:32]


def choose(candidates: Iterable[Candidate], *, only_missing: bool = False) -> Chosen:
    """The recipients among the candidates: those with a proven address that can be reached, each address once.

    ``only_missing``: none of whom nothing is missing.
    """
    people, left = [], []
    seen: set[str] = set()
    for each in candidates:
        why = LeftOut.COMPLETE if only_missing and not each.missing else _left_out(each, seen)
        if why is None:
            people.append(each)
            seen.add(each.email_key)
        else:
            left.append((each, why))
    return Chosen(tuple(people), tuple(left))


def _left_out(each: Candidate, seen: Collection[str]) -> LeftOut | None:
    if not each.email_key:
        return LeftOut.NO_ADDRESS
    if not each.is_proven:
        return LeftOut.NOT_PROVEN
    if each.is_unreachable:
        return LeftOut.UNREACHABLE
    return LeftOut.SAME_ADDRESS if each.email_key in seen else None


def still_goes(then: Standing, now: Standing) -> bool:
    """Whether a recipient the sender has seen still gets the message: not if the registration has ended since, or the
    person has declined.
    """
    return now in _STAYING or now is then


def not_sent_reason(
    then: Standing, now: "Candidate | None", stage: Stage, *, only_missing: bool = False
) -> NotSentReason:
    """Why somebody whom the sender saw as a recipient got no e-mail."""
    if now is None:
        return NotSentReason.ERASED
    if not still_goes(then, now.status):
        return NotSentReason.DECLINED if isinstance(now.status, PersonStatus) else NotSentReason.ENDED
    if stage is Stage.STOPPED and not now.is_unreachable:
        return NotSentReason.TAKEN_BACK
    return NotSentReason.COMPLETE if only_missing and not now.missing else NotSentReason.UNREACHABLE


def missing_languages(text: MessageText, people: Mapping[str, int]) -> Sequence[str]:
    """The languages of readers in which the message is not written."""
    return [language for language in people if language not in text.languages]


NOBODY = 0
"""No person has this number."""


@dataclass(frozen=True, slots=True)
class ProgrammeList:
    """People of the programme: those whom a filter means, or, where that looked for a name, those with ``ids``."""

    people: PeopleFilter
    ids: tuple[int, ...] = ()

    def parameters(self) -> dict[str, list[str]]:
        """The list as a message keeps it."""
        chosen = {"person": [str(each) for each in self.ids]} if self.ids else {}
        return {**self.people.parameters(), **chosen}

    def numbered(self, ids: Iterable[int]) -> "ProgrammeList":
        """The list with these people in place of the words that were looked for, which may be a name."""
        if not self.people.search:
            return self
        return ProgrammeList(replace(self.people, search=""), tuple(sorted(ids)) or (NOBODY,))


def read_list(parameters: Mapping[str, Sequence[str]]) -> ProgrammeList:
    """The list that an address, or a message, means."""
    ids = (int(each) for each in parameters.get("person", ()) if each.isascii() and each.isdigit() and len(each) < 10)
    return ProgrammeList(read_filter(parameters), tuple(ids))
