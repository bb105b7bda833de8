"""Sentences for where an item can go."""

from gocluster_events.core.i18n import LazyString, _, _l, clock_time, day
from gocluster_events.meeting.agenda.rules.free_slots import FreeSlot, NextFree
from gocluster_events.meeting.agenda.rules.preferences import Preference, PreferenceResult, Setting
from gocluster_events.meeting.agenda.rules.proposals import WishKind
from gocluster_events.meeting.agenda.rules.time_grid import Spot
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.agenda.words.programme import name, room_name

MET: dict[Preference, LazyString] = {
    Preference.USE: _l("%(room)s is for this."),
    Preference.SEATS: _l("%(room)s is big enough: %(room_seats)d places, %(seats)d needed."),
    Preference.COUNTED: _l("%(room)s has %(room_seats)d places."),
    Preference.STREAM: _l("%(room)s has a stream."),
    Preference.DAY: _l("The day is one of the days of the event."),
    Preference.BREAKS: _l("Outside the breaks."),
    Preference.NOON: _l("Lunch is around noon."),
    Preference.PLENARY: _l("Nobody misses an item for everyone."),
    Preference.TRACK_TIME: _l("Nothing else of track %(track)s runs at that time."),
    Preference.TRACK_ROOM: _l("Track %(track)s stays in %(room)s."),
    Preference.APART: _l("As wished, not at the same time as %(others)s."),
    Preference.TOGETHER: _l("As wished, directly next to %(others)s in the same room."),
    Preference.ORDER: _l("The day keeps its usual order."),
    Preference.FITTING: _l("%(room)s is a suitable size."),
    Preference.BLOCK: _l("It begins with a common time."),
    Preference.ALIGNED: _l("It begins together with %(others)s."),
}


MISSED: dict[Preference, LazyString] = {
    Preference.USE: _l("%(room)s is not meant for this: %(item)s."),
    Preference.SEATS: _l("%(item)s needs %(seats)d places; %(room)s has %(room_seats)d."),
    Preference.COUNTED: _l("How many people %(room)s holds is not known."),
    Preference.STREAM: _l("%(item)s is to be streamed, but %(room)s has no stream."),
    Preference.DAY: _l("Hardly anything else is on that day."),
    Preference.BREAKS: _l("A break should be free for all: %(item)s runs at the same time as %(others)s."),
    Preference.NOON: _l("Lunch is not around noon: %(item)s."),
    Preference.PLENARY: _l(
        "Items for everyone should not compete with others: %(item)s runs at the same time as %(others)s."
    ),
    Preference.TRACK_TIME: _l("Track %(track)s overlaps with itself: %(item)s runs at the same time as %(others)s."),
    Preference.TRACK_ROOM: _l("Track %(track)s changes rooms: %(item)s is in a different room from %(others)s."),
    Preference.APART: _l("Contrary to the wish, %(item)s is at the same time as %(others)s."),
    Preference.TOGETHER: _l("Contrary to the wish, %(item)s is not directly next to %(others)s in the same room."),
    Preference.ORDER: _l("Unusual order of the day: %(item)s and %(others)s."),
    Preference.BLOCK: _l("%(item)s does not begin with a common time."),
    Preference.ALIGNED: _l("Parallel items should begin together: %(item)s does not begin with %(others)s."),
    Preference.FITTING: _l("%(room)s is much too big for %(item)s: %(room_seats)d places, %(seats)d needed."),
}


_UNSAID = frozenset({Preference.USE, Preference.COUNTED, Preference.DAY, Preference.FITTING})
"""What is nothing to speak of when it is met."""


WISHES: dict[WishKind, LazyString] = {
    WishKind.TOGETHER: _l("directly one after the other, in the same room"),
    WishKind.APART: _l("never at the same time"),
}


def preference_sentence(judged: PreferenceResult, item: Item, timetable: Timetable) -> str:
    """What speaks for or against the place that the item has, as one sentence."""
    room, track = timetable.room(item), timetable.track(item)
    return str((MISSED if judged.missing else MET)[judged.want]) % {
        "item": name(item),
        "others": ", ".join(name(other) for other in judged.others),
        "room": room_name(room) if room else "",
        "room_seats": room.seats if room else 0,
        "seats": Setting(timetable).seats_needed(item),
        "track": track.letter if track else "",
    }


def reasons(place: FreeSlot, item: Item, timetable: Timetable) -> list[tuple[bool, str]]:
    """What speaks against the place (True) and then for it (False), the weightiest first; ``item`` is there already."""
    verdicts = sorted(place.verdicts, key=lambda each: -each.missing)
    missed = {each.want for each in verdicts if each.missing}
    unsaid = _UNSAID | {Preference.SEATS} if missed & {Preference.COUNTED, Preference.FITTING} else _UNSAID
    arguments = [each for each in verdicts if each.missing or each.want not in unsaid]
    return [(each.missing > 0, preference_sentence(each, item, timetable)) for each in arguments]


def next_slot(free: NextFree, timetable: Timetable, wanted: Spot) -> str:
    """Where the item can go instead of where it was ``wanted``, as one line beside the pointer; empty if nowhere."""
    names = {room.id: room_name(room) for room in timetable.rooms}
    places = [_at(each, names[each.room], timetable, wanted) for each in (free.here, free.elsewhere) if each]
    if len(places) == 2:
        return _("Next free slot: %(first)s, or %(second)s.", first=places[0], second=places[1])
    return _("Next free slot: %(first)s.", first=places[0]) if places else ""


def _at(spot: Spot, room: str, timetable: Timetable, wanted: Spot) -> str:
    time = clock_time(spot.starts_at, timetable.zone)
    if timetable.date_at(spot.starts_at) == timetable.date_at(wanted.starts_at):
        return _("%(room)s from %(time)s", room=room, time=time)
    return _("%(room)s on %(day)s from %(time)s", room=room, day=_day(spot, timetable), time=time)


def _day(spot: Spot, timetable: Timetable) -> str:
    return day(spot.starts_at, timetable.zone, "short")
