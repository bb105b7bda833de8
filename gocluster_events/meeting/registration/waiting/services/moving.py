"""What the team does with a waiting list by hand: another position, a free place. Each with its reason in the log."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.queries.decisions import check_standing
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.changing import place_after
from gocluster_events.meeting.registration.people.rules.codes import HAS_PLACE, QUEUED, Passed, Refusal, Status
from gocluster_events.meeting.registration.people.rules.deciding import Standing
from gocluster_events.meeting.registration.people.rules.seats import Applicant, SeatPlan, SeatSource
from gocluster_events.meeting.registration.people.services.mails import queue_letter, record
from gocluster_events.meeting.registration.waiting import queries, rules
from gocluster_events.meeting.registration.waiting.services import queue
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due, give


def move_in_line(event_id: int, registration_id: int, number: int, reason: str, act: Act, *, seen: str) -> None:
    """The person has that number (from 1) on the list, the others close up; a mail brings the new number.

    ``seen`` is the fingerprint of the list as it was shown: raises Stale when it is another one by now, Refused when
    the person does not wait or there is no such number.
    """
    with transaction() as session:
        event, registration = _waiting(session, event_id, registration_id, act.at)
        people = queries.same_list(session, registration)
        order = [each.id for each in people]
        if rules.fingerprint(order) != seen:
            raise Stale
        start, end = order.index(registration_id), number - 1
        if start == end or not 0 <= end < len(order):
            raise Refused(rules.PlacementRefusal.NO_POSITION)
        for each, rank in zip(people, rules.shifted([each.waiting_rank for each in people], start, end), strict=True):
            each.waiting_rank = rank
        overtaken = [(identity, Passed.BY_TEAM) for identity in order[end:start]]
        queue.log_shift(session, registration, (start + 1, number), act, reason, overtaken)
        queue_letter(session, registration, letters.WAITING_MOVED, act.at, number=str(number))
        record(session, registration, "registration.moved_in_line", act)
        apply_due(session, event.id, act.at)


def give_place(
    event_id: int,
    registration_id: int,
    giving: rules.ManualPlacement,
    reason: str,
    act: Act,
    *,
    seen: Standing | None = None,
) -> None:
    """Whoever waited has a free place that they may have, or an offer of it; the log names those who were passed.

    Raises Stale when the person no longer stands where the page has shown them (``seen``), Refused when there is no
    place, or when somebody else is next and no reason is given.
    """
    with transaction() as session:
        event, registration = _waiting(session, event_id, registration_id, act.at, seen)
        board, applicant = seats.seat_plan(session, event, act.at), seats.applicant(registration)
        place = board.place(applicant)
        if place is None:
            raise Refused(rules.no_place_reason(board, applicant) or rules.PlacementRefusal.NO_PLACE)
        before = [(each.id, seats.applicant(each)) for each in queries.before(session, registration)]
        passed = rules.passed_by(board, before, place, applicant)
        rules.check_manual_placement(giving, reason, (why for _person, why in passed), event.starts_at, act.at)
        give(session, registration, place, giving, act, passed, reason=reason)
        apply_due(session, event_id, act.at)


def _waiting(
    session: Session, event_id: int, registration_id: int, now: datetime, seen: Standing | None = None
) -> tuple[Event, Registration]:
    event = opened(session, event_id, Refusal.ARCHIVED)
    apply_due(session, event_id, now)
    registration = session.get_one(Registration, registration_id)
    check_standing(session, registration, seen)
    if registration.status is not Status.WAITLISTED:
        raise Refused(rules.PlacementRefusal.NOT_WAITING)
    return event, registration


def follow(session: Session, registration: Registration, board: SeatPlan, before: Applicant, act: Act) -> None:
    """The place or the waiting list of the registration fits its changed details.

    ``board`` and ``before`` are the seats and the applicant before the change. Raises Refused when no place is left
    for it.
    """
    session.flush()
    after = seats.applicant(registration)
    if registration.status in HAS_PLACE:
        place = place_after(board, SeatSource(registration.quota_id), before, after)
        if place is None:
            raise Refused(Refusal.NO_SEAT_IN_MODE if after.mode is not before.mode else Refusal.QUOTA_LOST)
        registration.quota_id = place.quota_id
    elif registration.status in QUEUED and after.mode is not before.mode:
        queue.join(session, registration, board, act, tells=False)
    elif registration.status in QUEUED:  # the same turn on another list
        queue.relist(session, registration.event_id, board, act)
    elif after != before:
        registration.quota_id = board.line(after)[1]
