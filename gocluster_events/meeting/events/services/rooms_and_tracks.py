"""Rooms and tracks are added, changed, ordered and removed. The caller holds the edition's lock, and looks what stands
in them: events know nothing of items.
"""

from dataclasses import fields
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.core.text import fold
from gocluster_events.meeting.events.models import Room, Track
from gocluster_events.meeting.events.queries import PlaceKind, facts_of, place, places
from gocluster_events.meeting.events.rules.rooms_and_tracks import PlaceFacts, PlaceRefusal, RoomFacts, TrackFacts
from gocluster_events.meeting.events.services.acting import audit

_KINDS: dict[type[PlaceFacts], PlaceKind] = {RoomFacts: Room, TrackFacts: Track}


def add_place(session: Session, event_id: int, facts: PlaceFacts, act: Act) -> int:
    """The edition has the room or track, behind the others; returns its id. Raises Refused when its name is taken."""
    kind = _KINDS[type(facts)]
    rows = places(session, event_id, kind)
    _check_name(facts, rows, None)
    row = kind(event_id=event_id, position=max((each.position for each in rows), default=0) + 1, **_columns(facts))
    session.add(row)
    session.flush()
    _record(session, row, "added", act)
    return row.id


def change_place(
    session: Session, event_id: int, place_id: int, facts: PlaceFacts, revision: int, act: Act
) -> tuple[str, ...]:
    """The room or track is as typed; the audit log names the changed fields, which are returned.

    Raises Stale when somebody saved after ``revision`` or removed it, Refused when its name is taken.
    """
    kind = _KINDS[type(facts)]
    row = place(session, event_id, kind, place_id)
    if row is None or row.revision != revision:
        raise Stale
    _check_name(facts, places(session, event_id, kind), row)
    before = facts_of(row)
    names = tuple(each.name for each in fields(facts) if getattr(before, each.name) != getattr(facts, each.name))
    if names:
        for name in names:
            setattr(row, name, getattr(facts, name))
        row.revision += 1
        _record(session, row, "changed", act, names)
    return names


def move_place(session: Session, event_id: int, kind: PlaceKind, place_id: int, steps: int, act: Act) -> None:
    """The room or track stands that many places later (earlier, if negative); the others close up."""
    rows = list(places(session, event_id, kind))
    at = next((number for number, row in enumerate(rows) if row.id == place_id), None)
    if at is None:
        raise Stale
    moved = rows[at]
    rows.insert(max(at + steps, 0), rows.pop(at))
    if rows[at] is not moved:
        for position, row in enumerate(rows, start=1):
            row.position = position
        _record(session, moved, "moved", act)


def remove_place(session: Session, event_id: int, kind: PlaceKind, place_id: int, act: Act) -> None:
    """The room or track is gone. Removing it twice changes nothing."""
    row = place(session, event_id, kind, place_id)
    if row is not None:
        _record(session, row, "removed", act)
        session.delete(row)
        session.flush()


def copy_places(session: Session, source_id: int, event_id: int) -> tuple[dict[int, int], dict[int, int]]:
    """The edition has the rooms and tracks of another one; returns the new ids by the old ones.

    Links to streams stay behind: they are those of another day.
    """
    return _copied(session, source_id, event_id, Room), _copied(session, source_id, event_id, Track)


def _copied(session: Session, source_id: int, event_id: int, kind: PlaceKind) -> dict[int, int]:
    made: list[tuple[int, Room | Track]] = []
    for position, old in enumerate(places(session, source_id, kind), start=1):
        values = _columns(facts_of(old)) | ({"stream_url": ""} if kind is Room else {})
        row = kind(event_id=event_id, position=position, **values)
        session.add(row)
        made.append((old.id, row))
    session.flush()
    return {old_id: row.id for old_id, row in made}


def _columns(facts: PlaceFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in facts.__dataclass_fields__}


def _check_name(facts: PlaceFacts, rows: Any, mine: Room | Track | None) -> None:
    """No two rooms of one name, no two tracks of one letter, however they are written."""
    match facts:
        case RoomFacts():
            taken, refusal = fold(facts.name), PlaceRefusal.KNOWN_ROOM
        case TrackFacts():
            taken, refusal = fold(facts.letter), PlaceRefusal.KNOWN_LETTER
    if any(row is not mine and fold(row.name if isinstance(row, Room) else row.letter) == taken for row in rows):
        raise Refused(refusal)


def _record(session: Session, row: Room | Track, deed: str, act: Act, names: tuple[str, ...] = ()) -> None:
    table = "room" if isinstance(row, Room) else "track"
    audit(session, row.event_id, f"edition.{table}_{deed}", act, about=f"{table}:{row.id}", fields=names)
