"""Labels and sentences for what the checks find."""

from gocluster_events.agenda.rules.conflicts import Conflict, Severity, Trouble
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.agenda.words.people import person_name
from gocluster_events.agenda.words.programme import name, room_name
from gocluster_events.i18n import LazyString, _l, clock_time, day

SEVERITIES: dict[Severity, LazyString] = {
    Severity.ERROR: _l("Error"),
    Severity.WARNING: _l("Warning"),
}


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
        "person": person_name(person) if person else "",
        "date": day(item.starts_at, timetable.zone, "short") if item.starts_at else "",
        "start": clock_time(other.starts_at, timetable.zone) if other.starts_at else "",
        "end": clock_time(other.ends_at, timetable.zone) if other.ends_at else "",
    }
