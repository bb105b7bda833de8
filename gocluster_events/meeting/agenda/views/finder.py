"""Looking for items in the public programme, and what was chosen."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for

from gocluster_events.core import text
from gocluster_events.core.i18n import LazyString, _, _l, current_language
from gocluster_events.meeting.agenda.rules import filter as choosing
from gocluster_events.meeting.agenda.rules.codes import Kind, SpokenLanguage
from gocluster_events.meeting.agenda.rules.timetable import Person, Timetable
from gocluster_events.meeting.agenda.words import people, programme as words

FORM_FIELDS = ("search", "room", "language", "person")
"""Fields of the address that the form itself sends."""
_HEADS = {"room": _l("Room"), "language": _l("Language"), "person": _l("Person")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose one of; ``options`` are values with what they are called."""

    name: str
    label: LazyString
    options: tuple[tuple[str, Any], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value that the reader has chosen, and the address of the programme without it."""

    label: Any
    href: str


def choices(timetable: Timetable, wanted: choosing.Filter) -> Iterator[Choice]:
    """Rooms, languages and people that occur, as far as there is a choice."""
    offered = {
        "room": _rooms(timetable),
        "language": _languages(timetable),
        "person": tuple((person.uuid, person.name) for person in _people(timetable)),
    }
    parameters = choosing.address(wanted)
    for name, options in offered.items():
        chosen = str(next(iter(parameters.get(name, ())), ""))
        if len(options) > 1 or chosen:
            yield Choice(name, _HEADS[name], options, chosen)


def hidden_fields(wanted: choosing.Filter) -> Iterator[tuple[str, str]]:
    """What is chosen besides the form and must not be lost when it is sent."""
    for name, values in choosing.address(wanted).items():
        if name not in FORM_FIELDS:
            yield from ((name, value) for value in ([values] if isinstance(values, str) else values))


def chosen(timetable: Timetable, wanted: choosing.Filter) -> Iterator[Chosen]:
    """The values that the reader has chosen, so that they are seen while the search is closed."""
    yield from _chips_chosen(timetable, wanted)
    if wanted.words:
        yield Chosen(_("“%(words)s”", words=wanted.words), address(replace(wanted, words="")))
    for room in timetable.rooms:
        if room.id in wanted.rooms:
            yield Chosen(words.room_name(room), address(replace(wanted, rooms=wanted.rooms - {room.id})))
    for language in SpokenLanguage:
        if language in wanted.languages:
            fewer = replace(wanted, languages=wanted.languages - {language})
            yield Chosen(words.LANGUAGES[language], address(fewer))
    for person in timetable.people:
        if person.uuid in wanted.people:
            yield Chosen(people.person_name(person), address(replace(wanted, people=wanted.people - {person.uuid})))


def _chips_chosen(timetable: Timetable, wanted: choosing.Filter) -> Iterator[Chosen]:
    names = {track.letter.lower(): track.name.pick(current_language())[0] for track in timetable.tracks}
    for value in sorted(wanted.tracks):
        yield Chosen(names.get(value, _PLENUM), address(wanted.with_track(value)))
    for kind in Kind:
        if kind in wanted.kinds:
            yield Chosen(words.KINDS[kind], address(wanted.with_kind(kind)))
    for mark in choosing.Only:
        if mark in wanted.only:
            yield Chosen(words.MARKS[mark], address(wanted.with_only(mark)))


def _rooms(timetable: Timetable) -> tuple[tuple[str, str], ...]:
    used = {item.room for item in timetable.items}
    return tuple((str(room.id), words.room_name(room)) for room in timetable.rooms if room.id in used)


def _languages(timetable: Timetable) -> tuple[tuple[str, LazyString], ...]:
    used = {item.language for item in timetable.items}
    single = [SpokenLanguage.GERMAN, SpokenLanguage.ENGLISH]
    return tuple((each.value, words.LANGUAGES[each]) for each in single if {each, SpokenLanguage.BOTH} & used)


def _people(timetable: Timetable) -> list[Person]:
    return sorted((person for person in timetable.people if not person.is_redacted), key=_by_name)


def _by_name(person: Person) -> str:
    return text.sort_key(person.last_name, person.first_name)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter button; ``track`` is the key of the track whose colour the chip shows, if it is one."""

    label: Any
    href: str
    chosen: bool
    track: str = ""


def chips(timetable: Timetable, wanted: choosing.Filter, changed: Container[str]) -> Iterator[Chip]:
    """The chips: tracks first, then the kinds of which there are several, then marks."""
    names = {track.letter.lower(): track.name for track in timetable.tracks}
    for value in choosing.track_counts(timetable):
        label = names.get(value, _PLENUM)
        yield Chip(label, address(wanted.with_track(value)), value in wanted.tracks, value)
    for kind in choosing.kind_counts(timetable, wanted):
        yield Chip(words.KINDS[kind], address(wanted.with_kind(kind)), kind in wanted.kinds)
    for mark in choosing.only_counts(timetable, wanted, changed):
        yield Chip(words.MARKS[mark], address(wanted.with_only(mark)), mark in wanted.only)


def address(wanted: choosing.Filter) -> str:
    """The address of the programme narrowed by the filter."""
    return url_for("agenda.programme", **choosing.address(wanted))


_PLENUM: LazyString = _l("Plenary")
