"""What a letter's own wording must keep: its placeholders, and those without which it says nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import Enum

from gocluster_events.errors import Refused
from gocluster_events.letters.rules.letter import Letter, Wording

SUBJECT_LIMIT, HEADING_LIMIT, BODY_LIMIT, BUTTON_LIMIT = 200, 120, 6000, 60
FIELDS = ("subject", "heading", "body", "button")
USUAL = ("event", "day", "time", "place", "contact", "office", "salutation", "name", "reference", "team")
"""What a letter may say or leave out. Any other placeholder is what the letter is about, so its body must have it."""
_HOLE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|([{}])")


class WordingRefusal(Enum):
    """Why a wording cannot be kept."""

    UNKNOWN = "unknown"  # a placeholder that the letter does not have
    UNKNOWN_LIKE = "unknown_like"  # the same, and there is one that looks like it
    MISSING = "missing"  # a placeholder without which the letter says nothing
    BRACE = "brace"  # a single one, which begins or ends nothing
    EMPTY = "empty"
    NO_BUTTON = "no_button"  # the letter leads somewhere
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class WordingMistake:
    """Where something is wrong, with which placeholder, and which one may be meant."""

    field: str
    fault: WordingRefusal
    name: str = ""
    nearest: str = ""


class UnusableWording(Refused):
    """The wording cannot be kept; ``flaws`` say why."""

    def __init__(self, flaws: tuple[WordingMistake, ...]) -> None:
        super().__init__(flaws[0].fault)
        self.flaws = flaws


def mandatory(letter: Letter) -> tuple[str, ...]:
    """The placeholders that the body must have."""
    return tuple(name for name in letter.samples if name not in USUAL)


def mistakes(letter: Letter, wording: Wording) -> tuple[WordingMistake, ...]:
    """Everything that is wrong with it, in the order of its fields."""
    return tuple(flaw for field in FIELDS for flaw in _of_field(letter, wording, field))


def _of_field(letter: Letter, wording: Wording, field: str) -> Iterator[WordingMistake]:
    text: str = getattr(wording, field)
    if not text.strip():
        if field != "button":
            yield WordingMistake(field, WordingRefusal.EMPTY)
        elif letter.link:
            yield WordingMistake(field, WordingRefusal.NO_BUTTON)
        return
    yield from _holes(letter, field, text)
    if field == "body":
        used = {hole[1] for hole in _HOLE.finditer(text)}
        yield from (
            WordingMistake(field, WordingRefusal.MISSING, name) for name in mandatory(letter) if name not in used
        )


def _holes(letter: Letter, field: str, text: str) -> Iterator[WordingMistake]:
    for hole in _HOLE.finditer(text):
        if hole[2]:
            yield WordingMistake(field, WordingRefusal.BRACE, hole[2])
        elif hole[1] is not None and hole[1] not in letter.samples:
            found = get_close_matches(hole[1].strip().lower(), list(letter.samples), 1, 0.5)
            fault = WordingRefusal.UNKNOWN_LIKE if found else WordingRefusal.UNKNOWN
            yield WordingMistake(field, fault, hole[1][:40], "".join(found))


def changed_lines(before: Wording, after: Wording) -> tuple[tuple[str, str], ...]:
    """Both texts line by line: ``-`` for what goes, ``+`` for what comes, a blank for what stays."""
    old, new = ([text.subject, text.heading, *text.body.splitlines(), text.button] for text in (before, after))
    found: list[tuple[str, str]] = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += ((" ", line) for line in old[start:end] if line)
        else:
            found += (("-", line) for line in old[start:end] if line)
            found += (("+", line) for line in new[first:last] if line)
    return tuple(found)
