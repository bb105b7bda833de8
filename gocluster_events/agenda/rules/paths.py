"""The address of an item's page: its code (or the beginning of its UUID) and its title, such as ``a1-kommunen``."""

from gocluster_events import text
from gocluster_events.agenda.rules.timetable import Item, Timetable

_SLUG_LIMIT = 60


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


def _slug(item: Item) -> str:
    return text.slugify(item.title.de or item.title.en)[:_SLUG_LIMIT].strip("-")
