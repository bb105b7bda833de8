"""The promise itself: every place is somebody's once, everybody is somewhere once, and the list moves up in order."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration, WaitingMove
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.codes import WORKER, Move, Passed
from gocluster_events.meeting.registration.waiting.rules import next_in_line

TAKEN = sa.text("""
    SELECT COUNT(*) FROM registration WHERE event_id = :event_id AND mode = :mode
    AND (status IN ('confirmed', 'offered') OR (status IN ('unconfirmed', 'declined') AND hold_until IS NOT NULL))
""")
CONFIRMED = sa.text("""
    SELECT COUNT(*) FROM registration WHERE event_id = :event_id AND mode = 'onsite' AND status = 'confirmed'
""")
ERASED = sa.text("SELECT COALESCE(SUM(number), 0) FROM departed WHERE event_id = :event_id")


def taken(session: Session, event_id: int, mode: Mode = Mode.ONSITE) -> int:
    """How many have or hold a place, by the database's own sum."""
    session.rollback()
    return int(session.scalar(TAKEN, {"event_id": event_id, "mode": mode.value}) or 0)


def confirmed(session: Session, event_id: int) -> int:
    """How many have a place on site for good, by the database's own sum."""
    session.rollback()
    return int(session.scalar(CONFIRMED, {"event_id": event_id}) or 0)


def assert_nobody_lost(session: Session, event_id: int, everybody: Mapping[str, frozenset[Any]], erased: int) -> None:
    """``everybody`` says where each address may stand (None: nowhere). Nothing is due, and somebody still waits."""
    session.rollback()
    event, now = session.get_one(Event, event_id), clock.now()
    rows = session.scalars(sa.select(Registration).where(Registration.event_id == event_id)).all()
    stands = {row.email: row.status for row in rows}
    # every place is somebody's, and nobody's twice
    assert taken(session, event_id) == event.capacity_onsite
    assert taken(session, event_id) == seats.seats(session, event, Mode.ONSITE, now).taken
    assert taken(session, event_id, Mode.ONLINE) <= event.capacity_online
    # everybody is in exactly one state, which their answer allows, and nobody else is here
    astray = {email: (stands.get(email), ends) for email, ends in everybody.items() if stands.get(email) not in ends}
    assert astray == {}, str(astray)
    assert len(stands) == len(rows) == len({row.email_key for row in rows})
    assert stands.keys() <= everybody.keys()
    assert session.scalar(ERASED, {"event_id": event_id}) == erased
    # whoever waits could not have a place, and the log of the list tells how it came about
    hopefuls = [(row.id, seats.applicant(row)) for row in seats.waiting(session, event_id)]
    assert next_in_line(seats.seat_plan(session, event, now), hopefuls) == []
    assert replayed(session, event_id) == [row.id for row in seats.waiting(session, event_id)]


def replayed(session: Session, event_id: int) -> list[int]:
    """The list as the log has it, read from its beginning; nobody has moved up past somebody who could have.

    Who could have is what the log says, and besides, whatever it says, whoever has the same claims.
    """
    logged = sa.select(WaitingMove).where(WaitingMove.event_id == event_id).order_by(WaitingMove.id)
    moves = session.scalars(logged).all()
    rows = session.scalars(sa.select(Registration).where(Registration.event_id == event_id)).all()
    ranks = {row.id: row.waiting_rank for row in rows}
    claims = {row.id: seats.applicant(row) for row in rows if row.invitation_id is None}
    line: list[int] = []
    for move in moves:
        who = move.registration_id
        if move.move is Move.JOINED:
            line.append(who)
        elif move.move is Move.RESTORED:
            line = sorted([*line, who], key=lambda each: ranks[each])
        elif move.move in {Move.MOVED_UP, Move.OFFERED, Move.LEFT} and who in line:  # not: an offer that is answered
            if move.actor == WORKER:
                alike = {each for each in line[: line.index(who)] if who in claims and claims.get(each) == claims[who]}
                assert not alike, f"moved up before their turn: {history(moves, {who, *alike}, move)}"
                reasons = {identity: Passed(reason) for identity, reason in move.passed}
                unlike = reasons.keys() ^ set(line[: line.index(who)])
                assert not unlike, history(moves, {who, *unlike}, move)
                assert Passed.BY_TEAM not in reasons.values()
            line.remove(who)
    return line


def history(moves: Sequence[WaitingMove], people: Collection[int], at: WaitingMove) -> str:
    """What the log tells of them, for whoever has to find out how somebody could be passed."""
    steps = [(each.id, each.registration_id, each.move.value, each.actor, each.at) for each in moves]
    return f"at {at.id} {at.registration_id} got {at.quota_id}: {[each for each in steps if each[1] in people]}"
