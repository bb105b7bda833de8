"""Joining the waiting lists, changing between them, and their log."""

from collections.abc import Sequence
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.registration.people.models import Registration, WaitingMove
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import Move, Status
from gocluster_events.meeting.registration.people.rules.seats import SeatPlan, SeatSource
from gocluster_events.meeting.registration.people.services.mails import put


def stand(
    session: Session, event: Event, registration: Registration, board: SeatPlan, place: SeatSource | None,
    act: Act, **how: Any,
) -> None:  # fmt: skip
    """The registration has that place; without one it is received for review, or waits where the edition has none.

    ``how`` as in `put`.
    """
    if place is not None:
        put(session, registration, Status.CONFIRMED, act, place=place, **how)
    elif event.confirmation is Confirmation.REVIEW:
        line = SeatSource(board.line(seats.applicant(registration))[1])
        put(session, registration, Status.RECEIVED, act, place=line, **how)
    else:
        join(session, registration, board, act, **how)


def join(session: Session, registration: Registration, board: SeatPlan, act: Act, **how: Any) -> str:
    """The registration is last on the first waiting list that fits it; ``how`` and the key as in `put`."""
    registration.waiting_rank = seats.next_rank(session, registration.event_id)
    place = SeatSource(board.line(seats.applicant(registration))[1])
    key = put(session, registration, Status.WAITLISTED, act, place=place, **how)
    log(session, registration, Move.JOINED, Act("", act.at))
    return key


def relist(session: Session, event_id: int, board: SeatPlan, act: Act) -> int:
    """Everybody who waits is on the first list that fits them by that seat plan; returns how many changed lists.

    Nobody's rank changes.
    """
    changed = 0
    for registration in seats.waiting(session, event_id):
        _mode, quota_id = board.line(seats.applicant(registration))
        if registration.quota_id != quota_id:
            registration.quota_id = quota_id
            session.add(_line(registration, Move.RELISTED, act, quota_id=quota_id))
            changed += 1
    session.flush()
    return changed


def log_leaving(
    session: Session,
    registration: Registration,
    move: Move,
    place: SeatSource,
    act: Act,
    passed: Sequence[tuple[int, object]],
    *,
    reason: str = "",
) -> None:
    """The log says from which position somebody left the list for that place, and whom they passed and why."""
    position = seats.position(session, registration)
    session.add(
        _line(
            registration, move, act, quota_id=place.quota_id, position=position, reason=reason, passed=reasons(passed)
        )
    )


def reasons(passed: Sequence[tuple[int, object]]) -> list[list[object]]:
    """Those who were passed, and why, as a line of the log keeps them."""
    return [[identity, reason.value] for identity, reason in passed if isinstance(reason, Enum)]


def log(session: Session, registration: Registration, move: Move, act: Act) -> None:
    """One more line in the log of the waiting lists, about the list on which the person stands."""
    position = seats.position(session, registration)
    session.add(_line(registration, move, act, quota_id=registration.quota_id, position=position))


def log_shift(
    session: Session,
    registration: Registration,
    places: tuple[int, int],
    act: Act,
    reason: str,
    passed: Sequence[tuple[int, object]],
) -> None:
    """The log says who has moved the person from where to where (positions from 1), why, and ahead of whom."""
    session.add(
        _line(
            registration,
            Move.SHIFTED,
            act,
            quota_id=registration.quota_id,
            position=places[0],
            to_position=places[1],
            reason=reason,
            passed=reasons(passed),
        )
    )


def _line(registration: Registration, move: Move, act: Act, **facts: Any) -> WaitingMove:
    return WaitingMove(
        event_id=registration.event_id, registration_id=registration.id, at=act.at, move=move, actor=act.by, **facts
    )
