"""Programme items as the rest of the world describes what takes place."""

from collections.abc import Callable
from dataclasses import replace

from gocluster_events.agenda.rules.codes import Kind, SpokenLanguage
from gocluster_events.agenda.rules.filter import BREAKS
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.words.programme import room_name
from gocluster_events.events.rules.happening import Happening
from gocluster_events.i18n import current_language

_SPOKEN = {SpokenLanguage.GERMAN: ("de",), SpokenLanguage.ENGLISH: ("en",), SpokenLanguage.BOTH: ("de", "en")}
_NO_PART = BREAKS | {Kind.CLOSED_SESSION}


def part(item: Item, timetable: Timetable, whole: Happening, url: str) -> Happening:
    """The item as a part of the meeting, which is ``whole``; it can be followed online if it has a stream."""
    language, room = current_language(), timetable.room(item)
    starts_at, ends_at = item.span
    return replace(
        whole,
        name=item.title.pick(language)[0],
        url=url,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=timetable.zone,
        description=item.summary.pick(language)[0],
        room=room_name(room) if room else "",
        languages=_SPOKEN[item.language],
        performers=tuple(person.name for person, _part in timetable.cast(item) if not person.is_redacted),
        online=whole.online and (item.has_stream or not whole.onsite),
        offer=None,
        parts=(),
        whole=whole,
    )


def with_parts(whole: Happening, timetable: Timetable, url: Callable[[Item], str]) -> Happening:
    """The meeting with what it consists of, and the languages that are spoken there."""
    items = [item for item in timetable.items if item.kind not in _NO_PART]
    spoken = {language for item in items for language in _SPOKEN[item.language]}
    parts = tuple(part(item, timetable, whole, url(item)) for item in items)
    return replace(whole, parts=parts, languages=tuple(sorted(spoken)) or whole.languages)
