"""One filled-in sheet, as it is stored in two parts that nothing connects."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from gocluster_events.post_event.survey.rules.questions import LONGEST_ANSWER, SCALE, Kind, Question

Reply = int | str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answers in the order of the questions: a step of the scale or a text; None where there is none."""

    replies: tuple[Reply, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no question is answered."""
        return not any(self.replies)

    @property
    def steps(self) -> list[int | None]:
        """The steps of all scales, by the place of their question; texts are None here."""
        return [each if isinstance(each, int) else None for each in self.replies]

    @property
    def texts(self) -> list[tuple[int, str]]:
        """Each text with the place of its question."""
        return [(place, each) for place, each in enumerate(self.replies) if isinstance(each, str) and each]


def fits(sheet: Sheet, questions: Sequence[Question]) -> bool:
    """Whether the sheet answers these questions, each in its way."""
    return len(sheet.replies) == len(questions) and all(
        _is_reply(reply, each.kind) for reply, each in zip(sheet.replies, questions, strict=True)
    )


def _is_reply(reply: Reply, kind: Kind) -> bool:
    if reply is None:
        return True
    if kind is Kind.SCALE:
        return reply in SCALE
    return isinstance(reply, str) and len(reply) <= LONGEST_ANSWER


def new_key(chance: Random) -> str:
    """A key of 128 random bits, which says nothing of when or by whom."""
    return f"{chance.getrandbits(128):032x}"
