"""`dev.py bench search`: the public search over 20,000 texts of 1 KB, against one look through the same texts.

The floor asks of each text whether a word that stands in none of them is in it. Times are those of the processor.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from gocluster_events.core.text import Localized
from gocluster_events.post_event.discovery.rules.entries import Edition, Entry, Kind
from gocluster_events.post_event.discovery.rules.matching import Searchable, Shelf, hits, needles, searchable, similar
from gocluster_events.post_event.discovery.rules.narrowing import Wanted, narrowed, numbers
from tools.measuring import Row, in_turn, seconds
from tools.stage import NOW
from tools.steps import Failed

TEXTS, CHARACTERS, WORDS, EDITIONS, ROUNDS = 20_000, 1_000, 12_000, 20, 7
MOST_MILLISECONDS = 50.0
MOST_MILLISECONDS_NEARLY = 100.0  # a word that no text has: texts, then all their words, then the texts again


def run() -> list[Row]:
    """Milliseconds for words that some texts have, for one that all have, and for one with a letter wrong."""
    shelves = _shelves()
    texts = [each for shelf in shelves for each in shelf.texts]
    some = " ".join(texts[7].entry.text.de.split()[:2])
    wrong = f"{some.split()[0][:-1]}q"
    _find(wrong, shelves)  # each edition's vocabulary is gathered once
    rows = (
        ("two words", some, MOST_MILLISECONDS),
        ("a word that all have", "region", MOST_MILLISECONDS),
        ("a word with a letter wrong", wrong, MOST_MILLISECONDS_NEARLY),
    )
    return [_row(what, query, shelves, texts, most) for what, query, most in rows]


def _row(what: str, query: str, shelves: list[Shelf], texts: list[Searchable], most: float) -> Row:
    if not _find(query, shelves):
        raise Failed(f"nothing is found for {query}, so nothing is measured.")
    ours, floor = in_turn(_timed(lambda: _find(query, shelves)), _timed(lambda: _look(texts)), ROUNDS)
    return Row(f"{what}, {TEXTS:,} texts of 1 KB (floor: looked through once)", 1000 * ours, "ms", 1000 * floor, most)


def _timed(do: Callable[[], object]) -> Callable[[], float]:
    return lambda: seconds(do, time.process_time)


def _find(query: str, shelves: list[Shelf]) -> int:
    """All that the page does with the texts; how many are meant."""
    wanted = Wanted(query, kind=Kind.ITEM.value)
    everything = hits(shelves, needles(query), NOW) or hits(shelves, similar(query, shelves), NOW)
    return len(narrowed(everything, wanted)) if numbers(everything, wanted) else 0


def _look(texts: list[Searchable]) -> int:
    return sum("zzzzzzzz" in each.whole for each in texts)


def _shelves() -> list[Shelf]:
    chance = random.Random(2027)  # noqa: S311 -- texts, not secrets
    words = ["".join(chance.choices("abcdefghiklmnoprstu", k=chance.randint(4, 12))) for _number in range(WORDS)]
    return [
        Shelf(tuple(_text(chance, words, 2008 + at) for _number in range(TEXTS // EDITIONS))) for at in range(EDITIONS)
    ]


def _text(chance: random.Random, words: list[str], year: int) -> Searchable:
    text = " ".join(chance.choices(words, k=CHARACTERS // 9))
    edition = Edition(f"tagung-{year}", Localized(f"Tagung {year}"), year)
    title = Localized(" ".join(chance.choices(words, k=4)))
    return searchable(Entry(edition=edition, kind=Kind.ITEM, title=title, text=Localized(f"{text} Region")))
