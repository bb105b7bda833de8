"""A message to a filtered list: who gets it, who does not and why, and what its text may say."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from gocluster_events.letters.rules import Letter, Wording
from gocluster_events.registration.people.rules.codes import ACTIVE, ENDED, Status
from gocluster_events.text import LANGUAGES, Localized

SUBJECT_LIMIT, BODY_LIMIT = 150, 6000
BUTTON = {"de": "Meine Anmeldung öffnen", "en": "Open my registration"}
MESSAGE = Letter(
    "message",
    "messages/mail/message.txt",
    {
        "salutation": "Frau Dr. Tannert",
        "name": "Dr. Miriam Tannert",
        "reference": "4K7M-92QX-3",
        "event": "Jahrestagung 2027",
        "day": "Donnerstag, 22. April 2027",
        "time": "08:45–18:00",
        "place": "Tagungshaus Eichenhof, Musterstraße 12, 10117 Berlin",
        "contact": "tagung@example.org",
        "office": "Geschäftsstelle go-cluster",
    },
    "own.personal",
)


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


class NotSentReason(Enum):
    """Why somebody whom the sender saw as a recipient did not get the message after all."""

    ERASED = "erased"
    ENDED = "ended"
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

    def wording(self, language: str) -> Wording:
        """What somebody with this language reads."""
        spoken = self.spoken(language)
        subject, body = getattr(self.subject, spoken), getattr(self.body, spoken)
        return Wording(subject, subject, body, BUTTON[spoken] if self.with_link else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody on the list."""

    id: int
    name: str
    status: Status
    language: str
    email_key: str
    is_proven: bool
    is_unreachable: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who gets the message, in the order of the list, and who does not."""

    people: tuple[Candidate, ...]
    left: tuple[tuple[Candidate, LeftOut], ...]

    @property
    def seal(self) -> str:
        """A fingerprint of the recipients, the same in whatever order they are listed."""
        return hashlib.sha256(",".join(map(str, sorted(each.id for each in self.people))).encode()).hexdigest()[:32]

    @property
    def gone(self) -> int:
        """How many of the recipients have cancelled, lost their place or been declined."""
        return sum(one.status in ENDED for one in self.people)

    def by_status(self) -> Mapping[Status, int]:
        """How many recipients have each status."""
        return {each: n for each in Status if (n := sum(one.status is each for one in self.people))}

    def by_language(self) -> Mapping[str, int]:
        """How many recipients read each language."""
        return {each: n for each in LANGUAGES if (n := sum(one.language == each for one in self.people))}


def choose(candidates: Iterable[Candidate]) -> Chosen:
    """The recipients among the candidates: those with a proven address that can be reached, each address once."""
    people, left = [], []
    seen: set[str] = set()
    for each in candidates:
        why = _left_out(each, seen)
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


def still_goes(then: Status, now: Status) -> bool:
    """Whether a recipient the sender has seen still gets the message: not if the registration has ended since."""
    return now in ACTIVE or now is then


def not_sent_reason(then: Status, now: "Candidate | None", stage: Stage) -> NotSentReason:
    """Why somebody whom the sender saw as a recipient got no e-mail."""
    if now is None:
        return NotSentReason.ERASED
    if not still_goes(then, now.status):
        return NotSentReason.ENDED
    return NotSentReason.TAKEN_BACK if stage is Stage.STOPPED and not now.is_unreachable else NotSentReason.UNREACHABLE


def missing_languages(text: MessageText, people: Mapping[str, int]) -> Sequence[str]:
    """The languages of readers in which the message is not written."""
    return [language for language in people if language not in text.languages]
