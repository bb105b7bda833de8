"""The photos of an edition: added, described, ordered, published and removed. Archived editions too."""

from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, as_seen
from gocluster_events.core.picture import Picture
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.post_event.photos.models import Photo
from gocluster_events.post_event.photos.queries import objections, photos as queries
from gocluster_events.post_event.photos.rules.codes import MOST_PHOTOS, ObjectionState, Refusal, State
from gocluster_events.post_event.photos.rules.letters import PHOTO_REMOVED
from gocluster_events.post_event.photos.rules.photos import PhotoFacts, lacking
from gocluster_events.post_event.photos.services.letters import tell

_TEXTS = ("alt", "caption", "credit", "licence", "basis", "item")


def add(event_id: int, pictures: tuple[Picture, Picture], act: Act) -> str:
    """The edition has one more photo, the last one, which the public does not see; returns its UUID.

    Raises Refused when it has as many as it may.
    """
    large, small = pictures
    with transaction() as session:
        events.lock(session, event_id)
        number = queries.number_of_photos(session, event_id)
        if number >= MOST_PHOTOS:
            raise Refused(Refusal.TOO_MANY)
        last = session.scalar(sa.select(sa.func.max(Photo.position)).where(Photo.event_id == event_id)) or 0
        row = Photo(
            uuid=str(uuid4()), event_id=event_id, position=last + 1, large=large.content, small=small.content,
            digest=large.sha256, width=large.width, height=large.height, small_width=small.width, added_by=act.by,
            added_at=act.at,
        )  # fmt: skip
        session.add(row)
        session.flush()
        audit(session, event_id, "photo.added", act, about=subject(row))
        return row.uuid


def change(event_id: int, uuid: str, facts: PhotoFacts, revision: int, act: Act) -> None:
    """The team says that of the photo. Who ticked first answers for it, until the tick is taken away.

    Raises Stale when somebody saved since ``revision``, and Refused where a public photo would lack something.
    """
    with transaction() as session:
        events.lock(session, event_id)
        row = as_seen(queries.photo(session, event_id, uuid), revision)
        if row.state is State.PUBLISHED and lacking(facts):
            raise Refused(Refusal.LACKING)
        before = queries.facts_of(row)
        if facts == before:
            return
        if row.state is State.PUBLISHED:
            withdraw(session, event_id, act.at)
        for name in _TEXTS:
            setattr(row, name, getattr(facts, name))
        if facts.is_checked != before.is_checked:
            row.checked_by, row.checked_at = (act.by, act.at) if facts.is_checked else ("", None)
        row.revision += 1
        changed = [name for name in (*_TEXTS, "is_checked") if getattr(facts, name) != getattr(before, name)]
        audit(session, event_id, "photo.changed", act, about=subject(row), fields=[f"photo_{each}" for each in changed])


def move(event_id: int, uuid: str, step: int, act: Act) -> None:
    """The photo stands one place earlier (-1) or later (1)."""
    with transaction() as session:
        events.lock(session, event_id)
        rows = list(queries.photos(session, event_id))
        here = next((number for number, row in enumerate(rows) if row.uuid == uuid), None)
        if here is None or not 0 <= here + step < len(rows):
            return
        rows.insert(here + step, rows.pop(here))
        for position, row in enumerate(rows, 1):
            row.position = position
        audit(session, event_id, "photo.moved", act, about=subject(rows[here + step]))


def publish(event_id: int, uuid: str, act: Act) -> None:
    """The public sees the photo. Raises Refused where it lacks something, or somebody has hidden it."""
    with transaction() as session:
        row = _row(session, event_id, uuid)
        if row.state is State.HIDDEN:
            raise Refused(Refusal.HIDDEN)
        if lacking(queries.facts_of(row)):
            raise Refused(Refusal.LACKING)
        if row.state is State.DRAFT:
            _turn(session, row, State.PUBLISHED, act, "photo.published")


def take_back(event_id: int, uuid: str, act: Act) -> None:
    """The public does not see the photo any more; it is hidden as long as somebody waits for an answer about it."""
    with transaction() as session:
        row = _row(session, event_id, uuid)
        if row.state is State.PUBLISHED:
            waits = objections.open_objections(session, row.id)
            _turn(session, row, State.HIDDEN if waits else State.DRAFT, act, "photo.taken_back")
            withdraw(session, event_id, act.at)


def remove(event_id: int, uuid: str, act: Act, *, only_draft: bool = False) -> None:
    """The photo is gone, and whoever did not want to be seen on it is told.

    Twice changes nothing. With ``only_draft``, raises Refused for one that is none.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        row = queries.photo(session, event_id, uuid)
        if row is None:
            return
        if only_draft and row.state is not State.DRAFT:
            raise Refused(Refusal.NO_DRAFT)
        for each in objections.open_objections(session, row.id):
            tell(session, event, each, PHOTO_REMOVED, act.at)
            each.state, each.answered_at, each.answered_by = ObjectionState.GRANTED, act.at, act.by
        if row.state is State.PUBLISHED:
            withdraw(session, event_id, act.at)
        audit(session, event_id, "photo.removed", act, about=subject(row))
        session.flush()
        session.execute(sa.delete(Photo).where(Photo.id == row.id))


def subject(row: Photo) -> str:
    """How the audit log names the photo: ``photo:17``."""
    return f"photo:{row.id}"


def _row(session: Session, event_id: int, uuid: str) -> Photo:
    events.lock(session, event_id)
    row = queries.photo(session, event_id, uuid)
    if row is None:
        raise Refused(Refusal.GONE)
    return row


def _turn(session: Session, row: Photo, state: State, act: Act, action: str) -> None:
    row.state = state
    row.revision += 1
    audit(session, row.event_id, action, act, about=subject(row))
