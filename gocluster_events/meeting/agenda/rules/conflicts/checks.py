"""What is wrong with a timetable. A new check is one function beside its like and its name in `CHECKS`."""

from collections.abc import Callable, Iterator

from gocluster_events.meeting.agenda.rules.conflicts import audience, people, places
from gocluster_events.meeting.agenda.rules.conflicts.finding import GRAVITY, Conflict
from gocluster_events.meeting.agenda.rules.conflicts.index import Index, index_of
from gocluster_events.meeting.agenda.rules.timetable import Timetable

Check = Callable[[Index], Iterator[Conflict]]

CHECKS: tuple[Check, ...] = (
    places.room_taken,
    people.person_twice,
    people.person_away,
    people.person_unconfirmed,
    places.outside_hours,
    audience.code_twice,
    places.room_too_small,
    places.into_break,
    places.no_room,
    places.no_stream,
    places.unstreamed,
    audience.beside_plenary,
    people.no_moderation,
    people.room_change,
    audience.beside_gathering,
    audience.same_track,
    people.no_break,
    people.no_people,
    audience.no_english,
    audience.not_bookable,
)


def conflicts(timetable: Timetable) -> tuple[Conflict, ...]:
    """Everything the checks find, the gravest first."""
    looked_at = index_of(timetable)
    findings = [conflict for check in CHECKS for conflict in check(looked_at)]
    return tuple(sorted(findings, key=lambda conflict: GRAVITY[conflict.severity]))
