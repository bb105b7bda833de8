"""Labels and sentences for what the checks find."""

from collections.abc import Sequence
from datetime import datetime

from gocluster_events.core.i18n import LazyString, _l, clock_time, day
from gocluster_events.meeting.agenda.rules.conflicts.finding import Conflict, ConflictKind, Severity
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words.people import person_name
from gocluster_events.meeting.agenda.words.programme import name, room_name

_MOST_NAMES = 10

SEVERITIES: dict[Severity, LazyString] = {
    Severity.ERROR: _l("Error"),
    Severity.WARNING: _l("Warning"),
    Severity.HINT: _l("Hint"),
}


CONFLICTS: dict[ConflictKind, LazyString] = {
    ConflictKind.ROOM_TAKEN: _l(
        "%(room)s is taken from %(start)s to %(end)s by %(other)s, and %(item)s needs it at the same time."
    ),
    ConflictKind.PERSON_TWICE: _l(
        "%(person)s is in two places at once: %(item)s and %(other)s (%(start)s to %(end)s)."
    ),
    ConflictKind.OUTSIDE_HOURS: _l("%(item)s is outside the days and opening hours: %(date)s, %(start)s to %(end)s."),
    ConflictKind.CODE_TWICE: _l("%(item)s and %(other)s have the same code."),
    ConflictKind.ROOM_TOO_SMALL: _l("%(item)s takes %(seats)d people; %(room)s has %(room_seats)d places."),
    ConflictKind.NO_ROOM: _l("%(item)s has no room yet."),
    ConflictKind.INTO_BREAK: _l("%(item)s reaches into the break %(other)s (%(start)s to %(end)s)."),
    ConflictKind.NO_STREAM: _l("%(item)s is to be streamed, but %(room)s has no stream."),
    ConflictKind.UNSTREAMED: _l("%(item)s is not streamed, though %(room)s has a stream."),
    ConflictKind.BESIDE_PLENARY: _l(
        "%(item)s runs alongside %(other)s (%(start)s to %(end)s), which everybody should attend."
    ),
    ConflictKind.BESIDE_GATHERING: _l("%(item)s overlaps with %(other)s, to which everybody is invited."),
    ConflictKind.NO_MODERATION: _l("The panel %(item)s has no moderator yet."),
    ConflictKind.ROOM_CHANGE: _l(
        "%(person)s has no time to get there: %(item)s in %(room)s ends at %(finish)s, "
        "%(other)s in %(other_room)s begins at %(start)s."
    ),
    ConflictKind.PERSON_AWAY: _l("%(person)s is not available for %(item)s: %(date)s, %(begin)s to %(finish)s."),
    ConflictKind.PERSON_DECLINED: _l("%(person)s has declined and is still in the programme: %(items)s."),
    ConflictKind.PERSON_ASKED: _l("%(person)s has not agreed yet: %(items)s."),
    ConflictKind.NO_BREAK: _l("%(person)s has no break from %(begin)s to %(end)s, from %(item)s to %(other)s."),
    ConflictKind.SAME_TRACK: _l("%(item)s and %(other)s of track %(track)s run at the same time."),
    ConflictKind.NO_PEOPLE: _l("%(item)s has no people yet."),
    ConflictKind.NO_ENGLISH: _l("%(item)s has no English title."),
    ConflictKind.NO_SEATS_TO_BOOK: _l(
        "Places in %(item)s are to be booked, but neither the item nor %(room)s has a number of places."
    ),
    ConflictKind.NOT_BOOKABLE: _l(
        "Places in %(item)s are to be booked, but it is a break, for everyone, or closed to the public."
    ),
}


SEVERAL: dict[Severity, LazyString] = {
    Severity.ERROR: _l("Errors"),
    Severity.WARNING: _l("Warnings"),
    Severity.HINT: _l("Hints"),
}


CONFLICT_NAMES: dict[ConflictKind, LazyString] = {
    ConflictKind.ROOM_TAKEN: _l("Room taken"),
    ConflictKind.PERSON_TWICE: _l("In two places at once"),
    ConflictKind.OUTSIDE_HOURS: _l("Outside the opening hours"),
    ConflictKind.CODE_TWICE: _l("Same code"),
    ConflictKind.ROOM_TOO_SMALL: _l("Room too small"),
    ConflictKind.NO_ROOM: _l("Without a room"),
    ConflictKind.INTO_BREAK: _l("Reaches into a break"),
    ConflictKind.NO_STREAM: _l("Room without a stream"),
    ConflictKind.UNSTREAMED: _l("Not streamed from a room with a stream"),
    ConflictKind.BESIDE_PLENARY: _l("Parallel to the plenary"),
    ConflictKind.BESIDE_GATHERING: _l("Parallel to a get-together"),
    ConflictKind.NO_MODERATION: _l("Without a moderator"),
    ConflictKind.ROOM_CHANGE: _l("No time to get there"),
    ConflictKind.PERSON_AWAY: _l("Not available"),
    ConflictKind.PERSON_DECLINED: _l("Declined"),
    ConflictKind.PERSON_ASKED: _l("Not agreed yet"),
    ConflictKind.NO_BREAK: _l("Without a break"),
    ConflictKind.SAME_TRACK: _l("Same track at the same time"),
    ConflictKind.NO_PEOPLE: _l("Without people"),
    ConflictKind.NO_ENGLISH: _l("Without an English title"),
    ConflictKind.NO_SEATS_TO_BOOK: _l("Bookable without a number of places"),
    ConflictKind.NOT_BOOKABLE: _l("Cannot be booked"),
}


def sentence(conflict: Conflict, timetable: Timetable) -> str:
    """The conflict as one sentence, with the times at the venue."""
    item, other = conflict.items[0], conflict.items[-1]
    room, other_room = timetable.room(item), timetable.room(other)
    person, track = timetable.person(conflict.person or ""), timetable.track(item)

    def clock(instant: datetime | None) -> str:
        return clock_time(instant, timetable.zone) if instant else ""

    return str(CONFLICTS[conflict.trouble]) % {
        "item": name(item),
        "items": _names(conflict.items),
        "other": name(other),
        "room": room_name(room) if room else "",
        "other_room": room_name(other_room) if other_room else "",
        "room_seats": room.seats if room else 0,
        "seats": item.seats,
        "person": person_name(person) if person else "",
        "track": track.letter if track else "",
        "date": day(item.starts_at, timetable.zone, "short") if item.starts_at else "",
        "begin": clock(item.starts_at),
        "finish": clock(item.ends_at),
        "start": clock(other.starts_at),
        "end": clock(other.ends_at),
    }


def _names(items: Sequence[Item]) -> str:
    """The first of them; that there are more is said by dots."""
    more = [] if len(items) <= _MOST_NAMES else ["…"]
    return ", ".join([*map(name, items[:_MOST_NAMES]), *more])
