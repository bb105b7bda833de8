"""What a result shows of its text: a piece of it around the first word that was looked for, with these words marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gocluster_events.core.text import BEFORE_WORD, Localized
from gocluster_events.post_event.discovery.rules.matching import Needles, folded, has_any

LONGEST = 240  # characters
BEFORE = 70  # of these, at most so many before the first word that was looked for
_WORD = re.compile(rf"(?:(?!{BEFORE_WORD}).)+", re.DOTALL)
_DOTS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; ``is_marked``: it is a word that was looked for."""

    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Pieces that together are a text in that language, or a part of it."""

    pieces: tuple[Piece, ...]
    language: str


def marked(value: Localized, wanted: Needles, reader: str) -> Quotation:
    """The whole text in the reader's language if it is written, with the words that were looked for marked."""
    text, language = value.pick(reader)
    return Quotation(tuple(_pieces(text, wanted)), language)


def excerpt(value: Localized, wanted: Needles, reader: str) -> Quotation:
    """A piece of the text in the reader's language; in the other one where the words that were looked for stand only
    there. Where they stand nowhere in it, its beginning.
    """
    text, language = value.pick(reader)
    other, foreign = value.pick("en" if language == "de" else "de")
    if not has_any(folded(text), wanted) and has_any(folded(other), wanted):
        text, language = other, foreign
    return Quotation(tuple(_pieces(_cut(text, wanted), wanted)), language)


def _cut(text: str, wanted: Needles) -> str:
    """At most `LONGEST` characters of the text, around the first word that was looked for, in whole words."""
    if len(text) <= LONGEST:
        return text
    first = next((begin for begin, _end, is_marked in _words(text, wanted) if is_marked), 0)
    begin = 0 if first <= BEFORE else text.find(" ", first - BEFORE) + 1 or first
    begin = min(begin, first)
    end = begin + LONGEST
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + BEFORE)
    return f"{_DOTS if begin else ''}{text[begin:end].strip()}{_DOTS if end < len(text) else ''}"


def _words(text: str, wanted: Needles) -> Iterator[tuple[int, int, bool]]:
    """Where each word of the text begins and ends, and whether it was looked for."""
    for word in _WORD.finditer(text):
        yield word.start(), word.end(), has_any(folded(word[0]), wanted)


def _pieces(text: str, wanted: Needles) -> Iterator[Piece]:
    at = 0
    for begin, end, is_marked in _words(text, wanted):
        if is_marked:
            if at < begin:
                yield Piece(text[at:begin])
            yield Piece(text[begin:end], is_marked=True)
            at = end
    if at < len(text):
        yield Piece(text[at:])
