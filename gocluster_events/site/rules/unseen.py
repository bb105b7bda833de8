"""What changed in the programme since somebody last looked at it."""

from dataclasses import dataclass

from gocluster_events.agenda.rules.differences import Difference, Turn
from gocluster_events.agenda.rules.news import News, news
from gocluster_events.agenda.rules.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Unseen:
    """What ``version`` changes for somebody who has read ``old``; ``old`` is None when there was no programme then."""

    version: int
    old: Timetable | None
    new: Timetable
    found: News

    @property
    def rows(self) -> tuple[Difference, ...]:
        """New and changed items in the order of the programme, then what is no longer there."""
        order = {item.uuid: number for number, item in enumerate(self.new.items)}
        marked = sorted(self.found.marked.values(), key=lambda each: order[each.item.uuid])
        return (*marked, *(Difference(Turn.DROPPED, item, None) for item in self.found.dropped))


def unseen(version: int, old: Timetable | None, new: Timetable) -> Unseen | None:
    """None when nothing has changed that a reader has to know."""
    found = news(old, new)
    return Unseen(version, old, new, found) if old is None or len(found) else None
