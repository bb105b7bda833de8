"""Which numbers the editor offers for a fact row: those that may leave the house, never one that is hidden."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from gocluster_events.attendance.attendees.rules.figures import CAME, NO_VALUE, OTHERS, Table, Topic
from gocluster_events.meeting.events.rules.edition import FederalState, Mode


class Hedge(Enum):
    """How far an offered number is from the true one."""

    ROUND = "round"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Offer:
    """A number that can be put into the report. ``key`` names it in a form; None: it is hidden."""

    key: str
    number: int | None
    hedge: Hedge | None = Hedge.ROUND


COUNTED = ("came", "confirmed", "onsite", "online", "clusters", "states")


def offers(tables: Iterable[Table]) -> tuple[Offer, ...]:
    """What the tables of the figures offer, in the order in which a report tells it; what is nothing is left out."""
    by_topic = {each.topic: each for each in tables}
    by_key = {each.key: each for each in _offers(by_topic)}
    return tuple(by_key[key] for key in COUNTED if key in by_key and by_key[key].number != 0)


def _offers(by_topic: dict[Topic, Table]) -> Iterator[Offer]:
    modes = by_topic.get(Topic.MODE)
    if modes is not None:
        yield Offer("confirmed", modes.total.numbers[-1])
        if CAME in modes.columns:
            yield Offer("came", modes.total.numbers[modes.columns.index(CAME)])
        for row in modes.rows:
            yield Offer("online" if row.value == Mode.ONLINE.value else "onsite", row.numbers[-1])
    for topic, key in ((Topic.CLUSTER, "clusters"), (Topic.STATE, "states")):
        table = by_topic.get(topic)
        if table is not None and _names_most(table):
            yield _values(table, key)


def _values(table: Table, key: str) -> Offer:
    """How many values the table names; more than these where some are too few to be named."""
    values = {row.value for row in table.rows}
    named = len(values - {NO_VALUE, OTHERS, FederalState.ABROAD.value})
    return Offer(key, named, Hedge.MORE if OTHERS in values else None)


def _names_most(table: Table) -> bool:
    """Whether those who are too few to be named are not more than the others: else the count would mislead."""
    numbers = {row.value: row.numbers[-1] or 0 for row in table.rows if row.value != NO_VALUE}
    return 2 * numbers.get(OTHERS, 0) <= sum(numbers.values())
