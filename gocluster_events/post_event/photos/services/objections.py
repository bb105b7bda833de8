"""“I am in this photo”: a participant hides it at once, or asks; anybody else asks with an address that they prove."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.text import email_key
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.meeting.registration.people.queries.people import takes_part
from gocluster_events.meeting.registration.people.services.mails import own_act
from gocluster_events.post_event.photos.models import Photo, PhotoObjection
from gocluster_events.post_event.photos.queries import objections as queries, photos
from gocluster_events.post_event.photos.rules.codes import OBJECTIONS_LAST, PROOF_LASTS, ObjectionState, Refusal, State
from gocluster_events.post_event.photos.rules.letters import PHOTO_PROOF, PHOTO_PUBLIC
from gocluster_events.post_event.photos.rules.objections import hides_at_once, is_provable, showing_refusal
from gocluster_events.post_event.photos.rules.photos import lacking
from gocluster_events.post_event.photos.services.letters import subject, tell
from gocluster_events.post_event.photos.services.photos import subject as photo_subject


@dataclass(frozen=True, slots=True)
class Plea:
    """With which address somebody asks, in which language, and where on the photo they are, in their words."""

    email: str
    language: str
    remark: str


def object_as_participant(event_id: int, uuid: str, registration_id: int, language: str, now: datetime) -> State | None:
    """The photo is hidden, or the team is asked to decide; returns how it stands then, None where it was not public.

    Asked twice, the participant asks once.
    """
    with transaction() as session:
        events.lock(session, event_id)
        photo = _public(session, event_id, uuid)
        if photo is None:
            return None
        known = queries.objections_by(session, registration_id)
        if any(each.photo_id == photo.id and each.state is ObjectionState.OPEN for each in known):
            return photo.state
        hidden = [each.photo_id for each in known if each.is_hiding]
        is_hiding = hides_at_once(hidden, photo.id, has_place=takes_part(session, registration_id))
        session.add(
            PhotoObjection(
                event_id=event_id, photo_id=photo.id, registration_id=registration_id, language=language,
                is_hiding=is_hiding, state=ObjectionState.OPEN, at=now,
            )
        )  # fmt: skip
        if is_hiding:
            photo.state, photo.revision = State.HIDDEN, photo.revision + 1
            withdraw(session, event_id, now)
        action = "photo.hidden" if is_hiding else "photo.objected"
        audit(session, event_id, action, own_act(registration_id, now), about=photo_subject(photo))
        return photo.state


def hide_asked_about(session: Session, people: Sequence[int], now: datetime) -> None:
    """Public photos about which one of these participants waits are hidden: their requests go with them.

    Called in the transaction that erases them.
    """
    waiting = queries.asked_about(people)
    hidden = {"state": State.HIDDEN, "revision": Photo.revision + 1}
    hide = sa.update(Photo).where(Photo.id.in_(waiting), Photo.state == State.PUBLISHED).values(hidden)
    for event_id in sorted(set(session.scalars(hide.returning(Photo.event_id)))):
        withdraw(session, event_id, now)


def ask(event_id: int, uuid: str, plea: Plea, now: datetime) -> None:
    """A letter with a link is on its way to the address; with it the team is asked. Nothing where it is not public."""
    with transaction() as session:
        event = events.lock(session, event_id)
        photo = _public(session, event_id, uuid)
        if photo is None:
            return
        key = email_key(plea.email)
        row = queries.unproven(session, photo.id, key)
        if row is None:
            row = PhotoObjection(event_id=event_id, photo_id=photo.id, email=plea.email, email_key=key)
            row.state, row.is_hiding = ObjectionState.UNPROVEN, False
            session.add(row)
        row.language, row.remark, row.at = plea.language, plea.remark, now
        session.flush()
        tell(session, event, row, PHOTO_PROOF, now)


def prove(objection_id: int, now: datetime) -> bool:
    """The team is asked, now that the address is proven; False where the link is too old. Twice changes nothing.

    A photo that was taken back meanwhile is hidden, until the team has decided.
    """
    known = queries.objection(reading(), objection_id)
    if known is None:
        return False
    with transaction() as session:
        events.lock(session, known.event_id)
        row = queries.objection(session, objection_id)
        if row is None or (row.state is ObjectionState.UNPROVEN and not is_provable(row.at, now)):
            return False
        if row.state is ObjectionState.UNPROVEN:
            _open(session, row, now)
        return True


def _open(session: Session, row: PhotoObjection, now: datetime) -> None:
    row.state, row.at = ObjectionState.OPEN, now
    photo = session.get(Photo, row.photo_id) if row.photo_id else None
    if photo is None:
        row.state, row.answered_at = ObjectionState.GRANTED, now
        return
    if photo.state is State.DRAFT:
        photo.state, photo.revision = State.HIDDEN, photo.revision + 1
    audit(session, row.event_id, "photo.objected", Act(subject(row), now), about=photo_subject(photo))


def keep_public(event_id: int, uuid: str, reason: str, act: Act) -> None:
    """The photo is public all the same, and everybody who did not want that is told why.

    Raises Refused where nobody has asked, where it is hidden for the second time, and where it is gone.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        photo = photos.photo(session, event_id, uuid)
        if photo is None:
            raise Refused(Refusal.GONE)
        pleas = queries.open_objections(session, photo.id)
        refusal = showing_refusal(photo.state, photo.shown_again_at, len(pleas))
        if refusal is not None:
            raise Refused(refusal)
        if lacking(photos.facts_of(photo)):
            raise Refused(Refusal.LACKING)
        for each in pleas:
            each.state, each.reason = ObjectionState.DECLINED, reason
            each.answered_at, each.answered_by = act.at, act.by
            tell(session, event, each, PHOTO_PUBLIC, act.at, reason=reason)
        if photo.state is State.HIDDEN:
            photo.state, photo.shown_again_at, photo.revision = State.PUBLISHED, act.at, photo.revision + 1
        audit(session, event_id, "photo.shown_again", act, about=photo_subject(photo))


def forget_objections(now: datetime) -> int:
    """Objections that were never proven, and those that were answered long ago, are gone with their mails.

    Returns how many. The worker's verb.
    """
    if not _old(reading(), now):
        return 0
    with transaction() as session:
        rows = _old(session, now)
        for row in rows:
            outbox.forget(session, subject(row))
            sessions.forget(session, subject(row))
            session.delete(row)
        return len(rows)


def _public(session: Session, event_id: int, uuid: str) -> Photo | None:
    row = photos.photo(session, event_id, uuid)
    return row if row is not None and row.state is State.PUBLISHED else None


def _old(session: Session, now: datetime) -> Sequence[PhotoObjection]:
    is_unproven = PhotoObjection.state == ObjectionState.UNPROVEN
    old = sa.or_(
        sa.and_(is_unproven, PhotoObjection.at <= now - PROOF_LASTS),
        PhotoObjection.answered_at <= now - OBJECTIONS_LAST,
    )
    return session.scalars(sa.select(PhotoObjection).where(old)).all()
