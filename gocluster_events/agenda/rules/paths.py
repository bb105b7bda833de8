"""The address of an item's page: its code (or the beginning of its UUID) and its title, such as ``a1-kommunen``."""

from collections import Counter

from gocluster_events import text
from gocluster_events.agenda.rules.timetable import Item, Timetable

_SLUG_LIMIT = 60


def path(timetable: Timetable, item: Item) -> str:
    """The item's address below the programme. A code that two items share names neither."""
    codes = Counter(each.code.casefold() for each in timetable.items)
    key = item.code.lower() if item.code and codes[item.code.casefold()] == 1 else item.uuid[:8]
    slug = text.slugify(item.title.de or item.title.en)[:_SLUG_LIMIT].strip("-")
    return f"{key}-{slug}" if slug else key


def find(timetable: Timetable, address: str) -> Item | None:
    """The item that an address means, whatever its title has become since."""
    key = address.partition("-")[0].lower()
    named = [item for item in timetable.items if key in {item.code.lower(), item.uuid[:8]} and key]
    return named[0] if len(named) == 1 else None
