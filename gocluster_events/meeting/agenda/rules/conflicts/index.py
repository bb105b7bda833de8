"""The scheduled items as the checks look at them: by time, and by what they share; pairs are found by a sweep."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from operator import itemgetter
from typing import TypeVar

from gocluster_events.meeting.agenda.rules.codes import Kind, Visibility
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable, in_order

Key = TypeVar("Key", bound=Hashable)

NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True)
class ScheduledItem:
    """A scheduled item with its first instant and the one after its last."""

    item: Item
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Index:
    """What the checks are handed: the timetable, and its scheduled items in order."""

    timetable: Timetable
    spans: tuple[ScheduledItem, ...]

    @cached_property
    def public_spans(self) -> tuple[ScheduledItem, ...]:
        """The scheduled items that are on the public programme."""
        return tuple(each for each in self.spans if each.item.visibility is not Visibility.CLOSED)

    @cached_property
    def by_room(self) -> Mapping[int, Sequence[ScheduledItem]]:
        """The scheduled items of each room, by its id."""
        return _grouped((each.item.room, each) for each in self.spans if each.item.room is not None)

    @cached_property
    def by_person(self) -> Mapping[str, Sequence[ScheduledItem]]:
        """The scheduled items of each person, by UUID in the order of the people; each once, however many parts."""
        theirs = _grouped((uuid, each) for each in self.spans for uuid in {each.person for each in each.item.people})
        return {person.uuid: theirs[person.uuid] for person in self.timetable.people if person.uuid in theirs}


def index_of(timetable: Timetable) -> Index:
    """The index of a timetable."""
    scheduled = (item for item in timetable.items if item.starts_at is not None)
    return Index(timetable, tuple(ScheduledItem(item, *item.span) for item in in_order(scheduled)))


def crossing(
    spans: Iterable[ScheduledItem], slack: timedelta = NOTHING
) -> Iterator[tuple[ScheduledItem, ScheduledItem]]:
    """The pairs that share an instant, or of which the later one starts less than ``slack`` after the other.

    ``spans`` come by start, and so does each pair. One pass that remembers only what is not over yet.
    """
    running: list[ScheduledItem] = []
    for span in spans:
        since = span.start - slack
        running = [each for each in running if each.end > since]
        yield from ((each, span) for each in running)
        running.append(span)


def beside(
    spans: Iterable[ScheduledItem], is_one: Callable[[ScheduledItem], bool]
) -> Iterator[tuple[ScheduledItem, ScheduledItem]]:
    """The pairs of `crossing` of which at least one is such; of all others, however many, no pair is made."""
    ones: list[tuple[int, ScheduledItem]] = []
    others: list[tuple[int, ScheduledItem]] = []
    for place, span in enumerate(spans):
        ones = [each for each in ones if each[1].end > span.start]
        if is_one(span):
            others = [each for each in others if each[1].end > span.start]
            yield from ((each, span) for _place, each in sorted((*ones, *others), key=itemgetter(0)))
            ones.append((place, span))
        else:
            yield from ((each, span) for _place, each in ones)
            others.append((place, span))


def _grouped(pairs: Iterable[tuple[Key, ScheduledItem]]) -> dict[Key, list[ScheduledItem]]:
    groups: dict[Key, list[ScheduledItem]] = defaultdict(list)
    for key, span in pairs:
        groups[key].append(span)
    return groups


SHARING = frozenset(
    {
        Kind.REGISTRATION, Kind.COFFEE, Kind.LUNCH, Kind.GET_TOGETHER, Kind.RECEPTION, Kind.EXHIBITION, Kind.POSTERS,
        Kind.ADVICE,
    }
)  # fmt: skip
"""People come and go: such items may share a room with one another, and may run beside anything else."""

PLENARY = frozenset({Kind.WELCOME, Kind.ADDRESS, Kind.KEYNOTE, Kind.PANEL, Kind.VOTE, Kind.AWARDS})
"""Everybody attends, if it belongs to no track and is where everybody has a seat."""

GATHERINGS = frozenset({Kind.GET_TOGETHER, Kind.RECEPTION})
"""Everybody is invited, and nobody minds who comes later."""

APART = frozenset({Kind.PRESS, Kind.CLOSED_SESSION})
"""For a few, who know why they are not with the others."""

PAUSES = frozenset({Kind.COFFEE, Kind.LUNCH})
"""Breaks into which nothing should reach; what begins while people still register does no harm."""

LED = frozenset(
    {
        Kind.WELCOME, Kind.ADDRESS, Kind.KEYNOTE, Kind.IMPULSE, Kind.TALK, Kind.PANEL, Kind.INTERVIEW, Kind.FORUM,
        Kind.WORKSHOP, Kind.WORLD_CAFE, Kind.FISHBOWL, Kind.FUTURE_WORKSHOP, Kind.PITCHES, Kind.PRESS,
    }
)  # fmt: skip
"""Somebody speaks or leads, and readers want to know who."""
