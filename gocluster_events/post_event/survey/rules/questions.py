"""What a survey asks: up to ten questions in both languages, answered on a scale or in one's own words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from gocluster_events.core.text import Localized

SCALE = range(1, 6)
MOST_QUESTIONS = 10
LONGEST_ANSWER = 2000
_NOTHING = Localized()


class Kind(Enum):
    """How a question is answered."""

    SCALE = "scale"
    TEXT = "text"


class Refusal(Enum):
    """Why a survey cannot be set, closed or answered."""

    LOCKED = "locked"
    CLOSED = "closed"
    NOT_OPEN = "not_open"
    NO_QUESTION = "no_question"
    NOT_THERE = "not_there"
    TWICE = "twice"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``low`` and ``high`` are the words at the ends of its scale."""

    kind: Kind
    text: Localized
    low: Localized = _NOTHING
    high: Localized = _NOTHING


@dataclass(frozen=True, slots=True)
class Content:
    """What the team sets: whether there is a survey, whether people are written to, and what it says and asks.

    An answer belongs to a question by its place in the order, so nothing of this changes once there is one.
    """

    intro: Localized
    questions: tuple[Question, ...]
    is_on: bool = True
    with_letter: bool = True


def _scale(text: tuple[str, str], low: tuple[str, str], high: tuple[str, str]) -> Question:
    return Question(Kind.SCALE, Localized(*text), Localized(*low), Localized(*high))


USUAL = Content(
    Localized(
        "Danke, dass Sie dabei waren. Mit Ihren Antworten wird die nächste Veranstaltung besser.",
        "Thank you for taking part. Your answers help to make the next event better.",
    ),
    (
        _scale(
            (
                "Wie nützlich waren die Inhalte für Ihre Arbeit?",
                "How useful was the content for your work?",
            ),
            ("gar nicht nützlich", "not useful at all"),
            ("sehr nützlich", "very useful"),
        ),
        _scale(
            ("Wie gut war die Veranstaltung organisiert?", "How well was the event organised?"),
            ("schlecht", "poorly"),
            ("sehr gut", "very well"),
        ),
        _scale(
            (
                "Wie gut konnten Sie Kontakte knüpfen und vertiefen?",
                "How well were you able to make new contacts and strengthen existing ones?",
            ),
            ("gar nicht", "not at all"),
            ("sehr gut", "very well"),
        ),
        _scale(
            (
                "Wie gut waren Ort und Technik, vor Ort oder im Livestream?",
                "How good were the venue and the technology, on site or in the live stream?",
            ),
            ("schlecht", "poor"),
            ("sehr gut", "very good"),
        ),
        _scale(
            ("Würden Sie wiederkommen?", "Would you come again?"),
            ("auf keinen Fall", "certainly not"),
            ("auf jeden Fall", "certainly"),
        ),
        Question(Kind.TEXT, Localized("Was nehmen Sie mit?", "What do you take away?")),
        Question(
            Kind.TEXT, Localized("Was soll beim nächsten Mal anders sein?", "What should be different next time?")
        ),
    ),
)
"""What is asked unless the team sets something else."""


def content_refusal(content: Content) -> Refusal | None:
    """Why this cannot be asked; None when it can."""
    return Refusal.NO_QUESTION if content.is_on and not content.questions else None


def to_stored(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """The questions as JSON has them."""
    return [{**asdict(each), "kind": each.kind.value} for each in questions]


def from_stored(questions: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions as they were before they were stored."""
    return tuple(
        Question(Kind(each["kind"]), *(Localized(**each[name]) for name in ("text", "low", "high")))
        for each in questions
    )
