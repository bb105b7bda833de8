"""The shape of every measurement: a figure of ours beside a floor taken in the same run, and what was promised."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

ROUNDS = 3
HEADS = ("what", "ours", "floor", "ratio", "aim", "met")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. What has no floor or no aim is printed for information."""

    what: str
    ours: float
    unit: str
    floor: float | None = None
    at_most: float | None = None
    at_most_times: float | None = None
    at_least_times: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor it is."""
        return self.ours / self.floor if self.floor else None

    @property
    def is_met(self) -> bool:
        """Whether everything that was promised of it is so."""
        times = self.ratio or 0.0
        return (
            (self.at_most is None or self.ours <= self.at_most)
            and (self.at_most_times is None or times <= self.at_most_times)
            and (self.at_least_times is None or times >= self.at_least_times)
        )

    @property
    def aim(self) -> str:
        """What was promised, in signs; empty where nothing was."""
        aims = (
            ("≤ {} " + self.unit, self.at_most),
            ("≤ {} ×", self.at_most_times),
            ("≥ {} ×", self.at_least_times),
        )
        return ", ".join(text.format(f"{bound:g}") for text, bound in aims if bound is not None)


def seconds(do: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long it takes; by `time.process_time`, how long this process works."""
    began = clock()
    do()
    return clock() - began


def fixed_piece() -> float:
    """The milliseconds of a piece of Python that took 20 of them on the machine for which such aims were set."""
    began, length = time.process_time(), 0
    for number in range(190_000):
        length += len(f"<li>{number}</li>")
    return 1000 * (time.process_time() - began)


def in_turn(ours: Callable[[], float], floor: Callable[[], float], rounds: int = ROUNDS) -> tuple[float, float]:
    """The medians of both, taken in turn, so that whatever else the machine does meets both."""
    both = [(ours(), floor()) for _round in range(rounds)]
    return median(one for one, _other in both), median(other for _one, other in both)


def most_mebibytes() -> tuple[float, float]:
    """The most memory that this process and any of its children have held; 0 where the system does not say."""
    try:
        import resource  # noqa: PLC0415 -- not on Windows
    except ImportError:
        return 0.0, 0.0
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    own, children = (resource.getrusage(kind).ru_maxrss / unit for kind in kinds)
    return own, children


def table(rows: Sequence[Row]) -> str:
    """The rows under their heads, in Markdown."""
    lines = [HEADS, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    padded = [" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    rule = "-|-".join("-" * width for width in widths)
    return "\n".join(f"| {line} |" for line in (padded[0], rule, *padded[1:]))


def _cells(row: Row) -> tuple[str, ...]:
    ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
    met = ("yes" if row.is_met else "NO") if row.aim else ""
    return row.what, _figure(row.ours, row.unit), _figure(row.floor, row.unit), ratio, row.aim, met


def _figure(value: float | None, unit: str) -> str:
    """Three digits that mean something."""
    if value is None:
        return ""
    digits = 0 if value >= 100 or isinstance(value, int) else 1 if value >= 10 else 2
    return f"{value:,.{digits}f} {unit}".strip()
