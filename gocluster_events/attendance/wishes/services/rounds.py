"""The round of an edition: it is set, people are reminded once, and it is closed at its hour or before."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.services.wished import announce, open_rest
from gocluster_events.attendance.wishes.models import WishRound
from gocluster_events.attendance.wishes.queries import wishes as queries
from gocluster_events.attendance.wishes.queries.allotments import committed
from gocluster_events.attendance.wishes.queries.blocks import wish_programme
from gocluster_events.attendance.wishes.queries.rounds import round_row, runs
from gocluster_events.attendance.wishes.rules.codes import Refusal
from gocluster_events.attendance.wishes.rules.facts import RoundFacts, round_refusal
from gocluster_events.attendance.wishes.rules.letters import WISHES_MISSED, WISHES_REMINDER
from gocluster_events.attendance.wishes.rules.phases import REMIND_BEFORE
from gocluster_events.attendance.wishes.services.inheriting import hand_on
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import WORKER
from gocluster_events.meeting.registration.people.services.mails import composed, moment, scope
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due

_FACTS = ("opens_at", "closes_at", "most_wishes")


def set_round(event_id: int, facts: RoundFacts, act: Act, seen: int) -> None:
    """The edition has a round as typed, and the boxes of its items say until when people wish.

    Wishes stay; where fewer count now, the last of each block do not. Raises Refused once it is closed or where the
    hours do not fit, Stale when somebody saved after the revision ``seen`` (0: there was none).
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        row = round_row(session, event_id)
        if row is not None and _is_closed(row, act.at):
            raise Refused(Refusal.CLOSED)
        if (row.revision if row else 0) != seen:
            raise Stale
        _check(session, event, facts, act.at)
        _store(session, row or WishRound(event_id=event_id, revision=0), facts, act)


def _check(session: Session, event: Event, facts: RoundFacts, now: datetime) -> None:
    starts = [each.starts_at for each in wish_programme(session, event).offerings]
    refusal = round_refusal(facts, facts.opens_at or event.registration_opens_at, min(starts, default=None), now)
    if refusal is not None:
        raise Refused(refusal)


def _store(session: Session, row: WishRound, facts: RoundFacts, act: Act) -> None:
    is_new = not row.revision
    changed = [name for name in _FACTS if is_new or getattr(row, name) != getattr(facts, name)]
    if not changed and not row.wants_check:
        return
    for name in changed:
        setattr(row, name, getattr(facts, name))
    row.wants_check, row.revision = False, row.revision + 1
    session.add(row)
    session.flush()
    announce(session, row.event_id, row.closes_at)
    action, fields = "wishes.round_set" if changed else "wishes.round_checked", [f"wishes_{name}" for name in changed]
    audit(session, row.event_id, action, act, fields=fields)


def announce_round(session: Session, event_id: int) -> None:
    """Every item whose places go by wishes says until when, if that is known, and from when the rest is booked.

    That holds for one that was only published now, too.
    """
    row, run = round_row(session, event_id), committed(session, event_id)
    announce(session, event_id, None if row is None or row.is_unchecked else row.closed_at or row.closes_at)
    if run is not None and run.bound_at is not None:
        open_rest(session, event_id, run.bound_at)


def close_now(event_id: int, act: Act) -> None:
    """Nobody wishes any more, and whose wishes do not count has a letter. Raises Refused when it was closed before."""
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        row = round_row(session, event_id)
        if row is None:
            raise Refused(Refusal.NO_ROUND)
        if _is_closed(row, act.at):
            raise Refused(Refusal.CLOSED)
        _close(session, event, row, act)


def reopen(event_id: int, act: Act) -> None:
    """People wish again until the deadline; who has been told that their wishes do not count is not told anew.

    Raises Refused once the deadline has passed or a run was asked for.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        row = round_row(session, event_id)
        if row is None:
            raise Refused(Refusal.NO_ROUND)
        if row.closed_at is None:
            raise Refused(Refusal.NOT_CLOSED)
        if act.at >= row.closes_at:
            raise Refused(Refusal.CLOSED)
        if runs(session, event_id):
            raise Refused(Refusal.COMPUTED)
        row.closed_at, row.revision = None, row.revision + 1
        session.flush()
        announce(session, event_id, row.closes_at)
        outbox.withdraw_untried(session, scope(event_id), {WISHES_MISSED.name})
        audit(session, event_id, "wishes.round_reopened", act)


def close_due(now: datetime) -> int:
    """Rounds whose hour has come are closed; returns how many. Called by the worker."""
    return sum(_close_in(event_id, now) for event_id in queries.due_to_close(reading(), now))


def _close_in(event_id: int, now: datetime) -> int:
    with transaction() as session:
        event = events.lock(session, event_id)
        return int(close_if_due(session, event, Act(WORKER, now)))


def close_if_due(session: Session, event: Event, act: Act) -> bool:
    """A round whose hour has come is closed; whether it was not yet. The caller holds the edition's lock."""
    row = round_row(session, event.id)
    if row is None or row.closed_at is not None or row.wants_check or act.at < row.closes_at:
        return False
    _close(session, event, row, Act(WORKER, act.at))
    return True


def _is_closed(row: WishRound, now: datetime) -> bool:
    """A copied hour that nobody has looked at closes nothing."""
    return row.closed_at is not None or (now >= row.closes_at and not row.wants_check)


def _close(session: Session, event: Event, row: WishRound, act: Act) -> None:
    """Confirmed by then counts, so everything that was due before has happened."""
    apply_due(session, event.id, act.at)
    hand_on(session, event.id)
    row.closed_at = min(act.at, row.closes_at)
    row.revision += 1
    session.flush()
    announce(session, event.id, row.closed_at)
    outbox.withdraw_untried(session, scope(event.id), {WISHES_REMINDER.name})
    _write(session, event, WISHES_MISSED, queries.uncounted(session, event.id), act.at, str(row.id))
    audit(session, event.id, "wishes.round_closed", act)


def remind_due(now: datetime) -> int:
    """Three days before wishes close, whoever has not answered everywhere has a letter, once; returns how many.

    Called by the worker.
    """
    return sum(_remind(event_id, now) for event_id in queries.due_to_remind(reading(), now + REMIND_BEFORE, now))


def _remind(event_id: int, now: datetime) -> int:
    with transaction() as session:
        event = events.lock(session, event_id)  # before any other read: another worker may have done it
        if event_id not in queries.due_to_remind(session, now + REMIND_BEFORE, now):
            return 0
        row, programme = round_row(session, event_id), wish_programme(session, event)
        if row is None or not programme.blocks:
            return 0
        people = tuple(queries.silent(session, event, programme, row.most_wishes))
        row.reminded_at = now
        return _write(session, event, WISHES_REMINDER, people, now, now.isoformat(), until=row.closes_at)


def _write(
    session: Session, event: Event, letter: Letter, people: Sequence[Registration], now: datetime, key: str,
    until: datetime | None = None,
) -> int:  # fmt: skip
    """Each of these people whose address is known has the letter, once for the ``key``; returns how many."""

    def values(person: Registration) -> dict[str, str]:
        return {"until": moment(event, until, person.language)} if until else {}

    mails: list[Outgoing] = [
        composed(event, person, letter, values(person), key=key) for person in people if person.email
    ]
    sending.send_all(session, mails, now)
    return len(mails)
