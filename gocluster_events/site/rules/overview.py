"""The programme at a glance, and what in it a participant has not seen yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gocluster_events.meeting.agenda.rules.codes import Kind, Part
from gocluster_events.meeting.agenda.rules.differences import Difference, News, Turn, news
from gocluster_events.meeting.agenda.rules.screen import screen_view
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable

BREAKS = frozenset({Kind.COFFEE, Kind.LUNCH})
LEADING = frozenset({Part.KEYNOTE, Part.STANDING_IN, Part.MODERATION, Part.SPEAKER, Part.IMPULSE})
BEHIND = frozenset({Part.INTERPRETING, Part.GRAPHIC_RECORDING, Part.MINUTES, Part.JURY})

MANY_ITEMS = 100  # beyond that, a page names days and strands and no item
MOST_STARTS = 3  # what runs beside more than that, such as an exhibition, has a line of its own


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the overview. ``parallel`` are a strand's items side by side, else ``head`` has the time for itself;
    ``beside`` happens in the same time: it begins or ends with the row, or lies within it.
    """

    starts_at: datetime
    ends_at: datetime
    head: Item | None
    parallel: tuple[Item, ...]
    beside: tuple[Item, ...]

    def is_running(self, now: datetime) -> bool:
        """Whether it has begun and has not ended."""
        return self.starts_at <= now < self.ends_at

    @property
    def items(self) -> tuple[Item, ...]:
        """What stands in the row, but for what happens beside it."""
        return (self.head,) if self.head else self.parallel


@dataclass(frozen=True, slots=True)
class OverviewDay:
    """The rows of one date at the venue."""

    date: date
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody on the programme, with the first item that they lead, or else appear in, and their part in it."""

    person: Person
    item: Item
    part: Part


def overview(timetable: Timetable) -> tuple[OverviewDay, ...]:
    """Each day of the programme in rows that follow one another."""
    return tuple(OverviewDay(day, tuple(_rows(items))) for day, items in timetable.by_day().items())


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A date at the venue, from when until when its items are, and how many there are beside breaks."""

    date: date
    starts_at: datetime
    ends_at: datetime
    items: int


def is_large(timetable: Timetable) -> bool:
    """Whether the programme has more items than anybody reads at a glance."""
    return len(timetable.items) > MANY_ITEMS


def day_spans(timetable: Timetable) -> tuple[DaySpan, ...]:
    """Each day of the programme as a whole."""
    return tuple(
        DaySpan(day, _starts(items[0]), max(map(_ends, items)), sum(item.kind not in BREAKS for item in items))
        for day, items in timetable.by_day().items()
    )


@dataclass(frozen=True, slots=True)
class Today:
    """A day of the meeting as it stands: the rows that are ``over``, the others, what is on now and what comes next.

    A large programme has no rows.
    """

    date: date
    now: datetime
    over: tuple[Row, ...]
    rows: tuple[Row, ...]
    running: tuple[Item, ...]
    next: tuple[Item, ...]

    @property
    def until(self) -> datetime | None:
        """When the first of what is on now ends."""
        return min((item.span[1] for item in self.running), default=None)

    @property
    def goes_on(self) -> datetime | None:
        """When the next items begin."""
        return self.next[0].span[0] if self.next else None


def today(timetable: Timetable, day: date, now: datetime) -> Today:
    """How that day of the programme stands at ``now``."""
    planned = () if is_large(timetable) else overview(timetable)
    rows = next((each.rows for each in planned if each.date == day), ())
    view = screen_view(timetable, now)
    following = view.next if view.next and timetable.day_of(view.next[0]) == day else ()
    return Today(
        day,
        now,
        tuple(row for row in rows if row.ends_at <= now),
        tuple(row for row in rows if row.ends_at > now),
        view.now,
        following,
    )


def _rows(items: Sequence[Item]) -> Iterator[Row]:
    waiting = list(items)
    while waiting:
        lead = _lead(waiting)
        together = [item for item in waiting if item is lead or item.overlaps(lead)]
        if len({item.starts_at for item in together}) > MOST_STARTS:
            together = [lead]
        waiting = [item for item in waiting if item not in together]
        yield _row(lead, together)


def _lead(items: Sequence[Item]) -> Item:
    """The item that gives its row the time: of those that start first, one of a track if any, then the longest."""
    first = [item for item in items if item.starts_at == items[0].starts_at]
    return max(first, key=lambda item: (item.track is not None, item.length_minutes))


def _row(lead: Item, together: Sequence[Item]) -> Row:
    parallel = [item for item in together if lead.track is not None and item.track is not None]
    parallel = [item for item in parallel if item.starts_at == lead.starts_at]
    head = None if len(parallel) > 1 else lead
    named = parallel if head is None else [lead]
    beside = tuple(item for item in together if item not in named)
    return Row(_starts(lead), _ends(lead), head, () if head else tuple(parallel), beside)


def _starts(item: Item) -> datetime:
    assert item.starts_at is not None  # noqa: S101 -- a published item has a start
    return item.starts_at


def _ends(item: Item) -> datetime:
    assert item.ends_at is not None  # noqa: S101 -- a published item has a start
    return item.ends_at


def speakers(timetable: Timetable) -> tuple[Speaker, ...]:
    """Everybody on the programme but those who work behind it: who leads an item first, in the programme's order."""
    leading: dict[str, Speaker] = {}
    others: dict[str, Speaker] = {}
    for item in timetable.items:
        for person, part in timetable.cast(item):
            if part not in BEHIND:
                (leading if part in LEADING else others).setdefault(person.uuid, Speaker(person, item, part))
    return (*leading.values(), *(each for uuid, each in others.items() if uuid not in leading))


def of_track(items: Iterable[Item], track: int) -> tuple[Item, ...]:
    """The items of one strand."""
    return tuple(item for item in items if item.track == track)


@dataclass(frozen=True, slots=True)
class UnseenChanges:
    """What ``version`` changes for somebody who has read ``old``; ``old`` is None when there was no programme then."""

    version: int
    old: Timetable | None
    new: Timetable
    news: News

    @property
    def rows(self) -> tuple[Difference, ...]:
        """New and changed items in the order of the programme, then what is no longer there."""
        order = {item.uuid: number for number, item in enumerate(self.new.items)}
        marked = sorted(self.news.marked.values(), key=lambda each: order[each.item.uuid])
        return (*marked, *(Difference(Turn.DROPPED, item, None) for item in self.news.dropped))


def unseen_changes(version: int, old: Timetable | None, new: Timetable) -> UnseenChanges | None:
    """What ``new`` changes for a reader of ``old``; None when nothing has changed that they have to know."""
    differences = news(old, new)
    return UnseenChanges(version, old, new, differences) if old is None or len(differences) else None
