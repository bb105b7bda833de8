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

_ASIDE = frozenset(
    {
        Kind.REGISTRATION, Kind.COFFEE, Kind.LUNCH, Kind.GET_TOGETHER, Kind.RECEPTION, Kind.EXHIBITION, Kind.POSTERS,
        Kind.ADVICE, Kind.PRESS, Kind.CLOSED_SESSION,
    }
)  # fmt: skip
"""Kinds that take nobody away from what runs beside them."""


def may_be_plenary(item: Item) -> bool:
    """Whether it can be for everyone, wherever and whenever it takes place."""
    return item.track is None and item.kind in PLENARY


def is_plenary(timetable: Timetable, item: Item) -> bool:
    """Whether it is for everyone: in the main hall, or in no room at all, and with nothing beside it."""
    return (
        may_be_plenary(item)
        and (item.room is None or item.room in _main_halls(timetable))
        and not any(
            item.overlaps(other)
            for other in timetable.items
            if other.uuid != item.uuid and other.kind not in _ASIDE
        )
    )  # fmt: skip


def _main_halls(timetable: Timetable) -> frozenset[int]:
    """The rooms with most places, and the first where nobody has counted them."""
    most = max((room.seats for room in timetable.rooms), default=0)
    first = timetable.rooms[:1]
    uncounted = {room.id for room in first if not room.seats}
    return frozenset({room.id for room in timetable.rooms if most and room.seats == most} | uncounted)
