"""Reads about sign-ups that are being typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Cluster, Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people.models import PendingEntry, Registration
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS
from gocluster_events.meeting.registration.sign_up.models import Draft, DraftNeeds, JointEntry


def drafts(session: Session, event_id: int) -> Sequence[tuple[Draft, DraftNeeds | None]]:
    """Every sign-up of the edition that is being typed or was just sent, locked until the transaction ends."""
    statement = sa.select(Draft, DraftNeeds).outerjoin(DraftNeeds, DraftNeeds.draft_id == Draft.id)
    locking_statement = statement.where(Draft.event_id == event_id).with_for_update(of=Draft)
    return [(draft, needs) for draft, needs in session.execute(locking_statement)]


@dataclass(frozen=True)
class OpenDraft:
    """A draft as its browser sees it: its row, the needs typed so far, and the edition."""

    row: Draft
    needs: Sequence[Mapping[str, object]]
    event: Event


_OPEN = (
    sa.select(Draft, DraftNeeds.needs, Event)
    .join(Event, Event.id == Draft.event_id)
    .outerjoin(DraftNeeds, DraftNeeds.draft_id == Draft.id)
    .where(Draft.id == sa.bindparam("draft"), Draft.secret_digest == sa.bindparam("secret"))
    .where(Event.slug == sa.bindparam("edition"), Event.status != EventStatus.DRAFT)
)


def draft(session: Session, slug: str, draft_id: str, secret_digest: str) -> OpenDraft | None:
    """The draft of an id in a public edition, for the browser that began it only; later changes do not show in it."""
    row = session.execute(_OPEN, {"draft": draft_id, "secret": secret_digest, "edition": slug}).first()
    if row is None:
        return None
    for each in (row[0], row[2]):
        session.expunge(each)
    return OpenDraft(row[0], row[1] or (), row[2])


_OFFERED = (
    sa.select(Cluster.name, sa.exists().where(Invitation.event_id == Event.id))
    .select_from(Event)
    .outerjoin(Cluster, Cluster.event_id == Event.id)
    .where(Event.id == sa.bindparam("event"))
    .order_by(Cluster.name)
)


def clusters_and_codes(session: Session, event_id: int) -> tuple[Sequence[str], bool]:
    """The names of the edition's clusters, sorted, and whether it has given out codes."""
    rows = session.execute(_OFFERED, {"event": event_id}).all()
    return [name for name, _has_codes in rows if name is not None], any(has_codes for _name, has_codes in rows)


_WAITS = sa.exists().where(JointEntry.registration_id == Registration.id, JointEntry.answered_at.is_(None))
_OF_LINK = sa.select(Registration, _WAITS).where(Registration.id == sa.bindparam("registration"))


def registration_of_link(session: Session, registration_id: int) -> tuple[Registration, bool]:
    """The registration, and whether a sign-up of several waits for its answer. Raises NoResultFound."""
    row = session.execute(_OF_LINK, {"registration": registration_id}).one()
    return row[0], row[1]


def may_answer_in_person(session: Session, registration_id: int) -> bool:
    """Whether a sign-up of several waits for somebody whose address is known and who has nothing to prove."""
    pending = sa.exists().where(PendingEntry.registration_id == Registration.id)
    return bool(session.scalar(sa.select(_WAITS & ~pending).where(Registration.id == registration_id)))


def joint_entries(session: Session, sign_up: str) -> Sequence[JointEntry]:
    """Everybody of a sign-up of several, in the order in which they were registered."""
    statement = sa.select(JointEntry).where(JointEntry.sign_up == sign_up).order_by(JointEntry.id)
    return session.scalars(statement, execution_options={"populate_existing": True}).all()


def joint_entries_of(session: Session, registration_id: int) -> Sequence[JointEntry]:
    """What sign-ups of several know of that registration, the oldest first."""
    statement = sa.select(JointEntry).where(JointEntry.registration_id == registration_id)
    return session.scalars(statement.order_by(JointEntry.id)).all()


def institution_behind(session: Session, registration_id: int) -> str | None:
    """The institution of whoever filled in the form for that person last; None where they did themselves."""
    theirs = sa.and_(JointEntry.registration_id == registration_id, ~JointEntry.is_registrant)
    return session.scalar(sa.select(JointEntry.institution).where(theirs).order_by(JointEntry.id.desc()).limit(1))


def overdue_sign_ups(session: Session, now: datetime) -> Sequence[tuple[int, str]]:
    """Edition and id of the sign-ups of several whose links are over, and about which nobody was told."""
    statement = sa.select(Registration.event_id, JointEntry.sign_up).join_from(JointEntry, Registration)
    over = statement.where(JointEntry.created_at <= now - LINK_LASTS).distinct()
    return [
        (event_id, sign_up)
        for event_id, sign_up in session.execute(over.order_by(Registration.event_id, JointEntry.sign_up))
    ]
