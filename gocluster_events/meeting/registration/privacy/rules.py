"""Everything that is stored about one person, as one value: the page and both files are made of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum

from gocluster_events.core.text import Localized
from gocluster_events.meeting.registration.people.rules.consents import ConsentFacts
from gocluster_events.meeting.registration.people.rules.questions import Answer, Question


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer, with the question as it was asked."""

    question: Question
    answer: Answer


Value = (
    str | int | bool | date | datetime | Enum | Localized | GivenAnswer | ConsentFacts | tuple[Enum, ...]
    | tuple[str, ...] | None
)  # fmt: skip


class Part(Enum):
    """A kind of data, kept for one purpose and for one time."""

    STANDING = "standing"
    DETAILS = "details"
    ANSWERS = "answers"
    NEEDS = "needs"
    IDENTITY = "identity"
    CONSENTS = "consents"
    PENDING = "pending"
    SUBSTITUTION = "substitution"
    WAITING = "waiting"
    NOTES = "notes"
    HISTORY = "history"
    MAILS = "mails"
    SESSIONS = "sessions"
    DOWNLOADS = "downloads"
    ADMISSION = "admission"
    SAVED = "saved"
    BOOKINGS = "bookings"
    WISHES = "wishes"
    PHOTOS = "photos"
    SURVEY = "survey"


class Item(StrEnum):
    """The names of stored data; those that the person typed go by the names of their form fields instead."""

    REFERENCE = "reference"
    REGISTERED_BY = "registered_by"
    NAME_TYPED = "name_typed"
    INSTITUTION = "institution"
    ANSWERED_AT = "answered_at"
    STATUS = "status"
    QUOTA = "quota"
    OUTSIDE_SEATS = "outside_seats"
    LANGUAGE = "language"
    CREATED_AT = "created_at"
    HOLD_UNTIL = "hold_until"
    PROVEN_AT = "proven_at"
    WAITLISTED_AT = "waitlisted_at"
    OFFER_UNTIL = "offer_until"
    CONFIRMED_AT = "confirmed_at"
    ENDED_AT = "ended_at"
    SEEN_VERSION = "seen_version"
    PENDING_EMAIL = "pending_email"
    INVITED_AT = "invited_at"
    REMINDED_AT = "reminded_at"
    OPENED_AT = "opened_at"
    DECLINED_AT = "declined_at"
    QUESTION = "question"
    ANSWER = "answer"
    RETENTION = "retention"
    AT = "at"
    ACTION = "action"
    FIELDS = "fields"
    NOTE = "note"
    BY = "by"
    DESK = "desk"
    ON_PROGRAMME = "on_programme"
    UNDONE_AT = "undone_at"
    MOVE = "move"
    PLACE_IN_LINE = "place_in_line"
    NEW_PLACE = "new_place"
    REASON = "reason"
    SUBJECT = "subject"
    RECIPIENT = "recipient"
    MAIL_STATE = "mail_state"
    SENT_AT = "sent_at"
    SEEN_AT = "seen_at"
    PURPOSE = "purpose"
    SENTENCE = "sentence"
    VERSION = "version"
    GIVEN_AT = "given_at"
    WITHDRAWN_AT = "withdrawn_at"
    ROWS = "rows"
    LINE = "line"
    PROGRAMME_ITEM = "programme_item"
    WISH = "wish"
    LOT = "lot"
    ALLOTTED = "allotted"
    PHOTO = "photo"
    DECIDED_AT = "decided_at"
    SURVEY_SENT = "survey_sent"


class By(Enum):
    """Who did something to the registration; the team's people are not named."""

    YOU = "you"
    TEAM = "team"
    MACHINE = "machine"
    SOMEBODY = "somebody"  # another participant, or somebody who is no longer known


Record = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """All data of one kind, each record with its items in order."""

    part: Part
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is stored about a person's registration for the edition of that slug, at one moment."""

    edition: str
    at: datetime
    sections: tuple[Section, ...]


Cell = str | int | date | datetime


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section in the reader's words: what it is for, how long it is kept, and its records as labels and values."""

    title: str
    purpose: str
    retention: str
    records: tuple[tuple[tuple[str, Cell], ...], ...]
    is_log: bool = False  # one short record after the other


def section(part: Part, *records: Record) -> Section:
    """The section of these records, without empty values and without records that hold nothing."""
    entries = (tuple((item, value) for item, value in record if value not in (None, "", ())) for record in records)
    return Section(part, tuple(record for record in entries if record))


def by(actor: str, own: str, machine: str) -> By:
    """Who an actor of the audit log is, for the person whose ``own`` subject is given."""
    if actor == own:
        return By.YOU
    if actor == machine:
        return By.MACHINE
    return By.TEAM if "@" in actor else By.SOMEBODY
