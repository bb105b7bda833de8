"""Which items are for everybody: those of the main hall that nothing else runs beside."""

from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable

PLENARY = frozenset(
    {
        Kind.WELCOME, Kind.ADDRESS, Kind.KEYNOTE, Kind.IMPULSE, Kind.TALK, Kind.PANEL, Kind.INTERVIEW, Kind.FISHBOWL,
        Kind.PITCHES, Kind.VOTE, Kind.AWARDS,
    }
)  # fmt: skip
"""Kinds that can be for everyone when they belong to no track."""


_FOR_ALL = frozenset({Kind.WELCOME, Kind.ADDRESS, Kind.KEYNOTE, Kind.VOTE, Kind.AWARDS})


def may_be_plenary(item: Item) -> bool:
    """Whether it can be for everyone, wherever and whenever it takes place."""
    return item.track is None and item.kind in PLENARY


def is_meant_for_all(item: Item) -> bool:
    """Whether it is for everyone by what it is; a talk or a panel without a track may be, and need not."""
    return item.track is None and item.kind in _FOR_ALL


def is_plenary(timetable: Timetable, item: Item) -> bool:
    """Whether it is for everyone: in the main hall, or in no room at all, and with nothing beside it."""
    is_in_main_hall = item.room is None or item.room in timetable.main_halls
    return may_be_plenary(item) and is_in_main_hall and timetable.is_alone(item)
