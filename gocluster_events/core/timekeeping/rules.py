"""Whether a clock can be believed: each run of the worker is compared with those before it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

STEP = timedelta(days=1)  # runs so far apart, in either direction, are not of one clock that goes on
AGREEMENT = timedelta(hours=1)
SECOND_LOOK = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of the worker, each less than `STEP` from the one before: the first and the newest of them.

    ``stepped_from`` is the last time that was sure before a clock stepped; None as long as none has.
    """

    began_at: datetime
    newest_at: datetime
    stepped_from: datetime | None = None

    @property
    def agree(self) -> bool:
        """Whether they are believed: two lie far enough apart, or there was never anything to compare them with."""
        return self.stepped_from is None or self.newest_at - self.began_at >= AGREEMENT

    @property
    def sure_until(self) -> datetime:
        """The latest time that has surely come."""
        return self.newest_at if self.agree or self.stepped_from is None else self.stepped_from

    def are_near(self, now: datetime) -> bool:
        """Whether ``now`` is what a clock shows that goes on after them."""
        return abs(now - self.newest_at) < STEP


def continued(runs: Runs | None, now: datetime) -> Runs:
    """With one more run; where a clock has stepped since, it is the first of others."""
    if runs is None:
        return Runs(now, now)
    if not runs.are_near(now):
        return Runs(now, now, runs.sure_until)
    return replace(runs, newest_at=max(runs.newest_at, now))


def is_sure(runs: Runs | None, now: datetime) -> bool:
    """Whether ``now`` is what a clock shows that all workers agree on, and none has stepped for an hour."""
    return runs is None or (runs.agree and runs.are_near(now))


def sure_time(runs: Runs | None, now: datetime) -> datetime:
    """``now``, or an earlier time as long as it is not sure that ``now`` has come: holds and offers lapse by it."""
    return now if runs is None or is_sure(runs, now) else min(now, runs.sure_until)


def erasable_until(runs: Runs | None, now: datetime) -> datetime | None:
    """What was due then was due a day ago already, by the same clock, which has gone on since; None: nothing was."""
    noted_at = now - SECOND_LOOK
    return noted_at if runs is not None and runs.are_near(now) and runs.began_at <= noted_at else None


def step(runs: Runs | None, now: datetime) -> tuple[datetime, datetime] | None:
    """From what time to what time a clock has stepped, until it has gone on for a day; None if none has."""
    if runs is None:
        return None
    if not runs.are_near(now):
        return runs.newest_at, now
    if runs.stepped_from is None or runs.newest_at - runs.began_at >= SECOND_LOOK:
        return None
    return runs.stepped_from, runs.began_at
