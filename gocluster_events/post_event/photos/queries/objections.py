"""Reads of objections to photos."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.post_event.photos.models import Photo, PhotoObjection
from gocluster_events.post_event.photos.rules.codes import ObjectionState, State

_OPEN = PhotoObjection.state == ObjectionState.OPEN


@dataclass(frozen=True, slots=True)
class Objector:
    """Who does not want to be seen on a photo: a participant by name, anybody else by their address alone."""

    name: str
    email: str
    at: datetime
    remark: str
    is_hiding: bool
    registration_id: int | None


def objectors(session: Session, event_id: int) -> Mapping[int, Sequence[Objector]]:
    """The open objections of an edition by photo, the first first. One statement."""
    mine = (PhotoObjection.event_id == event_id, _OPEN)
    columns: tuple[Any, ...] = (
        PhotoObjection.photo_id, Registration.first_name, Registration.last_name,
        sa.func.coalesce(Registration.email, PhotoObjection.email), PhotoObjection.at, PhotoObjection.remark,
        PhotoObjection.is_hiding, PhotoObjection.registration_id,
    )  # fmt: skip
    statement = sa.select(*columns).outerjoin(Registration).where(*mine).order_by(PhotoObjection.id)
    by_photo: dict[int, list[Objector]] = {}
    for photo_id, first, last, *more in session.execute(statement):
        by_photo.setdefault(photo_id, []).append(Objector(f"{first or ''} {last or ''}".strip(), *more))
    return by_photo


def open_objections(session: Session, photo_id: int) -> Sequence[PhotoObjection]:
    """The objections to a photo that nobody has answered."""
    mine = sa.select(PhotoObjection).where(PhotoObjection.photo_id == photo_id, _OPEN)
    return session.scalars(mine.order_by(PhotoObjection.id)).all()


def objections_by(session: Session, registration_id: int) -> Sequence[PhotoObjection]:
    """Every objection of a participant, the first first."""
    mine = sa.select(PhotoObjection).where(PhotoObjection.registration_id == registration_id)
    return session.scalars(mine.order_by(PhotoObjection.id)).all()


def asked_about(people: Sequence[int]) -> sa.Select[int | None]:
    """The photos (ids) about which one of these participants waits for an answer."""
    return sa.select(PhotoObjection.photo_id).where(PhotoObjection.registration_id.in_(people), _OPEN)


def objection(session: Session, objection_id: int) -> PhotoObjection | None:
    """The objection of that number."""
    return session.get(PhotoObjection, objection_id)


def unproven(session: Session, photo_id: int, email_key: str) -> PhotoObjection | None:
    """The objection to a photo with that address, which has still to be proven."""
    waiting = PhotoObjection.state == ObjectionState.UNPROVEN
    mine = (PhotoObjection.photo_id == photo_id, PhotoObjection.email_key == email_key)
    return session.scalar(sa.select(PhotoObjection).where(*mine, waiting))


def number_waiting(session: Session, event_id: int) -> int:
    """How many photos of the edition somebody must decide about: hidden ones, and those that somebody asked about."""
    is_asked = sa.exists().where(PhotoObjection.photo_id == Photo.id, _OPEN)
    waiting = sa.and_(Photo.event_id == event_id, sa.or_(Photo.state == State.HIDDEN, is_asked))
    return session.scalar(sa.select(sa.func.count()).select_from(Photo).where(waiting)) or 0
