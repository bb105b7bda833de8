"""How a registration ends, other than by lapsing; its seat goes to whoever waited longest."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.own.models import Succession
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.queries.decisions import check_standing
from gocluster_events.meeting.registration.people.rules.changing import check_cancelling
from gocluster_events.meeting.registration.people.rules.codes import ENDED, QUEUED, Move, NoteKind, Refusal, Status
from gocluster_events.meeting.registration.people.rules.deciding import TEXTS, DeclineReason, Standing
from gocluster_events.meeting.registration.people.services.mails import own_act, put
from gocluster_events.meeting.registration.people.services.rows import forget_rest
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due
from gocluster_events.meeting.registration.waiting.services.queue import log


def cancel(event_id: int, registration_id: int, now: datetime) -> None:
    """The person takes part no longer and has a mail that removes the meeting from the calendar.

    Cancelling twice changes nothing. Raises Refused when the registration has ended in another way, or the meeting is
    over.
    """
    with transaction() as session:
        events.lock(session, event_id)
        check_cancelling(people.until(session.get_one(Event, event_id)), now)
        cancel_in(session, event_id, registration_id, now)


def cancel_in(session: Session, event_id: int, registration_id: int, now: datetime) -> None:
    """As `cancel`, in the caller's transaction."""
    events.lock(session, event_id)
    apply_due(session, event_id, now)
    registration = session.get_one(Registration, registration_id)
    if registration.status is not Status.CANCELLED:
        _cancel(session, registration, own_act(registration.id, now))


def cancel_for(event_id: int, registration_id: int, note: str, act: Act, *, seen: Standing | None = None) -> None:
    """The team cancels for somebody who has phoned or written; a ``note`` is for colleagues, as every comment.

    The person has the same mail, if an address is known. Raises Stale when the registration no longer stands where a
    page has shown it (``seen``), Refused when it has ended already, in an archived edition, or after the meeting.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        check_cancelling(people.until(event), act.at)
        apply_due(session, event_id, act.at)
        registration = session.get_one(Registration, registration_id)
        check_standing(session, registration, seen)
        _cancel(session, registration, act)
        if note.strip():
            kind, text = NoteKind.COMMENT, note.strip()
            session.add(Note(registration_id=registration.id, kind=kind, text=text, author=act.by, at=act.at))


def _cancel(session: Session, registration: Registration, act: Act) -> None:
    end(session, registration, Status.CANCELLED, "registration.cancelled", act)
    apply_due(session, registration.event_id, act.at)


def decline_in(
    session: Session, event_id: int, registration_id: int, act: Act, reason: Localized | None = None
) -> None:
    """The organisers have declined the registration at once; the person is told why, and stays declined.

    Raises Refused in an archived edition, or when the registration has ended already.
    """
    opened(session, event_id, Refusal.ARCHIVED)
    apply_due(session, event_id, act.at)
    registration = session.get_one(Registration, registration_id)
    why = (reason or TEXTS[DeclineReason.FULL]).pick(registration.language)[0]
    end(session, registration, Status.DECLINED, "registration.declined", act, reason=why)
    apply_due(session, event_id, act.at)


def end(session: Session, registration: Registration, status: Status, action: str, act: Act, **mail: Any) -> None:
    """The registration has ended in that way, and a letter says so, which removes the meeting from the calendar.

    What was typed and not proven is gone with it, and so are the special needs and whoever was named as a substitute.
    ``mail`` as in `put`. Raises Refused when it has ended already.
    """
    leave(session, registration, status, action=action, act=act, **mail)
    forget_rest(session, registration.id, act.at)


def note_successor(session: Session, giver: Registration, heir: Registration, now: datetime) -> None:
    """Whoever has the place of the registration that ends now is known, so that what else goes with it follows."""
    session.merge(Succession(registration_id=giver.id, successor_id=heir.id, at=now))


def leave(session: Session, registration: Registration, status: Status, *, act: Act, **how: Any) -> str:
    """The registration has ended in that way, and nothing is held for it; ``how``, and the key, as in `put`.

    Raises Refused when it has ended already.
    """
    if registration.status in ENDED:
        raise Refused(Refusal.ALREADY_ENDED)
    if registration.status in QUEUED:
        log(session, registration, Move.LEFT, act)
    return put(session, registration, status, act, **how)
