"""What somebody was asked of a next step, as a value, how far that is, and what of it everybody reads."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from gocluster_events.post_event.cards.rules.outcomes import Became, Outcome, StepRecord
from gocluster_events.post_event.follow_ups.rules.codes import MONTHS, PUBLIC, SILENCE, Showing, Standing


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a step, in somebody's words."""

    outcome: Outcome
    text: str = ""
    language: str = "de"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """So many ``months`` after a card became public: who (UUID, may be empty) was asked of which step, and the answer.

    ``is_from_team``: the answer is what the team learned itself.
    """

    id: int
    months: int
    next_step: str
    person: str = ""
    sent_at: datetime | None = None
    reminded_at: datetime | None = None
    outcome: Outcome | None = None
    text: str = ""
    language: str = "de"
    answered_at: datetime | None = None
    is_from_team: bool = False
    showing: Showing = Showing.NEW
    revision: int = 1

    @property
    def letter_at(self) -> datetime | None:
        """When the last letter about it went."""
        return self.reminded_at or self.sent_at

    @property
    def is_public(self) -> bool:
        """Whether everybody reads what became of the step."""
        return self.showing in PUBLIC

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to answer any more."""
        return self.outcome is not None or self.showing is Showing.HIDDEN


def standing(last: FollowUp, now: datetime, *, is_live: bool, has_address: bool, is_unreachable: bool) -> Standing:
    """How far it is; ``is_live``: whoever was asked still agrees to be asked about this very step."""
    is_silent = last.reminded_at is not None and now >= last.reminded_at + SILENCE
    ways = (
        (last.is_public, Standing.PUBLIC),
        (last.showing is Showing.HIDDEN, Standing.HIDDEN),
        (last.outcome is not None, Standing.ANSWERED),
        (not is_live, Standing.OVER),
        (last.sent_at is None or not has_address, Standing.NO_ADDRESS),
        (is_unreachable, Standing.UNDELIVERED),
        (is_silent, Standing.SILENT),
    )
    return next((each for holds, each in ways if holds), Standing.WAITING)


def record(steps: Collection[FollowUp], next_step: str, zone: str) -> StepRecord | None:
    """What everybody reads of that step beside its card: the last answer that is public; None: nobody asks after it."""
    mine = [each for each in steps if each.next_step == next_step]
    if not mine:
        return None
    public = [each for each in mine if each.is_public]
    return StepRecord(next_step, _became(max(public, key=lambda each: each.months), zone) if public else None)


def _became(answer: FollowUp, zone: str) -> Became | None:
    if answer.outcome is None or answer.answered_at is None:
        return None
    day = answer.answered_at.astimezone(ZoneInfo(zone)).date()
    return Became(answer.outcome, day, answer.text if answer.showing is Showing.ALL else "", answer.language)


def months_for_team(steps: Collection[FollowUp], last_date: int) -> int | None:
    """The date to which the team writes down what it learned itself: the first from ``last_date`` on to which nobody
    has answered; None: there is no such.
    """
    answered = {each.months for each in steps if each.outcome is not None and not each.is_from_team}
    return next((months for months in MONTHS if months >= last_date and months not in answered), None)
