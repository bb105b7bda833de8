"""What the newest version tells those who read the one before it: marks on items, and what is gone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gocluster_events.agenda.rules.differences import Difference, Fact, Turn, changes
from gocluster_events.agenda.rules.timetable import Item, Timetable

TOLD = frozenset(
    {
        Fact.START, Fact.END, Fact.ROOM, Fact.PEOPLE, Fact.TITLE, Fact.KIND, Fact.LANGUAGE, Fact.STREAM,
        Fact.VISIBILITY,
    }
)  # fmt: skip
"""Facts that change what a reader has to do; a better text is no news."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new or changed, by the item's UUID, and what is no longer there."""

    marked: Mapping[str, Difference] = field(default_factory=dict)
    dropped: tuple[Item, ...] = ()

    def __len__(self) -> int:
        return len(self.marked) + len(self.dropped)


def news(old: Timetable | None, new: Timetable) -> News:
    """What ``new`` changes for readers of ``old``. A first version has no news, it is all new."""
    if old is None:
        return News()
    found = changes(old, new)
    return News(
        {each.item.uuid: each for each in found if each.turn is Turn.NEW or TOLD & set(each.facts)},
        tuple(each.item for each in found if each.turn is Turn.DROPPED),
    )
