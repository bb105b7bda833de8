"""What became of a card's next step, as everybody reads it beside the card."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

LONGEST_OUTCOME = 600


class Outcome(Enum):
    """What became of a next step."""

    DONE = "done"
    UNDER_WAY = "under_way"
    CHANGED = "changed"
    DROPPED = "dropped"
    PASSED_ON = "passed_on"


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a step, and the day at the venue on which somebody said so; ``text`` is in one language."""

    outcome: Outcome
    day: date
    text: str = ""
    language: str = "de"


@dataclass(frozen=True, slots=True)
class StepRecord:
    """That this step is asked after; ``became`` None: nobody reads yet what became of it."""

    next_step: str
    became: Became | None = None


def document(record: StepRecord) -> dict[str, Any]:
    """The record as it is stored with its card."""
    became = record.became
    facts = {"outcome": None, "day": None, "text": "", "language": "de"}
    if became is not None:
        facts = {
            "outcome": became.outcome.value, "day": became.day.isoformat(), "text": became.text,
            "language": became.language,
        }  # fmt: skip
    return {"next_step": record.next_step, **facts}


def from_document(stored: Mapping[str, Any]) -> StepRecord:
    """What was stored, read again."""
    if stored["outcome"] is None:
        return StepRecord(stored["next_step"])
    day = date.fromisoformat(stored["day"])
    became = Became(Outcome(stored["outcome"]), day, stored["text"], stored["language"])
    return StepRecord(stored["next_step"], became)
