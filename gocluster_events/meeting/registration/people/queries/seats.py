"""Reads about places: who has them, who waits for them, and where something is due."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import UTCDateTime, among
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode, RegistrationPhase
from gocluster_events.meeting.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.meeting.registration.people.models import Decision, Quota, Registration, WaitingMove
from gocluster_events.meeting.registration.people.rules.codes import HAS_PLACE, MAY_HOLD, ActorType, Status
from gocluster_events.meeting.registration.people.rules.deciding import UNDO
from gocluster_events.meeting.registration.people.rules.likeness import organisation_key
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS, Applicant, Pool, Queue, SeatPlan, Seats

WAITS = among(Registration.status, [Status.WAITLISTED])
_BESIDE = sa.and_(Registration.outside_seats, among(Registration.mode, [Mode.ONSITE]))
_TAKEN, _WAITING, _NEITHER = 1, 2, 0
_STILL_COUNTED = (HAS_PLACE | MAY_HOLD | {Status.WAITLISTED}) - {Status.CONFIRMED}
_Moment = datetime | sa.BindParameter[datetime]


def is_taken(now: _Moment) -> sa.ColumnElement[bool]:
    """Whether the registration has a seat or holds one; a hold that is over by ``now`` is not counted."""
    held = sa.and_(among(Registration.status, MAY_HOLD), Registration.hold_until > now)
    return sa.and_(~_BESIDE, sa.or_(among(Registration.status, HAS_PLACE), held))


def capacity(event: Event, mode: Mode) -> int:
    """How many places a mode has; 0: it is not offered."""
    return event.capacity_onsite if mode is Mode.ONSITE else event.capacity_online


def modes(event: Event) -> tuple[Mode, ...]:
    """The modes of attendance that an edition offers; both in a hybrid one."""
    return tuple(mode for mode in Mode if capacity(event, mode))


def quotas(session: Session, event_id: int) -> Sequence[Quota]:
    """The edition's quotas in their order."""
    return session.scalars(sa.select(Quota).where(Quota.event_id == event_id).order_by(Quota.position, Quota.id)).all()


def quota(session: Session, event_id: int, quota_id: int) -> Quota | None:
    """The quota of an id in that edition."""
    return session.scalar(sa.select(Quota).where(Quota.event_id == event_id, Quota.id == quota_id))


def seat_plan(session: Session, event: Event, now: datetime) -> SeatPlan:
    """Every place and who has it, even by offers that ran out: to decide, ask `apply_due` or `current_seats` first.

    One statement; two where moving up is by hand.
    """
    pools: dict[int, Pool] = {}
    counted: dict[int, dict[Queue, int]] = {_TAKEN: {}, _WAITING: {}, _NEITHER: {}}
    by_organisation: dict[tuple[int, str], int] = {}
    overdue = final = 0
    for quota, mode, kind, organisation, number, due, closing in _lines(session, event.id, now):
        quota_id = None if quota is None else pools.setdefault(quota.id, pool_of(quota)).id
        final = closing
        if mode is None:
            continue
        overdue += due
        line = (mode, quota_id)
        counted[kind][line] = counted[kind].get(line, 0) + number
        if quota_id is not None and organisation and kind == _TAKEN:
            key = (quota_id, organisation_key(organisation))
            by_organisation[key] = by_organisation.get(key, 0) + number
    return SeatPlan(
        now=now,
        capacities={mode: capacity(event, mode) for mode in Mode},
        pools=tuple(pools.values()),
        taken=counted[_TAKEN],
        by_organisation=by_organisation,
        waiting=counted[_WAITING],
        overdue=overdue + final,
        by_hand=event.moving_up is MovingUp.BY_HAND,
        hopefuls=_hopefuls(session, event),
        codes_only=events.registration_phase(event, now) is RegistrationPhase.CODES,
    )


def _hopefuls(session: Session, event: Event) -> frozenset[Applicant]:
    """The applicants on the waiting lists, where moving up is by hand and newcomers could pass them; otherwise none."""
    is_asked = event.moving_up is MovingUp.BY_HAND
    return frozenset(map(applicant, waiting(session, event.id))) if is_asked else frozenset()


def _lines(session: Session, event_id: int, now: datetime) -> Iterable[Any]:
    moments = {"now": now, "link_over": now - LINK_LASTS, "undo_over": now - UNDO}
    return session.execute(_standing(), {"event_id": event_id, **moments})


@cache
def _standing() -> sa.Select[Any]:
    """Rows for every quota, and for no quota: who has or waits for its places, and how much is due.

    They are split by the institution's name as it was typed, only where the quota limits each one's places. Each row
    also says how many decisions have become final. Building the statement takes longer than running it, so it is built
    once.
    """
    event_id, now = sa.bindparam("event_id", type_=sa.Integer), sa.bindparam("now", type_=UTCDateTime)
    lines = _counted(event_id, now, sa.bindparam("link_over", type_=UTCDateTime)).subquery("line")
    mine = sa.select(Quota.id.label("id")).where(Quota.event_id == event_id)
    pool = sa.union_all(mine, sa.select(sa.cast(sa.null(), sa.Integer))).subquery("pool")
    undo_over = sa.bindparam("undo_over", type_=UTCDateTime)
    final = sa.and_(Decision.closed_at.is_(None), Decision.undone_at.is_(None), Decision.at <= undo_over)
    closing = sa.select(sa.func.count()).select_from(Decision).where(Decision.event_id == event_id, final)
    columns = (lines.c.mode, lines.c.kind, lines.c.organisation, lines.c.number, lines.c.due)
    return (
        sa.select(Quota, *columns, closing.scalar_subquery())
        .select_from(pool)
        .outerjoin(Quota, Quota.id == pool.c.id)
        .outerjoin(lines, lines.c.quota_id.is_not_distinct_from(pool.c.id))
        .order_by(Quota.position, Quota.id)
    )


def _counted(event_id: sa.BindParameter[int], now: _Moment, link_over: _Moment) -> sa.CompoundSelect[Any]:
    """How many have or wait for the places of each mode and quota, and how many are due.

    Most have a confirmed place: they are counted from `ix_registration_places` alone and in its order, and what they
    count for is asked once for each group. Rows are read where institutions are counted apart, found by their quota.
    """
    due, taken, nobody = _is_due(now, link_over), is_taken(now), sa.literal("", sa.String).label("organisation")
    here, confirmed = Registration.event_id == event_id, among(Registration.status, [Status.CONFIRMED])
    limited = sa.select(Quota.id).where(Quota.event_id == event_id, Quota.most_per_organisation > 0)
    is_limited = Registration.quota_id.in_(limited)
    is_free = sa.or_(Registration.quota_id.is_(None), Registration.quota_id.not_in(limited))
    others = sa.and_(among(Registration.status, _STILL_COUNTED), sa.or_(taken, WAITS, due))
    line, number = (Registration.mode, Registration.quota_id), sa.func.count().label("number")
    settled = sa.case((sa.or_(_BESIDE, is_limited), _number(_NEITHER)), else_=_number(_TAKEN)).label("kind")
    kind = sa.case((taken, _number(_TAKEN)), (WAITS, _number(_WAITING)), else_=_number(_NEITHER)).label("kind")
    number_due = sa.func.sum(sa.case((due, _number(1)), else_=_number(0))).label("due")
    by_kind, by_organisation = ([sa.text(str(place)) for place in range(1, last)] for last in (4, 5))
    return sa.union_all(
        sa.select(*line, settled, nobody, number, _number(0).label("due"))
        .where(here, confirmed)
        .group_by(*line, Registration.outside_seats),
        sa.select(*line, kind, nobody, number, number_due).where(here, others, is_free).group_by(*by_kind),
        sa.select(*line, kind, Registration.organisation, number, number_due)
        .where(is_limited, sa.or_(sa.and_(confirmed, ~_BESIDE), others))
        .group_by(*by_organisation),
    )


def _number(value: int) -> sa.ColumnElement[int]:
    return sa.literal_column(str(value), sa.Integer)


def pool_of(row: Quota) -> Pool:
    """The quota as the rules see it."""
    return Pool(
        id=row.id,
        mode=row.mode,
        places=row.places,
        name=row.name,
        by_invitation=row.by_invitation,
        members_only=row.members_only,
        actor_types=frozenset(map(ActorType, row.actor_types)),
        most_per_organisation=row.most_per_organisation,
        release_at=row.release_at,
    )


def applicant(registration: Registration) -> Applicant:
    """The facts of a registration that decide which places it may have."""
    return Applicant(
        mode=registration.mode,
        actor_type=registration.actor_type,
        is_member=bool(registration.cluster),
        organisation=organisation_key(registration.organisation),
        invited_to=registration.invited_to,
    )


def seats(session: Session, event: Event, mode: Mode, now: datetime) -> Seats:
    """All places of a mode, whoever they are kept for."""
    return seat_plan(session, event, now).seats(mode)


def full_modes(plan: SeatPlan, event: Event) -> frozenset[Mode]:
    """The offered modes of attendance in which no place is open to every newcomer at the moment.

    None where a team reviews: there nobody has a place at once.
    """
    if event.confirmation is Confirmation.REVIEW:
        return frozenset()
    return frozenset(mode for mode in modes(event) if not plan.has_open_place(mode))


def due(session: Session, event_id: int, now: datetime) -> Sequence[Registration]:
    """The registrations whose hold is over, or whose time to prove the address or accept a place is up.

    In the order in which they came.
    """
    statement = sa.select(Registration).where(Registration.event_id == event_id, _is_due(now, now - LINK_LASTS))
    return session.scalars(statement.order_by(Registration.created_at, Registration.id)).all()


ORDER = (Registration.waiting_rank, Registration.waitlisted_at, Registration.id)


def waiting(session: Session, event_id: int, mode: Mode | None = None) -> Sequence[Registration]:
    """Everybody who waits in that mode (None: in any), whoever is next first."""
    statement = sa.select(Registration).where(Registration.event_id == event_id, WAITS)
    if mode is not None:
        statement = statement.where(Registration.mode == mode)
    return session.scalars(statement.order_by(*ORDER)).all()


def next_rank(session: Session, event_id: int) -> int:
    """The rank of whoever joins a waiting list of the edition now, behind everybody.

    No rank is given twice: a decision that is undone brings somebody back to theirs.
    """
    last = sa.select(sa.func.max(Registration.waiting_rank)).where(Registration.event_id == event_id)
    return (session.scalar(last) or 0) + 1


def position(session: Session, registration: Registration) -> int | None:
    """The registration's position on the waiting list of its mode and quota, from 1; None when it does not wait."""
    if registration.waitlisted_at is None or registration.status is not Status.WAITLISTED:
        return None
    mine = (registration.waiting_rank, registration.waitlisted_at, registration.id)
    same_list = sa.and_(
        Registration.event_id == registration.event_id,
        Registration.mode == registration.mode,
        Registration.quota_id.is_not_distinct_from(registration.quota_id),
    )
    return session.scalar(
        sa.select(sa.func.count()).select_from(Registration).where(same_list, WAITS, sa.tuple_(*ORDER) <= mine)
    )


def positions(session: Session, event_id: int) -> Mapping[int, int]:
    """The position of everybody of the edition who waits, by registration. One statement."""
    lines = (Registration.mode, Registration.quota_id)
    number = sa.func.row_number().over(partition_by=lines, order_by=ORDER)
    return dict(
        session.execute(sa.select(Registration.id, number).where(Registration.event_id == event_id, WAITS)).all()
    )


def moves(session: Session, event_id: int, since: datetime, mode: Mode) -> Sequence[tuple[WaitingMove, Registration]]:
    """What happened on the waiting lists of a mode since then, the oldest first."""
    statement = (
        sa.select(WaitingMove, Registration)
        .join(Registration, Registration.id == WaitingMove.registration_id)
        .where(WaitingMove.event_id == event_id, WaitingMove.at >= since, Registration.mode == mode)
    )
    return [(move, person) for move, person in session.execute(statement.order_by(WaitingMove.at, WaitingMove.id))]


def quota_names(session: Session, event_id: int) -> Mapping[int, Quota]:
    """The edition's quotas by id."""
    return {row.id: row for row in quotas(session, event_id)}


def editions_with_due_changes(session: Session, now: datetime, event_id: int | None = None) -> Sequence[int]:
    """The editions in which something may be due: a hold, an offer, a free place while somebody waits, or the list of
    a quota that was released.

    ``event_id`` limits the search to one edition. The rules decide whether somebody who waits may have the free place.
    """
    count = sa.func.count
    is_released = sa.and_(WAITS, Quota.release_at <= now)
    offered = sa.case((Registration.mode == Mode.ONSITE, Event.capacity_onsite), else_=Event.capacity_online)
    is_free = sa.and_(
        count(sa.case((WAITS, 1))) > 0,
        count(sa.case((is_taken(now), 1))) < offered,
        Event.ends_at > now,
        Event.moving_up != MovingUp.BY_HAND,
    )
    statement = (
        sa.select(Event.id)
        .join(Registration, Registration.event_id == Event.id)
        .outerjoin(Quota, Quota.id == Registration.quota_id)
        .where(Event.status == EventStatus.PUBLISHED, sa.true() if event_id is None else Event.id == event_id)
        .group_by(Event.id, Registration.mode)
        .having(sa.or_(count(sa.case((sa.or_(_is_due(now, now - LINK_LASTS), is_released), 1))) > 0, is_free))
        .order_by(Event.id)
    )
    return list(dict.fromkeys(session.scalars(statement)))


def _is_due(now: _Moment, link_over: _Moment) -> sa.ColumnElement[bool]:
    """Whether a hold is over at ``now``, or the time to accept an offer or to prove the address is up.

    The last is so for whoever registered by ``link_over``.
    """
    is_over = sa.or_(Registration.hold_until <= now, Registration.created_at <= link_over)
    unproven = sa.and_(among(Registration.status, [Status.UNCONFIRMED]), is_over)
    return sa.or_(unproven, sa.and_(among(Registration.status, [Status.OFFERED]), Registration.offer_until <= now))
