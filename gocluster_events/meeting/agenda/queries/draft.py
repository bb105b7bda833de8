"""The rows of the draft as one timetable, and what the checks found in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.core.accounts.models import Account
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.rules.codes import RoomUse
from gocluster_events.meeting.agenda.rules.conflicts.accepting import Acceptance, Findings, split_accepted
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.document import read_links, read_spans
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock, by_time
from gocluster_events.meeting.agenda.rules.timetable import (
    Appearance,
    Day,
    Item,
    Person,
    Room,
    Timetable,
    Track,
    in_order,
)
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event, Room as RoomRow

Row = TypeVar("Row", models.Item, models.Person, models.TimeBlock)
_ABSENT = aliased(models.Person)
_CASTS = (  # made once: building it takes longer than SQLite needs for it
    sa.select(models.Appearance.item_id, models.Person.uuid, models.Appearance.part, _ABSENT.uuid)
    .join(models.Person, models.Person.id == models.Appearance.person_id)
    .outerjoin(_ABSENT, _ABSENT.id == models.Appearance.for_person_id)
    .where(models.Appearance.item_id.in_(sa.bindparam("items", expanding=True)))
    .order_by(models.Appearance.position, models.Appearance.id)
)


def draft(session: Session, event: Event) -> Timetable:
    """The programme as the organisers are planning it, without dropped items. Seven statements."""
    return Timetable(
        zone=event.zone,
        days=tuple(
            Day(day.date, day.admission or day.opens, day.closes, day.name) for day in events.days(session, event)
        ),
        rooms=tuple(room_of(row) for row in events.rooms(session, event.id)),
        tracks=tuple(Track(t.id, t.letter, t.name, t.colour) for t in events.tracks(session, event.id)),
        people=people(session, event.id),
        items=_items(session, event.id, models.Item.dropped_at.is_(None)),
        blocks=blocks(session, event.id),
    )


def room_of(row: RoomRow) -> Room:
    """The room that a row holds."""
    uses = {
        RoomUse.SESSIONS: row.for_sessions,
        RoomUse.BREAKS: row.for_breaks,
        RoomUse.EXHIBITION: row.for_exhibition,
    }
    meant = frozenset(use for use, is_so in uses.items() if is_so)
    return Room(row.id, row.name, row.floor, row.seats, row.has_stream, meant)


def people(session: Session, event_id: int) -> tuple[Person, ...]:
    """Everybody on the draft's programme, by last name."""
    statement = sa.select(models.Person).where(models.Person.event_id == event_id)
    return tuple(
        person_of(row) for row in session.scalars(statement.order_by(models.Person.sort_key, models.Person.uuid))
    )


def blocks(session: Session, event_id: int) -> tuple[TimeBlock, ...]:
    """The draft's common times, by time."""
    return by_time(
        map(block_of, session.scalars(sa.select(models.TimeBlock).where(models.TimeBlock.event_id == event_id)))
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
    """How often the item, person or block of a UUID was changed; 0 if there is none."""
    kinds = (models.Item, models.Person, models.TimeBlock)
    statement = sa.union_all(*(sa.select(m.revision).where(m.event_id == event_id, m.uuid == uuid) for m in kinds))
    return session.scalar(statement) or 0


def revisions(session: Session, event_id: int) -> Mapping[str, int]:
    """How often each item and each block was changed, by its UUID."""
    statement = sa.union_all(
        *(sa.select(m.uuid, m.revision).where(m.event_id == event_id) for m in (models.Item, models.TimeBlock))
    )
    return {row.uuid: row.revision for row in session.execute(statement)}


def shows_portrait(session: Session, sha256: str) -> bool:
    """Whether anybody, or any version or step of any edition, still has that portrait."""
    statement = sa.select(
        sa.or_(
            sa.exists().where(models.Person.portrait == sha256),
            sa.exists().where(sa.cast(models.Version.document, sa.Text).contains(sha256)),
            sa.exists().where(sa.cast(models.Snapshot.document, sa.Text).contains(sha256)),
            sa.exists().where(sa.cast(models.Step.changes, sa.Text).contains(sha256)),
        )
    )
    return bool(session.scalar(statement))


def is_published(session: Session, event_id: int, uuid: str) -> bool:
    """Whether a version or a snapshot of the edition names that person."""
    states = (models.Version, models.Snapshot)
    named = [
        sa.exists().where(state.event_id == event_id, sa.cast(state.document, sa.Text).contains(uuid))
        for state in states
    ]
    return bool(session.scalar(sa.select(sa.or_(*named))))


def item_rows(session: Session, event_id: int, uuids: Iterable[str]) -> Mapping[str, models.Item]:
    """The rows of these items, by UUID."""
    return _rows(session, models.Item, event_id, uuids)


def person_rows(session: Session, event_id: int, uuids: Iterable[str]) -> Mapping[str, models.Person]:
    """The rows of these people, by UUID."""
    return _rows(session, models.Person, event_id, uuids)


def block_rows(session: Session, event_id: int, uuids: Iterable[str]) -> Mapping[str, models.TimeBlock]:
    """The rows of these blocks, by UUID."""
    return _rows(session, models.TimeBlock, event_id, uuids)


def appearances(session: Session, item_ids: Iterable[int]) -> Mapping[int, tuple[Appearance, ...]]:
    """Who appears in these items, in the programme's order, by the item's id."""
    casts_by_item: dict[int, tuple[Appearance, ...]] = defaultdict(tuple)
    if ids := list(item_ids):
        for item_id, uuid, part, for_person in session.execute(_CASTS, {"items": ids}):
            casts_by_item[item_id] = (*casts_by_item[item_id], Appearance(uuid, part, for_person))
    return casts_by_item


def item_of(row: models.Item, cast: tuple[Appearance, ...]) -> Item:
    """The item that a row and its appearances hold."""
    return Item(
        uuid=row.uuid,
        code=row.code,
        kind=row.kind,
        title=row.title,
        summary=row.summary,
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
        is_pinned=row.is_pinned,
        links=read_links(row.links),
        do_not_record=row.do_not_record,
        sign_up=row.sign_up,
    )


def block_of(row: models.TimeBlock) -> TimeBlock:
    """The block that a row holds."""
    return TimeBlock(row.uuid, row.name, row.starts_at, row.length_minutes)


def person_of(row: models.Person) -> Person:
    """The person that a row holds."""
    return Person(
        uuid=row.uuid,
        first_name=row.first_name,
        last_name=row.last_name,
        title=row.title,
        position=row.position,
        organisation=row.organisation,
        biography=row.biography,
        email=row.email,
        status=row.status,
        portrait=row.portrait,
        portrait_consent=row.portrait_consent,
        available=read_spans(row.available),
        is_redacted=row.is_redacted,
    )


def _items(session: Session, event_id: int, which: sa.ColumnElement[bool]) -> tuple[Item, ...]:
    rows = session.scalars(sa.select(models.Item).where(models.Item.event_id == event_id, which)).all()
    cast = appearances(session, [row.id for row in rows])
    return in_order(item_of(row, cast.get(row.id, ())) for row in rows)


def _rows(session: Session, model: type[Row], event_id: int, uuids: Iterable[str]) -> Mapping[str, Row]:
    wanted = list(uuids)
    if not wanted:
        return {}
    statement = sa.select(model).where(model.event_id == event_id, model.uuid.in_(wanted))
    return {row.uuid: row for row in session.scalars(statement)}


def items_in(session: Session, event_id: int, *, room: bool, place_id: int) -> Sequence[models.Item]:
    """The items of the draft in that room (or else track), by their code."""
    return session.scalars(
        sa.select(models.Item)
        .where(models.Item.event_id == event_id, models.Item.dropped_at.is_(None), _column(room=room) == place_id)
        .order_by(models.Item.code, models.Item.id)
    ).all()


def numbers_of_items(session: Session, event_id: int, *, room: bool) -> Mapping[int, int]:
    """How many items of the draft each room (or else track) has, by its id."""
    column = _column(room=room)
    statement = sa.select(column, sa.func.count()).where(
        models.Item.event_id == event_id, models.Item.dropped_at.is_(None), column.is_not(None)
    )
    return {place_id: number for place_id, number in session.execute(statement.group_by(column)) if place_id}


def _column(*, room: bool) -> sa.ColumnElement[int | None]:
    return sa.type_coerce(models.Item.room_id if room else models.Item.track_id, sa.Integer)


def findings(session: Session, event_id: int, draft: Timetable) -> Findings:
    """What the checks find in the edition's draft, and what of it was accepted. One statement."""
    return split_accepted(conflicts(draft), acceptances(session, event_id))


def acceptances(session: Session, event_id: int) -> Mapping[str, Acceptance]:
    """What was accepted, by its fingerprint, with who accepted it: by name, else by address."""
    row = models.Acceptance
    statement = (
        sa.select(row.fingerprint, row.reason, sa.func.coalesce(Account.name, row.accepted_by), row.accepted_at)
        .outerjoin(Account, Account.email == row.accepted_by)
        .where(row.event_id == event_id)
    )
    return {each[0]: Acceptance(*each) for each in session.execute(statement)}
