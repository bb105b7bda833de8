"""Reads about registrations, and what people stated in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.models import SignIn
from gocluster_events.meeting.events.models import Event, EventDay
from gocluster_events.meeting.events.queries import uid as event_uid
from gocluster_events.meeting.events.rules.days import EditionDay
from gocluster_events.meeting.events.rules.edition import EventStatus, Meeting, Mode
from gocluster_events.meeting.events.rules.location import location
from gocluster_events.meeting.registration.people import models
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries.consents import consent_facts_of
from gocluster_events.meeting.registration.people.queries.questions import group_answers
from gocluster_events.meeting.registration.people.rules.changing import ChangeDeadlines
from gocluster_events.meeting.registration.people.rules.codes import DataClass, Status, goes_at, periods
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose, consents
from gocluster_events.meeting.registration.people.rules.entry import SignUp, read
from gocluster_events.meeting.registration.people.rules.fields import Consents, Identity, Needs, PersonalData
from gocluster_events.meeting.registration.people.rules.questions import Answered
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS

_HOUR, _MINUTE = len("2027-04-22 09"), len("2027-04-22 09:30")
_WITH_EVENT = sa.select(Registration, Event).join(Event).where(Registration.id == sa.bindparam("registration"))
_HOLDERS = sa.select(Registration).where(
    Registration.event_id == sa.bindparam("event"),
    sa.or_(Registration.email_key == sa.bindparam("email"), Registration.reference == sa.bindparam("reference")),
)


def meeting(event: Event, registration: Registration, address: str = "") -> Meeting:
    """The calendar entry of the meeting for the person: cancelled unless the person is confirmed.

    It has the UID of the entry on the edition's page; a change of the edition or the registration raises its sequence.
    """
    return Meeting(
        uid=event_uid(event),
        sequence=event.revision + registration.sequence,
        cancelled=registration.status is not Status.CONFIRMED,
        title=event.title.pick(registration.language)[0],
        location=location(event),
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
    row = session.execute(_WITH_EVENT, {"registration": registration_id}).first()
    return None if row is None else (row[0], row[1])


def registration_by_address(session: Session, event_id: int, email_key: str) -> Registration | None:
    """The one registration of an address in an edition, whatever its status."""
    return session.scalar(
        sa.select(Registration).where(Registration.event_id == event_id, Registration.email_key == email_key)
    )


def holders(session: Session, event_id: int, email_key: str, reference: str) -> tuple[Registration | None, bool]:
    """The registration of an address in an edition, and whether the edition has given out that reference."""
    facts = {"event": event_id, "email": email_key, "reference": reference}
    matches = session.scalars(_HOLDERS, facts).all()
    known = next((each for each in matches if each.email_key == email_key), None)
    return known, any(each.reference == reference for each in matches)


def has_reference(session: Session, event_id: int, reference: str) -> bool:
    """Whether the edition has given out that reference."""
    statement = sa.select(Registration.id).where(Registration.event_id == event_id, Registration.reference == reference)
    return session.scalar(statement) is not None


def needs(session: Session, registration_id: int) -> models.SpecialNeeds | None:
    """The special needs of a registration; None when none were stated."""
    return session.get(models.SpecialNeeds, registration_id)


def entry_of(registration: Registration) -> PersonalData:
    """The personal data of the registration, as they were last typed."""
    return PersonalData(**{each.name: getattr(registration, each.name) for each in fields(PersonalData)})


def sign_up_of(session: Session, registration: Registration) -> SignUp:
    """Everything that the person told: the entry, special needs, identity and answers."""
    return full_registration(session, registration.id).sign_up


@dataclass(frozen=True)
class FullRegistration:
    """A registration with what the person told, all answers with their questions as they were asked (the team's own
    included), whom the person has named as a substitute, and what they answered about lists and photographs.
    """

    registration: Registration
    sign_up: SignUp
    answered: Answered
    named: models.Substitution | None
    consents: Consents


_FULL = (
    sa.select(
        Registration,
        models.SpecialNeeds,
        models.ProtectedIdentity,
        models.Substitution,
        models.Consent,
        models.AnswerRow,
        models.QuestionVersion,
    )
    .outerjoin(models.SpecialNeeds, models.SpecialNeeds.registration_id == Registration.id)
    .outerjoin(models.ProtectedIdentity, models.ProtectedIdentity.registration_id == Registration.id)
    .outerjoin(models.Substitution, models.Substitution.registration_id == Registration.id)
    .outerjoin(models.Consent, models.Consent.registration_id == Registration.id)
    .outerjoin(models.AnswerRow, models.AnswerRow.registration_id == Registration.id)
    .outerjoin(models.QuestionVersion, models.QuestionVersion.id == models.AnswerRow.version_id)
    .outerjoin(models.QuestionRow, models.QuestionRow.id == models.QuestionVersion.question_id)
    .where(Registration.id == sa.bindparam("registration"))
    .order_by(models.QuestionRow.position, models.QuestionRow.id, models.AnswerRow.id)
)


def full_registration(session: Session, registration_id: int) -> FullRegistration:
    """Everything about a registration, in one statement. Raises NoResultFound for an unknown id."""
    rows = session.execute(_FULL, {"registration": registration_id}).all()
    if not rows:
        raise sa.exc.NoResultFound
    registration, needs_row, identity_row, named, *_many = rows[0]
    pairs = {answer.id: (answer, version) for *_one, answer, version in rows if answer is not None}
    all_answers = group_answers(pairs.values())
    consent_rows = {consent.id: consent for *_one, consent, _answer, _version in rows if consent is not None}
    special_needs = read(Needs, _columns(Needs, needs_row)) if needs_row else Needs()
    identity = Identity(**_columns(Identity, identity_row)) if identity_row else Identity()
    answers = tuple(answer for question, answer in all_answers if not question.for_staff)
    facts = [consent_facts_of(each) for each in consent_rows.values()]
    agrees = any(each.holds and each.purpose is ConsentPurpose.HEALTH for each in facts)
    sign_up = SignUp(entry_of(registration), special_needs, answers, identity, agrees)
    return FullRegistration(registration, sign_up, all_answers, named, consents(facts))


def _columns(kind: type[Needs] | type[Identity], row: models.SpecialNeeds | models.ProtectedIdentity) -> dict[str, Any]:
    return {each.name: getattr(row, each.name) for each in fields(kind)}


def pending_entry(session: Session, registration_id: int) -> models.PendingEntry | None:
    """The new data of a registration that wait for their proof."""
    return session.get(models.PendingEntry, registration_id)


def pending_email(registration: Registration, now: datetime) -> str:
    """The address that is to replace the registered one and may still be proven; empty when there is none."""
    asked_at = registration.pending_email_at
    return registration.pending_email if asked_at is not None and now < asked_at + LINK_LASTS else ""


_BEHIND_LINK = (
    sa.select(SignIn, Event, *(getattr(EventDay, each.name) for each in fields(EditionDay)))
    .join(Event, SignIn.scope == sa.literal("edition:").concat(sa.cast(Event.id, sa.String)))
    .outerjoin(EventDay, EventDay.event_id == Event.id)
    .where(SignIn.key_digest == sa.bindparam("digest"), SignIn.account_id.is_(None))
    .order_by(EventDay.date)
)


def session_behind_link(session: Session, key_digest: str) -> tuple[SignIn, Event, tuple[EditionDay, ...]] | None:
    """The session of a key, even if its time is up, its edition, and that edition's days in order. One statement.

    None for a key that nobody has, or an account.
    """
    rows = session.execute(_BEHIND_LINK, {"digest": key_digest}).all()
    days = tuple(EditionDay(*facts) for _row, _event, *facts in rows if facts[0])
    return (rows[0][0], rows[0][1], days) if rows else None


def takes_part(session: Session, registration_id: int) -> bool:
    """Whether the registration has a confirmed place."""
    status = session.scalar(sa.select(Registration.status).where(Registration.id == registration_id))
    return status is Status.CONFIRMED


def open_registrations(session: Session, email_key: str) -> Sequence[tuple[int, int]]:
    """Edition and id of an address's registrations in every edition that is not archived."""
    statement = (
        sa.select(Registration.event_id, Registration.id)
        .join(Event)
        .where(Registration.email_key == email_key, Event.status != EventStatus.ARCHIVED)
    )
    rows = session.execute(statement.order_by(Event.starts_at, Event.id))
    return [(event_id, identity) for event_id, identity in rows]


def needs_go_at(event: Event) -> datetime:
    """When needs are erased, with everything that is kept as long as those."""
    return goes_at(event.ends_at, periods(event.retention_days)[DataClass.NEEDS])


def until(event: Event) -> ChangeDeadlines:
    """Until when people may change and cancel their registrations."""
    return ChangeDeadlines(mode=event.registration_closes_at, details=event.starts_at, cancelling=event.ends_at)


def counts(session: Session, event_id: int) -> Mapping[tuple[Mode, Status], int]:
    """The number of registrations by mode and status; combinations that do not occur are missing."""
    statement = sa.select(Registration.mode, Registration.status, sa.func.count()).where(
        Registration.event_id == event_id
    )
    rows = session.execute(statement.group_by(Registration.mode, Registration.status)).all()
    return {(mode, status): number for mode, status, number in rows}


def taking_part(
    session: Session, event_id: int, statuses: Collection[Status], modes: Collection[Mode]
) -> Sequence[Registration]:
    """The registrations of the edition with these statuses and modes, by name."""
    statement = sa.select(Registration).where(*_taking_part(event_id, statuses, modes))
    return session.scalars(statement.order_by(Registration.sort_key, Registration.id)).all()


def standing(
    session: Session, event_id: int, statuses: Collection[Status], modes: Collection[Mode]
) -> Sequence[sa.Row[Any]]:
    """Id, status, mode, language and key of the address of the same registrations, by name."""
    about: tuple[Any, ...] = (
        Registration.id,
        Registration.status,
        Registration.mode,
        Registration.language,
        Registration.email_key,
    )
    statement = sa.select(*about).where(*_taking_part(event_id, statuses, modes))
    return session.execute(statement.order_by(Registration.sort_key, Registration.id)).all()


def _taking_part(
    event_id: int, statuses: Collection[Status], modes: Collection[Mode]
) -> tuple[sa.ColumnElement[bool], ...]:
    return Registration.event_id == event_id, Registration.status.in_(statuses), Registration.mode.in_(modes)


def confirmations(session: Session, event: Event) -> Sequence[tuple[Mode, datetime, datetime | None, int]]:
    """How many have or had a confirmed place: the mode, since when, and until when, as exact as `moments` are."""
    since, until = moments(Registration.confirmed_at, event.zone), moments(Registration.ended_at, event.zone)
    statement = sa.select(Registration.mode, since.label("since"), until.label("until"))
    had = (Registration.event_id == event.id, Registration.confirmed_at.is_not(None))
    alike = statement.where(*had).subquery()
    rows = session.execute(sa.select(alike, sa.func.count()).group_by(*alike.c))
    return [(mode, moment(since), moment(until) if until else None, number) for mode, since, until, number in rows]


def moments(column: Any, zone: str) -> sa.ColumnElement[str]:
    """Instants as `moment` reads them, as exact as the days of the zone need it: to the hour where they begin at one.

    So what happened is counted by the database in as many rows as there are hours, however many people there are.
    """
    summer_and_winter = (datetime(2027, month, 1, tzinfo=ZoneInfo(zone)) for month in (1, 7))
    offsets = (each.utcoffset() or timedelta() for each in summer_and_winter)
    digits = _HOUR if all(offset % timedelta(hours=1) == timedelta() for offset in offsets) else _MINUTE
    return sa.func.substr(sa.cast(column, sa.String), 1, digits)  # in UTC also by PostgreSQL: its sessions are


def moment(text: str) -> datetime:
    """The instant that `moments` found."""
    return datetime.fromisoformat(f"{text}:00+00:00" if len(text) == _HOUR else f"{text}+00:00")


def next_lapse(session: Session, event_id: int) -> datetime | None:
    """When the first registration with an unproven address will lapse; None when there is none."""
    unproven = sa.and_(Registration.event_id == event_id, Registration.status == Status.UNCONFIRMED)
    first = session.scalar(sa.select(sa.func.min(Registration.created_at)).where(unproven))
    return first + LINK_LASTS if first else None
