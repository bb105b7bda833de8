"""Finding a person by what somebody at the desk has understood of a name: the beginnings of words, one letter wrong."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from gocluster_events import text

SHORTEST_WITH_TYPO = 4  # a shorter word would be like too many others
MOST = 12

Found = TypeVar("Found")


def find(query: str, among: Iterable[Found], said: Callable[[Found], str]) -> Sequence[Found]:
    """Those in whose words each word of the query begins, in any order; where no letter must be forgiven, first."""
    wanted = text.search_words(query)
    if not wanted:
        return ()
    ranked = [(_miss(wanted, said(each)), each) for each in among]
    hits = sorted((each for each in ranked if each[0] is not None), key=lambda each: each[0] or 0)
    return [each for _miss_of, each in hits[:MOST]]


def _miss(wanted: Sequence[Sequence[str]], said: str) -> int | None:
    """How many letters must be forgiven; None when a word is missing."""
    words = text.search_text(said).replace("-", " ").split()
    misses = [min((_off(each, word) for each in spellings for word in words), default=2) for spellings in wanted]
    return None if max(misses) > 1 else sum(misses)


def _off(typed: str, word: str) -> int:
    """0: the word begins so. 1: it would with one letter added, left out, changed or swapped. 2: neither."""
    if word.startswith(typed):
        return 0
    if len(typed) < SHORTEST_WITH_TYPO or typed[0] != word[0]:
        return 2
    return 1 if any(_is_near(typed, word[:length]) for length in (len(typed) - 1, len(typed), len(typed) + 1)) else 2


def _is_near(one: str, other: str) -> bool:
    """Whether one step leads from one word to the other."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[at:], other[at:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:] and len(left) > 1
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
