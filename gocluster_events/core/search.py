"""Whether somebody means a person by what they typed: one law for the list, the door and the search of all pages.

The order of words, commas, case and accents do not count, one letter of a longer word may be wrong, and four characters
of a reference number are enough. ``static/js/admission/finding.js`` finds the same without network; both are held to
one table of examples.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar

from gocluster_events.core import text

LONGEST = 100
SHORTEST_WITH_TYPO = 4  # a shorter word would be like too many others
SHORTEST_IN_THREE = 6
SHORTEST_PART = 4  # of a reference number: half of it
FIRST = 200  # so many who may be meant are looked at before all of them are
LONGEST_STORED = 600  # characters: folding can make a text longer than its column, and an index holds no more
_NO_MATCH = 2
APOSTROPHES = "'\u2019\u02bc"  # do not count
_APOSTROPHES = re.compile(f"[{APOSTROPHES}]")
_ONE_SIGN = re.compile(r"\\.|.", re.DOTALL)
_ALIKE = str.maketrans("OIL", "011")
_DIGRAPH = re.compile("(?<![aeiouqy])([aou])e")  # of an umlaut: Juergen, but neither Bauer nor Quelle

Candidate = TypeVar("Candidate")


class SearchRefusal(Enum):
    """Why nothing is searched for."""

    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"


@dataclass(frozen=True, slots=True)
class Hit(Generic[Candidate]):
    """Somebody who may be meant, and how many typos and halves must be forgiven for that."""

    who: Candidate
    misses: int = 0

    @property
    def is_sure(self) -> bool:
        """Whether every word was typed as it is written, and no half number."""
        return self.misses == 0


def search_refusal(typed: str) -> SearchRefusal | None:
    """Why what was typed cannot be searched for; None when it can."""
    flaw = text.text_refusal(typed, LONGEST)
    if flaw is None:
        return None
    return SearchRefusal.TOO_LONG if flaw is text.TextRefusal.TOO_LONG else SearchRefusal.NOT_TEXT


def search(
    query: str,
    among: Iterable[Candidate],
    text_of: Callable[[Candidate], str],
    number_of: Callable[[Candidate], str] = lambda _candidate: "",
) -> Sequence[Hit[Candidate]]:
    """Those whom the words or a part of their reference number mean; those who are meant literally stand first."""
    meaning = Meaning(query)
    return meaning.hits(among, lambda each: meaning.words_in(text_of(each)), number_of)


def rank(
    query: str,
    among: Iterable[Candidate],
    text_of: Callable[[Candidate], str],
    number_of: Callable[[Candidate], str] = lambda _candidate: "",
) -> Sequence[Hit[Candidate]]:
    """As `search`, with those in whose text every word stands somewhere: before those who are only similar."""
    candidates, wanted = list(among), text.search_words(query)
    hits = search(query, candidates, text_of, number_of)
    sure = [each for each in hits if each.is_sure]
    known = {id(each.who) for each in sure}
    inside = [each for each in candidates if id(each) not in known and _contains_all(text_of(each), wanted)]
    known |= {id(each) for each in inside}
    similar = [each for each in hits if id(each.who) not in known]
    return [*sure, *map(Hit, inside), *similar]


def nearest(
    read: Callable[[int | None], Sequence[Any]], hits_of: Callable[[Sequence[Any]], Sequence[Hit[Candidate]]], most: int
) -> Sequence[Hit[Candidate]]:
    """The hits among all rows, of which so many are wanted: where nobody else can be among these, only the first are
    read.

    ``read`` gives at most so many rows (None: all), each with the ``least`` that must be forgiven, by which they come.
    """
    rows = read(FIRST)
    hits = hits_of(rows)
    if len(rows) < FIRST or (len(hits) >= most and hits[most - 1].misses <= rows[-1].least):
        return hits
    return hits_of(read(None))


def plain_number(typed: str) -> str:
    """A reference number or a part of it as it is compared: O is 0, I and L are 1, other signs do not count."""
    return "".join(filter(str.isalnum, typed.upper())).translate(_ALIKE)


def plain_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are where two names are to be the same: Jürgen, Juergen and JURGEN are one."""
    return text.split_words(_DIGRAPH.sub(r"\1", text.fold(_APOSTROPHES.sub("", name))))


def stored_words(*parts: str) -> str:
    """The words of a text as a column holds them, a blank before each, so that `Meaning.patterns` can tell where one
    begins.
    """
    return "".join(f" {word}" for word in sorted(words_of(" ".join(parts))))[:LONGEST_STORED]


def words_of(searchable: str) -> frozenset[str]:
    """The words in which somebody is searched for, in both foldings."""
    spelled = _APOSTROPHES.sub("", searchable)
    foldings = {text.fold(spelled), text.fold_german(spelled)}
    return frozenset(word for folded in foldings for word in text.split_words(folded))


def near_words(spellings: Sequence[str], words: Iterable[str]) -> frozenset[str]:
    """Those of the words that begin as one of the spellings does, or would but for one letter."""
    return frozenset(word for word in words if any(_off(each, word) < _NO_MATCH for each in spellings))


def near_anywhere(word: str) -> Sequence[str]:
    """Patterns of ``LIKE``, one of which every text has in which the word stands, or would but for one letter."""
    return [f"%{begin}%" for begin in _beginnings(word)]


def _beginnings(word: str) -> Sequence[str]:
    """Patterns for how a text goes on where the word stands, or would with one letter added, left out, changed or
    swapped: most of them let pass hardly anybody else. The first letter is always right.

    A longer word keeps two of its three pieces: those before the wrong letter, those behind it, or the outer two.
    """
    if len(word) < SHORTEST_WITH_TYPO:
        return [_escaped(word)]
    if len(word) < SHORTEST_IN_THREE:
        return [_escaped(word[:-1]), *(each for at in range(1, len(word) - 1) for each in _wrong_at(word, at))]
    end, begin = len(word) // 3, 2 * len(word) // 3
    return [_escaped(word[:begin]), *_with_gap(word, 1, end + 1), *_with_gap(word, end, begin + 1)]


def _wrong_at(word: str, at: int) -> Sequence[str]:
    """Patterns for the word with a letter added, left out, changed or swapped with the next."""
    before, letter, following, rest = map(_escaped, (word[:at], word[at], word[at + 1], word[at + 2 :]))
    ways = (f"_{letter}{following}", following, f"_{following}", f"{following}{letter}")
    return [f"{before}{way}{rest}" for way in ways]


def _with_gap(word: str, start: int, stop: int) -> Sequence[str]:
    """Patterns for the word with anything from ``start`` to ``stop``, also a letter more or less than there is."""
    return [_escaped(word[:start]) + "_" * (stop - start + more) + _escaped(word[stop:]) for more in (-1, 0, 1)]


def _escaped(piece: str) -> str:
    return text.like(piece)[1:-1]


def _as_expression(pattern: str) -> str:
    """A pattern of ``LIKE`` without ``%`` as a regular expression."""
    return _ONE_SIGN.sub(lambda sign: "." if sign[0] == "_" else re.escape(sign[0][-1]), pattern)


def _contains_all(searchable: str, wanted: Sequence[Sequence[str]]) -> bool:
    folded = text.search_text(searchable)
    return bool(wanted) and all(any(word in folded for word in spellings) for spellings in wanted)


class Meaning:
    """What a query means, and what each word of a text is worth for each of its words: many texts share theirs.

    ``wanted`` are its words, each in both foldings, and ``parts`` the same as parts of the plain reference ``number``,
    which all of it may be.
    """

    def __init__(self, query: str) -> None:
        self.wanted = text.search_words(_APOSTROPHES.sub("", query))
        self.number = plain_number(query)
        self.parts = [plain_number(spellings[0]) for spellings in self.wanted]
        self._worth: dict[str, tuple[int, ...]] = {}

    def patterns(self) -> Sequence[Sequence[str]]:
        """Patterns of ``LIKE`` for each word: the `stored_words` of whoever is meant literally have one of each."""
        return [[text.like(f" {word}") for word in spellings] for spellings in self.wanted]

    def near_patterns(self) -> Sequence[Sequence[str]]:
        """Patterns for each word, of which those have one who are meant with a letter wrong; and others, too."""
        return [[f"% {begin}%" for word in spellings for begin in _beginnings(word)] for spellings in self.wanted]

    def words_in(self, searchable: str) -> Collection[str]:
        """The `words_of` a text; none where a look at it shows that no word of the query is among them, or nearly."""
        if searchable.isascii() and not self._begins.search(searchable.replace("'", "").lower()):
            return ()
        return words_of(searchable)

    @cached_property
    def _begins(self) -> re.Pattern[str]:
        """Finds where a word of a text begins as one of the query does, or nearly."""
        patterns = dict.fromkeys(
            begin for spellings in self.wanted for word in spellings for begin in _beginnings(word)
        )
        return re.compile(f"(?:^|{text.BEFORE_WORD})(?:{'|'.join(map(_as_expression, patterns))})", re.DOTALL)

    def hits(
        self,
        among: Iterable[Candidate],
        words: Callable[[Candidate], Collection[str]],
        number: Callable[[Candidate], str],
    ) -> Sequence[Hit[Candidate]]:
        """Those who are meant; whoever is so literally stands first."""
        ranked = ((self.misses(words(each), plain_number(number(each))), each) for each in among)
        hits = [Hit(each, misses) for misses, each in ranked if misses is not None]
        return sorted(hits, key=attrgetter("misses"))

    def misses(self, words: Collection[str], reference: str) -> int | None:
        """How many typos and halves must be forgiven; None when a word is missing."""
        if not self.wanted:
            return None
        if self.number and self.number == reference:
            return 0
        worths = [self._worth_of(word) for word in words]
        best = map(min, zip(*worths, strict=True)) if worths else [_NO_MATCH] * len(self.wanted)
        misses = [
            1 if each == _NO_MATCH and _is_part(part, reference) else each
            for each, part in zip(best, self.parts, strict=True)
        ]
        if max(misses) < _NO_MATCH:
            return sum(misses)
        return 1 if _is_part(self.number, reference) else None

    def _worth_of(self, word: str) -> tuple[int, ...]:
        if word not in self._worth:
            self._worth[word] = tuple(min(_off(typed, word) for typed in spellings) for spellings in self.wanted)
        return self._worth[word]


def _is_part(number: str, reference: str) -> bool:
    """Whether that much of a reference number names it."""
    return len(number) >= SHORTEST_PART and number in reference


def _off(typed: str, word: str) -> int:
    """0: the word begins so. 1: it would with one letter added, left out, changed or swapped. 2: neither."""
    if word.startswith(typed):
        return 0
    if len(typed) < SHORTEST_WITH_TYPO or typed[0] != word[0]:
        return _NO_MATCH
    lengths = (len(typed) - 1, len(typed), len(typed) + 1)
    return 1 if any(_is_near(typed, word[:length]) for length in lengths) else _NO_MATCH


def _is_near(one: str, other: str) -> bool:
    """Whether one letter added, left out, changed or swapped turns one word into the other."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[at:], other[at:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:] and len(left) > 1
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
