"""An allocation is made binding, can be taken back for five minutes, and is carried out once these are over."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.queries.own import bookings_of
from gocluster_events.attendance.bookings.rules.offers import Offering, OwnBooking
from gocluster_events.attendance.bookings.services.settling import advance, settle
from gocluster_events.attendance.bookings.services.wished import Allotted, Waiting, allot, open_rest, set_seats
from gocluster_events.attendance.wishes.models import Allocation
from gocluster_events.attendance.wishes.queries import allotments
from gocluster_events.attendance.wishes.queries.allotments import Part
from gocluster_events.attendance.wishes.queries.input import wish_input
from gocluster_events.attendance.wishes.queries.rounds import run
from gocluster_events.attendance.wishes.rules.binding import Grant, hindrance, is_over, lost
from gocluster_events.attendance.wishes.rules.codes import Refusal, RunState
from gocluster_events.attendance.wishes.rules.explaining import Cause
from gocluster_events.attendance.wishes.rules.reporting import allotment_of
from gocluster_events.attendance.wishes.rules.waiting_after import waits
from gocluster_events.attendance.wishes.rules.wish_problem import read_problem
from gocluster_events.attendance.wishes.services import result_letters
from gocluster_events.attendance.wishes.services.inheriting import hand_on
from gocluster_events.attendance.wishes.services.runs import closed_round, note
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.timekeeping.queries import sure_time
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import WORKER, Status
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due


def commit(event_id: int, number: int, act: Act, seen: str) -> None:
    """The run is binding: it is carried out, and everybody told, unless it is taken back within five minutes.

    Raises Stale where the run of that number was not computed from what was ``seen`` (its digest), and Refused unless
    it is done and what it was computed from is still so, or once another one is binding.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        hand_on(session, event_id)
        row = run(session, event_id, number)
        if row is None or row.digest != seen:
            raise Stale
        if allotments.committed(session, event_id) is not None:
            raise Refused(Refusal.COMMITTED)
        if row.state is not RunState.DONE:
            raise Refused(Refusal.NOT_DONE)
        if wish_input(session, event, closed_round(session, event_id), row.seats, act.at).digest != row.digest:
            raise Refused(Refusal.CHANGED)
        row.state, row.committed_at = RunState.COMMITTED, act.at
        note(session, row, "committed", act)


def take_back(event_id: int, number: int, act: Act, seen: str) -> None:
    """The run of that number and input is a preview again, of which nobody has heard.

    Raises Refused where it is not the one that is binding, or has been carried out.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        row = allotments.committed(session, event_id)
        if row is None or (row.number, row.digest) != (number, seen):
            raise Refused(Refusal.NOT_BINDING)
        if row.bound_at is not None:
            raise Refused(Refusal.TOO_LATE)
        row.state, row.committed_at = RunState.DONE, None
        note(session, row, "taken_back", act)


def bind_due(now: datetime) -> int:
    """What is binding since five minutes is carried out; returns how many. The worker's verb."""
    due = [event_id for event_id, at in allotments.unbound(reading()) if is_over(at, now)]
    return sum(_bind_in(event_id, now) for event_id in due)


def _bind_in(event_id: int, now: datetime) -> int:
    with transaction() as session:
        event = events.lock(session, event_id)
        row = allotments.committed(session, event_id)  # as it is under the lock: it may be carried out, or taken back
        is_due = row is not None and row.committed_at is not None and is_over(row.committed_at, now)
        return bind_now(session, event, Act(WORKER, now)) if is_due else 0


def bind_now(session: Session, event: Event, act: Act, before: Timetable | None = None) -> int:
    """What is binding is carried out, if anything; returns how many. The caller holds the edition's lock.

    Everybody has their place and waits for what they missed; what is left can be booked, and lists move up. Then each
    has one letter of how that is. Whoever is not confirmed on site any more has nothing, and nobody has while the
    edition is not public. ``before`` is the programme that a version has just taken the place of.
    """
    row = allotments.committed(session, event.id)
    if row is None or row.bound_at is not None or event.status is not EventStatus.PUBLISHED:
        return 0
    apply_due(session, event.id, act.at)
    settle(session, event.id, act.at)
    hand_on(session, event.id)
    set_seats(session, event.id, row.seats, act)
    coming = _carry_out(session, event, row, act)
    open_rest(session, event.id, act.at)
    row.bound_at = act.at
    _number, matters = advance(session, event.id, act.at)
    result_letters.tell(session, event, row, coming, matters, act.at, before)
    note(session, row, "bound", act)
    return 1


def _carry_out(session: Session, event: Event, row: Allocation, act: Act) -> Sequence[Part]:
    """People have what the run gives them, as far as they can; returns what it gives those who come."""
    given, there, surely = allotments.parts(session, row), offerings(session, event), sure_time(session, act.at)
    coming = [each for each in given if _comes(each.person, surely)]
    present = {each.person.id for each in coming}
    own = bookings_of(session, present)
    _note_lost(row, coming, there, own, act.at)
    session.flush()
    queue = [
        each
        for each in _waits(session, row, given)
        if each.registration_id in present
        and hindrance(there.get(each.item), own.get(each.registration_id, ()), act.at) is None
    ]
    places = [Allotted(each.person.id, each.row.item) for each in coming if each.row.item]
    allot(session, event, places, queue, act)
    return coming


def _comes(person: Registration, now: datetime) -> bool:
    """Whether they can have places: also for a substitute, and as long as they can still be put back."""
    if person.status is Status.DECLINED:
        return person.mode is Mode.ONSITE and person.hold_until is not None and person.hold_until > now
    return person.mode is Mode.ONSITE and person.status in {Status.CONFIRMED, Status.SUBSTITUTED}


def _note_lost(
    run: Allocation, coming: Sequence[Part], there: Mapping[str, Offering], own: Mapping[int, Sequence[OwnBooking]],
    now: datetime,
) -> None:  # fmt: skip
    """The rows of those who cannot have their place after all say so and why, and why nothing that they wish less."""
    problem = read_problem(run.problem)
    wishers = {each.person: each for each in problem.people}
    parts = {Grant(each.person.id, each.row.item): each for each in coming if each.row.item}
    for grant, cause in lost(parts, there, own, now).items():
        row, wisher = parts[grant].row, wishers[str(parts[grant].lot)]
        wishes = [(place, problem.items[place].item) for place in wisher.lists[row.block]]
        why = list(row.explanations)
        for rank, (place, item) in list(enumerate(wishes, 1))[len(why) :]:
            against = cause if item == grant.item else hindrance(there.get(item), own.get(grant.person, ()), now)
            facts = {"item": item, "rank": rank, "cause": (against or Cause.SEATS).value, "seats": 0, "first_wishes": 0}
            why += [] if place in wisher.barred else [facts]
        row.item, row.rank, row.explanations = None, None, why


def _waits(session: Session, row: Allocation, given: Sequence[Part]) -> Sequence[Waiting]:
    """Who waits for what once the run is carried out, each list in its order."""
    problem = read_problem(row.problem)
    people = {str(each.lot): each.person.id for each in given}
    result = allotment_of(problem, [(each.lot, each.row.block, each.row.item) for each in given])
    seed = closed_round(session, row.event_id).seed or 0
    return [
        Waiting(
            people[each.person],
            problem.items[each.item].item,
            None if each.instead_of is None else problem.items[each.instead_of].item,
        )
        for each in waits(problem, result, seed)
        if each.person in people
    ]
