"""Letting people into an item, taking that back, freeing the places of who is missing, and counting by hand."""

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries.offers import offering as offering_of
from gocluster_events.attendance.bookings.queries.people import free_seat
from gocluster_events.attendance.bookings.rules.codes import Refusal
from gocluster_events.attendance.bookings.services.door import release, take_back, take_place
from gocluster_events.attendance.bookings.services.scene import Scene, scene
from gocluster_events.attendance.bookings.services.settling import settle
from gocluster_events.attendance.contributors.rules import Contributor
from gocluster_events.attendance.door import queries as door
from gocluster_events.attendance.door.rules import Arrival, DoorVerdict, Verdict, entrance_day, unregistered
from gocluster_events.attendance.door.services import admit_in, facts, facts_of_nobody, meant
from gocluster_events.attendance.item_door import queries
from gocluster_events.attendance.item_door.models import ItemAdmission, ItemCount
from gocluster_events.attendance.item_door.rules import (
    PASSES,
    ItemAnswer,
    ItemVerdict,
    Standing,
    Way,
    frees_from,
    is_next,
    other_way,
    verdict,
)
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.registration.people.services.mails import subject
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due


def admit(event_id: int, uuid: str, typed: str, arrival: Arrival, act: Act, way: Way = Way.ADMIT) -> ItemAnswer:
    """Whoever the code means is in the item, if they may come in that way; the answer says so, or why not.

    With `Way.DESPITE` they have a place that is free, and none in another item at that time. An intention that
    arrived before gets its answer again. Raises Refused in an archive, and where nobody signs up for the item.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        person = meant(session, event, typed)
        if isinstance(person, Verdict):
            return ItemAnswer(verdict=person)
        if isinstance(person, Contributor):
            return ItemAnswer(verdict=ItemVerdict.NOT_ADMITTED, guest=unregistered(person))
        at = scene(session, event_id, person, uuid, act)
        if not at.offering.is_listed:
            raise Refused(Refusal.DROPPED)
        known = door.by_key(session, ItemAdmission, event_id, arrival.key)
        if known is not None:
            return _again(session, at, known, act)
        return _let_in(session, at, arrival, act, way)


def _again(session: Session, at: Scene, known: ItemAdmission, act: Act) -> ItemAnswer:
    """The answer to an intention that has arrived before; none after it was taken back, nor for others."""
    guest = door.guest(session, at.registration.id, entrance_day(act.at, at.event.zone))
    if (known.registration_id, known.item) != (at.registration.id, at.offering.item):
        return ItemAnswer(verdict=Verdict.USED, guest=guest)
    if known.undone_at is not None:
        return ItemAnswer(verdict=Verdict.TAKEN_BACK, guest=guest)
    item = queries.timetable(session, at.event.id).item(known.item)
    has_place = at.mine is not None and at.mine.is_held
    is_due = has_place or (item is not None and queries.is_on_stage(session, at.registration, item))
    outcome = ItemVerdict.WELCOME if is_due else ItemVerdict.WITHOUT_PLACE
    return ItemAnswer(verdict=outcome, guest=guest, at=known.at, desk=known.desk)


def _let_in(session: Session, at: Scene, arrival: Arrival, act: Act, way: Way) -> ItemAnswer:
    item = queries.timetable(session, at.event.id).item(at.offering.item)
    if item is None:
        raise Refused(Refusal.DROPPED)
    day = entrance_day(act.at, at.event.zone)
    who, other = queries.standing(session, at.registration, at.offering, item, day, act.at)
    outcome = verdict(who, way, arrival.at)
    if outcome in PASSES:
        if way is Way.BOTH and who.main is Verdict.WELCOME:
            admit_in(session, at.event, at.registration.id, arrival, act)
        takes = outcome is ItemVerdict.WELCOME and not who.is_expected
        if takes:
            take_place(session, at, act)
        _store(session, at, arrival, act, takes=takes)
    return _answer(session, at, act, who, outcome, other.item if other else "")


def _store(session: Session, at: Scene, arrival: Arrival, act: Act, *, takes: bool) -> None:
    session.add(
        ItemAdmission(
            event_id=at.event.id,
            registration_id=at.registration.id,
            item=at.offering.item,
            took_place=takes,
            **facts(arrival, act),
        )
    )
    session.flush()
    audit(session, at.event.id, "registration.item_admitted", act, about=subject(at.registration.id))


def _answer(session: Session, at: Scene, act: Act, who: Standing, outcome: DoorVerdict, elsewhere: str) -> ItemAnswer:
    inside = queries.admission(session, at.registration.id, at.offering.item)
    way = other_way(who, outcome)
    return ItemAnswer(
        verdict=outcome,
        guest=door.guest(session, at.registration.id, entrance_day(act.at, at.event.zone)),
        at=inside.at if inside else None,
        desk=inside.desk if inside else "",
        way=way,
        seat=free_seat(session, at.offering.id) if way is Way.DESPITE else None,
        is_next=is_next(who),
        elsewhere=elsewhere,
        number=who.number,
        ahead=who.ahead,
    )


def undo(event_id: int, uuid: str, key: str, typed: str, act: Act) -> bool:
    """Whoever was let in by that intention is not in any more, and has what they had before instead of its place.

    False where nobody was, or it is taken back already. If the intention itself has yet to arrive, it lets nobody in
    then. Raises Refused in an archive.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        known = door.by_key(session, ItemAdmission, event_id, key)
        if known is None:
            _expect_nobody(session, meant(session, event, typed), event_id, uuid, key, act)
            return False
        if known.undone_at is not None or known.item != uuid:
            return False
        known.undone_at, known.undone_by = act.at, act.by
        audit(session, event_id, "registration.item_admission_undone", act, about=subject(known.registration_id))
        if known.took_place:
            at = scene(session, event_id, known.registration_id, uuid, act)
            take_back(session, at, Act(known.actor, known.received_at), act)
        return True


def _expect_nobody(
    session: Session, person: int | Contributor | Verdict, event_id: int, uuid: str, key: str, act: Act
) -> None:
    """Stores that the intention was taken back, so that it lets nobody in when it arrives later."""
    if isinstance(person, int):
        whose = {"event_id": event_id, "registration_id": person, "item": uuid}
        session.add(ItemAdmission(**whose, **facts_of_nobody(key, act)))


def free_missing(event_id: int, uuid: str, act: Act) -> int:
    """The places of those who are not in the item are free; returns how many.

    Raises Refused until five minutes after its start, after its end, in an archive, and where nobody signs up for it.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        offering = offering_of(session, event, uuid)
        if offering is None or not offering.is_listed:
            raise Refused(Refusal.DROPPED)
        if act.at < frees_from(offering.starts_at):
            raise Refused(Refusal.NOT_YET)
        if act.at >= offering.ends_at:
            raise Refused(Refusal.CLOSED)
        apply_due(session, event_id, act.at)
        settle(session, event_id, act.at)
        return release(session, offering.id, queries.missing(session, offering.id, uuid), act)


def count(event_id: int, uuid: str, step: int) -> int:
    """So many more, or fewer, are in an item for which nobody signs up; never fewer than none. Returns how many are.

    Raises Refused in an archive.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        row = session.get(ItemCount, (event_id, uuid))
        if row is None:
            row = ItemCount(event_id=event_id, item=uuid, number=0)
            session.add(row)
        row.number = max(row.number + step, 0)
        return row.number
