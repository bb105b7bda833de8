"""Whom somebody has ticked in the list, and how many of them can take what."""

from collections.abc import Iterable, Mapping

from gocluster_events.events.rules import Mode
from gocluster_events.registration.rules.codes import Status
from gocluster_events.registration.rules.deciding import SOURCES, Kind

_LONGEST_NUMBER = 9


def read_ids(typed: Iterable[str]) -> tuple[int, ...]:
    """The numbers in an address or a form, each once, whether apart or between commas; nothing else counts."""
    parts = (part.strip() for value in typed for part in value.split(","))
    known = (int(part) for part in parts if part.isascii() and part.isdigit() and len(part) <= _LONGEST_NUMBER)
    return tuple(dict.fromkeys(known))


def write_ids(ids: Iterable[int]) -> str:
    """The same as one value."""
    return ",".join(map(str, ids))


def takers(standing: Mapping[tuple[Status, Mode], int], kind: Kind, free: Mapping[Mode, int]) -> int:
    """How many of so many people can take that; at most as many are confirmed as places of their mode are free.

    Which of them may have which place is for the next page to say.
    """
    by_mode = {mode: sum(n for (s, m), n in standing.items() if m is mode and s in SOURCES[kind]) for mode in Mode}
    return sum(min(number, free[mode]) if kind is Kind.CONFIRM else number for mode, number in by_mode.items())
