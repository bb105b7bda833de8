"""Publishing the programme, now or at an hour, with the letters about it."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.rules.publication_letters import issue as key_of
from gocluster_events.attendance.bookings.services.following import follow_publication
from gocluster_events.attendance.bookings.services.publication_letters import tell_readers
from gocluster_events.attendance.wishes.services.binding import bind_now
from gocluster_events.attendance.wishes.services.rounds import announce_round
from gocluster_events.backoffice.publishing import queries
from gocluster_events.backoffice.publishing.rules import Announcement, Audience, Phrases, briefing, is_told_of
from gocluster_events.backoffice.publishing.services.letters import Issue, letters_about
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import publishing as programme
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.services import publishing as agenda
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.letters import services as sending


def plan_publication(
    event_id: int, announcement: Announcement, due_at: datetime, act: Act, *, seen: int, despite_errors: bool = False
) -> None:
    """The draft that ``act.by`` saw is published at that hour as it is now; it takes the place of what was planned.

    Raises Stale when the draft changed since, Refused when the hour has passed, and as `publish` does.
    """
    what: dict[str, Any] = {"note": announcement.note, "audiences": [each.value for each in announcement.audiences]}
    with db.transaction() as session:
        agenda.plan_publication(session, event_id, due_at, **what, seen=seen, act=act, despite_errors=despite_errors)
        last, planned = programme.latest(session, event_id), programme.planned_publication(session, event_id)
        if last is not None and planned is not None:
            _check_sign_ups(session, event_id, last.timetable, planned.timetable)


def move_publication(event_id: int, due_at: datetime, act: Act, *, seen: str) -> None:
    """The planned publication happens at ``due_at`` instead of the hour that was ``seen``.

    Raises Refused when the new hour has passed or the edition is archived, Stale when the old one was not ``seen``.
    """
    with db.transaction() as session:
        agenda.move_publication(session, event_id, due_at, act, seen=seen)


def cancel_publication(event_id: int, act: Act) -> None:
    """No publication is planned any more, and a failed one is no longer reported."""
    with db.transaction() as session:
        events.lock(session, event_id)  # before any other read: what was read earlier may be stale
        agenda.cancel_publication(session, event_id, act)


def publish_due(now: datetime, voice: Phrases) -> int:
    """Planned drafts that are due are published, with letters, or it is stored why not; returns how many were.

    Any number of workers may do it at once.
    """
    return sum(_publish(event_id, now, voice) for event_id in programme.due_publications(db.session(), now))


def _publish(event_id: int, now: datetime, voice: Phrases) -> bool:
    with db.transaction() as session:
        event = events.lock(session, event_id)  # before any other read: another worker may have done it
        planned = programme.planned_publication(session, event_id)
        if planned is None or planned.due_at > now or planned.failure is not None:
            return False
        try:
            act = Act(planned.planned_by, now)
            check = partial(_check_sign_ups, session, event_id)
            issued = agenda.publish_state(session, event, planned.timetable, planned.note, act, check)
        except Refused as refusal:
            session.get_one(models.TimedPublication, event_id).failure = Refusal(refusal.code)
            return False
        announcement = Announcement(planned.note, frozenset(map(Audience, planned.audiences)))
        _follow(session, issued, announcement, act)
        announce(session, issued, announcement, voice)
        bind_now(session, issued.event, act, issued.before)
        return True


@dataclass(frozen=True, slots=True)
class Outcome:
    """The number of the version, and how many letters tell of it; not ``is_public`` while the edition is a draft."""

    number: int
    letters: int
    is_public: bool


def publish(
    event_id: int, announcement: Announcement, act: Act, *, seen: int, voice: Phrases, despite_errors: bool = False
) -> Outcome:
    """The draft that ``act.by`` saw at revision ``seen`` is the edition's latest version, and letters about it wait.

    They leave in five minutes; bookings have followed at once, and what was allotted by wishes and not carried out yet
    is, as the new version has it. Raises Stale when the draft changed since, Refused when
    nothing changed, the edition is archived, the draft has errors and it was not said ``despite_errors``, or an item
    changes between booking and wishes while somebody holds, waits or wishes.
    """
    with db.transaction() as session:
        check = partial(_check_sign_ups, session, event_id)
        issued = agenda.publish(
            session, event_id, announcement.note, act, seen, despite_errors=despite_errors, check=check
        )
        _follow(session, issued, announcement, act)
        letters = announce(session, issued, announcement, voice)
        bind_now(session, issued.event, act, issued.before)
        return Outcome(issued.version.number, letters, is_told_of(issued.event.status))


def _check_sign_ups(session: Session, event_id: int, before: Timetable | None, timetable: Timetable) -> None:
    """Raises Refused where somebody holds, waits or wishes for what changes between booking and wishes."""
    if queries.in_use(session, session.get_one(Event, event_id), before, timetable):
        raise Refused(Refusal.SIGN_UP_USED)


def _follow(session: Session, issued: agenda.Issued, announcement: Announcement, act: Act) -> None:
    """Bookings and wishes are as the version has their items; participants read in its letter of other hours there."""
    tells_readers = Audience.PARTICIPANTS in announcement.audiences
    follow_publication(session, issued.event, issued.before, issued.timetable, act, tells_readers=tells_readers)
    announce_round(session, issued.event.id)


def announce(session: Session, issued: agenda.Issued, announcement: Announcement, voice: Phrases) -> int:
    """Everybody who is to be told of the version has one letter in the outbox; returns how many.

    Nobody is while the edition is a draft: what one would read of cannot be looked at.
    """
    if not announcement.audiences or not is_told_of(issued.event.status):
        return 0
    event, version, telling = issued.event, issued.version, briefing(issued.before, issued.timetable)
    issue = Issue(key_of(version.id), version.number, version.published_at)
    letters_by_audience = letters_about(
        event, telling, queries.concerned_people(session, event.id, telling), announcement, issue, voice
    )
    letters = [letter for group in letters_by_audience.values() for letter in group]
    sending.send_all(session, letters, version.published_at)
    return len(letters)


def withdraw_announcement(event_id: int, act: Act) -> int:
    """Letters about the programme that have not left yet do not leave; returns how many. The version stays public.

    Whoever would have read there that a place of theirs is at another time or in another room has a letter of its own.
    """
    with db.transaction() as session:
        event, latest = events.lock(session, event_id), programme.latest(session, event_id)
        if latest is not None:
            tell_readers(session, event, latest.timetable, queries.readers(session, event_id, act.at), act.at)
        gone = outbox.withdraw_letters(session, f"edition:{event_id}", queries.LETTERS, act.at)
        if gone:
            audit(session, event_id, "programme.letters_withdrawn", act, about="")
        return len(gone)


def hold_back(session: Session, event_id: int, act: Act) -> int:
    """As `withdraw_announcement`, also of letters whose time has come; the caller holds the edition's lock."""
    gone = outbox.withdraw_untried(session, f"edition:{event_id}", queries.LETTERS)
    if gone:
        audit(session, event_id, "programme.letters_withdrawn", act, about="")
    return len(gone)
