"""What can be taken in of a file, in our own codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gocluster_events.meeting.agenda.importing.rules.problems import EntryError
from gocluster_events.meeting.agenda.importing.rules.unknown import UnknownWord
from gocluster_events.meeting.agenda.rules.codes import Kind, Part, PersonStatus, SignUp, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.links import Link
from gocluster_events.meeting.agenda.rules.source import Column, PersonColumn


@dataclass(frozen=True, slots=True)
class IncomingAppearance:
    """Somebody in an item; ``part`` None: the file does not say which."""

    name: str
    key: str
    part: Part | None
    absent: str = ""
    absent_key: str = ""
    biography: str = ""


@dataclass(frozen=True, slots=True)
class IncomingItem:
    """An item of the file. What is not in ``texts``, or None, the file does not say."""

    number: int
    key: str
    texts: Mapping[Column, str]  # texts, clean and short enough
    kind: Kind | None = None
    language: SpokenLanguage | None = None
    visibility: Visibility | None = None
    sign_up: SignUp | None = None
    tells_stream: bool = False  # an empty cell tells it, too: as the room
    has_stream: bool | None = None
    do_not_record: bool | None = None
    links: tuple[Link, ...] | None = None
    length_minutes: int | None = None
    seats: int | None = None
    tells_start: bool = False
    starts_at: datetime | None = None
    people: tuple[IncomingAppearance, ...] | None = None

    @property
    def title(self) -> str:
        """Its title in either language."""
        return self.texts.get(Column.TITLE_DE) or self.texts.get(Column.TITLE_EN, "")


@dataclass(frozen=True, slots=True)
class IncomingPerson:
    """A person of the file's own list of people."""

    number: int
    key: str
    texts: Mapping[PersonColumn, str]
    status: PersonStatus | None = None


@dataclass(frozen=True, slots=True)
class IncomingProgramme:
    """All that can be taken in, and what is wrong with it and with the rest."""

    entries: tuple[IncomingItem, ...]
    people: tuple[IncomingPerson, ...]
    faults: tuple[EntryError, ...]
    language: str = "de"
    is_table: bool = False
    is_ours: bool = False
    unknown: tuple[UnknownWord, ...] = ()
