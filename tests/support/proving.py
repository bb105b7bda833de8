"""Proofs of what the software promises: a test in a short form, which `dev.py prove --full` runs in full.

A test that proves a promise is marked ``promise("P1")``; one that shows how that proof fails without what it proves is
marked ``promise("P1", control=True)``. Either may ask for ``proof``: its size, its dice, and a line in the table.
"""

import json
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import pytest

FULL, SEED, PROMISES, REPORT = (f"EVENTS_PROVE_{name}" for name in ("FULL", "SEED", "PROMISES", "REPORT"))
ALL = "EVENTS_ALL_TESTS"
PROPERTY, LINE = "promise", "line"
T = TypeVar("T")


def is_full() -> bool:
    """Whether proofs do all that they can."""
    return bool(os.environ.get(FULL))


def is_whole() -> bool:
    """Whether the dice leave out no test, and none of its databases."""
    return is_full() or bool(os.environ.get(ALL))


class Proof:
    """How much one proof does, and what it says in the table."""

    def __init__(self, item: pytest.Item) -> None:
        self._item = item
        self.is_full = is_full()
        self.seed = int(os.environ[SEED])
        self.random = Random(f"{self.seed}:{item.nodeid}")

    def size(self, short: T, full: T) -> T:
        """How much of it is done now."""
        return full if self.is_full else short

    def some(self, every: Iterable[T]) -> Sequence[T]:
        """Half of what is alike, or all where the dice leave out nothing."""
        everything = list(every)
        return everything if is_whole() else self.random.sample(everything, (len(everything) + 1) // 2)

    def says(self, did: str, figure: str) -> None:
        """The line in the table: what was done, and what was counted or measured. The last word counts.

        Of a proof that runs on both databases, it says on which.
        """
        others = [each for each in self._item.user_properties if each[0] != LINE]
        parameters = getattr(self._item, "callspec", None)
        values = parameters.params if parameters else {}
        kind = values.get("database") or values.get("site")
        self._item.user_properties[:] = [*others, (LINE, [f"{kind}: {did}" if kind else did, figure])]


class Plugin:
    """Chooses the tests of the wanted promises, and writes down what they said."""

    def __init__(self) -> None:
        os.environ.setdefault(SEED, str(secrets.randbelow(2**32)))
        self.lines: list[dict[str, Any]] = []

    def pytest_report_header(self) -> str:
        """Every run shows its seed; the same one throws the same dice."""
        return f"seed: {os.environ[SEED]} ({SEED})"

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Only the proofs of what is wanted are left, if it was said what is."""
        for item in items:
            for number, is_control in promised(item):
                item.user_properties.append((PROPERTY, [number, is_control]))
        assert not [item for item in items if item.get_closest_marker("seldom") and proves(item)]
        wanted = set(os.environ.get(PROMISES, "").split())
        others = {item for item in items if item.get_closest_marker("full") and not os.environ.get(FULL)}
        if list(map(str, config.args)) == config.getini("testpaths") and not is_whole():
            others |= {item for item in items if item.get_closest_marker("seldom")}
        if wanted:
            others |= {item for item in items if wanted.isdisjoint(number for number, _control in promised(item))}
        if others:
            config.hook.pytest_deselected(items=list(others))
            items[:] = [item for item in items if item not in others]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """What a proof said, once; also of one that failed before it could say anything."""
        if report.when == "call" or report.failed:
            properties: dict[str, Any] = dict(report.user_properties)
            promises = [value for name, value in report.user_properties if name == PROPERTY]
            line = {"test": report.nodeid, "promises": promises, "line": properties.get(LINE)}
            self.lines.append({**line, "held": report.passed, "seconds": report.duration})

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """The report lies where `tools.prove` looks for it."""
        path = os.environ.get(REPORT)
        if path and not hasattr(session.config, "workerinput"):
            proofs = sorted((each for each in self.lines if each["promises"]), key=_place)
            Path(path).write_text(json.dumps(proofs, ensure_ascii=False, indent=1), encoding="utf-8")


def _place(line: dict[str, Any]) -> tuple[bool, str]:
    """Proofs before controls, in one order however many processes ran them."""
    return any(is_control for _number, is_control in line["promises"]), line["test"]


def proves(item: pytest.Item) -> bool:
    """Whether a test proves something, and is no control."""
    return any(not is_control for _number, is_control in promised(item))


def only_controls(item: pytest.Item) -> bool:
    """Whether a test does nothing but show that proofs can fail."""
    controls = [is_control for _number, is_control in promised(item)]
    return bool(controls) and all(controls)


def one_of(choices: Sequence[T], item: pytest.Item) -> T:
    """One of them by the dice of this run, the same in all of its processes."""
    return Random(f"{os.environ[SEED]}:{item.nodeid}").choice(choices)


def promised(item: pytest.Item) -> Iterator[tuple[str, bool]]:
    """The numbers of what a test proves, each with whether the test is a control."""
    for mark in item.iter_markers("promise"):
        numbers: Sequence[str] = mark.args
        for number in numbers:
            yield number, bool(mark.kwargs.get("control"))
