"""What a letter is, what its own wording must keep, and when a reminder goes out."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from difflib import SequenceMatcher, get_close_matches
from enum import Enum
from typing import Protocol
from zoneinfo import ZoneInfo

from gocluster_events.core.errors import Refused
from gocluster_events.core.text import over_days

LATE = timedelta(hours=24)
"""How long after its hour a reminder still goes, because no worker was running."""
DAYS = range(1, 61)


class Kind(Enum):
    """What is reminded of."""

    DEADLINE = "deadline"  # registration closes; to those who have not answered yet
    WEEK = "week"  # the meeting comes near; to the confirmed
    DAY = "day"  # the meeting is about to begin; to the confirmed


class ReminderState(Enum):
    """What becomes of a reminder."""

    OFF = "off"
    PLANNED = "planned"
    DUE = "due"
    WENT = "went"  # for this day
    MISSED = "missed"  # its hour is over, and nothing goes out afterwards


STILL_TO_GO = frozenset({ReminderState.PLANNED, ReminderState.DUE})


class ReminderRefusal(Enum):
    """Why something about a reminder cannot be done."""

    ARCHIVED = "archived"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Rule:
    """So many days before, at that hour of the venue; only if ``is_on``."""

    days_before: int
    at: time
    is_on: bool = False


USUAL_RULES = {
    Kind.DEADLINE: Rule(3, time(10)),
    Kind.WEEK: Rule(7, time(10)),
    Kind.DAY: Rule(1, time(10)),
}
"""What each kind is before anybody has set it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A rule in an edition: when it goes out (``due_at``), before which day, and what becomes of it."""

    kind: Kind
    rule: Rule
    occasion: str
    due_at: datetime
    standing: ReminderState


def due_at(before: datetime, rule: Rule, zone: str) -> datetime:
    """The hour on the day that lies so many days before. An hour that the clocks leave out comes an hour later."""
    local = ZoneInfo(zone)
    day = before.astimezone(local).date() - timedelta(days=rule.days_before)
    return datetime.combine(day, rule.at, local).astimezone(UTC)


def occasion(before: datetime, zone: str) -> str:
    """The day that matters, by which its reminder goes out once."""
    return before.astimezone(ZoneInfo(zone)).date().isoformat()


def reminder_state(
    rule: Rule, due: datetime, before: datetime, now: datetime, *, since: datetime, went: bool
) -> ReminderState:
    """What becomes of a reminder that was set at ``since``: none is sent for an hour that was over by then."""
    if went:
        return ReminderState.WENT
    if not rule.is_on:
        return ReminderState.OFF
    if due < since or now >= min(due + LATE, before):
        return ReminderState.MISSED
    return ReminderState.DUE if now >= due else ReminderState.PLANNED


_HOLE = re.compile(r"\{\{|\}\}|\{([a-z_]+)\}")
_STOP = re.compile(r"\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail the software can send. Its text stands in ``template``; ``samples`` names every placeholder with a sample.

    ``link`` is the endpoint its button leads to, and the purpose for which the link's token is signed. The outbox
    forgets one that ``leaves_nothing`` as soon as it is sent or given up.
    """

    name: str
    template: str
    samples: Mapping[str, str] = field(default_factory=dict)
    link: str | None = None
    leaves_nothing: bool = False


MEETING: Mapping[str, str] = {
    "event": "Jahrestagung 2027",
    "day": "Donnerstag, 22. April 2027",
    "time": "08:45–18:00",
    "place": "Tagungshaus Eichenhof, Musterstraße 12, 10117 Berlin",
    "contact": "tagung@example.org",
    "office": "Geschäftsstelle go-cluster",
}
"""Samples of what every letter can say of the meeting."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a letter says in one language, with ``{placeholders}``: its subject line, its heading, the body as Markdown
    with a blank line between paragraphs, and what stands on its button.
    """

    subject: str
    heading: str
    body: str
    button: str = ""


ADMISSION_CODE = "admission_code"
"""A value of letters to people who come on site: what their code says. The picture is made when the mail leaves."""


class Framed(Protocol):
    """A letter as it is sent: its subject line and both its bodies."""

    @property
    def subject(self) -> str:
        """One line."""

    @property
    def text(self) -> str:
        """Plain text."""

    @property
    def html(self) -> str:
        """A whole document."""


# Handed down by whoever has Flask: (template, language, values, address of the button, the edition's own wording) and
# (endpoint, identity, generation, language). Both raise Unwritable.
Frame = Callable[[str, str, Mapping[str, str], str | None, Wording | None], Framed]
Link = Callable[[str, int, int, str], str]


class Unwritable(Exception):
    """A letter cannot be made into a mail, and trying again will not help."""


class UnknownPlaceholder(ValueError):
    """A letter's text names a placeholder that its letter does not have."""


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with every ``{placeholder}`` replaced, once; braces inside values stay as they are.

    A value that ends with a full stop brings the one behind it along, and several days read “vom … bis …”. Two braces
    stand for one. Raises UnknownPlaceholder.
    """

    def value(hole: re.Match[str]) -> str:
        if hole[1] is None:
            return hole[0][0]
        try:
            known = values[hole[1]]
        except KeyError as error:
            raise UnknownPlaceholder(hole[1]) from error
        ends_sentence = _STOP.match(text, hole.end())
        return known.rstrip().removesuffix(".") if ends_sentence and known.rstrip().endswith(".") else known

    text = over_days(text, values)
    return _HOLE.sub(value, text)


SUBJECT_LIMIT, HEADING_LIMIT, BODY_LIMIT, BUTTON_LIMIT = 200, 120, 6000, 60
FIELDS = ("subject", "heading", "body", "button")
USUAL = ("event", "day", "time", "place", "contact", "office", "salutation", "name", "reference", "mode", "team")
"""What a letter may say or leave out. Any other placeholder is what the letter is about, so its body must have it."""
_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|([{}])")


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
    """A mistake in a wording: its field, the reason, the placeholder concerned, and the one that may be meant."""

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
    """Every mistake in the wording, in the order of its fields."""
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
        used = {hole[1] for hole in _PLACEHOLDER.finditer(text)}
        yield from (
            WordingMistake(field, WordingRefusal.MISSING, name) for name in mandatory(letter) if name not in used
        )


def _holes(letter: Letter, field: str, text: str) -> Iterator[WordingMistake]:
    for hole in _PLACEHOLDER.finditer(text):
        if hole[2]:
            yield WordingMistake(field, WordingRefusal.BRACE, hole[2])
        elif hole[1] is not None and hole[1] not in letter.samples:
            suggestions = get_close_matches(hole[1].strip().lower(), list(letter.samples), 1, 0.5)
            fault = WordingRefusal.UNKNOWN_LIKE if suggestions else WordingRefusal.UNKNOWN
            yield WordingMistake(field, fault, hole[1][:40], "".join(suggestions))


def changed_lines(before: Wording, after: Wording) -> tuple[tuple[str, str], ...]:
    """Both texts line by line: ``-`` for what goes, ``+`` for what comes, a blank for what stays."""
    old, new = ([text.subject, text.heading, *text.body.splitlines(), text.button] for text in (before, after))
    lines: list[tuple[str, str]] = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += ((" ", line) for line in old[start:end] if line)
        else:
            lines += (("-", line) for line in old[start:end] if line)
            lines += (("+", line) for line in new[first:last] if line)
    return tuple(lines)
