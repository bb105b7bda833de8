"""Runs of the allocation: asked for, computed by the worker, and discarded. Nobody is told of any."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from gocluster_events.attendance.bookings.rules.clashes import Span
from gocluster_events.attendance.wishes.models import Allocation, Allotment, WishLot, WishRound
from gocluster_events.attendance.wishes.queries import allotments
from gocluster_events.attendance.wishes.queries.input import lots_of, wish_input
from gocluster_events.attendance.wishes.queries.rounds import round_row, run, runs
from gocluster_events.attendance.wishes.queries.wishes import counting_lists
from gocluster_events.attendance.wishes.rules.allocating import Annealing
from gocluster_events.attendance.wishes.rules.codes import AT_WORK, Refusal, RunState
from gocluster_events.attendance.wishes.rules.lots import lot_order
from gocluster_events.attendance.wishes.rules.outcome import figures_document, read_figures
from gocluster_events.attendance.wishes.rules.reporting import allotment_rows
from gocluster_events.attendance.wishes.rules.small_numbers import countable
from gocluster_events.attendance.wishes.rules.wish_problem import Allotment as Result, Problem, read_problem
from gocluster_events.attendance.wishes.services.inheriting import hand_on
from gocluster_events.attendance.wishes.services.rounds import close_if_due
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.leases import is_over
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit, opened

LEASE = timedelta(minutes=2)
SEED_BITS = 62  # of a number that both databases store


def compute(event_id: int, seats: Mapping[str, int], act: Act, chance: Random) -> int:
    """The worker computes a run next, with these seats of items (UUIDs) in place of the plan's; returns its number.

    The first one draws the seed and everybody's lot, which hold for all others; who counts only since, such as somebody
    who was away, comes after them. Raises Refused: while wishes are open or another run is at work, once one is
    binding, and where one stands already that was given the same.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        close_if_due(session, event, act)
        hand_on(session, event_id)
        round_, before = closed_round(session, event_id), runs(session, event_id)
        check_idle(before)
        _draw(session, event, round_, chance)
        given = wish_input(session, event, round_, seats, act.at)
        if not given.problem.people:
            raise Refused(Refusal.NO_WISHES)
        if any(each.digest == given.digest and each.state is RunState.DONE for each in before):
            raise Refused(Refusal.SAME_INPUT)
        row = Allocation(
            event_id=event_id, round_id=round_.id, number=len(before) + 1, state=RunState.QUEUED,
            seats={each.item: seats[each.item] for each in given.problem.items if each.item in seats},
            problem=given.document, digest=given.digest, actor=act.by, created_at=act.at,
        )  # fmt: skip
        session.add(row)
        session.flush()
        note(session, row, "computed", act, ("seats",) if seats else ())
        return row.number


def check_idle(before: Iterable[Allocation]) -> None:
    """Raises Refused where one of these runs is binding or at work."""
    states = {each.state for each in before}
    if RunState.COMMITTED in states:
        raise Refused(Refusal.COMMITTED)
    if states & AT_WORK:
        raise Refused(Refusal.RUNNING)


def closed_round(session: Session, event_id: int) -> WishRound:
    """The round, in which nobody wishes any more. Raises Refused."""
    row = round_row(session, event_id)
    if row is None:
        raise Refused(Refusal.NO_ROUND)
    if row.closed_at is None:
        raise Refused(Refusal.NOT_CLOSED)
    return row


def _draw(session: Session, event: Event, round_: WishRound, chance: Random) -> None:
    """The seed is drawn once, and by it everybody's number whose wishes count now and who has none, after the last."""
    if round_.seed is None:
        round_.seed = chance.getrandbits(SEED_BITS)
    before = lots_of(session, round_.id)
    last, counting = max(before.values(), default=0), counting_lists(session, event)
    people = [str(each.registration.id) for each in counting if each.registration.id not in before]
    lots = [
        {"registration_id": int(who), "round_id": round_.id, "number": number}
        for number, who in enumerate(lot_order(people, round_.seed + last), last + 1)
    ]
    session.flush()
    if lots:
        session.execute(sa.insert(db.table(WishLot)), lots)


def discard(event_id: int, number: int, act: Act) -> None:
    """The run gives nobody anything, and is computed no further; its numbers stay. Done twice it is done once.

    Raises Stale where there is none of that number, Refused once it is binding.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        row = run(session, event_id, number)
        if row is None:
            raise Stale
        if row.state is RunState.COMMITTED:
            raise Refused(Refusal.COMMITTED)
        if row.state is not RunState.DISCARDED:
            row.state, row.lease_until = RunState.DISCARDED, None
            session.execute(sa.delete(Allotment).where(Allotment.allocation_id == row.id))
            note(session, row, "discarded", act, ("seats",) if row.seats else ())


def note(session: Session, row: Allocation, deed: str, act: Act, fields: tuple[str, ...] = ()) -> None:
    """The audit log says what was done with that run."""
    audit(session, row.event_id, f"wishes.{deed}", act, about=f"allocation:{row.id}", fields=fields)


def run_due(now: datetime, tick: Callable[[], datetime]) -> int:
    """The run that waits longest is computed; returns how many were. The worker's verb; ``tick`` tells the time."""
    number = allotments.next_run(reading(), now)
    task = None if number is None else _begin(number, now)
    if task is None:
        return 0
    annealing = Annealing(task.problem, task.seed)
    while not annealing.done:
        progress = annealing.step()
        if not task.go_on(progress, tick()):
            return 0
    return int(task.finish(annealing.result()))


def _begin(number: int, now: datetime) -> "_Task | None":
    """The run is this worker's for the time of a lease; None where another one has it, or nobody wants it any more."""
    with transaction() as session:
        whole = [undefer(Allocation.problem)]
        row = session.get(Allocation, number, options=whole, with_for_update=True, populate_existing=True)
        is_lost = row is not None and row.state is RunState.RUNNING and is_over(row.lease_until, now)
        if row is None or not (row.state is RunState.QUEUED or is_lost):
            return None
        row.state, row.progress, row.lease_until = RunState.RUNNING, 0, now + LEASE
        seed = session.get_one(WishRound, row.round_id).seed or 0
        return _Task(number, read_problem(row.problem), _spans(row.problem), seed, now + LEASE)


def _spans(document: Mapping[str, Any]) -> Sequence[tuple[Span, Sequence[str]]]:
    hours = [[datetime.fromisoformat(each[name]) for name in ("starts", "ends")] for each in document["blocks"]]
    return [((starts, ends), each["items"]) for (starts, ends), each in zip(hours, document["blocks"], strict=True)]


@dataclass(slots=True)
class _Task:
    """A run in this worker's hands, as long as the lease that it was given last is the one that is stored."""

    number: int
    problem: Problem
    spans: Sequence[tuple[Span, Sequence[str]]]
    seed: int
    lease: datetime

    def go_on(self, progress: int, now: datetime) -> bool:
        """The page hears how far the run is, and the lease is new; False where it is no longer this worker's."""
        with transaction() as session:
            row = self._row(session)
            if row is not None:
                self.lease = now + LEASE
                row.progress, row.lease_until = progress, self.lease
            return row is not None

    def finish(self, result: Result) -> bool:
        """The result is stored; False where the run is no longer this worker's."""
        figures = figures_document(self.problem, self.spans, result, self.seed)
        rows = allotment_rows(self.problem, result, countable(read_figures(figures).blocks))
        with transaction() as session:
            row = self._row(session)
            if row is not None:
                _store(session, row, figures, rows)
            return row is not None

    def _row(self, session: Session) -> Allocation | None:
        row = session.get(Allocation, self.number, with_for_update=True, populate_existing=True)
        is_mine = row is not None and row.state is RunState.RUNNING and row.lease_until == self.lease
        return row if is_mine else None


def _store(session: Session, row: Allocation, figures: dict[str, Any], rows: Any) -> None:
    people = allotments.people_by_lot(session, row.round_id)
    row.figures = figures
    values = [
        {"allocation_id": row.id, "registration_id": people[lot], **facts} for lot, facts in rows if lot in people
    ]
    if values:
        session.execute(sa.insert(db.table(Allotment)), values)
    row.state, row.progress, row.lease_until = RunState.DONE, 100, None
