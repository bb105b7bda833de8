"""The words of the programme: kinds, parts, conflicts, differences, and why something is refused."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum

from gocluster_events.agenda.rules.codes import Kind, Part, Refusal, SpokenLanguage, Visibility
from gocluster_events.agenda.rules.conflicts import Conflict, Severity, Trouble
from gocluster_events.agenda.rules.differences import Difference, Fact, Turn
from gocluster_events.agenda.rules.filter import Only
from gocluster_events.agenda.rules.timetable import Item, Room, Timetable
from gocluster_events.i18n import LazyString, _, _l, _n, clock_time, current_language, day, time_span

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

_SEVERAL = {Part.PANELLIST: _l("Panellists")}

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
    Turn.DROPPED: _l("Removed"),
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

MARKS: dict[Only, LazyString] = {
    Only.STREAM: _l("With stream"),
    Only.CHANGED: _l("Changed"),
}

REFUSALS: dict[Enum, LazyString] = {
    Refusal.ARCHIVED: _l("This edition is archived. Its programme can no longer be changed."),
    Refusal.UNCHANGED: _l("Nothing has changed since the published version."),
    Refusal.SAME: _l("The draft is that version already."),
}

_SPEAKING = frozenset({Part.SPEAKER, Part.KEYNOTE, Part.IMPULSE})
TROUBLES: dict[Trouble, LazyString] = {
    Trouble.ROOM_TAKEN: _l(
        "%(room)s is taken from %(start)s to %(end)s by %(other)s; %(item)s needs it at the same time."
    ),
    Trouble.PERSON_TWICE: _l("%(person)s is in two places at once: %(item)s and %(other)s (%(start)s to %(end)s)."),
    Trouble.OUTSIDE_HOURS: _l("%(item)s is outside the days and opening hours: %(date)s, %(start)s to %(end)s."),
    Trouble.CODE_TWICE: _l("%(item)s and %(other)s have the same code."),
    Trouble.ROOM_TOO_SMALL: _l("%(item)s takes %(seats)d people; %(room)s has %(room_seats)d places."),
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
    return str(TROUBLES[conflict.trouble]) % {
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
        ", ".join(names) if part is Part.SPEAKER else f"{_doing(part, len(names))}: {', '.join(names)}"
        for part, names in groups.items()
    )


def _doing(part: Part, people: int) -> LazyString:
    return _SEVERAL.get(part, PARTS[part]) if people > 1 else PARTS[part]


def cast_in_brief(item: Item, timetable: Timetable) -> str:
    """The same in few words, as a block of the programme shows it: panellists are counted, one part needs no name."""
    people = timetable.cast(item)
    parts = [part for _person, part in people]
    if len(set(parts)) == 1:
        return ", ".join(person.name for person, _part in people)
    guests = parts.count(Part.PANELLIST)
    if guests <= 1:
        return cast(item, timetable)
    others = replace(item, people=tuple(each for each in item.people if each.part is not Part.PANELLIST))
    counted = _n("with %(num)d panellist", "with %(num)d panellists", guests)
    return f"{cast(others, timetable)} · {counted}"


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


def news(difference: Difference, old: Timetable, new: Timetable) -> str:
    """What a change means for a reader, shortly: Room 1.06 instead of 1.05."""
    before, after = difference.old, difference.new
    if before is None or after is None:
        return str(_("new on the programme")) if before is None else str(_("removed"))
    if {Fact.START, Fact.END} & set(difference.facts):
        told = [_swap(_when(before, old, after), _when(after, new, before))]
    else:
        told = []
    told += [_TOLD[fact](before, old, after, new) for fact in difference.facts if fact in _TOLD]
    return ", ".join(told)


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


def _swap(before: str, after: str) -> str:
    if not before or not after:
        return after or str(_("without %(old)s", old=before))
    return str(_("%(new)s instead of %(old)s", new=after, old=before))


def _room_told(before: Item, old: Timetable, after: Item, new: Timetable) -> str:
    was, goes = old.room(before), new.room(after)
    if was and goes and was.name[:1].isdigit() and goes.name[:1].isdigit():
        return _swap(was.name, room_name(goes))  # the word is said once
    return _swap(_room(before, old), _room(after, new))


def _when(item: Item, timetable: Timetable, other: Item) -> str:
    starts_at, ends_at = item.span
    when = time_span(starts_at, ends_at, timetable.zone)
    if timetable.day_of(item) == timetable.day_of(other):
        return when
    return f"{day(starts_at, timetable.zone, 'short')}, {when}"


def _people_told(before: Item, old: Timetable, after: Item, new: Timetable) -> str:
    gone = [person.name for person, _part in old.cast(before)]
    come = [person.name for person, _part in new.cast(after)]
    lost, won = [each for each in gone if each not in come], [each for each in come if each not in gone]
    return _swap(", ".join(lost), ", ".join(won)) if lost or won else str(_("other roles"))


_TOLD: Mapping[Fact, Callable[[Item, Timetable, Item, Timetable], str]] = {
    Fact.ROOM: _room_told,
    Fact.PEOPLE: _people_told,
    Fact.TITLE: lambda before, _old, _after, _new: _(
        "previously: %(title)s", title=before.title.pick(current_language())[0]
    ),
    Fact.KIND: lambda before, _old, after, _new: _swap(str(KINDS[before.kind]), str(KINDS[after.kind])),
    Fact.LANGUAGE: lambda before, _old, after, _new: _swap(
        str(LANGUAGES[before.language]), str(LANGUAGES[after.language])
    ),
    Fact.STREAM: lambda _before, _old, after, _new: (
        _("now with stream") if after.has_stream else _("now without stream")
    ),
    Fact.VISIBILITY: lambda _before, _old, after, _new: (
        _("now for members only") if after.visibility is Visibility.MEMBERS else _("now for everyone")
    ),
}
