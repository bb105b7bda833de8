"""Reads of an edition's rooms and tracks as what can be changed."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.events.models import Room, Track
from gocluster_events.events.rules.places import PlaceFacts, RoomFacts, TrackFacts

PlaceKind = type[Room] | type[Track]


def place(session: Session, event_id: int, kind: PlaceKind, place_id: int) -> Room | Track | None:
    """One room or track of the edition."""
    found: Room | Track | None = session.scalar(_of(event_id, kind).where(kind.id == place_id))
    return found


def places(session: Session, event_id: int, kind: PlaceKind) -> Sequence[Room | Track]:
    """The edition's rooms or tracks in order."""
    found: Sequence[Room | Track] = session.scalars(_of(event_id, kind).order_by(kind.position, kind.id)).all()
    return found


def _of(event_id: int, kind: Any) -> Any:
    return sa.select(kind).where(kind.event_id == event_id)


def facts_of(row: Room | Track) -> PlaceFacts:
    """The room or track as its form changes it."""
    kind = RoomFacts if isinstance(row, Room) else TrackFacts
    return kind(**{name: getattr(row, name) for name in kind.__dataclass_fields__})


def streams(session: Session, event_id: int) -> Sequence[Room]:
    """The rooms whose stream can be followed now, in order: their links are for confirmed participants only."""
    statement = sa.select(Room).where(Room.event_id == event_id, Room.has_stream, Room.stream_url != "")
    return session.scalars(statement.order_by(Room.position, Room.id)).all()
