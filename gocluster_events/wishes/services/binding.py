"""An allocation is made binding, can be taken back for five minutes, and is carried out once these are over."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.bookings.queries.offers import offerings
from gocluster_events.bookings.queries.own import bookings_of
from gocluster_events.bookings.rules.offers import Offering, OwnBooking
from gocluster_events.bookings.services.settling import settle
from gocluster_events.bookings.services.wished import Allotted, Waiting, allot, open_rest, set_seats
from gocluster_events.db import session as reading, transaction
from gocluster_events.errors import Refused, Stale
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import Mode
from gocluster_events.events.services.acting import opened
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import WORKER, Status
from gocluster_events.registration.waiting.services.due_changes import apply_due
from gocluster_events.wishes.models import Allocation
from gocluster_events.wishes.queries import allotments
from gocluster_events.wishes.queries.allotments import Part
from gocluster_events.wishes.queries.input import wish_input
from gocluster_events.wishes.queries.rounds import run
from gocluster_events.wishes.rules.binding import Grant, can_be_taken_back, is_taken, lost
from gocluster_events.wishes.rules.codes import Refusal, RunState
from gocluster_events.wishes.rules.reporting import allotment_of
from gocluster_events.wishes.rules.waiting_after import waits
from gocluster_events.wishes.rules.wish_problem import read_problem
from gocluster_events.wishes.services import result_letters
from gocluster_events.wishes.services.runs import closed_round, note


def commit(event_id: int, number: int, act: Act, seen: str) -> None:
    """The run is binding, and everybody who wished has a letter that waits as long as it can be taken back.

    Raises Stale where the run of that number was not computed from what was ``seen`` (its digest), and Refused unless
    it is done and what it was computed from is still so, or once another one is binding.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        row = run(session, event_id, number)
        if row is None or row.digest != seen:
            raise Stale
        if allotments.committed(session, event_id) is not None:
            raise Refused(Refusal.COMMITTED)
        if row.state is not RunState.DONE:
            raise Refused(Refusal.NOT_DONE)
        if wish_input(session, event, closed_round(session, event_id), row.seats).digest != row.digest:
            raise Refused(Refusal.CHANGED)
        row.state, row.committed_at = RunState.COMMITTED, act.at
        given = allotments.parts(session, row)
        result_letters.write(session, event, row, given, _numbers(_waits(session, row, given)), act.at)
        note(session, row, "committed", act)


def take_back(event_id: int, act: Act) -> None:
    """Nobody has or reads anything of it, and the run is a preview again. Raises Refused once its letters have left."""
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        row = allotments.committed(session, event_id)
        if row is None or row.committed_at is None:
            raise Refused(Refusal.NOT_DONE)
        if row.bound_at is not None or not can_be_taken_back(row.committed_at, act.at):
            raise Refused(Refusal.TOO_LATE)
        row.state, row.committed_at = RunState.DONE, None
        result_letters.withdraw(session, event)
        note(session, row, "taken_back", act)


def bind_due(now: datetime) -> int:
    """Whatever can no longer be taken back is carried out; returns how many. The worker's verb."""
    due = [event_id for event_id, at in allotments.unbound(reading()) if not can_be_taken_back(at, now)]
    return sum(_bind_in(event_id, now) for event_id in due)


def _bind_in(event_id: int, now: datetime) -> int:
    with transaction() as session:
        event = events.lock(session, event_id)
        row = allotments.committed(session, event_id)  # as it is under the lock: it may be carried out, or taken back
        is_due = row is not None and row.committed_at is not None and not can_be_taken_back(row.committed_at, now)
        return bind_now(session, event, Act(WORKER, now)) if is_due else 0


def bind_now(session: Session, event: Event, act: Act) -> int:
    """What is binding is carried out, if anything; returns how many. The caller holds the edition's lock.

    Everybody has their place and waits for what they missed; what is left can be booked, and lists move up. Whoever is
    not confirmed on site any more has nothing.
    """
    row = allotments.committed(session, event.id)
    if row is None or row.bound_at is not None:
        return 0
    apply_due(session, event.id, act.at)
    settle(session, event.id, act.at)
    set_seats(session, event.id, row.seats, act)
    _carry_out(session, event, row, act)
    open_rest(session, event.id, act.at)
    row.bound_at = act.at
    settle(session, event.id, act.at)
    note(session, row, "bound", act)
    return 1


def _carry_out(session: Session, event: Event, row: Allocation, act: Act) -> None:
    """People have what the run gives them, as far as they can; whose letter would be untrue has none, or another."""
    given, there = allotments.parts(session, row), offerings(session, event)
    coming = [each for each in given if _comes(each.person)]
    present = {each.person.id for each in coming}
    own = bookings_of(session, present)
    changed = _without_what_is_lost(session, coming, there, own)
    queue = [
        each
        for each in _waits(session, row, given)
        if each.registration_id in present and not is_taken(there[each.item], own.get(each.registration_id, ()))
    ]
    places = [Allotted(each.person.id, each.row.item) for each in coming if each.row.item]
    allot(session, event, places, queue, act)
    reading_on = {each.person.id for each in coming if each.person.status is Status.CONFIRMED} - changed
    result_letters.withdraw(session, event, {each.person.id for each in given} - reading_on)
    theirs = [each for each in coming if each.person.id in changed]
    result_letters.write(session, event, row, theirs, _numbers(queue), act.at)


def _comes(person: Registration) -> bool:
    """Whether they can have places; whoever has handed theirs on has them for their substitute."""
    return person.mode is Mode.ONSITE and person.status in {Status.CONFIRMED, Status.SUBSTITUTED}


def _without_what_is_lost(
    session: Session, coming: Sequence[Part], there: Mapping[str, Offering], own: Mapping[int, Sequence[OwnBooking]]
) -> set[int]:
    """The rows of those who cannot have their place after all say so and why; returns whose these are."""
    rows = {Grant(each.person.id, each.row.item): each.row for each in coming if each.row.item}
    gone = lost(rows, there, own)
    for grant, cause in gone.items():
        row = rows[grant]
        why = {"item": grant.item, "rank": row.rank, "cause": cause.value, "seats": 0, "first_wishes": 0}
        row.item, row.rank, row.explanations = None, None, [*row.explanations, why]
    session.flush()
    return {each.person for each in gone}


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


def _numbers(queue: Sequence[Waiting]) -> result_letters.Numbers:
    """The number of each person on each list."""
    lists, numbers = Counter[str](), dict[tuple[int, str], int]()
    for each in queue:
        lists[each.item] += 1
        numbers[each.registration_id, each.item] = lists[each.item]
    return numbers
