"""Somebody has looked at a point of an edition's checklist."""

from datetime import datetime

from gocluster_events.accounts import services as accounts
from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.events.models import Tick
from gocluster_events.events.rules import EventStatus, Refusal
from gocluster_events.pages.rules.checklist import Point


def tick(event_id: int, point: Point, actor: str, now: datetime) -> None:
    """The point is looked at, by whoever did so first. Raises Refused when the edition is archived."""
    _turn(event_id, point, actor, now, is_ticked=True)


def untick(event_id: int, point: Point, actor: str, now: datetime) -> None:
    """The point is to be looked at again. Raises Refused when the edition is archived."""
    _turn(event_id, point, actor, now, is_ticked=False)


def _turn(event_id: int, point: Point, actor: str, now: datetime, *, is_ticked: bool) -> None:
    with transaction() as session:
        if events.lock(session, event_id).status is EventStatus.ARCHIVED:
            raise Refused(Refusal.ARCHIVED)
        row = session.get(Tick, (event_id, point.value))
        if (row is not None) is is_ticked:
            return
        if row is None:
            session.add(Tick(event_id=event_id, point=point.value, at=now, actor=actor))
        else:
            session.delete(row)
        action = "edition.point_ticked" if is_ticked else "edition.point_opened"
        scope = f"edition:{event_id}"
        accounts.audit(
            session,
            actor=actor,
            action=action,
            scope=scope,
            subject=scope,
            fields=[f"checklist_{point.value}"],
            now=now,
        )
