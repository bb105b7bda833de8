"""Reads about invitations: where each stands, and how many there are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.leases import is_free
from gocluster_events.core.mail import queries as mail
from gocluster_events.core.text import like, search_words
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.models import Invitation, InvitationImport
from gocluster_events.meeting.registration.invitations.rules import codes as codes_rules
from gocluster_events.meeting.registration.invitations.rules.guest_list import ImportState, KnownAddress
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.fields import PersonalData
from gocluster_events.meeting.registration.people.rules.seats import Applicant, applicant_of

INVITATIONS_A_PAGE = 50
_MOST_KEYS = 500  # in one statement
_PERSONAL = Invitation.email_key.is_not(None)


def _has_registration(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether a registration belongs to the invitation, by its code or by its address, and meets these conditions."""
    mine = (
        Registration.invitation_id == Invitation.id,
        sa.and_(Registration.event_id == Invitation.event_id, Registration.email_key == Invitation.email_key),
    )
    return sa.or_(*(sa.exists().where(each, *conditions).correlate(Invitation) for each in mine))


_CONFIRMED = _has_registration(Registration.status == Status.CONFIRMED)
_REGISTERED = _has_registration(Registration.status != Status.LAPSED)
_SCOPE = sa.literal("edition:").concat(sa.cast(Invitation.event_id, sa.String))
_BOUNCED = mail.is_unreachable(_SCOPE, Invitation.email).correlate(Invitation)
STAGE: sa.ColumnElement[str] = sa.case(
    (_CONFIRMED, codes_rules.Stage.CONFIRMED.value),
    (_REGISTERED, codes_rules.Stage.REGISTERED.value),
    (Invitation.declined_at.is_not(None), codes_rules.Stage.DECLINED.value),
    (_BOUNCED, codes_rules.Stage.BOUNCED.value),
    (Invitation.opened_at.is_not(None), codes_rules.Stage.OPENED.value),
    (Invitation.sent_at.is_not(None), codes_rules.Stage.SENT.value),
    else_=codes_rules.Stage.NEW.value,
)


def _stands(*stages: codes_rules.Stage) -> sa.ColumnElement[bool]:
    return STAGE.in_([stage.value for stage in stages])


def invitation(session: Session, event_id: int, invitation_id: int) -> Invitation | None:
    """The invitation of an id in that edition."""
    return session.scalar(sa.select(Invitation).where(Invitation.event_id == event_id, Invitation.id == invitation_id))


def invitation_with_event(session: Session, invitation_id: int) -> tuple[Invitation, Event] | None:
    """An invitation and its edition."""
    row = session.execute(sa.select(Invitation, Event).join(Event).where(Invitation.id == invitation_id)).first()
    return None if row is None else (row[0], row[1])


def invitation_by_code(session: Session, event_id: int, code: str) -> Invitation | None:
    """The invitation with that code, as it is stored."""
    return session.scalar(sa.select(Invitation).where(Invitation.event_id == event_id, Invitation.code == code))


def newcomer(session: Session, event_id: int, entry: PersonalData) -> Applicant:
    """The applicant of this entry, with the quota of the invitation that its code names, even if it is used up."""
    return applicant_of(entry, quota_of_code(session, event_id, entry.invitation_code))


def quota_of_code(session: Session, event_id: int, typed: str) -> int | None:
    """The quota of the invitation with that code, however it is typed and even if it is used up."""
    code = codes_rules.tidy_code(typed)
    row = invitation_by_code(session, event_id, code) if code else None
    return row.quota_id if row else None


def mails_to_withdraw(session: Session, event_id: int, now: datetime) -> int:
    """How many mails about invitations have not left yet."""
    names = (letters.INVITATION.name, letters.INVITATION_REMINDER.name)
    return mail.waiting(session, f"edition:{event_id}", names, now)


def invitation_by_address(session: Session, event_id: int, email_key: str) -> Invitation | None:
    """The personal invitation of an address."""
    statement = sa.select(Invitation).where(Invitation.event_id == event_id, Invitation.email_key == email_key)
    return session.scalar(statement)


_HAS_CODES = sa.select(sa.exists().where(Invitation.event_id == sa.bindparam("event")))


def has_codes(session: Session, event_id: int) -> bool:
    """Whether the edition has invited anybody."""
    return bool(session.scalar(_HAS_CODES, {"event": event_id}))


def codes(session: Session, event_id: int) -> set[str]:
    """Every code that the edition has given out."""
    return set(session.scalars(sa.select(Invitation.code).where(Invitation.event_id == event_id)))


def _uses(but: str = "") -> sa.ScalarSelect[int]:
    """How many registrations hold a use of the code; that of the address ``but`` does not count."""
    held = sa.and_(Registration.invitation_id == Invitation.id, Registration.status.not_in(codes_rules.FREES_CODE))
    counted = sa.select(sa.func.count()).select_from(Registration).where(held, Registration.email_key != but)
    return counted.correlate(Invitation).scalar_subquery()


def used(session: Session, invitation_id: int) -> int:
    """How many registrations hold a use of the code."""
    return session.scalars(sa.select(_uses()).where(Invitation.id == invitation_id)).one()


def code_and_grant(
    session: Session, event_id: int, code: str, email_key: str
) -> tuple[Invitation, codes_rules.Grant] | tuple[None, None]:
    """The invitation with that code and what it grants to that address now; None twice when there is none."""
    mine = sa.and_(Invitation.event_id == event_id, Invitation.code == code)
    row = session.execute(sa.select(Invitation, _uses(email_key)).where(mine)).first()
    return (None, None) if row is None else (row[0], _granted(row[0], row[1]))


def grant(session: Session, row: Invitation, email_key: str = "") -> codes_rules.Grant:
    """What the code grants to that address now."""
    statement = sa.select(_uses(email_key)).where(Invitation.id == row.id)
    return _granted(row, session.scalars(statement).one())


def _granted(row: Invitation, used: int) -> codes_rules.Grant:
    return codes_rules.Grant(
        uses=row.uses,
        used=used,
        email_key=(row.email_key or "") if row.is_locked_to_email else "",
        expires_at=row.expires_at,
    )


def shared_codes(session: Session, event_id: int) -> Sequence[tuple[Invitation, int]]:
    """The codes that several share, with how often each was used."""
    statement = sa.select(Invitation, _uses()).where(Invitation.event_id == event_id, Invitation.email_key.is_(None))
    return [(row, number) for row, number in session.execute(statement.order_by(Invitation.label, Invitation.id))]


def is_valid(row: Invitation, now: datetime) -> bool:
    """Whether the code can be used at ``now`` as far as its own end goes. No statement."""
    return row.expires_at is None or row.expires_at > now


def _matching(event_id: int, wanted: codes_rules.InvitationFilter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [Invitation.event_id == event_id, _PERSONAL]
    if wanted.stage is not None:
        conditions.append(_stands(wanted.stage))
    if wanted.quota_id is not None:
        conditions.append(Invitation.quota_id == wanted.quota_id)
    if wanted.import_id is not None:
        conditions.append(Invitation.import_id == wanted.import_id)
    if wanted.ids:
        conditions.append(Invitation.id.in_(wanted.ids))
    conditions.extend(
        sa.or_(*(Invitation.search_text.like(like(word), escape="\\") for word in spellings))
        for spellings in search_words(wanted.search)
    )
    return conditions


def invitations(
    session: Session, event_id: int, wanted: codes_rules.InvitationFilter, page: int
) -> Sequence[tuple[Invitation, codes_rules.Stage]]:
    """One page of the invitations that the filter finds, by name, each with its stage."""
    statement = (
        sa.select(Invitation, STAGE)
        .where(*_matching(event_id, wanted))
        .order_by(Invitation.sort_key, Invitation.id)
        .limit(INVITATIONS_A_PAGE)
        .offset((page - 1) * INVITATIONS_A_PAGE)
    )
    return [(row, codes_rules.Stage(stage)) for row, stage in session.execute(statement)]


def stage_counts(
    session: Session, event_id: int, wanted: codes_rules.InvitationFilter
) -> Mapping[codes_rules.Stage, int]:
    """How many invitations that the filter finds are at each stage; stages that do not occur are missing."""
    stages = sa.select(STAGE.label("stage")).where(*_matching(event_id, wanted)).subquery()
    rows = session.execute(sa.select(stages.c.stage, sa.func.count()).group_by(stages.c.stage)).all()
    return {codes_rules.Stage(stage): number for stage, number in rows}


def to_invite(
    session: Session, event_id: int, wanted: codes_rules.InvitationFilter, now: datetime
) -> Sequence[Invitation]:
    """The invitations that the filter finds whose code is still valid, without a mail or any other answer yet."""
    statement = sa.select(Invitation).where(*_uninvited(event_id, wanted, now))
    return session.scalars(statement.order_by(Invitation.id)).all()


def uninvited_by_quota(
    session: Session, event_id: int, wanted: codes_rules.InvitationFilter, now: datetime
) -> Mapping[int | None, int]:
    """How many of ``to_invite`` there are, by quota."""
    statement = sa.select(Invitation.quota_id, sa.func.count()).where(*_uninvited(event_id, wanted, now))
    return dict(session.execute(statement.group_by(Invitation.quota_id)).all())


def _uninvited(
    event_id: int, wanted: codes_rules.InvitationFilter, now: datetime
) -> list[sa.ColumnElement[bool]]:  # fmt: skip
    is_good = sa.or_(Invitation.expires_at.is_(None), Invitation.expires_at > now)
    unsent = Invitation.sent_at.is_(None)  # so are all that are new; it is asked first, and costs nothing
    return [*_matching(event_id, wanted), unsent, _stands(codes_rules.Stage.NEW), is_good]


def to_remind(
    session: Session, event_id: int, wanted: codes_rules.InvitationFilter, now: datetime
) -> Sequence[Invitation]:
    """The unanswered invitations that the filter finds whose code is still valid and whose last mail is a day old."""
    statement = sa.select(Invitation).where(*_unanswered(event_id, wanted, now))
    return session.scalars(statement.order_by(Invitation.id)).all()


def number_to_remind(
    session: Session, event_id: int, wanted: codes_rules.InvitationFilter, now: datetime
) -> int:  # fmt: skip
    """How many of ``to_remind`` there are."""
    return session.scalars(sa.select(sa.func.count()).where(*_unanswered(event_id, wanted, now))).one()


def _unanswered(
    event_id: int, wanted: codes_rules.InvitationFilter, now: datetime
) -> list[sa.ColumnElement[bool]]:  # fmt: skip
    before = now - codes_rules.REMINDER_EVERY
    return [
        *_matching(event_id, wanted),
        _stands(*codes_rules.SILENT),
        sa.or_(Invitation.expires_at.is_(None), Invitation.expires_at > now),
        Invitation.sent_at <= before,
        sa.or_(Invitation.reminded_at.is_(None), Invitation.reminded_at <= before),
    ]


def known_addresses(session: Session, event_id: int, among: Iterable[str]) -> Mapping[str, tuple[KnownAddress, str]]:
    """Of these address keys those that are registered or invited: which of both, and how they are spelled there."""
    keys = sorted(set(among))
    known: dict[str, tuple[KnownAddress, str]] = {}
    for first in range(0, len(keys), _MOST_KEYS):
        known |= _known_addresses(session, event_id, keys[first : first + _MOST_KEYS])
    return known


def _known_addresses(session: Session, event_id: int, keys: Sequence[str]) -> Mapping[str, tuple[KnownAddress, str]]:
    ended = (Status.CANCELLED, Status.LAPSED)
    people = sa.select(Registration.email_key, Registration.email).where(
        Registration.event_id == event_id, Registration.email_key.in_(keys), Registration.status.not_in(ended)
    )
    guests = sa.select(Invitation.email_key, Invitation.email).where(
        Invitation.event_id == event_id, Invitation.email_key.in_(keys)
    )
    registered = {key: (KnownAddress.REGISTERED, email) for key, email in session.execute(people)}
    return {**registered, **{key or "": (KnownAddress.INVITED, email) for key, email in session.execute(guests)}}


def invitation_import(session: Session, event_id: int, import_id: int) -> InvitationImport | None:
    """The import of an id in that edition."""
    row = session.get(InvitationImport, import_id)
    return row if row is not None and row.event_id == event_id else None


def invitation_imports(session: Session, event_id: int) -> Sequence[InvitationImport]:
    """The lists that are imported or about to be, the newest first."""
    statement = (
        sa.select(InvitationImport)
        .where(InvitationImport.event_id == event_id, InvitationImport.state != ImportState.CANCELLED)
        .order_by(InvitationImport.id.desc())
    )
    return session.scalars(statement).all()


def next_import(session: Session, now: datetime) -> int | None:
    """The id of the list that waits longest for a worker, or whose worker has vanished."""
    lost = sa.and_(InvitationImport.state == ImportState.RUNNING, is_free(InvitationImport.lease_until, now))
    statement = sa.select(InvitationImport.id).where(sa.or_(InvitationImport.state == ImportState.QUEUED, lost))
    return session.scalar(statement.order_by(InvitationImport.id).limit(1))
