"""Door signs of a large programme: asked for, fitted by the worker sheet by sheet, and handed out for a day.

What they say is stored with the question, so that nothing is lost when a worker ends, and another one goes on.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.leases import is_over
from gocluster_events.meeting.agenda.exports import printed
from gocluster_events.meeting.agenda.models import DoorSigns
from gocluster_events.meeting.agenda.queries import door_signs as queries
from gocluster_events.meeting.agenda.rules import door_signs as rules
from gocluster_events.meeting.events import queries as events


def request_door_signs(event_id: int, paper: Mapping[str, Any], as_of: datetime, act: Act, *, is_draft: bool) -> None:
    """The worker makes these door signs next; those that were asked for before are gone."""
    with transaction() as session:
        events.lock(session, event_id)
        session.execute(sa.delete(DoorSigns).where(DoorSigns.event_id == event_id))
        session.add(
            DoorSigns(
                event_id=event_id, state=rules.SignsState.QUEUED, language=paper["lang"], is_draft=is_draft,
                paper=paper, sheets=len(paper["signs"]), as_of=as_of, actor=act.by, created_at=act.at,
            )
        )  # fmt: skip


def make_door_signs(now: datetime) -> int:
    """A portion of the door signs that wait longest is done; returns 1, or 0 when none wait. The worker's verb."""
    number = queries.next_signs(reading(), now)
    begun = None if number is None else _begin(number, now)
    if number is None or begun is None:
        return 0
    paper, scales, as_of = begun
    left = len(paper["signs"]) - len(scales)
    try:
        if left:
            sheets = range(len(scales), len(scales) + min(left, rules.PORTION))
            _advance(number, now, [*scales, *(printed.door_sign_scale(paper, sheet) for sheet in sheets)])
        else:
            _finish(number, now, printed.door_signs_pdf(paper, as_of, scales))
    except printed.Unprintable:
        _finish(number, now, None)
    return 1


def drop_door_signs(now: datetime) -> int:
    """Door signs that were asked for a day ago are gone; returns how many."""
    old = DoorSigns.created_at <= now - rules.LASTS
    with transaction() as session:
        return len(session.scalars(sa.delete(DoorSigns).where(old).returning(DoorSigns.id)).all())


def _begin(number: int, now: datetime) -> tuple[dict[str, Any], list[float], datetime] | None:
    """What the signs say and how large they are so far; None if another worker has them or nobody tries any more."""
    with transaction() as session:
        row = session.get(DoorSigns, number, with_for_update=True, populate_existing=True)
        if row is None or row.state in rules.OVER or (row.lease_until and not is_over(row.lease_until, now)):
            return None
        if row.attempts >= rules.MOST_ATTEMPTS:
            row.state, row.lease_until = rules.SignsState.FAILED, None
            return None
        row.state, row.lease_until, row.attempts = rules.SignsState.RUNNING, now + rules.LEASE, row.attempts + 1
        return row.paper, list(row.scales), row.as_of


def _advance(number: int, now: datetime, scales: list[float]) -> None:
    with transaction() as session:
        row = _mine(session, number, now)
        if row is not None:
            row.scales, row.fitted, row.attempts, row.lease_until = scales, len(scales), 0, None


def _finish(number: int, now: datetime, content: bytes | None) -> None:
    with transaction() as session:
        row = _mine(session, number, now)
        if row is not None:
            row.state = rules.SignsState.DONE if content else rules.SignsState.FAILED
            row.content, row.paper, row.lease_until = content, {}, None


def _mine(session: Session, number: int, now: datetime) -> DoorSigns | None:
    """The row, unless it was asked for anew or another worker took it over meanwhile."""
    row = session.get(DoorSigns, number, with_for_update=True, populate_existing=True)
    return row if row is not None and row.lease_until == now + rules.LEASE else None
