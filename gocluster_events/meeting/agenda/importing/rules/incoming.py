"""What a file says, in our own codes; lenient if another program wrote it, exact if people filled in our form."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from gocluster_events.core.text import shortened, text_refusal, tidy
from gocluster_events.meeting.agenda.importing.rules.clock import minutes, moment
from gocluster_events.meeting.agenda.importing.rules.entries import (
    IncomingAppearance,
    IncomingItem,
    IncomingPerson,
    IncomingProgramme,
)
from gocluster_events.meeting.agenda.importing.rules.problems import EntryError, EntryErrorKind
from gocluster_events.meeting.agenda.importing.rules.unknown import ABOUT, UnknownWord, WordField
from gocluster_events.meeting.agenda.rules.codes import Kind, SpokenLanguage, Visibility
from gocluster_events.meeting.agenda.rules.links import MOST_LINKS, Link, link_of
from gocluster_events.meeting.agenda.rules.source import (
    Column,
    PersonColumn,
    Source,
    SourceAppearance,
    SourceItem,
    SourcePerson,
    Vocabulary,
    comparable,
    word_key,
)
from gocluster_events.meeting.agenda.rules.timetable import LONGEST_ABSTRACT, LONGEST_BIOGRAPHY

LIMITS: dict[Column, int] = {
    Column.TITLE_DE: 200, Column.TITLE_EN: 200, Column.ABSTRACT_DE: LONGEST_ABSTRACT,
    Column.ABSTRACT_EN: LONGEST_ABSTRACT, Column.ROOM: 80, Column.TRACK: 200, Column.SUMMARY_DE: 200,
    Column.SUMMARY_EN: 200,
}  # fmt: skip
PERSON_LIMITS: dict[PersonColumn, int] = {
    PersonColumn.TITLE: 60, PersonColumn.FIRST_NAME: 100, PersonColumn.LAST_NAME: 100, PersonColumn.POSITION_DE: 200,
    PersonColumn.POSITION_EN: 200, PersonColumn.ORGANISATION: 200, PersonColumn.EMAIL: 254,
    PersonColumn.BIOGRAPHY_DE: LONGEST_BIOGRAPHY, PersonColumn.BIOGRAPHY_EN: LONGEST_BIOGRAPHY,
}  # fmt: skip
_SEVERAL_LINES: frozenset[Column | PersonColumn] = frozenset(
    {Column.ABSTRACT_DE, Column.ABSTRACT_EN, PersonColumn.BIOGRAPHY_DE, PersonColumn.BIOGRAPHY_EN}
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_CODE = re.compile(r"[A-Za-z]{1,3}[0-9]{0,3}")
_BREAK = re.compile(r"\s*[\n\t]\s*")
_MOST_SEATS = 100_000
Meant = TypeVar("Meant")


def read_source(source: Source, vocabulary: Vocabulary, zone: str) -> IncomingProgramme:
    """The programme that the file describes, in our own codes; ``zone`` is the venue's."""
    reader = _Reader(source, vocabulary, ZoneInfo(zone), _zone(source.zone, zone))
    read = [reader.entry(item) for item in source.items]
    people = [reader.somebody(person) for person in source.people]
    faults = [
        *(EntryError(number, EntryErrorKind.CANCELLED) for number in source.left_out),
        *(EntryError(number, EntryErrorKind.REPEATS) for number in source.repeated),
        *(fault for _entry, errors in read for fault in errors),
        *(fault for _person, errors in people for fault in errors),
    ]
    broken = {(fault.number, fault.is_person) for fault in faults if fault.is_error}
    entries, twice = _once([entry for entry, _errors in read if (entry.number, False) not in broken])
    return IncomingProgramme(
        entries=entries,
        people=tuple(person for person, _errors in people if (person.number, True) not in broken),
        faults=tuple(sorted([*faults, *twice], key=lambda fault: (fault.is_person, fault.number))),
        language=source.language,
        is_table=source.is_table,
        is_ours=source.is_ours,
        unknown=reader.unknown(),
    )


def _once(entries: list[IncomingItem]) -> tuple[tuple[IncomingItem, ...], list[EntryError]]:
    """The first entry of each key, and an error for each further entry that has the same key."""
    first: dict[str, IncomingItem] = {}
    twice: list[EntryError] = []
    for entry in entries:
        key = entry.key.casefold() or f"{entry.number} without"
        if key in first:
            twice.append(EntryError(entry.number, EntryErrorKind.TWICE, str(first[key].number), entry.title))
        else:
            first[key] = entry
    return tuple(first.values()), twice


def _zone(name: str, otherwise: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or otherwise)
    except (ValueError, OSError, KeyError):  # no such zone, or no name of any
        return ZoneInfo(otherwise)


class _Reader:
    """Reads one file's items and people; `_faults` holds the problems of the entry that is being read."""

    def __init__(self, source: Source, vocabulary: Vocabulary, venue: ZoneInfo, zone: ZoneInfo) -> None:
        self._is_table, self._is_ours, self._words = source.is_table, source.is_ours, vocabulary
        self._venue, self._zone = venue, zone
        self._faults: list[tuple[EntryErrorKind, str]] = []
        self._unknown: Counter[tuple[WordField, str]] = Counter()
        self._spelling: dict[tuple[WordField, str], str] = {}  # as the file writes each of them first

    def unknown(self) -> tuple[UnknownWord, ...]:
        """The words that mean nothing to us, the most frequent first."""
        return tuple(
            UnknownWord(*which, self._spelling[which], number) for which, number in self._unknown.most_common()
        )

    def entry(self, item: SourceItem) -> tuple[IncomingItem, list[EntryError]]:
        """The item in our terms, as far as it can be read, and what is wrong with it."""
        self._faults = []
        texts = {
            column: self._text(item.values[column], limit, several_lines=column in _SEVERAL_LINES)
            for column, limit in LIMITS.items()
            if column in item.values
        }
        visibility = self._visibility(item.values, texts)
        if not texts.get(Column.TITLE_DE) and not texts.get(Column.TITLE_EN):
            self._faults.append((EntryErrorKind.NO_TITLE, ""))
        tells_start = Column.START in item.values or Column.DAY in item.values
        entry = IncomingItem(
            number=item.number,
            key=tidy(item.values.get(Column.ID, "")),
            texts={**texts, **self._code(item.values)},
            kind=self._kind(item.values.get(Column.KIND, "")),
            language=self._language(item.values.get(Column.LANGUAGE, "")),
            visibility=visibility,
            sign_up=self._one(item.values.get(Column.SIGN_UP, ""), self._words.sign_up, EntryErrorKind.BAD_SIGN_UP),
            tells_stream=Column.STREAM in item.values,
            has_stream=self._answer(item.values.get(Column.STREAM, "").strip() or None),
            do_not_record=self._answer(item.values.get(Column.DO_NOT_RECORD)),
            links=self._links(item.values.get(Column.LINKS)),
            length_minutes=self._length(item.values.get(Column.LENGTH, "")),
            seats=self._seats(item.values.get(Column.SEATS)),
            tells_start=tells_start,
            starts_at=self._start(item.values) if tells_start else None,
            people=None if item.people is None else tuple(self._players(item.people)),
        )
        return entry, [
            EntryError(item.number, problem, shortened(value, 60), shortened(entry.title, 60))
            for problem, value in self._faults
        ]

    def somebody(self, person: SourcePerson) -> tuple[IncomingPerson, list[EntryError]]:
        """A person of the file, and what is wrong with the row."""
        self._faults = []
        texts = {
            column: self._text(person.values[column], limit, several_lines=column in _SEVERAL_LINES)
            for column, limit in PERSON_LIMITS.items()
            if column in person.values
        }
        if not texts.get(PersonColumn.LAST_NAME):
            self._faults.append((EntryErrorKind.NO_NAME, ""))
        if (email := texts.get(PersonColumn.EMAIL)) and not _EMAIL.fullmatch(email):
            self._faults.append((EntryErrorKind.BAD_EMAIL, email))
        status = self._one(person.values.get(PersonColumn.STATUS, ""), self._words.status, EntryErrorKind.BAD_STATUS)
        name = texts.get(PersonColumn.LAST_NAME, "")
        errors = [
            EntryError(person.number, problem, shortened(value, 60), name, is_person=True)
            for problem, value in self._faults
        ]
        return IncomingPerson(person.number, tidy(person.values.get(PersonColumn.ID, "")), texts, status), errors

    def _text(self, value: str, limit: int, *, several_lines: bool = False) -> str:
        line = _line(value, several_lines=several_lines)
        text = _clean(line, several_lines=several_lines)
        if text != line:
            self._faults.append((EntryErrorKind.CLEANED, text))
        if len(text) > limit:
            self._faults.append((EntryErrorKind.CUT, text))
            text = text[: limit - 1].rstrip() + "…"
        return text

    def _code(self, values: Mapping[Column, str]) -> dict[Column, str]:
        code = tidy(values.get(Column.CODE, ""))
        if code and not _CODE.fullmatch(code):
            self._faults.append((EntryErrorKind.BAD_CODE, code))
        return {Column.CODE: code} if Column.CODE in values else {}

    def _visibility(self, values: Mapping[Column, str], texts: dict[Column, str]) -> Visibility | None:
        """The visibility that the file states; else members only if a title ends with that mark, which is cut off."""
        if word := values.get(Column.VISIBILITY, ""):
            return self._one(word, self._words.visibility, EntryErrorKind.BAD_VISIBILITY)
        visibility = Visibility.PUBLIC if self._is_ours else None
        for column in (Column.TITLE_DE, Column.TITLE_EN):
            ends = next((each for each in self._words.members if texts.get(column, "").endswith(each)), None)
            if ends and not self._is_table:
                texts[column], visibility = texts[column].removesuffix(ends).rstrip(), Visibility.MEMBERS
        return visibility

    def _kind(self, text: str) -> Kind | None:
        return self._one(
            text, self._words.kind, EntryErrorKind.BAD_KIND if self._is_table else EntryErrorKind.UNKNOWN_KIND
        )

    def _language(self, text: str) -> SpokenLanguage | None:
        bad = EntryErrorKind.BAD_LANGUAGE if self._is_table else EntryErrorKind.UNKNOWN_LANGUAGE
        return self._one(text, self._words.language, bad)

    def _answer(self, text: str | None) -> bool | None:
        if text is None or not text.strip():
            return None if text is None else False
        return self._one(text, lambda word: self._words.answers.get(comparable(word)), EntryErrorKind.BAD_ANSWER)

    def _links(self, text: str | None) -> tuple[Link, ...] | None:
        """The links, each address once; what is none is left out."""
        if text is None:
            return None
        lines = [line for line in map(tidy, text.split("\n")) if line]
        links: dict[str, Link] = {}
        for line in dict.fromkeys(lines):
            link = link_of(_clean(line, several_lines=False))
            if link is None:
                self._faults.append((EntryErrorKind.BAD_LINK, line))
            else:
                links.setdefault(link.address, link)
        if len(links) > MOST_LINKS:
            self._faults.append((EntryErrorKind.MANY_LINKS, str(len(links))))
        return tuple(links.values())[:MOST_LINKS]

    def _length(self, text: str) -> int | None:
        return self._one(text, minutes, EntryErrorKind.BAD_LENGTH)

    def _seats(self, text: str | None) -> int | None:
        if text is None or not text.strip():
            return None if text is None else 0
        return self._one(text, _number, EntryErrorKind.BAD_SEATS)

    def _one(self, text: str, meaning: Callable[[str], Meant | None], otherwise: EntryErrorKind) -> Meant | None:
        value = tidy(text)
        reading = meaning(value) if value else None
        if value and reading is None:
            self._faults.append((otherwise, value))
            if otherwise in ABOUT:
                which = ABOUT[otherwise], word_key(value)
                self._unknown[which] += 1
                self._spelling.setdefault(which, value)
        return reading

    def _start(self, values: Mapping[Column, str]) -> datetime | None:
        day, start = tidy(values.get(Column.DAY, "")), tidy(values.get(Column.START, ""))
        at, problems = moment(day, start, self._zone, self._venue)
        self._faults += [(problem, " ".join(filter(None, (day, start)))) for problem in problems]
        return at

    def _players(self, people: tuple[SourceAppearance, ...]) -> Iterator[IncomingAppearance]:
        for named in people:
            name, absent = (_name(each) for each in (named.name, named.absent))
            part = self._one(named.part, self._words.part, EntryErrorKind.BAD_PART)
            if name:
                biography = self._text(named.biography, PERSON_LIMITS[PersonColumn.BIOGRAPHY_DE], several_lines=True)
                yield IncomingAppearance(name, tidy(named.key), part, absent, tidy(named.absent_key), biography)
            elif named.key or named.part:
                self._faults.append((EntryErrorKind.NO_NAME, named.part))


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) < 7
    return int(text) if is_number and int(text) <= _MOST_SEATS else None


def _clean(value: str, *, several_lines: bool) -> str:
    """The text without characters that cannot be kept."""
    if "\ufffd" not in value and value.replace("\n", "").replace("\t", "").isprintable():
        return value  # nearly every text, without a look at each character
    return tidy("".join(c for c in value if text_refusal(c, 1, multiline=several_lines) is None))


def _name(value: str) -> str:
    return _clean(_line(value, several_lines=False), several_lines=False)[:200]


def _line(value: str, *, several_lines: bool) -> str:
    """The text on one line, unless it may have several."""
    return tidy(value) if several_lines else _BREAK.sub(" ", tidy(value))
