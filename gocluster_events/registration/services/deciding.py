"""What the team decides about many people at once. The mails wait five minutes, and so long it can be undone."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.db import transaction
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.registration import queries
from gocluster_events.registration.models import Decision, DecisionPerson, Registration
from gocluster_events.registration.rules import letters
from gocluster_events.registration.rules.codes import Move, Status
from gocluster_events.registration.rules.deciding import UNDO, Hurdle, Kind, outcome
from gocluster_events.registration.rules.giving import passed_by
from gocluster_events.registration.rules.quotas import Place
from gocluster_events.registration.rules.seats import check_writable
from gocluster_events.registration.services import waiting
from gocluster_events.registration.services.ending import leave
from gocluster_events.registration.services.mails import CONFIRMED, MOVED_UP, record, tell
from gocluster_events.registration.services.settling import settle
from gocluster_events.registration.services.snapshots import snapshot
from gocluster_events.text import Localized


@dataclass(frozen=True, slots=True)
class Decided:
    """How many it was decided for, and for whom it could not be; ``decision_id`` is None when it was for nobody."""

    decision_id: int | None
    number: int
    unable: Mapping[int, Hurdle]


def decide(
    event_id: int, ids: Collection[int], kind: Kind, actor: str, now: datetime, reason: Localized | None = None
) -> Decided:
    """It is decided for everybody of the selection for whom that is possible. It can be undone while the mails wait.

    ``reason`` stands in letters of decline, in the language of each person. Raises Refused in an archived edition.
    """
    with transaction() as session:
        events.lock(session, event_id)
        event = session.get_one(Event, event_id)
        check_writable(event.status)
        settle(session, event_id, now)
        people = {each.id: each for each in queries.selected(session, event_id, ids)}
        found = outcome(kind, [queries.candidate(each) for each in people.values()], queries.board(session, event, now))
        if not found.able:
            return Decided(None, 0, found.unable)
        decision = Decision(event_id=event_id, kind=kind, actor=actor, at=now, number=len(found.able))
        session.add(decision)
        session.flush()
        step = _Step(session, event, decision, reason or Localized())
        for identity, place in found.able.items():
            step.take(people[identity], place)
        settle(session, event_id, now)
        return Decided(decision.id, len(found.able), found.unable)


@dataclass(frozen=True, slots=True)
class _Step:
    """One decision, taken person by person."""

    session: Session
    event: Event
    decision: Decision
    reason: Localized

    def take(self, registration: Registration, place: Place | None) -> None:
        """It is decided for that person, and it is kept where they stood."""
        before, kind, now = snapshot(registration), self.decision.kind, self.decision.at
        if kind is Kind.CONFIRM and place is not None:
            key = self._confirm(registration, place)
        else:
            key = _VERBS[kind](self, registration)
        row = DecisionPerson(decision_id=self.decision.id, registration_id=registration.id, before=before, mail_key=key)
        self.session.add(row)
        record(self.session, registration, ACTIONS[kind], self.decision.actor, now)

    def _confirm(self, registration: Registration, place: Place) -> str:
        session, now = self.session, self.decision.at
        has_waited = registration.status is Status.WAITLISTED
        if has_waited:
            self._log_moving_up(registration, place)
        registration.status, registration.quota_id = Status.CONFIRMED, place.quota_id
        registration.confirmed_at, registration.waitlisted_at = now, None
        letter = (MOVED_UP if has_waited else CONFIRMED)[registration.mode]
        calendar = queries.meeting(self.event, registration)
        return tell(session, registration, letter, now, key=self._key, not_before=now + UNDO, calendar=calendar)

    def _log_moving_up(self, registration: Registration, place: Place) -> None:
        session, actor, now = self.session, self.decision.actor, self.decision.at
        before = [(each.id, queries.applicant(each)) for each in queries.before(session, registration)]
        board = queries.board(session, self.event, now)
        passed = passed_by(board, before, place, queries.applicant(registration))
        waiting.log_leaving(session, registration, Move.MOVED_UP, place, actor, now, passed)

    def review(self, registration: Registration) -> str:
        """The team is looking at it."""
        registration.status = Status.IN_REVIEW
        now = self.decision.at
        return tell(self.session, registration, letters.IN_REVIEW, now, key=self._key, not_before=now + UNDO)

    def waitlist(self, registration: Registration) -> str:
        """The person waits, behind everybody."""
        session, now = self.session, self.decision.at
        waiting.join(session, registration, queries.board(session, self.event, now), now)
        number = str(queries.position(session, registration))
        return tell(session, registration, letters.WAITLISTED, now, key=self._key, not_before=now + UNDO, number=number)

    def decline(self, registration: Registration) -> str:
        """The person takes no part; a place that they had, and what they need, are kept until it cannot be undone."""
        session, now = self.session, self.decision.at
        has_place = registration.status in {Status.CONFIRMED, Status.OFFERED}
        was_confirmed = leave(session, registration, Status.DECLINED, self.decision.actor, now)
        registration.hold_until = now + UNDO if has_place else None
        calendar = queries.meeting(self.event, registration) if was_confirmed else None
        reason = self.reason.pick(registration.language)[0]
        return tell(
            session, registration, letters.DECLINED, now, key=self._key, not_before=now + UNDO, calendar=calendar,
            reason=reason,
        )  # fmt: skip

    @property
    def _key(self) -> str:
        return f"decision-{self.decision.id}"


ACTIONS: dict[Kind, str] = {
    Kind.CONFIRM: "registration.confirmed",
    Kind.REVIEW: "registration.in_review",
    Kind.WAITLIST: "registration.waitlisted",
    Kind.DECLINE: "registration.declined",
}
_VERBS: dict[Kind, Callable[[_Step, Registration], str]] = {
    Kind.REVIEW: _Step.review,
    Kind.WAITLIST: _Step.waitlist,
    Kind.DECLINE: _Step.decline,
}
