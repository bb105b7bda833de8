"""What the team decides about many people at once, and taking it back within five minutes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail import queries as mail_queries
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.own.services.ending import leave
from gocluster_events.meeting.registration.people.models import Decision, DecisionPerson, Registration
from gocluster_events.meeting.registration.people.queries import decisions, seats
from gocluster_events.meeting.registration.people.rules import deciding, letters
from gocluster_events.meeting.registration.people.rules.codes import HAS_PLACE, QUEUED, Move, Refusal, Status
from gocluster_events.meeting.registration.people.rules.seats import SeatSource
from gocluster_events.meeting.registration.people.services.mails import put, queue_status_letter, record
from gocluster_events.meeting.registration.waiting import queries as waiting_queries
from gocluster_events.meeting.registration.waiting.rules import passed_by
from gocluster_events.meeting.registration.waiting.services import queue
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """How many registrations a decision covers, and which it cannot; ``decision_id`` is None when it covers none.

    ``overtaken`` are those about which something else was decided or has happened since the page was opened.
    """

    decision_id: int | None
    number: int
    unable: Mapping[int, deciding.DecisionRefusal]
    overtaken: tuple[int, ...] = ()


def decide(
    event_id: int, seen: Mapping[int, deciding.Standing], kind: deciding.Kind, act: Act, reason: Localized | None = None
) -> DecisionResult:
    """The decision is taken for every registration that allows it and stands where the page has shown it (``seen``).

    It can be undone while its mails wait. ``reason`` stands in letters of decline, in the language of each person.
    Raises Refused in an archived edition.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        overtaken = deciding.overtaken(seen, decisions.standings(session, event_id, seen))
        people = {each.id: each for each in decisions.selected(session, event_id, {*seen} - {*overtaken})}
        outcome = deciding.outcome(
            kind, [decisions.candidate(each) for each in people.values()], seats.seat_plan(session, event, act.at)
        )
        if not outcome.able:
            return DecisionResult(None, 0, outcome.unable, overtaken)
        decision = Decision(event_id=event_id, kind=kind, actor=act.by, at=act.at, number=len(outcome.able))
        session.add(decision)
        session.flush()
        step = _Step(session, event, decision, reason or Localized())
        for identity, place in outcome.able.items():
            step.take(people[identity], place)
        apply_due(session, event_id, act.at)
        return DecisionResult(decision.id, len(outcome.able), outcome.unable, overtaken)


@dataclass(frozen=True, slots=True)
class _Step:
    """One decision, taken person by person."""

    session: Session
    event: Event
    decision: Decision
    reason: Localized

    def take(self, registration: Registration, place: SeatSource | None) -> None:
        """The decision is applied to the registration, whose state before is stored for undoing."""
        before = snapshot(registration)
        if self.decision.kind is deciding.Kind.CONFIRM and place is not None:
            key = self._confirm(registration, place)
        else:
            key = _VERBS[self.decision.kind](self, registration)
        row = DecisionPerson(decision_id=self.decision.id, registration_id=registration.id, before=before, mail_key=key)
        self.session.add(row)

    def _confirm(self, registration: Registration, place: SeatSource) -> str:
        letter = None
        if registration.status is Status.WAITLISTED:
            letter = letters.MOVED_UP[registration.mode]
            self._log_moving_up(registration, place)
        how = self._how
        return put(self.session, registration, Status.CONFIRMED, self._act, place=place, letter=letter, **how)

    def _log_moving_up(self, registration: Registration, place: SeatSource) -> None:
        session = self.session
        before = [(each.id, seats.applicant(each)) for each in waiting_queries.before(session, registration)]
        board = seats.seat_plan(session, self.event, self.decision.at)
        passed = passed_by(board, before, place, seats.applicant(registration))
        queue.log_leaving(session, registration, Move.MOVED_UP, place, self._act, passed)

    def review(self, registration: Registration) -> str:
        """The registration is under review; returns the key of its mail."""
        return put(self.session, registration, Status.IN_REVIEW, self._act, **self._how)

    def waitlist(self, registration: Registration) -> str:
        """The registration is last on its waiting list; returns the key of its mail."""
        board = seats.seat_plan(self.session, self.event, self.decision.at)
        return queue.join(self.session, registration, board, self._act, **self._how)

    def decline(self, registration: Registration) -> str:
        """The registration is declined; its seat and special needs are kept until that can no longer be undone."""
        has_place, now = registration.status in HAS_PLACE, self.decision.at
        reason = self.reason.pick(registration.language)[0]
        key = leave(self.session, registration, Status.DECLINED, act=self._act, reason=reason, **self._how)
        registration.hold_until = now + deciding.UNDO if has_place else None
        return key

    @property
    def _act(self) -> Act:
        return Act(self.decision.actor, self.decision.at)

    @property
    def _how(self) -> dict[str, Any]:
        """Arguments of `put`: the action, and a mail that waits as long as the decision can be undone."""
        made = self.decision
        until = made.at + deciding.UNDO
        return {"action": ACTIONS[made.kind], "key": f"decision-{made.id}", "not_before": until}


ACTIONS: dict[deciding.Kind, str] = {
    deciding.Kind.CONFIRM: "registration.confirmed",
    deciding.Kind.REVIEW: "registration.in_review",
    deciding.Kind.WAITLIST: "registration.waitlisted",
    deciding.Kind.DECLINE: "registration.declined",
}
_VERBS: dict[deciding.Kind, Callable[[_Step, Registration], str]] = {
    deciding.Kind.REVIEW: _Step.review,
    deciding.Kind.WAITLIST: _Step.waitlist,
    deciding.Kind.DECLINE: _Step.decline,
}


def undo(event_id: int, decision_id: int, act: Act) -> int:
    """Registrations still in the state that the decision gave them are back in the one before; its mails do not leave.

    Returns how many. Registrations cancelled or decided again since then stay as they are. Raises Refused when it is
    too late, when a mail has left, or when no registration is left to restore.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        decision = session.get_one(Decision, decision_id)
        is_closed, is_undone = decision.closed_at is not None, decision.undone_at is not None
        deciding.check_undoable(decided_at=decision.at, is_closed=is_closed, is_undone=is_undone, now=act.at)
        entries = decisions.decided(session, decision_id)
        mail_keys = mail_queries.known_keys(session, [row.mail_key for row, _registration in entries])
        people = [each for each in entries if each[0].mail_key in mail_keys and _is_untouched(decision, *each)]
        if not people:
            raise Refused(Refusal.NOBODY_LEFT)
        keys = {row.mail_key for row, _registration in people}
        if outbox.withdraw(session, keys) != keys:
            raise Refused(Refusal.MAILS_LEFT)
        for row, registration in people:
            _put_back(session, row, registration, act)
        decision.undone_at, decision.undone_by = act.at, act.by
        session.flush()
        board = seats.seat_plan(session, session.get_one(Event, event_id), act.at)
        queue.relist(session, event_id, board, act)  # the quotas may be others than before
        apply_due(session, event_id, act.at)  # what is free again goes to who waits
        return len(people)


def _is_untouched(decision: Decision, row: DecisionPerson, registration: Registration) -> bool:
    stands = registration.status is deciding.TARGETS[decision.kind]
    return stands and registration.mode.value == row.before["mode"]


def _put_back(session: Session, row: DecisionPerson, registration: Registration, act: Act) -> None:
    was = registration.status
    if was in QUEUED:
        queue.log(session, registration, Move.LEFT, act)
    registration.sequence += was is Status.CONFIRMED  # whoever has loaded the entry from their page loses it
    restore(session, registration, row.before)
    if was is Status.CONFIRMED:
        registration.away_at = act.at
    row.before = {}
    session.flush()
    if registration.status in QUEUED:
        queue.log(session, registration, Move.RESTORED, act)
    _send_again(session, row, registration, act.at)
    record(session, registration, "registration.decision_undone", act)


def _send_again(session: Session, row: DecisionPerson, registration: Registration, now: datetime) -> None:
    """Queues the letter of the earlier decision again, if the undone one had replaced it before it was sent.

    It waits as long as the earlier decision can be undone.
    """
    earlier = decisions.decided_before(session, row)
    if earlier is None or mail_queries.known_keys(session, [earlier[0].mail_key]):
        return
    earlier_row, decision = earlier
    if registration.status in {Status.CONFIRMED, Status.WAITLISTED, Status.IN_REVIEW}:
        event, until = session.get_one(Event, registration.event_id), max(now, deciding.undo_until(decision.at))
        key = f"decision-{decision.id}"
        earlier_row.mail_key = queue_status_letter(session, event, registration, now, key=key, not_before=until)


_TIMES = ("waitlisted_at", "offer_until", "confirmed_at", "ended_at", "away_at")


def snapshot(registration: Registration) -> dict[str, Any]:
    """The registration's status, place and waiting rank, as codes, numbers and times only."""
    times = {name: getattr(registration, name) for name in _TIMES}
    return {
        "status": registration.status.value,
        "mode": registration.mode.value,
        "quota_id": registration.quota_id,
        "outside_seats": registration.outside_seats,
        "waiting_rank": registration.waiting_rank,
        **{name: at.isoformat() if at else None for name, at in times.items()},
    }


def restore(session: Session, registration: Registration, before: dict[str, Any]) -> None:
    """The registration has the state ``before`` again; if its quota was removed since, it has a place open to all."""
    quota_id = before["quota_id"]
    if quota_id is not None and seats.quota(session, registration.event_id, quota_id) is None:
        quota_id = None
    registration.status, registration.quota_id = Status(before["status"]), quota_id
    registration.outside_seats = before.get("outside_seats", False)  # older ones do not say
    registration.waiting_rank, registration.hold_until = before["waiting_rank"], None
    for name in _TIMES:
        at = before.get(name)  # older ones do not say every time
        setattr(registration, name, datetime.fromisoformat(at) if at else None)
