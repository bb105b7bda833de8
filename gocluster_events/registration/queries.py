"""Reads about registrations, their seats and their order, and about drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.events.models import Event
from gocluster_events.events.queries import uid as event_uid
from gocluster_events.events.rules import EventStatus, Meeting, Mode
from gocluster_events.registration.models import Draft, DraftNeeds, PendingEntry, Registration, SpecialNeeds
from gocluster_events.registration.rules.codes import Status
from gocluster_events.registration.rules.entry import Entry, Needs, SignUp, read
from gocluster_events.registration.rules.seats import HOLD, Seats

_HELD = sa.and_(Registration.status == Status.UNCONFIRMED, Registration.hold_until.is_not(None))
_TAKEN = sa.or_(Registration.status == Status.CONFIRMED, _HELD)
_WAITS = Registration.status == Status.WAITLISTED


def seats(session: Session, event: Event, mode: Mode) -> Seats:
    """The places of a mode. Holds count until they are settled, so read after `services.settle` to decide."""
    taken = sa.select(sa.func.count()).where(Registration.event_id == event.id, Registration.mode == mode, _TAKEN)
    return Seats(capacity(event, mode), session.scalar(taken) or 0)


def capacity(event: Event, mode: Mode) -> int:
    """How many places a mode has; 0: it is not offered."""
    return event.capacity_onsite if mode is Mode.ONSITE else event.capacity_online


def modes(event: Event) -> tuple[Mode, ...]:
    """The modes of attendance that an edition offers; both in a hybrid one."""
    return tuple(mode for mode in Mode if capacity(event, mode))


def full_modes(session: Session, event: Event) -> frozenset[Mode]:
    """Those of the offered modes of attendance that have no free place at the moment."""
    return frozenset(mode for mode in modes(event) if not seats(session, event, mode).free)


def place(event: Event) -> str:
    """Where an edition takes place, as one line."""
    return ", ".join(part for part in (event.venue, event.address) if part)


def meeting(event: Event, registration: Registration, address: str = "") -> Meeting:
    """The meeting as the person's calendar has it: gone unless the person is confirmed.

    It is the entry that everybody can load from the edition's page; each change of either counts it up.
    """
    return Meeting(
        uid=event_uid(event),
        sequence=event.revision + registration.sequence,
        cancelled=registration.status is not Status.CONFIRMED,
        title=event.title.pick(registration.language)[0],
        location=place(event),
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        zone=event.zone,
        url=address,
    )


def registration(session: Session, registration_id: int) -> Registration | None:
    """The registration of an id."""
    return session.get(Registration, registration_id)


def registration_with_event(session: Session, registration_id: int) -> tuple[Registration, Event] | None:
    """A registration and its edition."""
    statement = sa.select(Registration, Event).join(Event).where(Registration.id == registration_id)
    row = session.execute(statement).first()
    return None if row is None else (row[0], row[1])


def registration_by_address(session: Session, event_id: int, email_key: str) -> Registration | None:
    """The one registration of an address in an edition, whatever its status."""
    return session.scalar(
        sa.select(Registration).where(Registration.event_id == event_id, Registration.email_key == email_key)
    )


def has_reference(session: Session, event_id: int, reference: str) -> bool:
    """Whether the edition has given out that reference."""
    statement = sa.select(Registration.id).where(Registration.event_id == event_id, Registration.reference == reference)
    return session.scalar(statement) is not None


def needs(session: Session, registration_id: int) -> SpecialNeeds | None:
    """What somebody needs; None when nothing was said."""
    return session.get(SpecialNeeds, registration_id)


def entry_of(registration: Registration) -> Entry:
    """What the registration was last told, as it was typed."""
    return Entry(**{each.name: getattr(registration, each.name) for each in fields(Entry)})


def told(session: Session, registration: Registration) -> SignUp:
    """The same with the special needs."""
    kept = needs(session, registration.id)
    said = read(Needs, {each.name: getattr(kept, each.name) for each in fields(Needs)}) if kept else Needs()
    return SignUp(entry_of(registration), said)


def pending_entry(session: Session, registration_id: int) -> PendingEntry | None:
    """The new data of a registration that wait for their proof."""
    return session.get(PendingEntry, registration_id)


def due(session: Session, event_id: int, now: datetime) -> Sequence[Registration]:
    """Those whose time to prove the address is up, in the order in which they registered."""
    statement = sa.select(Registration).where(Registration.event_id == event_id, _is_due(now))
    return session.scalars(statement.order_by(Registration.created_at, Registration.id)).all()


def waiting(session: Session, event_id: int, mode: Mode, limit: int | None = None) -> Sequence[Registration]:
    """The waiting list of a mode, who has waited longest first; only the first ``limit`` of them if given."""
    statement = sa.select(Registration).where(Registration.event_id == event_id, Registration.mode == mode, _WAITS)
    return session.scalars(statement.order_by(Registration.waitlisted_at, Registration.id).limit(limit)).all()


def position(session: Session, registration: Registration) -> int | None:
    """The number on the waiting list of its mode, from 1; None for whoever does not wait."""
    if registration.waitlisted_at is None or registration.status is not Status.WAITLISTED:
        return None
    earlier = sa.tuple_(Registration.waitlisted_at, Registration.id) <= (registration.waitlisted_at, registration.id)
    same_list = sa.and_(Registration.event_id == registration.event_id, Registration.mode == registration.mode)
    return session.scalar(sa.select(sa.func.count()).select_from(Registration).where(same_list, _WAITS, earlier))


def counts(session: Session, event_id: int) -> Mapping[tuple[Mode, Status], int]:
    """How many registrations stand where; what does not occur is missing."""
    statement = sa.select(Registration.mode, Registration.status, sa.func.count()).where(
        Registration.event_id == event_id
    )
    rows = session.execute(statement.group_by(Registration.mode, Registration.status)).all()
    return {(mode, status): number for mode, status, number in rows}


def confirmations(session: Session, event_id: int) -> Sequence[tuple[Mode, datetime, datetime | None]]:
    """Of everybody who has or had a confirmed place: the mode, since when, and until when; no name."""
    statement = sa.select(Registration.mode, Registration.confirmed_at, Registration.ended_at).where(
        Registration.event_id == event_id
    )
    return [(mode, since, until) for mode, since, until in session.execute(statement) if since is not None]


def next_lapse(session: Session, event_id: int) -> datetime | None:
    """When the first of the addresses not proven yet will lapse; None when there is none."""
    statement = sa.select(Registration.hold_until, Registration.created_at).where(
        Registration.event_id == event_id, Registration.status == Status.UNCONFIRMED
    )
    return min((held or created + HOLD for held, created in session.execute(statement)), default=None)


def unsettled(session: Session, now: datetime, event_id: int | None = None) -> Sequence[int]:
    """The editions in which a hold is due, or a seat is free while somebody waits for it; only the one if given."""
    count = sa.func.count
    offered = sa.case((Registration.mode == Mode.ONSITE, Event.capacity_onsite), else_=Event.capacity_online)
    is_free = sa.and_(count(sa.case((_WAITS, 1))) > 0, count(sa.case((_TAKEN, 1))) < offered, Event.ends_at > now)
    statement = (
        sa.select(Event.id)
        .join(Registration, Registration.event_id == Event.id)
        .where(Event.status == EventStatus.PUBLISHED, sa.true() if event_id is None else Event.id == event_id)
        .group_by(Event.id, Registration.mode)
        .having(sa.or_(count(sa.case((_is_due(now), 1))) > 0, is_free))
        .order_by(Event.id)
    )
    return list(dict.fromkeys(session.scalars(statement)))


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    without_seat = sa.and_(Registration.hold_until.is_(None), Registration.created_at <= now - HOLD)
    return sa.and_(Registration.status == Status.UNCONFIRMED, sa.or_(Registration.hold_until <= now, without_seat))


@dataclass(frozen=True)
class OpenDraft:
    """A draft as its browser sees it: its row, and the needs typed so far."""

    row: Draft
    needs: Sequence[Mapping[str, object]]


def draft(session: Session, event_id: int, draft_id: str, secret_digest: str) -> OpenDraft | None:
    """The draft of an id, for the browser that began it only."""
    statement = (
        sa.select(Draft, DraftNeeds.needs)
        .outerjoin(DraftNeeds, DraftNeeds.draft_id == Draft.id)
        .where(Draft.id == draft_id, Draft.event_id == event_id, Draft.secret_digest == secret_digest)
    )
    row = session.execute(statement).first()
    return None if row is None else OpenDraft(row[0], row[1] or ())
