"""Reads about the waiting lists: who stands where, who would move up, and what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.people.models import Quota, Registration, WaitingMove
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules import quota_limits
from gocluster_events.meeting.registration.people.rules.changing import without
from gocluster_events.meeting.registration.people.rules.codes import HAS_PLACE, UNDER_REVIEW, ActorType, Passed, Status
from gocluster_events.meeting.registration.people.rules.seats import Applicant, Queue, SeatPlan, SeatSource, moves_up
from gocluster_events.meeting.registration.waiting import rules


def moves_up_until(event: Event) -> datetime:
    """Until when a free place goes to the waiting list: nobody can answer an offer once the meeting has begun."""
    return event.starts_at if event.moving_up is MovingUp.OFFER else event.ends_at


def moving_up(session: Session, event: Event, now: datetime) -> Sequence[rules.Step[Registration]]:
    """Who could have a free place now, in the order of the lists, even where nobody moves up by themselves.

    Those who wait are read only where the numbers leave it open.
    """
    if not _moves_up(event, now):
        return []
    board = seats.seat_plan(session, event, now)
    return rules.next_in_line(board, _line(session, event, board))


def _moves_up(event: Event, now: datetime) -> bool:
    return moves_up(event.status, moves_up_until(event), now)


def _line(session: Session, event: Event, board: SeatPlan) -> Sequence[tuple[Registration, Applicant]]:
    """Those who wait, whoever is next first; nobody where none of them could have a place."""
    waiting = seats.waiting(session, event.id) if board.may_move_up() else ()
    return [(each, seats.applicant(each)) for each in waiting]


def vacancy(session: Session, event: Event, registration: Registration, now: datetime) -> rules.Vacancy | None:
    """What would become of that person's place if they gave it up now; None: they have none."""
    if registration.status not in HAS_PLACE:
        return None
    board, applicant = seats.seat_plan(session, event, now), seats.applicant(registration)
    freed = without(board, SeatSource(registration.quota_id), applicant)
    line = _line(session, event, freed) if _moves_up(event, now) else ()
    return rules.vacancy(board, freed, line, applicant.mode, event.moving_up)


def has_lists_of_released(session: Session, event_id: int, now: datetime) -> bool:
    """Whether somebody waits on the list of a quota whose places have been released."""
    statement = sa.select(Registration.id).join(Quota, Quota.id == Registration.quota_id)
    matches = statement.where(Registration.event_id == event_id, seats.WAITS, Quota.release_at <= now).limit(1)
    return session.scalar(matches) is not None


def held(session: Session, event_id: int, now: datetime) -> Mapping[Queue, int]:
    """How many of the taken places of each line are not confirmed: offered, or held for an address to be proven."""
    statement = sa.select(Registration.mode, Registration.quota_id, sa.func.count()).where(
        Registration.event_id == event_id, seats.is_taken(now), Registration.status != Status.CONFIRMED
    )
    rows = session.execute(statement.group_by(Registration.mode, Registration.quota_id)).all()
    return {(mode, quota_id): number for mode, quota_id, number in rows}


def sharings(session: Session, event: Event, now: datetime) -> tuple[quota_limits.SeatSharing, ...]:
    """How the seats are shared out, for each mode that the edition offers or has quotas or people in."""
    board, not_confirmed = seats.seat_plan(session, event, now), held(session, event.id, now)
    named = {*seats.modes(event), *(pool.mode for pool in board.pools), *(mode for mode, _quota in board.taken)}
    return tuple(quota_limits.seat_sharing(board, mode, not_confirmed) for mode in Mode if mode in named)


def under_review(session: Session, event_id: int) -> int:
    """How many registrations the team has yet to decide."""
    statement = sa.select(sa.func.count()).where(
        Registration.event_id == event_id, Registration.status.in_(UNDER_REVIEW)
    )
    return session.scalar(statement) or 0


def quota_facts(row: Quota) -> quota_limits.QuotaFacts:
    """The quota as its form shows it."""
    return quota_limits.QuotaFacts(
        name=row.name, mode=row.mode, places=row.places, by_invitation=row.by_invitation,
        members_only=row.members_only, actor_types=tuple(map(ActorType, row.actor_types)),
        most_per_organisation=row.most_per_organisation, release_at=row.release_at, position=row.position,
    )  # fmt: skip


def quota_context(session: Session, event: Event, row: Quota | None, now: datetime) -> quota_limits.QuotaContext:
    """The limits that the quota (None: a new one) must keep."""
    others = [each for each in seats.quotas(session, event.id) if row is None or each.id != row.id]
    return quota_limits.QuotaContext(
        capacities={Mode.ONSITE: event.capacity_onsite, Mode.ONLINE: event.capacity_online},
        kept_by_others=quota_limits.reserved_seats(((each.mode, each.places, each.release_at) for each in others), now),
        ends_at=event.ends_at,
        now=now,
        before=quota_facts(row) if row is not None else None,
    )


@dataclass(frozen=True, slots=True)
class WaitingPerson:
    """Somebody on a waiting list: the number from 1, and why no free place can be theirs; None when one can."""

    number: int
    person: Registration
    why: rules.PlacementRefusal | None


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Those who wait for the places of a quota, or (None) for those that are open to all, whoever is next first."""

    mode: Mode
    quota: Quota | None
    people: tuple[WaitingPerson, ...]


def waiting_lists(session: Session, event: Event, now: datetime) -> tuple[WaitingList, ...]:
    """Every list on which somebody waits, by mode, in the order of the quotas, the open one last."""
    board = seats.seat_plan(session, event, now)
    by_line: dict[Queue, list[WaitingPerson]] = {}
    for person in seats.waiting(session, event.id):
        line = by_line.setdefault((person.mode, person.quota_id), [])
        line.append(WaitingPerson(len(line) + 1, person, rules.no_place_reason(board, seats.applicant(person))))
    rows = [*seats.quotas(session, event.id), None]
    return tuple(
        WaitingList(mode, quota, tuple(by_line[mode, quota.id if quota else None]))
        for mode in Mode
        for quota in rows
        if (mode, quota.id if quota else None) in by_line
    )


def same_list(session: Session, registration: Registration) -> Sequence[Registration]:
    """Everybody on the list on which that person stands, whoever is next first."""
    everybody = seats.waiting(session, registration.event_id, registration.mode)
    return [each for each in everybody if each.quota_id == registration.quota_id]


def before(session: Session, registration: Registration) -> Sequence[Registration]:
    """Everybody who waits in that person's mode and stands before them, on whatever list, whoever is next first."""
    everybody = seats.waiting(session, registration.event_id, registration.mode)
    return everybody[: [each.id for each in everybody].index(registration.id)]


def no_place_reason(
    session: Session, event: Event, registration: Registration, now: datetime
) -> rules.PlacementRefusal | None:
    """Why no free place can be that person's at the moment; None when one can, or they do not wait."""
    waits = registration.status is Status.WAITLISTED
    return rules.no_place_reason(seats.seat_plan(session, event, now), seats.applicant(registration)) if waits else None


def rivals(session: Session, event: Event, registration: Registration, now: datetime) -> Sequence[Registration]:
    """Those who stand before that person and could have the free place that would be theirs."""
    if registration.status is not Status.WAITLISTED:
        return ()
    board, mover = seats.seat_plan(session, event, now), seats.applicant(registration)
    place = board.place(mover)
    if place is None:
        return ()
    earlier = [(each, seats.applicant(each)) for each in before(session, registration)]
    return [each for each, why in rules.passed_by(board, earlier, place, mover) if why is Passed.BY_TEAM]


def offers(session: Session, event_id: int) -> Sequence[Registration]:
    """Those to whom a place is offered, the nearest deadline first."""
    statement = sa.select(Registration).where(Registration.event_id == event_id, Registration.status == Status.OFFERED)
    return session.scalars(statement.order_by(Registration.offer_until, Registration.id)).all()


def explanation(session: Session, registration: Registration, language: str) -> tuple[rules.ExplanationLine, ...]:
    """What happened to the person on the waiting lists, and to places while they waited, newest first."""
    names = {identity: row.name for identity, row in seats.quota_names(session, registration.event_id).items()}
    log = seats.moves(session, registration.event_id, registration.created_at, registration.mode)
    return rules.explain(registration.id, [_logged(move, person, names, language) for move, person in log])


def _logged(move: WaitingMove, person: Registration, names: Mapping[int, Localized], language: str) -> rules.LogLine:
    quota = move.quota_name or (names.get(move.quota_id) if move.quota_id is not None else None)
    return rules.LogLine(
        at=move.at, move=move.move, person=person.id, name=f"{person.first_name} {person.last_name}".strip(),
        quota=quota.pick(language)[0] if quota else "", position=move.position, to_position=move.to_position,
        actor=move.actor, reason=move.reason, passed={int(who): Passed(why) for who, why in move.passed},
    )  # fmt: skip
