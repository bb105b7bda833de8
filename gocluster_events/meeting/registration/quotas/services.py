"""Quotas are added, changed and removed; nobody ever loses a place by it, and the lists follow."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.registration.people.models import Quota, Registration, WaitingMove
from gocluster_events.meeting.registration.people.queries import questions, seats
from gocluster_events.meeting.registration.people.rules.quota_limits import QuotaFacts, QuotaRefusal, check_quota
from gocluster_events.meeting.registration.waiting import queries as waiting
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due
from gocluster_events.meeting.registration.waiting.services.queue import relist


def add_quota(event_id: int, facts: QuotaFacts, act: Act) -> int:
    """The edition has one more quota; returns its id. Raises Refused when it does not fit."""
    with transaction() as session:
        event = _locked(session, event_id, act.at)
        check_quota(facts, waiting.quota_context(session, event, None, act.at))
        row = Quota(event_id=event_id, **_columns(facts))
        session.add(row)
        _follow(session, event, act)
        _record(session, event_id, row.id, "quota.added", act)
        return row.id


def change_quota(event_id: int, quota_id: int, facts: QuotaFacts, revision: int, act: Act) -> None:
    """The quota is as typed; where that frees places, those who wait for them have moved up.

    Raises Stale when somebody saved after ``revision`` or removed it, Refused when it does not fit.
    """
    with transaction() as session:
        event = _locked(session, event_id, act.at)
        row = seats.quota(session, event_id, quota_id)
        if row is None or row.revision != revision:
            raise Stale
        if waiting.quota_facts(row) == facts:
            return
        check_quota(facts, waiting.quota_context(session, event, row, act.at))
        for name, value in _columns(facts).items():
            setattr(row, name, value)
        row.revision += 1
        _follow(session, event, act)
        _record(session, event_id, quota_id, "quota.changed", act)


def remove_quota(event_id: int, quota_id: int, act: Act) -> None:
    """The quota is gone: its people keep their places as open ones, and who waited for it waits for what is left.

    Removing it twice changes nothing. Raises Refused in an archived edition, or while a question is for its guests.
    """
    with transaction() as session:
        event = _locked(session, event_id, act.at)
        row = seats.quota(session, event_id, quota_id)
        if row is None:
            return
        if questions.questions_for(session, event_id, quota_id):
            raise Refused(QuotaRefusal.IN_QUESTION)
        board = seats.seat_plan(session, event, act.at)
        without = tuple(pool for pool in board.pools if pool.id != quota_id)
        relist(session, event_id, replace(board, pools=without), act)
        logged = sa.update(WaitingMove).where(WaitingMove.quota_id == quota_id)
        session.execute(logged.values(quota_id=None, quota_name=row.name))
        session.execute(sa.update(Registration).where(Registration.quota_id == quota_id).values(quota_id=None))
        session.delete(row)
        session.flush()
        apply_due(session, event_id, act.at)
        _record(session, event_id, quota_id, "quota.removed", act)


def _locked(session: Session, event_id: int, now: datetime) -> Event:
    event = opened(session, event_id, QuotaRefusal.ARCHIVED)
    apply_due(session, event_id, now)
    return event


def _columns(facts: QuotaFacts) -> dict[str, Any]:
    values = {name: getattr(facts, name) for name in QuotaFacts.__dataclass_fields__}
    return {**values, "actor_types": [each.value for each in facts.actor_types]}


def _follow(session: Session, event: Event, act: Act) -> None:
    """Everybody who waits is on the list that fits them now, and free places have gone to those next in line."""
    session.flush()
    relist(session, event.id, seats.seat_plan(session, event, act.at), act)
    apply_due(session, event.id, act.at)


def _record(session: Session, event_id: int, quota_id: int, action: str, act: Act) -> None:
    audit(session, event_id, action, act, about=f"quota:{quota_id}")
