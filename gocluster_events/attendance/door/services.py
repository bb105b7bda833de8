"""Letting people in, taking that back, and adding those who come unannounced."""

from datetime import date
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.attendance.contributors.rules import Contributor
from gocluster_events.attendance.contributors.services import register_in
from gocluster_events.attendance.door import queries
from gocluster_events.attendance.door.models import NOBODY, Admission
from gocluster_events.attendance.door.rules import (
    Answer,
    Arrival,
    DoorRefusal,
    Guest,
    Verdict,
    WalkIn,
    arrival_day,
    entrance_day,
    read_code,
    unregistered,
)
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.registration.by_team.services import add_in
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Source, Status
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.entry import SignUp
from gocluster_events.meeting.registration.people.rules.fields import Needs, PersonalData
from gocluster_events.meeting.registration.people.services.consents import refuse_consent


def admit(event_id: int, typed: str, arrival: Arrival, act: Act) -> Answer:
    """Whoever the code or number means is in, if they may be; the answer says so, or why not.

    Somebody on the programme who is not registered is so from then on, in the same transaction.
    An intention that arrived before gets its first answer again as long as that is true: not after it was taken back,
    and not for somebody else. Nobody is in twice on one day. Raises Refused in an archive.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        person = meant(session, event, typed)
        if isinstance(person, Verdict):
            return Answer(person)
        known = queries.by_key(session, Admission, event_id, arrival.key)
        if known is not None:
            day = _day(session, event, arrival)
            guest = queries.guest(session, person, day) if isinstance(person, int) else unregistered(person)
            return _again(known, guest, is_same=known.registration_id in (None, person))
        return admit_in(session, event, _registered(session, event_id, person, act), arrival, act)


def admit_in(session: Session, event: Event, registration_id: int, arrival: Arrival, act: Act) -> Answer:
    """The person is in on that day, if they may be. Whoever calls holds the edition's lock."""
    day = _day(session, event, arrival)
    guest = queries.guest(session, registration_id, day)
    if guest.verdict is not Verdict.WELCOME:
        return Answer(guest.verdict, guest, guest.in_since, guest.desk)
    session.add(
        Admission(
            event_id=event.id,
            registration_id=registration_id,
            day=day,
            **facts(arrival, act),
        )
    )
    audit(session, event.id, "registration.admitted", act, about=f"registration:{registration_id}")
    return Answer(Verdict.WELCOME, guest, arrival.at, arrival.desk)


def facts(arrival: Arrival, act: Act) -> dict[str, Any]:
    """What is stored of a desk's intention at any door."""
    return {"key": arrival.key, "at": arrival.at, "received_at": act.at, "actor": act.by, "desk": arrival.desk}


def facts_of_nobody(key: str, act: Act) -> dict[str, Any]:
    """What is stored of an intention that is taken back before it arrives, so that it lets nobody in then."""
    return {"key": key, "at": act.at, "received_at": act.at, "actor": NOBODY, "undone_at": act.at, "undone_by": act.by}


def _day(session: Session, event: Event, arrival: Arrival) -> date:
    return arrival_day(arrival, event.zone, {each.date for each in events.days(session, event)})


def undo_admission(event_id: int, key: str, typed: str, act: Act) -> bool:
    """Whoever was let in by that intention is not in any more; False where nobody was, or it is taken back already.

    If the intention itself has yet to arrive, it lets nobody in then: not the person whom the code or number means.
    Raises Refused in an archive.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        known = queries.by_key(session, Admission, event_id, key)
        if known is None:
            _expect_nobody(session, event, key, typed, act)
            return False
        if known.undone_at is not None:
            return False
        known.undone_at, known.undone_by = act.at, act.by
        person = f"registration:{known.registration_id}"
        audit(session, event_id, "registration.admission_undone", act, about=person)
        return True


def _again(known: Admission, guest: Guest, *, is_same: bool) -> Answer:
    """The answer to an intention whose key has arrived before, for the same person or for another."""
    if is_same and known.undone_at is None:
        return Answer(Verdict.WELCOME, guest, known.at, known.desk)
    if guest.verdict is not Verdict.WELCOME:
        return Answer(guest.verdict, guest, guest.in_since, guest.desk)
    return Answer(Verdict.TAKEN_BACK if is_same else Verdict.USED, guest)


def _expect_nobody(session: Session, event: Event, key: str, typed: str, act: Act) -> None:
    """Stores that the intention was taken back, so that it lets nobody in when it arrives later.

    Somebody on the programme is not registered by that, and then nothing says who took it back.
    """
    person = meant(session, event, typed)
    if not isinstance(person, Verdict):
        row = Admission(event_id=event.id, day=entrance_day(act.at, event.zone), **facts_of_nobody(key, act))
        if isinstance(person, int):
            row.registration_id = person
        else:
            row.undone_by = NOBODY
        session.add(row)


def meant(session: Session, event: Event, typed: str) -> int | Contributor | Verdict:
    """Whom the code means: the id of a registration, or somebody on the programme; what the desk says if nobody."""
    code = read_code(typed)
    if code is None:
        return Verdict.NO_CODE
    if code.slug not in {"", event.slug}:
        return Verdict.OTHER_EDITION
    person = queries.meant(session, event.id, code.reference)
    if person is None:
        return Verdict.OTHER_EDITION if queries.is_elsewhere(session, event.id, code.reference) else Verdict.UNKNOWN
    return person


def _registered(session: Session, event_id: int, person: int | Contributor, act: Act) -> int:
    """The id of the registration that is meant, or that somebody on the programme has from now on."""
    return person if isinstance(person, int) else register_in(session, event_id, person, act).id


def come_unregistered(
    event_id: int, walk_in: WalkIn, arrival: Arrival, *, reason: str, language: str, act: Act, chance: Random
) -> int:
    """The person is registered, has a place and is in; returns the registration's id, for an intention sent twice too.

    ``reason`` is noted where the place is one beyond the capacity. Whoever gives an address gets the confirmation.
    Raises Refused when no place is free and none is given nevertheless, or when the address is registered.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        known = queries.by_key(session, Admission, event_id, arrival.key)
        if known is not None and known.registration_id is not None:
            return known.registration_id
        registration = add_in(
            session,
            event_id,
            _sign_up(walk_in, language),
            act=act,
            chance=chance,
            tells=bool(walk_in.email),
            over_capacity=walk_in.despite,
            reason=reason if walk_in.despite else "",
            source=Source.AT_DOOR,
        )
        if registration.status is not Status.CONFIRMED:
            raise Refused(DoorRefusal.NO_PLACE)
        if walk_in.no_photos:
            refuse_consent(session, registration.id, ConsentPurpose.PHOTOS, language, act.at)
        answer: Answer = admit_in(session, event, registration.id, arrival, act)
        if answer.verdict is not Verdict.WELCOME:
            raise RuntimeError(f"{answer.verdict} for somebody who has just got a place")
        return registration.id


def _sign_up(walk_in: WalkIn, language: str) -> SignUp:
    entry = PersonalData(
        first_name=walk_in.first_name,
        last_name=walk_in.last_name,
        email=walk_in.email,
        organisation=walk_in.organisation,
        actor_type=walk_in.actor_type,
        mode=Mode.ONSITE,
        language=language,
    )
    return SignUp(entry, Needs())
