"""Reads of the worker's runs, and what they say of the time."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.timekeeping import rules
from gocluster_events.core.timekeeping.models import WorkerRuns


def runs(session: Session) -> rules.Runs | None:
    """The runs since a clock stepped; None before the first."""
    row = session.execute(sa.select(WorkerRuns.began_at, WorkerRuns.newest_at, WorkerRuns.stepped_from)).one_or_none()
    return None if row is None else rules.Runs(*row)


def sure_time(session: Session, now: datetime) -> datetime:
    """``now``, or an earlier time as long as it is not sure that ``now`` has come."""
    return rules.sure_time(runs(session), now)


def is_sure(session: Session, now: datetime) -> bool:
    """Whether no clock has stepped lately, so that ``now`` is neither ahead nor behind."""
    return rules.is_sure(runs(session), now)


def erasable_until(session: Session, now: datetime) -> datetime | None:
    """What was due then may be erased now; None: nothing."""
    return rules.erasable_until(runs(session), now)


def step(session: Session, now: datetime) -> tuple[datetime, datetime] | None:
    """From what time to what time a clock has stepped; None if none has."""
    return rules.step(runs(session), now)
