"""Addresses are made of rules that are compiled for the first address, whichever thread asks for it."""

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.routing import Map

from gocluster_events.factory.addresses import LateRule

THREADS, RULES = 8, 300


class Garbage:
    """Something on a ring that runs Python as it goes, which lets another thread go on."""

    def __init__(self) -> None:
        self.ring = self

    def __del__(self) -> None:
        sum(range(50))


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as they can, also while a rule is compiled."""
    interval, thresholds = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(1e-6)
    gc.set_threshold(10)
    yield
    gc.set_threshold(*thresholds)
    sys.setswitchinterval(interval)


def first_addresses(thread: int) -> set[str]:
    """Those of rules that only this thread has."""
    addresses = set()
    for number in range(RULES):
        Garbage()
        rule = LateRule(f"/<int:edition>/{thread}/{number}/<room>/<item>", endpoint="page")
        values = {"edition": 1, "room": "hall", "item": "talk"}
        addresses.add(Map([rule]).bind("events.example.org").build("page", values))
    return addresses


@pytest.mark.usefixtures("restless")
def test_threads_that_ask_for_their_first_addresses_at_once_all_get_them():
    with ThreadPoolExecutor(THREADS) as pool:
        made = list(pool.map(first_addresses, range(THREADS)))
    assert [len(each) for each in made] == [RULES] * THREADS
