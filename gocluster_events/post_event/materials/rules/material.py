"""A material as a value: for the team with all that decides about it, and as others see it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from gocluster_events.core.documents.pdf_facts import PdfFacts, PdfFault
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SpokenLanguage
from gocluster_events.meeting.agenda.rules.timetable import Person, Timetable
from gocluster_events.post_event.materials.rules.codes import (
    SPDX,
    Accessible,
    FileState,
    Kind,
    Licence,
    Reading,
    SeenBy,
)
from gocluster_events.post_event.materials.rules.standing import Standing, needed_people, reading
from gocluster_events.post_event.releases.rules import SAID_NO, Release, State, lacking

_UNWRITTEN = Localized()


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as far as it is here. ``size`` is in bytes; ``facts`` None: nobody has looked at it yet."""

    id: int
    uuid: str
    name: str
    size: int
    parts: int
    state: FileState
    fault: PdfFault | None
    sha256: str
    facts: PdfFacts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialFacts:
    """What whoever adds a material says of it. ``not_before`` None: it is there from the end of its item on."""

    item: str
    kind: Kind
    title: Localized
    language: SpokenLanguage
    url: str = ""
    licence: Licence = Licence.HERE_ONLY
    accessible: Accessible = Accessible.UNKNOWN
    note: Localized = _UNWRITTEN
    seen_by: SeenBy = SeenBy.PUBLIC
    not_before: datetime | None = None


def asks_anew(before: MaterialFacts, after: MaterialFacts, ends_at: datetime | None) -> bool:
    """Whether a yes to what it was holds no more: it is another thing, for more people, or there earlier.

    ``ends_at`` is the end of its item.
    """
    is_wider = before.seen_by is SeenBy.PARTICIPANTS and after.seen_by is SeenBy.PUBLIC
    opens = [each.not_before or ends_at for each in (before, after)]
    is_earlier = opens[1] is not None and (opens[0] is None or opens[1] < opens[0])
    is_another = any(getattr(before, name) != getattr(after, name) for name in ("item", "kind", "url", "licence"))
    return is_another or is_wider or is_earlier


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A material with its file, None where it is a link."""

    uuid: str
    facts: MaterialFacts
    file: StoredFile | None
    position: int
    revision: int
    added_at: datetime
    added_by: str
    published_at: datetime | None
    published_by: str

    @property
    def reading(self) -> Reading:
        """How well it can be read with assistive technology."""
        return reading(self.facts.accessible, self.file.facts if self.file else None)

    @property
    def host(self) -> str:
        """Where its link leads to; empty for a file."""
        return host_of(self.facts.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicMaterial:
    """A material as readers see it. ``url`` None: it is a file here, of ``size`` bytes and so many ``pages``.

    ``people`` are the names of those whose it is.
    """

    uuid: str
    item: str
    kind: Kind
    title: Localized
    url: str | None
    size: int
    pages: int
    language: SpokenLanguage
    licence: Licence
    accessibility: Reading
    note: Localized
    seen_by: SeenBy
    people: tuple[str, ...] = ()

    @property
    def host(self) -> str:
        """Where its link leads to; empty for a file."""
        return host_of(self.url or "")

    @property
    def spdx(self) -> str:
        """The identifier of its licence; empty where nothing is granted."""
        return SPDX.get(self.licence, "")


def host_of(url: str) -> str:
    """The host that an address names."""
    return urlsplit(url).hostname or ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A material of the team's list with whose release it needs and what they answered."""

    record: Record
    standing: Standing
    needed: tuple[Person, ...]
    releases: tuple[Release, ...]

    @property
    def granted(self) -> int:
        """How many of those needed have granted their release."""
        return len(self.needed) - len(self.standing.lacking)

    @property
    def lacking(self) -> tuple[Person, ...]:
        """Whose release is needed and not there."""
        return tuple(person for person in self.needed if person.uuid in self.standing.lacking)

    @property
    def denied(self) -> tuple[Person, ...]:
        """Who said no, at once or later."""
        no = {each.person for each in self.releases if each.state in SAID_NO}
        return tuple(person for person in self.lacking if person.uuid in no)

    @property
    def departed(self) -> tuple[Release, ...]:
        """The releases, given, of people whose release is not needed any more: they have left the item."""
        needed = {person.uuid for person in self.needed}
        return tuple(each for each in self.releases if each.is_granted and each.person not in needed)

    @property
    def withdrawn(self) -> tuple[Release, ...]:
        """The releases that were given and taken back."""
        needed = {person.uuid for person in self.needed}
        return tuple(each for each in self.releases if each.state is State.WITHDRAWN and each.person in needed)


def entry(record: Record, timetable: Timetable | None, releases: Iterable[Release]) -> Entry:
    """The material as it stands in the published programme (None: there is none) with these releases of its people."""
    item = timetable.item(record.facts.item) if timetable else None
    answers = tuple(releases)
    there = needed_people(timetable, item, record.facts.kind) if timetable and item else ()
    needed = (*there, *_gone(there, answers))
    standing = Standing(
        file=record.file.state if record.file else None,
        is_published=record.published_at is not None,
        is_on_programme=item is not None,
        has_removed_name=any(person.is_redacted for person in needed),
        lacking=lacking([person.uuid for person in needed], answers),
        opens_at=record.facts.not_before or (item.ends_at if item else None),
    )
    return Entry(record, standing, needed, answers)


def _gone(there: Iterable[Person], releases: Iterable[Release]) -> Iterator[Person]:
    """Who said no and is not needed any more, in another item or with another kind: nothing is public against a no."""
    known = {person.uuid for person in there}
    for each in releases:
        if each.state in SAID_NO and each.person not in known:
            yield Person(each.person, "", each.name, is_redacted=not each.name)


def entries(
    records: Iterable[Record], timetable: Timetable | None, releases: Mapping[str, tuple[Release, ...]]
) -> tuple[Entry, ...]:
    """Every material with its standing."""
    return tuple(entry(each, timetable, releases.get(each.uuid, ())) for each in records)


def as_public(each: Entry) -> PublicMaterial:
    """What readers see of a material."""
    record, facts, file = each.record, each.record.facts, each.record.file
    return PublicMaterial(
        uuid=record.uuid, item=facts.item, kind=facts.kind, title=facts.title, url=facts.url or None,
        size=file.size if file else 0, pages=file.facts.pages if file and file.facts else 0,
        language=facts.language, licence=facts.licence, accessibility=record.reading, note=facts.note,
        seen_by=facts.seen_by, people=tuple(person.name for person in each.needed),
    )  # fmt: skip
