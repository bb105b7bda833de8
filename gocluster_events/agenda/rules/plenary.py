"""Which items are for everybody: those of the main hall that nothing else runs beside."""

from gocluster_events.agenda.rules.codes import Kind
from gocluster_events.agenda.rules.timetable import Item, Timetable

PLENARY = frozenset(
    {
        Kind.WELCOME, Kind.ADDRESS, Kind.KEYNOTE, Kind.IMPULSE, Kind.TALK, Kind.PANEL, Kind.INTERVIEW, Kind.FISHBOWL,
        Kind.PITCHES, Kind.VOTE, Kind.AWARDS,
    }
)  # fmt: skip
"""Kinds that can be for everyone when they belong to no track."""


def may_be_plenary(item: Item) -> bool:
    """Whether it can be for everyone, wherever and whenever it takes place."""
    return item.track is None and item.kind in PLENARY


def is_plenary(timetable: Timetable, item: Item) -> bool:
    """Whether it is for everyone: in the main hall, or in no room at all, and with nothing beside it."""
    is_in_main_hall = item.room is None or item.room in timetable.main_halls
    return may_be_plenary(item) and is_in_main_hall and timetable.is_alone(item)
