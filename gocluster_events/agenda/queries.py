"""Reads of the programme: the draft as a `Timetable`, and what is published."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.agenda import models
from gocluster_events.agenda.exports.theme import theme
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.document import change_from_json, from_document
from gocluster_events.agenda.rules.grid import day_grids
from gocluster_events.agenda.rules.news import News, news
from gocluster_events.agenda.rules.timetable import (
    Appearance,
    Day,
    Item,
    Person,
    Room,
    Timetable,
    Track,
    in_order,
    open_to_the_public,
)
from gocluster_events.db import UTCDateTime
from gocluster_events.events import queries as events
from gocluster_events.events.exports.sheet import Sheet
from gocluster_events.events.models import Event
from gocluster_events.text import Localized

Row = TypeVar("Row", models.Item, models.Person)
_DONE_AT = sa.func.coalesce(models.Step.undone_at, models.Step.at, type_=UTCDateTime)
_DONE_BY = sa.case((models.Step.undone_at.is_not(None), models.Step.undone_by), else_=models.Step.actor)


@dataclass(frozen=True, slots=True)
class Published:
    """An edition's latest version."""

    number: int
    published_at: datetime
    note: Localized
    timetable: Timetable


@dataclass(frozen=True, slots=True)
class Release:
    """A version as the public saw it, with what it changed for those who read the one ``before`` it."""

    version: Published
    before: Timetable | None
    recent: News


@dataclass(frozen=True, slots=True)
class Head:
    """The draft as a whole: its revision and the number of its conflicts."""

    revision: int
    conflicts: int


def draft(session: Session, event: Event) -> Timetable:
    """The programme as the organisers are planning it, without dropped items. Six statements."""
    return Timetable(
        zone=event.zone,
        days=tuple(Day(day.date, day.opens, day.closes) for day in events.days(session, event.id)),
        rooms=tuple(Room(r.id, r.name, r.floor, r.seats, r.has_stream) for r in events.rooms(session, event.id)),
        tracks=tuple(Track(t.id, t.letter, t.name, t.colour) for t in events.tracks(session, event.id)),
        people=people(session, event.id),
        items=_items(session, event.id, models.Item.dropped_at.is_(None)),
    )


def people(session: Session, event_id: int) -> tuple[Person, ...]:
    """Everybody on the draft's programme, by last name."""
    statement = sa.select(models.Person).where(models.Person.event_id == event_id)
    return tuple(
        person_of(row) for row in session.scalars(statement.order_by(models.Person.sort_key, models.Person.uuid))
    )


def dropped(session: Session, event_id: int) -> tuple[Item, ...]:
    """The items that were taken out of the draft, as they were."""
    return _items(session, event_id, models.Item.dropped_at.is_not(None))


def item(session: Session, event_id: int, uuid: str) -> Item | None:
    """One item of the draft as it stands, dropped or not."""
    return next(iter(_items(session, event_id, models.Item.uuid == uuid)), None)


def person(session: Session, event_id: int, uuid: str) -> Person | None:
    """One person of the draft."""
    row = next(iter(person_rows(session, event_id, [uuid]).values()), None)
    return None if row is None else person_of(row)


def revision(session: Session, event_id: int, uuid: str) -> int:
    """How often the item or person of a UUID was changed; 0 if there is none."""
    statement = sa.union_all(
        *(sa.select(m.revision).where(m.event_id == event_id, m.uuid == uuid) for m in (models.Item, models.Person))
    )
    return session.scalar(statement) or 0


def head(session: Session, event_id: int) -> Head:
    """The draft's revision (0: never touched) and its number of conflicts."""
    row = session.get(models.Draft, event_id)
    return Head(0, 0) if row is None else Head(row.revision, row.conflicts)


def changed_at(session: Session, event_id: int) -> datetime | None:
    """When the draft was last changed; None while nobody has touched it."""
    return session.scalar(sa.select(sa.func.max(_DONE_AT)).where(models.Step.event_id == event_id))


def steps(session: Session, event_id: int, limit: int) -> Sequence[tuple[datetime, str]]:
    """The latest changes of the draft, undoing included: when, and by whom."""
    statement = sa.select(_DONE_AT, _DONE_BY).where(models.Step.event_id == event_id)
    newest = statement.order_by(_DONE_AT.desc(), models.Step.number.desc()).limit(limit)
    return [(at, actor) for at, actor in session.execute(newest)]


def step(session: Session, event_id: int, number: int) -> models.Step | None:
    """The step of a number."""
    mine = sa.and_(models.Step.event_id == event_id, models.Step.number == number)
    return session.scalar(sa.select(models.Step).where(mine))


def step_to_undo(session: Session, event_id: int) -> models.Step | None:
    """The last step that holds."""
    holds = sa.and_(models.Step.event_id == event_id, models.Step.undone_at.is_(None))
    return session.scalar(sa.select(models.Step).where(holds).order_by(models.Step.number.desc()).limit(1))


def step_to_redo(session: Session, event_id: int) -> models.Step | None:
    """The first of the steps that were undone since the last one that holds."""
    last = step_to_undo(session, event_id)
    later = sa.and_(models.Step.event_id == event_id, models.Step.number > (last.number if last else 0))
    return session.scalar(sa.select(models.Step).where(later).order_by(models.Step.number).limit(1))


def last_steps(session: Session, event_id: int, limit: int) -> Sequence[models.Step]:
    """The latest steps, those that are undone too, the newest first."""
    statement = sa.select(models.Step).where(models.Step.event_id == event_id)
    return session.scalars(statement.order_by(models.Step.number.desc()).limit(limit)).all()


def changes_of(step: models.Step) -> tuple[Change, ...]:
    """What the step changed."""
    return tuple(change_from_json(each) for each in step.changes)


def latest_version(session: Session, event_id: int) -> models.Version | None:
    """The version that counts."""
    return session.scalar(_versions(event_id).limit(1))


def versions(session: Session, event_id: int) -> Sequence[models.Version]:
    """Every version, the latest first."""
    return session.scalars(_versions(event_id)).all()


def version(session: Session, event_id: int, number: int) -> Published | None:
    """The version of a number as it was published, closed items included: for organisers."""
    row = session.scalar(_versions(event_id).where(models.Version.number == number))
    return None if row is None else _as_it_was(row)


def latest(session: Session, event_id: int) -> Published | None:
    """The latest version as it was published, closed items included: for organisers. None before the first."""
    row = latest_version(session, event_id)
    return None if row is None else _as_it_was(row)


def published(session: Session, event_id: int) -> Published | None:
    """The latest version as the public sees it; None before the first."""
    version = latest(session, event_id)
    return version and replace(version, timetable=open_to_the_public(version.timetable))


def published_before(session: Session, event_id: int) -> Timetable | None:
    """The version before the latest as the public saw it; None if there is only one."""
    version = session.scalar(_versions(event_id).offset(1).limit(1))
    return None if version is None else open_to_the_public(from_document(version.document, version.format))


def releases(session: Session, event_id: int, limit: int) -> Sequence[Release]:
    """The latest versions as the public saw them, the newest first, each with what it changed. One statement."""
    rows = session.scalars(_versions(event_id).limit(limit + 1)).all()
    shown = [
        Published(row.number, row.published_at, row.note, open_to_the_public(from_document(row.document, row.format)))
        for row in rows
    ]
    older = (*(each.timetable for each in shown[1:]), None)
    pairs = list(zip(shown, older, strict=False))[:limit]
    return [Release(each, before, news(before, each.timetable)) for each, before in pairs]


def published_version(session: Session, event_id: int, number: int) -> Timetable | None:
    """The version of a number as the public saw it."""
    version = session.scalar(_versions(event_id).where(models.Version.number == number))
    return None if version is None else open_to_the_public(from_document(version.document, version.format))


def number_at(session: Session, event_id: int, at: datetime) -> int | None:
    """The number of the version that counted at that moment; None before the first."""
    return session.scalar(
        sa.select(sa.func.max(models.Version.number)).where(
            models.Version.event_id == event_id, models.Version.published_at <= at
        )
    )


def edition_theme(session: Session, event_id: int, shown: Timetable | None = None) -> Sheet:
    """The edition's style sheet: its tracks' colours, and the places of the published items.

    ``shown`` is what is published, for whoever has read it already.
    """
    colours = [(track.letter, track.colour) for track in events.tracks(session, event_id)]
    if shown is None:
        version = published(session, event_id)
        shown = version.timetable if version else None
    return theme(colours, day_grids(shown) if shown else ())


def item_rows(session: Session, event_id: int, uuids: Iterable[str]) -> Mapping[str, models.Item]:
    """The rows of these items, by UUID."""
    return _rows(session, models.Item, event_id, uuids)


def person_rows(session: Session, event_id: int, uuids: Iterable[str]) -> Mapping[str, models.Person]:
    """The rows of these people, by UUID."""
    return _rows(session, models.Person, event_id, uuids)


def appearances(session: Session, item_ids: Iterable[int]) -> Mapping[int, tuple[Appearance, ...]]:
    """Who appears in these items, in the programme's order, by the item's id."""
    statement = (
        sa.select(models.Appearance.item_id, models.Person.uuid, models.Appearance.part)
        .join(models.Person)
        .where(models.Appearance.item_id.in_(list(item_ids)))
        .order_by(models.Appearance.position, models.Appearance.id)
    )
    found: dict[int, tuple[Appearance, ...]] = defaultdict(tuple)
    for item_id, uuid, part in session.execute(statement):
        found[item_id] = (*found[item_id], Appearance(uuid, part))
    return found


def item_of(row: models.Item, cast: tuple[Appearance, ...]) -> Item:
    """The item that a row and its appearances hold."""
    return Item(
        uuid=row.uuid,
        code=row.code,
        kind=row.kind,
        title=row.title,
        abstract=row.abstract,
        track=row.track_id,
        language=row.language,
        length_minutes=row.length_minutes,
        seats=row.seats,
        visibility=row.visibility,
        has_stream=row.has_stream,
        starts_at=row.starts_at,
        room=row.room_id,
        people=cast,
    )


def person_of(row: models.Person) -> Person:
    """The person that a row holds."""
    return Person(
        uuid=row.uuid,
        first_name=row.first_name,
        last_name=row.last_name,
        title=row.title,
        position=row.position,
        organisation=row.organisation,
    )


def _items(session: Session, event_id: int, which: sa.ColumnElement[bool]) -> tuple[Item, ...]:
    rows = session.scalars(sa.select(models.Item).where(models.Item.event_id == event_id, which)).all()
    cast = appearances(session, [row.id for row in rows])
    return in_order(item_of(row, cast.get(row.id, ())) for row in rows)


def _rows(session: Session, model: type[Row], event_id: int, uuids: Iterable[str]) -> Mapping[str, Row]:
    statement = sa.select(model).where(model.event_id == event_id, model.uuid.in_(list(uuids)))
    return {row.uuid: row for row in session.scalars(statement)}


def _versions(event_id: int) -> sa.Select[models.Version]:
    return sa.select(models.Version).where(models.Version.event_id == event_id).order_by(models.Version.number.desc())


def _as_it_was(row: models.Version) -> Published:
    return Published(row.number, row.published_at, row.note, from_document(row.document, row.format))
