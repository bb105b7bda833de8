"""Where a registration stands, as JSON that lets it be put back there."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.registration import queries
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.codes import Status

_TIMES = ("waitlisted_at", "offer_until", "confirmed_at", "ended_at")


def snapshot(registration: Registration) -> dict[str, Any]:
    """Nothing but codes, numbers and times: status, place, position in the queue."""
    times = {name: getattr(registration, name) for name in _TIMES}
    return {
        "status": registration.status.value,
        "mode": registration.mode.value,
        "quota_id": registration.quota_id,
        "waiting_rank": registration.waiting_rank,
        **{name: at.isoformat() if at else None for name, at in times.items()},
    }


def restore(session: Session, registration: Registration, kept: dict[str, Any]) -> None:
    """The registration stands where it stood; a quota that is gone since leaves an open place."""
    quota_id = kept["quota_id"]
    if quota_id is not None and queries.quota(session, registration.event_id, quota_id) is None:
        quota_id = None
    registration.status, registration.quota_id = Status(kept["status"]), quota_id
    registration.waiting_rank, registration.hold_until = kept["waiting_rank"], None
    for name in _TIMES:
        setattr(registration, name, datetime.fromisoformat(kept[name]) if kept[name] else None)
