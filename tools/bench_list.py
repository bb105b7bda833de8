"""What the attendee list costs as it grows: 200, 10,000 and 100,000 people, whole and narrowed: `dev.py bench list`.

The floor is the same page with 200 people, so that the ratio is the growth; beside other editions it is the page of the
edition alone.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable
from statistics import median
from urllib.parse import urlencode

from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.core import clock, db
from gocluster_events.core.accounts.services.sessions import create_admin
from tests.support.counting import counted_statements
from tests.support.visitor import Visitor
from tools.measuring import ROUNDS, Row
from tools.stage import SLUG, event, people, stage
from tools.steps import Failed

SIZES, BESIDE, OTHERS, TURN = (200, 10_000, 100_000), 10_000, 19, 1_000
ADDRESS, PASSWORD = "bench@example.org", "eine-lange-Liste-2027"
LIST, NARROWED = f"/de/manage/{SLUG}/attendees", Filter(search="ludenscheidt 19")
PAGES = {
    "the attendee list": LIST,
    "the list narrowed by words": f"{LIST}?{urlencode(NARROWED.parameters(), doseq=True)}",
}


def run() -> list[Row]:
    """Milliseconds, statements and memory of each page at each size."""
    figures = {size: _at(size) for size in SIZES}
    among = _at(BESIDE, OTHERS)
    rows = [row for number, name in enumerate(PAGES) for row in _rows(name, [figures[size][number] for size in SIZES])]
    return [
        *rows,
        *(
            Row(
                f"{name}, {BESIDE:,} people, beside {OTHERS} other editions of as many (floor: alone)",
                ours,
                "ms",
                alone,
            )
            for name, (ours, *_rest), (alone, *_more) in zip(PAGES, among, figures[BESIDE], strict=True)
        ),
    ]


def _rows(name: str, costs: list[tuple[float, int, float]]) -> list[Row]:
    (least, few, small), (_most, many, large) = costs[0], costs[-1]
    grown = f"from {SIZES[0]} to {SIZES[-1]:,} people"
    return [
        *(
            Row(f"{name}, {size:,} people (floor: {SIZES[0]})", cost[0], "ms", least)
            for size, cost in zip(SIZES[1:], costs[1:], strict=True)
        ),
        Row(f"… SQL statements, {grown}", many, "", few, at_most_times=1.0),
        Row(f"… memory at most, {grown}", large, "MiB", small),
    ]


def _at(size: int, others: int = 0) -> list[tuple[float, int, float]]:
    with stage() as on:
        create_admin(ADDRESS, "Bench", PASSWORD, clock.now())
        with db.transaction() as session:
            slugs = (SLUG, *(f"{SLUG}-{number}" for number in range(1, others + 1)))
            ids = [event(session, slug=slug).id for slug in slugs]
            for first in range(0, size, TURN):  # in turns, as editions grow that people register for at the same time
                for number, event_id in enumerate(ids):
                    people(session, event_id, min(TURN, size - first), number * size + first)
        visitor = Visitor(on.app, use_cookies=True)
        visitor.sign_in(ADDRESS, PASSWORD)
        return [_cost(visitor, page) for page in PAGES.values()]


def _cost(visitor: Visitor, page: str) -> tuple[float, int, float]:
    """Milliseconds of the processor, statements, and the most mebibytes that Python holds for one answer."""

    def ask() -> None:
        answer = visitor.get(page)
        if answer.status_code != 200:
            raise Failed(f"{page} answered {answer.status}.")

    ask()
    milliseconds = median(_milliseconds(ask) for _round in range(ROUNDS))
    with counted_statements() as seen:
        ask()
    tracemalloc.start()
    ask()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return milliseconds, sum(not each.startswith("BEGIN") for each in seen), peak


def _milliseconds(ask: Callable[[], None]) -> float:
    began = time.process_time()
    ask()
    return 1000 * (time.process_time() - began)
