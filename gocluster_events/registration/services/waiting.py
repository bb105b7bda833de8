"""The waiting list's own verbs and its log."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from gocluster_events.registration import queries
from gocluster_events.registration.models import Registration, WaitingMove
from gocluster_events.registration.rules.codes import Move, Status
from gocluster_events.registration.rules.quotas import Board, Place


def join(session: Session, registration: Registration, board: Board, now: datetime) -> None:
    """The person waits, behind everybody, on the first list that is meant for them."""
    rank = queries.next_rank(session, registration.event_id)
    registration.status, registration.waitlisted_at, registration.waiting_rank = Status.WAITLISTED, now, rank
    _mode, registration.quota_id = board.line(queries.applicant(registration))
    registration.confirmed_at = registration.offer_until = None
    session.flush()
    log(session, registration, Move.JOINED, "", now)


def log_leaving(
    session: Session, registration: Registration, move: Move, place: Place, actor: str, now: datetime,
    passed: Sequence[tuple[int, object]],
) -> None:  # fmt: skip
    """The log says from which position somebody left the list for that place, and whom they passed and why."""
    reasons = [[identity, reason.value] for identity, reason in passed if isinstance(reason, Enum)]
    log(session, registration, move, actor, now, quota_id=place.quota_id, passed=reasons)


def log(
    session: Session, registration: Registration, move: Move, actor: str, now: datetime, *,
    quota_id: int | None = None, reason: str = "", passed: Sequence[object] = (),
) -> None:  # fmt: skip
    """One more line in the log of the waiting lists."""
    session.add(
        WaitingMove(
            event_id=registration.event_id, registration_id=registration.id, at=now, move=move, actor=actor,
            quota_id=registration.quota_id if quota_id is None else quota_id, reason=reason, passed=list(passed),
            position=queries.position(session, registration),
        )
    )  # fmt: skip
