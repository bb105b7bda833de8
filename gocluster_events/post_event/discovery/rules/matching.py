"""Which texts are meant by what somebody typed: every word must stand in them, folded as everywhere."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import TypeAlias

from gocluster_events.core import search, text
from gocluster_events.core.text import LANGUAGES, Localized
from gocluster_events.post_event.discovery.rules.entries import Entry, strand_key

SHORT = 3
"""A word of so many letters is meant as a whole: who looks for KI means no Kirche."""

NO_STRAND = "none"
_APOSTROPHE = re.compile(f"[{search.APOSTROPHES}]")

Needles: TypeAlias = tuple[tuple[str, ...], ...]
"""For each word of a query what a text may have for it, as `folded` has it."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """An entry with its ``title``, and ``whole`` of it, as they are searched; ``values`` are year, strand and kind as
    addresses name them.
    """

    entry: Entry
    title: str
    whole: str
    values: tuple[str, str, str]


@dataclass(frozen=True)
class Shelf:
    """All that is searched of one edition."""

    texts: tuple[Searchable, ...]

    @cached_property
    def vocabulary(self) -> Mapping[str, frozenset[str]]:
        """The words that stand in its texts, by the letter with which they begin."""
        by_initial: dict[str, set[str]] = {}
        for word in {word for each in self.texts for word in each.whole.split()}:
            by_initial.setdefault(word[0], set()).add(word)
        return {initial: frozenset(words) for initial, words in by_initial.items()}

    @cached_property
    def strands(self) -> dict[str, Localized]:
        """The names of its strands by what addresses call them."""
        named = {each.values[1]: each.entry.strand for each in self.texts if each.entry.strand}
        return dict(sorted(named.items()))

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        return sum(_BESIDE + len(each.whole) + len(each.title) + _length(each.entry.text) for each in self.texts)


_BESIDE = 1_000  # bytes of an entry and of what holds it


def _length(value: Localized) -> int:
    return sum(len(getattr(value, language)) for language in LANGUAGES)


def folded(value: str) -> str:
    """The words of a text in both foldings, a blank before and behind each."""
    spelled = _APOSTROPHE.sub("", value)
    foldings = dict.fromkeys((text.fold(spelled), text.fold_german(spelled)))
    return f" {' '.join(word for each in foldings for word in text.split_words(each))} "


def searchable(entry: Entry) -> Searchable:
    """The entry, to be searched in both languages."""
    title = folded(" ".join(text.words_of(entry.title)))
    whole = title + folded(" ".join(text.words_of(entry.text)))
    values = (str(entry.edition.year), strand_key(entry.strand) or NO_STRAND, entry.kind.value)
    return Searchable(entry, title, whole, values)


def needles(query: str) -> Needles:
    """What a text must have to be meant by the query: one of each."""
    words = text.search_words(_APOSTROPHE.sub("", query))
    return tuple(tuple(f" {word} " if len(word) <= SHORT else word for word in spellings) for spellings in words)


def similar(query: str, shelves: Iterable[Shelf]) -> Needles:
    """The same for a query of which nothing has every word: for each word those that begin so, but for a letter."""
    everything = tuple(shelves)
    near = [_near(spellings, everything) for spellings in text.search_words(_APOSTROPHE.sub("", query))]
    return tuple(tuple(f" {word} " for word in sorted(each)) for each in near) if all(near) else ()


def _near(spellings: tuple[str, ...], shelves: Iterable[Shelf]) -> frozenset[str]:
    initials = {each[0] for each in spellings}  # the first letter is always right
    nothing = frozenset[str]()
    words = nothing.union(*(shelf.vocabulary.get(each, nothing) for shelf in shelves for each in initials))
    return search.near_words(spellings, words)


def hits(shelves: Iterable[Shelf], wanted: Needles, now: datetime) -> Sequence[Searchable]:
    """The texts that have one of each needle: those in whose title all stand come first, then as the shelves do."""
    if not wanted:
        return ()
    texts = _having([each for shelf in shelves for each in shelf.texts], wanted, attrgetter("whole"))
    texts = [each for each in texts if each.entry.opens_at is None or each.entry.opens_at <= now]
    in_title = _having(texts, wanted, attrgetter("title"))
    first = set(map(id, in_title))
    return [*in_title, *(each for each in texts if id(each) not in first)]


def _having(
    texts: Sequence[Searchable], wanted: Needles, part: Callable[[Searchable], str]
) -> Sequence[Searchable]:  # fmt: skip
    """Those of the texts in that part of which one of each needle stands."""
    for first, *others in wanted:
        if others:
            texts = [each for each in texts if first in part(each) or any(other in part(each) for other in others)]
        else:
            texts = [each for each in texts if first in part(each)]
    return texts


def has_any(folded_text: str, wanted: Needles) -> bool:
    """Whether the folded text has one needle at least."""
    return any(needle in folded_text for spellings in wanted for needle in spellings)
