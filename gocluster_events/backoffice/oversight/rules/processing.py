"""The record of processing activities (Art. 30 GDPR): what it is made of, and what it says in a reader's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from gocluster_events.backoffice.oversight.rules.purposes import Purpose
from gocluster_events.core.access import Role
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.registration.people.rules.codes import DataClass
from gocluster_events.meeting.registration.people.rules.fields import CORE, Core, Requirement
from gocluster_events.meeting.registration.people.rules.questions import Question

_APART = {"health": Purpose.NEEDS, "birth": Purpose.IDENTITY}
PURPOSE_OF_FIELD: Mapping[str, Purpose] = {
    name: _APART.get(each.category, Purpose.REGISTRATION) for name, each in CORE.items()
}
"""What each field of the form is asked for."""


class FixedPeriod(Enum):
    """Data that are erased automatically after a period that is the same for every edition."""

    DRAFTS = "drafts"
    SENT_DRAFTS = "sent_drafts"
    PENDING = "pending"
    UNPROVEN = "unproven"
    SUBSTITUTIONS = "substitutions"
    LISTS = "lists"
    PROGRAMMES = "programmes"
    MAILS = "mails"
    FEEDBACK = "feedback"
    PHOTO_REQUESTS = "photo_requests"
    OBJECTIONS = "objections"
    COUNTS = "counts"
    OWN_SESSIONS = "own_sessions"
    TEAM_SESSIONS = "team_sessions"
    TEAM_INVITATIONS = "team_invitations"


@dataclass(frozen=True, slots=True)
class RetentionLine:
    """A class of data with its period in days after the end, when it is erased, and of how many people there is any."""

    kind: DataClass
    days: int
    at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class ErasureLine:
    """Data that were erased automatically: when, of which class, of how many people."""

    at: datetime
    kind: DataClass
    people: int


@dataclass(frozen=True, slots=True)
class DownloadLine:
    """Lists that were taken away for one purpose: how often, when last, and how many rows the largest had."""

    profile: str
    purpose: str
    times: int
    last: datetime
    most_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """The technical measures that the settings of this site decide."""

    is_https: bool
    admins_need_factor: bool
    mail_host: str  # empty: mails are only kept in a folder
    mail_is_encrypted: bool
    exports_per_hour: int
    sign_in_per_account: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that the record of an edition is made of."""

    operator: str
    base_url: str
    title: Localized
    place: str
    contact: tuple[str, str, str]
    starts_at: datetime
    zone: str
    now: datetime
    notice: tuple[int, datetime] | None  # the approved privacy notice: version, and when
    reach: Reach  # who can read the attendee list
    core: Core
    questions: tuple[Question, ...]
    team: Mapping[Role, int]
    registrations: int
    departed: int
    due: tuple[RetentionLine, ...]
    went: tuple[ErasureLine, ...]
    lists_days: int
    lists_go_at: datetime
    taken: Sequence[DownloadLine]
    spans: Mapping[FixedPeriod, timedelta]
    technique: Technique

    @property
    def collected(self) -> frozenset[Purpose]:
        """The purposes for which the edition asks for data at all."""
        fields = {PURPOSE_OF_FIELD[field] for field, demand in self.core.items() if demand is not Requirement.OFF}
        return frozenset(fields | ({Purpose.QUESTIONS} if self.questions else set()))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its heading, the heads of its columns, and its rows; ``none`` is said where there are none."""

    heading: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    none: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the record: terms with what they are, sentences, and tables."""

    id: str
    heading: str
    terms: tuple[tuple[str, str], ...] = ()
    sentences: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The record in one language: what the page, the paper and the workbook show alike."""

    title: str
    lang: str
    edition: tuple[str, str]
    about: str
    as_of: str
    chapters: tuple[Chapter, ...]
