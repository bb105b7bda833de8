"""Whether somebody means a person by what they typed: one law for the list, the door and the search of all pages.

The order of words, commas, case and accents do not count, one letter of a longer word may be wrong, and four characters
of a reference number are enough. ``static/js/admission/finding.js`` finds the same without network; both are held to one
table of examples.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from gocluster_events import text

LONGEST = 100
SHORTEST_WITH_TYPO = 4  # a shorter word would be like too many others
SHORTEST_PART = 4  # of a reference number: half of it
_NO_MATCH = 2
_APOSTROPHES = re.compile("['\u2019\u02bc]")
_ALIKE = str.maketrans("OIL", "011")

Candidate = TypeVar("Candidate")


class SearchRefusal(Enum):
    """Why nothing is searched for."""

    TOO_LONG = "too_long"
    NOT_TEXT = "not_text"


@dataclass(frozen=True, slots=True)
class Hit(Generic[Candidate]):
    """Somebody who may be meant; ``is_sure``: every word was typed as it is written, and no half number."""

    who: Candidate
    is_sure: bool


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
    wanted, number = _wanted(query), plain_number(query)
    if not wanted:
        return ()
    ranked = ((_misses(wanted, number, text_of(each), plain_number(number_of(each))), each) for each in among)
    hits = sorted(((misses, each) for misses, each in ranked if misses is not None), key=lambda hit: hit[0])
    return [Hit(each, is_sure=misses == 0) for misses, each in hits]


def plain_number(typed: str) -> str:
    """A reference number or a part of it as it is compared: O is 0, I and L are 1, other signs do not count."""
    return "".join(character for character in typed.upper() if character.isalnum()).translate(_ALIKE)


def halves(word: str) -> tuple[str, str]:
    """Two pieces of a word. Whatever one letter of it is wrong, one of them still stands in what is meant."""
    middle = len(word) // 2
    return word[:middle], word[middle + 1 :]


def _wanted(query: str) -> Sequence[Sequence[str]]:
    return text.search_words(_APOSTROPHES.sub("", query))


def _misses(wanted: Sequence[Sequence[str]], number: str, searchable: str, reference: str) -> int | None:
    """How many typos and halves must be forgiven; None when a word is missing."""
    if number and number == reference:
        return 0
    spelled = _APOSTROPHES.sub("", searchable)
    words = {*map(text.fold, text.split_words(spelled)), *map(text.fold_german, text.split_words(spelled))}
    misses = [_miss(spellings, words, reference) for spellings in wanted]
    if max(misses) < _NO_MATCH:
        return sum(misses)
    return 1 if _is_part(number, reference) else None


def _miss(spellings: Sequence[str], words: Iterable[str], reference: str) -> int:
    best = min((_off(typed, word) for typed in spellings for word in words if word), default=_NO_MATCH)
    return 1 if best == _NO_MATCH and _is_part(plain_number(spellings[0]), reference) else best


def _is_part(number: str, reference: str) -> bool:
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
