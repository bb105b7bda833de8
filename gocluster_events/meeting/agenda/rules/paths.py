"""The addresses of items and rooms.

An item's page has its code (or the beginning of its UUID) and its title, such as ``a1-kommunen``; a room's screen the
room's number and name, such as ``3-eichensaal``.
"""

from gocluster_events.core import text
from gocluster_events.meeting.agenda.rules.timetable import Item, Room, Timetable

_SLUG_LIMIT = 60
_SHORT = 8


def path(timetable: Timetable, item: Item) -> str:
    """The item's address below the programme."""
    return "-".join(filter(None, (key(timetable, item), _slug(item))))


def key(timetable: Timetable, item: Item) -> str:
    """What the address begins with: the code, or the beginning of the UUID if two items share the code."""
    return item.code.lower() if item.code and timetable.codes[item.code.casefold()] == 1 else item.uuid[:8]


def find(timetable: Timetable, address: str) -> Item | None:
    """The item that an address means, whatever its title has become since.

    Where two items share the code, the title in the address decides, so that it still leads where it led before.
    """
    begin, _dash, slug = address.lower().partition("-")
    named = [item for item in timetable.items if begin and begin in {item.code.lower(), item.uuid[:8]}]
    if len(named) > 1:
        named = [item for item in named if _slug(item) == slug]
    return named[0] if len(named) == 1 else None


def short(item: Item) -> str:
    """A name for lists of items in addresses and browsers, which outlives a change of code and title."""
    return item.uuid[-_SHORT:].lower()


def shorts(timetable: Timetable, name: str) -> frozenset[str]:
    """The short names of the items that a code, a UUID or a short name means."""
    return frozenset(
        short(item) for item in timetable.items if name.lower() in {item.code.lower(), item.uuid.lower(), short(item)}
    )


def room_path(room: Room) -> str:
    """The room's address below the screens."""
    return "-".join(filter(None, (str(room.id), text.slugify(room.name)[:_SLUG_LIMIT].strip("-"))))


def find_room(timetable: Timetable, address: str) -> Room | None:
    """The room that an address means, whatever its name has become since."""
    number = address.partition("-")[0]
    return next((room for room in timetable.rooms if str(room.id) == number), None)


def _slug(item: Item) -> str:
    return text.slugify(item.title.de or item.title.en)[:_SLUG_LIMIT].strip("-")
