"""Reads of decisions that can be undone, and of substitutes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.errors import Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.models import Decision, DecisionPerson, Registration, Substitution
from gocluster_events.meeting.registration.people.queries.seats import ORDER, WAITS, applicant, seat_plan
from gocluster_events.meeting.registration.people.rules import deciding as rules
from gocluster_events.meeting.registration.people.rules.changing import Substitute, acceptance_deadline
from gocluster_events.meeting.registration.people.rules.codes import Status

_OPEN = sa.and_(Decision.closed_at.is_(None), Decision.undone_at.is_(None))


def selected(session: Session, event_id: int, ids: Collection[int]) -> Sequence[Registration]:
    """The registrations of these ids in the edition: first the waiting list in order, then the others as received."""
    statement = sa.select(Registration).where(Registration.event_id == event_id, Registration.id.in_(ids))
    rank, since, _id = (sa.case((WAITS, each)) for each in ORDER)
    order = (sa.case((WAITS, 0), else_=1), rank, since, Registration.created_at, Registration.id)
    return session.scalars(statement.order_by(*order)).all()


def candidate(registration: Registration) -> rules.Candidate:
    """The registration as the rules of deciding see it."""
    return rules.Candidate(registration.id, registration.status, applicant(registration))


def standings(session: Session, event_id: int, ids: Collection[int]) -> dict[int, rules.Standing]:
    """Where each of these registrations of the edition stands, by its id."""
    mine = sa.and_(Registration.event_id == event_id, Registration.id.in_(ids))
    statement = (
        sa.select(Registration.id, Registration.status, sa.func.max(Decision.id))
        .outerjoin(DecisionPerson, DecisionPerson.registration_id == Registration.id)
        .outerjoin(Decision, sa.and_(Decision.id == DecisionPerson.decision_id, Decision.undone_at.is_(None)))
        .where(mine)
        .group_by(Registration.id, Registration.status)
    )
    return {identity: rules.Standing(status, last or 0) for identity, status, last in session.execute(statement)}


def check_standing(session: Session, registration: Registration, seen: rules.Standing | None) -> None:
    """Raises Stale when the registration no longer stands where a page has shown it; None: no page was needed."""
    if seen is None:
        return
    if rules.overtaken({registration.id: seen}, standings(session, registration.event_id, [registration.id])):
        raise Stale


def preview(
    session: Session, event: Event, kind: rules.Kind, people: Iterable[Registration], now: datetime
) -> rules.DecisionOutcome:
    """For which of these registrations the decision could be made at the moment, for which not, and why."""
    return rules.outcome(kind, [candidate(each) for each in people], seat_plan(session, event, now))


def decision(session: Session, event_id: int, decision_id: int) -> Decision | None:
    """The decision of an id in that edition."""
    return session.scalar(sa.select(Decision).where(Decision.event_id == event_id, Decision.id == decision_id))


def decisions(session: Session, event_id: int, limit: int) -> Sequence[Decision]:
    """The last ``limit`` decisions of the edition, the latest first."""
    statement = sa.select(Decision).where(Decision.event_id == event_id)
    return session.scalars(statement.order_by(Decision.at.desc(), Decision.id.desc()).limit(limit)).all()


def decided(session: Session, decision_id: int) -> Sequence[tuple[DecisionPerson, Registration]]:
    """Everybody a decision was about, in the order of their names."""
    statement = (
        sa.select(DecisionPerson, Registration)
        .join(Registration, Registration.id == DecisionPerson.registration_id)
        .where(DecisionPerson.decision_id == decision_id)
        .order_by(Registration.sort_key, Registration.id)
    )
    return [(each, person) for each, person in session.execute(statement)]


def waiting_keys(session: Session, registration_id: int) -> Sequence[str]:
    """The keys of the mails about that registration that wait because their decision can still be undone."""
    statement = sa.select(DecisionPerson.mail_key).join(Decision, Decision.id == DecisionPerson.decision_id)
    return session.scalars(statement.where(DecisionPerson.registration_id == registration_id, _OPEN)).all()


def over(session: Session, now: datetime, event_id: int | None = None) -> Sequence[Decision]:
    """The decisions that can no longer be undone and for which something is still kept; of one edition if given."""
    statement = sa.select(Decision).where(_OPEN, Decision.at <= now - rules.UNDO)
    if event_id is not None:
        statement = statement.where(Decision.event_id == event_id)
    return session.scalars(statement.order_by(Decision.id)).all()


def decided_before(session: Session, row: DecisionPerson) -> tuple[DecisionPerson, Decision] | None:
    """The last decision before that one about the same registration, if it can still be undone and was not."""
    statement = sa.select(DecisionPerson, Decision).join(Decision, Decision.id == DecisionPerson.decision_id)
    same = sa.and_(DecisionPerson.registration_id == row.registration_id, DecisionPerson.decision_id < row.decision_id)
    previous = session.execute(statement.where(same, _OPEN).order_by(Decision.id.desc()).limit(1)).first()
    return None if previous is None else (previous[0], previous[1])


def substitution(session: Session, registration_id: int) -> Substitution | None:
    """The substitution of a registration, whether or not its time is up; None where no substitute is named."""
    return session.scalar(sa.select(Substitution).where(Substitution.registration_id == registration_id))


def open_substitution(session: Session, event: Event, giver: Registration, now: datetime) -> Substitution | None:
    """The substitution of a registration as long as the substitute can accept the place; otherwise None."""
    return still_open(substitution(session, giver.id), event, giver, now)


def still_open(row: Substitution | None, event: Event, giver: Registration, now: datetime) -> Substitution | None:
    """The substitution if the substitute can still accept the place; otherwise None."""
    if row is None or giver.status is not Status.CONFIRMED or event.status is EventStatus.ARCHIVED:
        return None
    return row if now < acceptance_deadline(row.created_at, event.starts_at) else None


def substitution_with_event(session: Session, substitution_id: int) -> tuple[Substitution, Registration, Event] | None:
    """The substitution of an id, the registration whose place it hands on, and the edition."""
    statement = (
        sa.select(Substitution, Registration, Event)
        .join(Registration, Registration.id == Substitution.registration_id)
        .join(Event, Event.id == Registration.event_id)
        .where(Substitution.id == substitution_id)
    )
    row = session.execute(statement).first()
    return None if row is None else (row[0], row[1], row[2])


def substitute(row: Substitution) -> Substitute:
    """The substitute as the rules see them."""
    return Substitute(**{each.name: getattr(row, each.name) for each in fields(Substitute)})
