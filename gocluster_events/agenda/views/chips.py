"""The chips above the programme: links that take one value into the choice or out of it."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from gocluster_events.agenda.rules import filter as choosing
from gocluster_events.agenda.rules.filter import Filter
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.agenda.words import programme as words
from gocluster_events.i18n import LazyString, _l


@dataclass(frozen=True, slots=True)
class Chip:
    """``track`` is the key of the track whose colour the chip shows, if it is one."""

    label: Any
    href: str
    count: int
    chosen: bool
    track: str = ""


def chips(timetable: Timetable, wanted: Filter, changed: Container[str]) -> Iterator[Chip]:
    """Tracks first, then the kinds of which there are several, then marks."""
    names = {track.letter.lower(): track.name for track in timetable.tracks}
    for value, count in choosing.track_counts(timetable).items():
        label = names.get(value, _PLENUM)
        yield Chip(label, address(wanted.with_track(value)), count, value in wanted.tracks, value)
    for kind, count in choosing.kind_counts(timetable, wanted).items():
        yield Chip(words.KINDS[kind], address(wanted.with_kind(kind)), count, kind in wanted.kinds)
    for mark, count in choosing.only_counts(timetable, wanted, changed).items():
        yield Chip(words.MARKS[mark], address(wanted.with_only(mark)), count, mark in wanted.only)


def address(wanted: Filter) -> str:
    """The programme, narrowed."""
    return url_for("agenda.programme", **choosing.address(wanted))


_PLENUM: LazyString = _l("Plenary")
