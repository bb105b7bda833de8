"""The words of the programme: kinds, parts, conflicts, differences, and why something is refused."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum

from gocluster_events.agenda.rules.codes import Kind, Part, Refusal, SpokenLanguage, Visibility
from gocluster_events.agenda.rules.conflicts import Conflict, Severity, Trouble
from gocluster_events.agenda.rules.differences import Fact, Turn
from gocluster_events.agenda.rules.timetable import Item, Room, Timetable
from gocluster_events.i18n import LazyString, _, _l, clock_time, current_language, day, time_span

KINDS: dict[Kind, LazyString] = {
    Kind.REGISTRATION: _l("Registration and badges"),
    Kind.WELCOME: _l("Welcome"),
    Kind.ADDRESS: _l("Welcome address"),
    Kind.KEYNOTE: _l("Keynote"),
    Kind.IMPULSE: _l("Impulse talk"),
    Kind.TALK: _l("Talk"),
    Kind.PANEL: _l("Panel discussion"),
    Kind.INTERVIEW: _l("Interview"),
    Kind.FORUM: _l("Forum"),
    Kind.WORKSHOP: _l("Workshop"),
    Kind.WORLD_CAFE: _l("World café"),
    Kind.FISHBOWL: _l("Fishbowl"),
    Kind.FUTURE_WORKSHOP: _l("Future workshop"),
    Kind.PITCHES: _l("Pitch session"),
    Kind.VOTE: _l("Audience vote"),
    Kind.AWARDS: _l("Award ceremony"),
    Kind.POSTERS: _l("Poster session"),
    Kind.EXHIBITION: _l("Exhibition"),
    Kind.ADVICE: _l("Advice stand"),
    Kind.MATCHMAKING: _l("Matchmaking"),
    Kind.COFFEE: _l("Coffee break"),
    Kind.LUNCH: _l("Lunch break"),
    Kind.GET_TOGETHER: _l("Get-together"),
    Kind.RECEPTION: _l("Evening reception"),
    Kind.EXCURSION: _l("Excursion"),
    Kind.PRESS: _l("Press event"),
    Kind.CLOSED_SESSION: _l("Closed session"),
}

PARTS: dict[Part, LazyString] = {
    Part.MODERATION: _l("Moderation"),
    Part.SPEAKER: _l("Speaker"),
    Part.KEYNOTE: _l("Keynote speaker"),
    Part.PANELLIST: _l("Panellist"),
    Part.IMPULSE: _l("Impulse speaker"),
    Part.JURY: _l("Jury"),
    Part.PITCH: _l("Pitch"),
    Part.MINUTES: _l("Minutes"),
    Part.GRAPHIC_RECORDING: _l("Graphic recording"),
    Part.INTERPRETING: _l("Interpreting"),
    Part.STANDING_IN: _l("Standing in"),
}

VISIBILITIES: dict[Visibility, LazyString] = {
    Visibility.PUBLIC: _l("Public"),
    Visibility.MEMBERS: _l("Members only"),
    Visibility.CLOSED: _l("Closed: not on the public programme"),
}

LANGUAGES: dict[SpokenLanguage, LazyString] = {
    SpokenLanguage.GERMAN: _l("German"),
    SpokenLanguage.ENGLISH: _l("English"),
    SpokenLanguage.BOTH: _l("German and English"),
}

SEVERITIES: dict[Severity, LazyString] = {
    Severity.ERROR: _l("Error"),
    Severity.WARNING: _l("Warning"),
}

TURNS: dict[Turn, LazyString] = {
    Turn.NEW: _l("New"),
    Turn.DROPPED: _l("Dropped"),
    Turn.MOVED: _l("Moved"),
    Turn.PEOPLE: _l("People"),
    Turn.CHANGED: _l("Changed"),
}

FACTS: dict[Fact, LazyString] = {
    Fact.START: _l("Start"),
    Fact.END: _l("End"),
    Fact.ROOM: _l("Room"),
    Fact.PEOPLE: _l("People"),
    Fact.TITLE: _l("Title"),
    Fact.ABSTRACT: _l("Description"),
    Fact.KIND: _l("Kind"),
    Fact.CODE: _l("Code"),
    Fact.TRACK: _l("Track"),
    Fact.LANGUAGE: _l("Language"),
    Fact.SEATS: _l("Places"),
    Fact.STREAM: _l("Stream"),
    Fact.VISIBILITY: _l("Visibility"),
}

REFUSALS: dict[Enum, LazyString] = {
    Refusal.ARCHIVED: _l("This edition is archived. Its programme can no longer be changed."),
    Refusal.UNCHANGED: _l("Nothing has changed since the published version."),
}

_SPEAKING = frozenset({Part.SPEAKER, Part.KEYNOTE, Part.IMPULSE})
_TROUBLES: dict[Trouble, LazyString] = {
    Trouble.ROOM_TAKEN: _l(
        "%(room)s is taken from %(start)s to %(end)s by %(other)s; %(item)s needs it at the same time."
    ),
    Trouble.PERSON_TWICE: _l("%(person)s is in two places at once: %(item)s and %(other)s (%(start)s to %(end)s)."),
    Trouble.OUTSIDE_HOURS: _l("%(item)s is outside the days and opening hours: %(date)s, %(start)s to %(end)s."),
    Trouble.CODE_TWICE: _l("%(item)s and %(other)s have the same code."),
    Trouble.ROOM_TOO_SMALL: _l("%(item)s lets in %(seats)d people; %(room)s has %(room_seats)d places."),
    Trouble.NO_ROOM: _l("%(item)s has no room yet."),
    Trouble.NO_STREAM: _l("%(item)s is to be streamed, but %(room)s has no stream."),
}


def name(item: Item) -> str:
    """How the organisers speak of an item: its code, else its title in quotation marks."""
    return item.code or str(_("“%(title)s”", title=item.title.pick(current_language())[0]))


def room_name(room: Room) -> str:
    """How a room is spoken of: a number needs the word before it."""
    return str(_("Room %(name)s", name=room.name)) if room.name[:1].isdigit() else room.name


def sentence(conflict: Conflict, timetable: Timetable) -> str:
    """The conflict as one sentence, with the times at the venue."""
    item, other = conflict.items[0], conflict.items[-1]
    room, person = timetable.room(item), timetable.person(conflict.person or "")
    return str(_TROUBLES[conflict.trouble]) % {
        "item": name(item),
        "other": name(other),
        "room": room_name(room) if room else "",
        "room_seats": room.seats if room else 0,
        "seats": item.seats,
        "person": person.name if person else "",
        "date": day(item.starts_at, timetable.zone, "short") if item.starts_at else "",
        "start": _clock(other.starts_at, timetable.zone),
        "end": _clock(other.ends_at, timetable.zone),
    }


def calendar_title(item: Item) -> str:
    """The title as a calendar shows it; that an item is for members only must be seen there too."""
    title = item.title.pick(current_language())[0]
    return str(_("%(title)s (members only)", title=title)) if item.visibility is Visibility.MEMBERS else title


def cast(item: Item, timetable: Timetable) -> str:
    """Who appears: speakers by name, everybody else after what they do."""
    groups: dict[Part, list[str]] = {}
    for person, part in timetable.cast(item):
        groups.setdefault(Part.SPEAKER if part in _SPEAKING else part, []).append(person.name)
    return " · ".join(
        ", ".join(names) if part is Part.SPEAKER else f"{PARTS[part]}: {', '.join(names)}"
        for part, names in groups.items()
    )


def place_and_time(item: Item, timetable: Timetable) -> str:
    """Thu, 22 Apr, 11:45–12:45, 1.04."""
    if item.starts_at is None or item.ends_at is None:
        return str(_("not scheduled"))
    room = timetable.room(item)
    when = f"{day(item.starts_at, timetable.zone, 'short')}, {time_span(item.starts_at, item.ends_at, timetable.zone)}"
    return f"{when}, {room_name(room)}" if room else when


def shown(fact: Fact, item: Item, timetable: Timetable) -> str:
    """A fact as people read it; a dash where there is nothing."""
    return _SHOWN[fact](item, timetable) or "–"


def _clock(instant: datetime | None, zone: str) -> str:
    return clock_time(instant, zone) if instant else ""


def _moment(instant: datetime | None, zone: str) -> str:
    return f"{day(instant, zone, 'short')}, {clock_time(instant, zone)}" if instant else ""


def _people(item: Item, timetable: Timetable) -> str:
    return ", ".join(f"{person.name} ({PARTS[part]})" for person, part in timetable.cast(item))


def _room(item: Item, timetable: Timetable) -> str:
    room = timetable.room(item)
    return room_name(room) if room else ""


def _track(item: Item, timetable: Timetable) -> str:
    track = timetable.track(item)
    return f"{track.letter} {track.name.pick(current_language())[0]}" if track else ""


_SHOWN: Mapping[Fact, Callable[[Item, Timetable], str]] = {
    Fact.START: lambda item, timetable: _moment(item.starts_at, timetable.zone),
    Fact.END: lambda item, timetable: _clock(item.ends_at, timetable.zone),
    Fact.ROOM: _room,
    Fact.PEOPLE: _people,
    Fact.TITLE: lambda item, _timetable: " / ".join(filter(None, (item.title.de, item.title.en))),
    Fact.ABSTRACT: lambda item, _timetable: "\n\n".join(filter(None, (item.abstract.de, item.abstract.en))),
    Fact.KIND: lambda item, _timetable: str(KINDS[item.kind]),
    Fact.CODE: lambda item, _timetable: item.code,
    Fact.TRACK: _track,
    Fact.LANGUAGE: lambda item, _timetable: str(LANGUAGES[item.language]),
    Fact.SEATS: lambda item, _timetable: str(item.seats or ""),
    Fact.STREAM: lambda item, _timetable: _("yes") if item.has_stream else _("no"),
    Fact.VISIBILITY: lambda item, _timetable: str(VISIBILITIES[item.visibility]),
}
