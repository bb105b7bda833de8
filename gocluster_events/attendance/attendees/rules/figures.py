"""The figures of an edition as tables that share their sums, and the report that is made of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.attendance.attendees.rules.disclosure import LEAST, Key, Sum, hidden, nearest
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Status

ALL: Key = ("all",)
CONFIRMED: Key = (Status.CONFIRMED.value,)
CAME, MISSING = "came", "missing"
NO_VALUE, OTHERS = "-", "*"
"""In place of a value: those who belong to none, and all that are too few to be named."""


class Topic(Enum):
    """What a table is about, in the report's order."""

    STATUS = "status"
    WEEK = "week"
    MODE = "mode"
    ACTOR_TYPE = "type"
    STATE = "state"
    CLUSTER = "cluster"
    ITEM = "item"


TOPICS_OF_THE_CONFIRMED = (Topic.MODE, Topic.ACTOR_TYPE, Topic.STATE, Topic.CLUSTER)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many registrations have the same values. ``came`` is whether they were let in."""

    status: Status
    mode: Mode
    actor_type: ActorType | None
    state: FederalState | None
    cluster: str
    came: bool
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a topic and its numbers; None is one that may not be shown."""

    value: str
    numbers: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A topic's numbers. ``columns`` are codes: modes, `CAME` and `MISSING`, or none but the last, which is the sum.

    Items have columns of their own, see `item_figures`.
    """

    topic: Topic
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row

    @property
    def most(self) -> int:
        """The largest number of its last column; at least 1."""
        return max([1, *(row.numbers[-1] or 0 for row in self.rows)])


@dataclass(frozen=True, slots=True)
class _Plan:
    """A table before anything is hidden: the keys of its cells."""

    topic: Topic
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Key, ...]], ...]
    total: tuple[Key, ...]


def figures(
    tallies: Iterable[Tally], received: Mapping[datetime, int], zone: str, *, after: bool, exact: bool = False
) -> tuple[Table, ...]:
    """Every table that has numbers. ``received``: how many came in when. ``after``: those who came are told from those
    who did not.

    Unless ``exact``, numbers below `LEAST` are hidden, and those from which one could compute them; all others are
    rounded, each for itself.
    """
    known = tuple(tallies)
    numbers = _everybody(known, received, zone)
    confirmed = [each for each in known if each.status is Status.CONFIRMED]
    columns = (CAME, MISSING) if after else ()
    plans = [_by_status(numbers), _by_week(numbers)]
    plans += [_by(topic, confirmed, columns, numbers) for topic in TOPICS_OF_THE_CONFIRMED]
    sums = [each for plan in plans for each in _sums(plan)]
    cells: Mapping[Key, int | None] = numbers if exact else _disclosable(numbers, sums)
    return tuple(_table(plan, cells) for plan in plans if plan.rows)


def _disclosable(numbers: Mapping[Key, int], sums: Sequence[Sum]) -> Mapping[Key, int | None]:
    unseen = hidden(numbers, sums)
    return {key: None if key in unseen else nearest(number) for key, number in numbers.items()}


def _table(plan: _Plan, cells: Mapping[Key, int | None]) -> Table:
    def row(value: str, keys: tuple[Key, ...]) -> Row:
        return Row(value, tuple(cells.get(key, 0) for key in keys))

    return Table(plan.topic, plan.columns, tuple(row(*each) for each in plan.rows), row("", plan.total))


def _everybody(tallies: Iterable[Tally], received: Mapping[datetime, int], zone: str) -> Counter[Key]:
    """The numbers of all registrations, and of those of the confirmed who came or did not."""
    numbers: Counter[Key] = Counter()
    for each in tallies:
        keys: list[Key] = [(each.status.value, each.mode.value), (each.status.value,), (each.mode.value,), ALL]
        if each.status is Status.CONFIRMED:
            keys.append((CAME if each.came else MISSING,))
        for key in keys:
            numbers[key] += each.count
    for at, number in received.items():
        numbers[(Topic.WEEK.value, _monday(at, zone).isoformat())] += number
    return numbers


def _by_status(numbers: Mapping[Key, int]) -> _Plan:
    modes = tuple(mode.value for mode in Mode if numbers[(mode.value,)])
    states = [status.value for status in Status if numbers[(status.value,)]]
    rows = tuple((status, (*((status, mode) for mode in modes), (status,))) for status in states)
    return _Plan(Topic.STATUS, (*modes, ""), rows, (*((mode,) for mode in modes), ALL))


def _by_week(numbers: Mapping[Key, int]) -> _Plan:
    mondays = sorted(key[1] for key in numbers if key[0] == Topic.WEEK.value)
    weeks = _between(date.fromisoformat(mondays[0]), date.fromisoformat(mondays[-1])) if mondays else ()
    rows = tuple((week.isoformat(), ((Topic.WEEK.value, week.isoformat()),)) for week in weeks)
    return _Plan(Topic.WEEK, ("",), rows, (ALL,))


def _by(topic: Topic, confirmed: Iterable[Tally], columns: tuple[str, ...], numbers: Counter[Key]) -> _Plan:
    """The confirmed by one of their values; clusters with too few people are one row. Counts them in ``numbers``."""
    people = [(_value(topic, each), each) for each in confirmed]
    sizes: Counter[str] = Counter()
    for value, each in people:
        sizes[value] += each.count
    few = {value for value, size in sizes.items() if topic is Topic.CLUSTER and size < LEAST and value != NO_VALUE}
    counts: Counter[str] = Counter()
    for value, each in people:
        row = OTHERS if value in few else value
        counts[row] += each.count
        numbers[(topic.value, row, CAME if each.came else MISSING)] += each.count
    cells = {row: (*CONFIRMED, row) if topic is Topic.MODE else (topic.value, row) for row in counts}
    numbers.update({cells[row]: counts[row] for row in counts if topic is not Topic.MODE})  # modes are counted already
    order = sorted(counts, key=lambda row: (row in {NO_VALUE, OTHERS}, -counts[row], row))
    rows = tuple((row, (*((topic.value, row, each) for each in columns), cells[row])) for row in order)
    return _Plan(topic, (*columns, ""), rows, (*((each,) for each in columns), CONFIRMED))


def _value(topic: Topic, each: Tally) -> str:
    match topic:
        case Topic.MODE:
            return each.mode.value
        case Topic.ACTOR_TYPE:
            return each.actor_type.value if each.actor_type else NO_VALUE
        case Topic.STATE:
            return each.state.value if each.state else NO_VALUE
        case _:
            return each.cluster or NO_VALUE


def _sums(plan: _Plan) -> Iterable[Sum]:
    """Each row's last number is the sum of the others, and each number of the last row the sum of its column."""
    for keys in (*(keys for _value, keys in plan.rows), plan.total):
        if len(keys) > 1:
            yield Sum(keys[-1], keys[:-1])
    for at, total in enumerate(plan.total):
        yield Sum(total, tuple(keys[at] for _value, keys in plan.rows))


def _monday(at: datetime, zone: str) -> date:
    local = at.astimezone(ZoneInfo(zone)).date()
    return local - timedelta(days=local.weekday())


def _between(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1))


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A row's name and its numbers; None is one that may not be shown."""

    name: str
    numbers: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A table with its heading, the head of its names, those of its numbers, and the line of sums."""

    name: str
    heading: str
    head: str
    heads: tuple[str, ...]
    lines: tuple[ReportLine, ...]
    total: ReportLine
    most: int


@dataclass(frozen=True, slots=True)
class Report:
    """All tables of an edition, as of when they were counted, and what is to be known of their numbers.

    ``caption`` says it shorter, below a picture of one table.
    """

    title: str
    lang: str
    edition: tuple[str, str]
    about: str
    as_of: str
    note: str
    caption: str
    hidden: str
    parts: tuple[Part, ...]
