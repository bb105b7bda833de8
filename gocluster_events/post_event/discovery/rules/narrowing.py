"""Narrowing the results by year, strand and kind, with numbers that add up, and in portions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from operator import attrgetter

from gocluster_events.post_event.discovery.rules.matching import Searchable

A_PAGE = 20
"""So many results stand on a page."""


class Facet(Enum):
    """By what the results are narrowed; the value names it in addresses."""

    YEAR = "year"
    STRAND = "strand"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that somebody looks for, and the value chosen of each facet; empty: any."""

    words: str = ""
    year: str = ""
    strand: str = ""
    kind: str = ""

    @property
    def values(self) -> tuple[str, str, str]:
        """What is chosen, in the order of the facets."""
        return self.year, self.strand, self.kind

    def with_choice(self, facet: Facet, value: str) -> "Wanted":
        """The same with another value of that facet."""
        return replace(self, **{facet.value: value})

    @property
    def choices(self) -> dict[str, str]:
        """What is chosen, as an address or a form says it."""
        return {each.value: value for each, value in zip(Facet, self.values, strict=True) if value}

    def parameters(self) -> dict[str, str]:
        """What an address says of it."""
        return {**({"q": self.words} if self.words else {}), **self.choices}


def narrowed(texts: Sequence[Searchable], wanted: Wanted) -> Sequence[Searchable]:
    """The texts that have every value that is chosen."""
    for at, value in enumerate(wanted.values):
        if value:
            texts = [each for each in texts if each.values[at] == value]
    return texts


def numbers(texts: Sequence[Searchable], wanted: Wanted) -> Mapping[Facet, Counter[str]]:
    """For each facet how many texts each of its values would leave, beside what is chosen of the other facets: together
    as many as there are without a choice of that facet.
    """
    tallies: dict[Facet, Counter[str]] = {facet: Counter() for facet in Facet}
    for values, number in Counter(map(attrgetter("values"), texts)).items():
        misses = [
            facet
            for facet, value, chosen in zip(Facet, values, wanted.values, strict=True)
            if chosen and value != chosen
        ]
        for facet, value in zip(Facet, values, strict=True):
            if misses in ([], [facet]):
                tallies[facet][value] += number
    return tallies


def last_page(number: int) -> int:
    """The number of the last page of so many results, at least 1."""
    return max(1, -(-number // A_PAGE))


def portion(texts: Sequence[Searchable], page: int) -> Sequence[Searchable]:
    """What stands on that page; 1 is the first."""
    return texts[(page - 1) * A_PAGE : page * A_PAGE]
