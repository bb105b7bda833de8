"""Letting people in, and taking that back. However often a desk sends an intention, it counts once."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.accounts import services as accounts
from gocluster_events.attendees.models import Admission
from gocluster_events.attendees.models.admission import NOBODY
from gocluster_events.attendees.queries import admission as queries
from gocluster_events.attendees.rules.admission import Answer, Arrival, Guest, Verdict, read_code
from gocluster_events.db import transaction
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.registration.rules.seats import check_writable


def admit(event_id: int, typed: str, arrival: Arrival, actor: str, now: datetime) -> Answer:
    """Whoever the code or number means is in, if they may be; the answer says so, or why not.

    An intention that arrived before gets its first answer again as long as that is true: not after it was taken back,
    and not for somebody else. Nobody is in twice. Raises Refused in an archive.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        check_writable(event.status)
        registration_id, otherwise = _meant(session, event, typed)
        if registration_id is None:
            return Answer(otherwise)
        known = queries.by_key(session, event_id, arrival.key)
        if known is not None:
            return _again(known, registration_id, queries.guest(session, registration_id))
        return admit_in(session, event_id, registration_id, arrival, actor, now)


def admit_in(
    session: Session, event_id: int, registration_id: int, arrival: Arrival, actor: str, now: datetime
) -> Answer:
    """The person is in, if they may be. Whoever calls holds the edition's lock."""
    guest = queries.guest(session, registration_id)
    if guest.verdict is not Verdict.WELCOME:
        return Answer(guest.verdict, guest, guest.in_since, guest.desk)
    session.add(
        Admission(
            event_id=event_id,
            registration_id=registration_id,
            key=arrival.key,
            at=arrival.at,
            received_at=now,
            actor=actor,
            desk=arrival.desk,
        )
    )
    accounts.audit(
        session, actor=actor, action="registration.admitted", scope=f"edition:{event_id}",
        subject=f"registration:{registration_id}", now=now,
    )  # fmt: skip
    return Answer(Verdict.WELCOME, guest, arrival.at, arrival.desk)


def undo_admission(event_id: int, key: str, typed: str, actor: str, now: datetime) -> bool:
    """Whoever was let in by that intention is not in any more; False where nobody was, or it is taken back already.

    If the intention itself has yet to arrive, it lets nobody in then: not the person whom the code or number means.
    Raises Refused in an archive.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        check_writable(event.status)
        known = queries.by_key(session, event_id, key)
        if known is None:
            _expect_nobody(session, event, key, typed, actor, now)
            return False
        if known.undone_at is not None:
            return False
        known.undone_at, known.undone_by = now, actor
        registration_id = known.registration_id
        accounts.audit(
            session, actor=actor, action="registration.admission_undone", scope=f"edition:{event_id}",
            subject=f"registration:{registration_id}", now=now,
        )  # fmt: skip
        return True


def _again(known: Admission, registration_id: int, guest: Guest) -> Answer:
    """What is said to an intention whose key came before."""
    is_same = known.registration_id == registration_id
    if is_same and known.undone_at is None:
        return Answer(Verdict.WELCOME, guest, known.at, known.desk)
    if guest.verdict is not Verdict.WELCOME:
        return Answer(guest.verdict, guest, guest.in_since, guest.desk)
    return Answer(Verdict.TAKEN_BACK if is_same else Verdict.USED, guest)


def _expect_nobody(session: Session, event: Event, key: str, typed: str, actor: str, now: datetime) -> None:
    """An intention that arrives after it was taken back finds this."""
    registration_id, _otherwise = _meant(session, event, typed)
    if registration_id is not None:
        values = {"event_id": event.id, "registration_id": registration_id, "key": key, "at": now, "received_at": now}
        session.add(Admission(**values, actor=NOBODY, undone_at=now, undone_by=actor))


def _meant(session: Session, event: Event, typed: str) -> tuple[int | None, Verdict]:
    """Whom the code means, and what the desk says where it means nobody."""
    code = read_code(typed)
    if code is None:
        return None, Verdict.UNKNOWN
    if code.slug not in {"", event.slug}:
        return None, Verdict.OTHER_EDITION
    found = queries.registration_id(session, event.id, code.reference)
    is_other = found is None and queries.is_elsewhere(session, event.id, code.reference)
    return found, Verdict.OTHER_EDITION if is_other else Verdict.UNKNOWN
