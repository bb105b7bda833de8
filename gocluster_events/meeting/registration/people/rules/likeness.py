"""Keys by which two spellings of one name are one, for a person's and for an institution's."""

import re
from functools import lru_cache

from gocluster_events.core.search import plain_words

VERSION = 2
"""Rises with every change of how a key is made. A registration says of which its keys are; older ones are renewed."""

LONGEST_KEY = 400  # folding can make a text longer than its column
_INITIALS = re.compile(r"(?<=\b\w)\.\s*(?=\w\b)")  # the full stop between the letters of "e. V."
_AND = re.compile("[&+]")
_SAYS_NOTHING = {"and", "u", "und"} | {
    "ag", "co", "eg", "ek", "ev", "gbr", "ggmbh", "gmbh", "inc", "kg", "kgaa", "llc", "ltd", "mbh", "ohg", "se", "ug",
}  # fmt: skip


def name_key(*names: str) -> str:
    """One key for all spellings and orders of a person's names that the search takes for one."""
    return _key(*plain_words(" ".join(names)))


@lru_cache(maxsize=4096)
def organisation_key(organisation: str) -> str:
    """One key for all spellings of an institution's name, with and without its legal form and the word for "and"."""
    words = plain_words(_AND.sub(" ", _INITIALS.sub("", organisation)))
    return _key(*(word for word in words if word not in _SAYS_NOTHING)) or _key(*words)


def _key(*words: str) -> str:
    return " ".join(sorted(words))[:LONGEST_KEY]
