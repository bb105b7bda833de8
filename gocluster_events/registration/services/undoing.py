"""Taking a decision back while its mails wait, and letting go of what was kept for that when they no longer do."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.mail import queries as outbox
from gocluster_events.mail import services as mail
from gocluster_events.registration import queries
from gocluster_events.registration.models import Decision, DecisionPerson, Registration
from gocluster_events.registration.rules.codes import Move, Refusal, Status
from gocluster_events.registration.rules.deciding import TARGETS, check_undoable, undo_until
from gocluster_events.registration.rules.seats import check_writable
from gocluster_events.registration.services import waiting
from gocluster_events.registration.services.mails import record, tell_standing
from gocluster_events.registration.services.settling import settle
from gocluster_events.registration.services.snapshots import restore


def undo(event_id: int, decision_id: int, actor: str, now: datetime) -> int:
    """Everybody who still stands where the decision put them stands where they stood, and none of its mails leaves.

    Returns how many. Who has cancelled or was decided about again since stays as they are. Raises Refused when it is
    too late, when a mail has left, or when nobody is left to put back.
    """
    with transaction() as session:
        events.lock(session, event_id)
        check_writable(session.get_one(Event, event_id).status)
        settle(session, event_id, now)
        decision = session.get_one(Decision, decision_id)
        is_closed, is_undone = decision.closed_at is not None, decision.undone_at is not None
        check_undoable(decided_at=decision.at, is_closed=is_closed, is_undone=is_undone, now=now)
        found = queries.decided(session, decision_id)
        told = outbox.known(session, [row.mail_key for row, _registration in found])
        people = [each for each in found if each[0].mail_key in told and _is_untouched(decision, *each)]
        if not people:
            raise Refused(Refusal.NOBODY_LEFT)
        keys = {row.mail_key for row, _registration in people}
        if mail.withdraw(session, keys) != keys:
            raise Refused(Refusal.MAILS_LEFT)
        for row, registration in people:
            _put_back(session, row, registration, actor, now)
        decision.undone_at, decision.undone_by = now, actor
        session.flush()
        board = queries.board(session, session.get_one(Event, event_id), now)
        waiting.relist(session, event_id, board, actor, now)  # the quotas may be others than before
        settle(session, event_id, now)  # what is free again goes to who waits
        return len(people)


def _is_untouched(decision: Decision, row: DecisionPerson, registration: Registration) -> bool:
    stands = registration.status is TARGETS[decision.kind]
    return stands and registration.mode.value == row.before["mode"]


def _put_back(session: Session, row: DecisionPerson, registration: Registration, actor: str, now: datetime) -> None:
    was = registration.status
    if was is Status.WAITLISTED:
        waiting.log(session, registration, Move.LEFT, actor, now)
    registration.sequence += was is Status.CONFIRMED  # whoever has loaded the entry from their page loses it
    restore(session, registration, row.before)
    row.before = {}
    session.flush()
    if registration.status in {Status.WAITLISTED, Status.OFFERED}:
        waiting.log(session, registration, Move.RESTORED, actor, now)
    _tell_again(session, row, registration, now)
    record(session, registration, "registration.decision_undone", actor, now)


def _tell_again(session: Session, row: DecisionPerson, registration: Registration, now: datetime) -> None:
    """The letter of an earlier decision that holds again waits again, as long as that decision can be undone.

    The one that is undone had replaced it before it left.
    """
    earlier = queries.decided_before(session, row)
    if earlier is None or outbox.known(session, [earlier[0].mail_key]):
        return
    told, decision = earlier
    if registration.status in {Status.CONFIRMED, Status.WAITLISTED, Status.IN_REVIEW}:
        event, until = session.get_one(Event, registration.event_id), max(now, undo_until(decision.at))
        key = f"decision-{decision.id}"
        told.mail_key = tell_standing(session, event, registration, now, key=key, not_before=until)
