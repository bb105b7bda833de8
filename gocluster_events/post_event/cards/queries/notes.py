"""Who takes notes at which item, and the cards that somebody wrote there."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.agenda.models import Appearance, Item, Person
from gocluster_events.meeting.agenda.rules.codes import Part
from gocluster_events.post_event.cards import models
from gocluster_events.post_event.cards.queries.cards import facts_of
from gocluster_events.post_event.cards.rules.codes import Origin
from gocluster_events.post_event.cards.rules.notes import Note


def noted_items(session: Session, person_id: int) -> frozenset[str]:
    """The items (UUIDs) at which somebody takes notes: where the programme says so, and where they are appointed."""
    credited = (
        sa.select(Item.uuid)
        .join(Appearance, Appearance.item_id == Item.id)
        .where(Appearance.person_id == person_id, Appearance.part == Part.MINUTES)
    )
    taker = models.NoteTaker
    appointed = (
        sa.select(taker.item)
        .join(Person, sa.and_(Person.uuid == taker.person, Person.event_id == taker.event_id))
        .where(Person.id == person_id)
    )
    return frozenset(session.scalars(credited.union(appointed)))


def appointed(session: Session, event_id: int) -> Mapping[str, Collection[str]]:
    """Who is appointed to take notes (UUIDs), by the UUID of the item."""
    rows = session.scalars(sa.select(models.NoteTaker).where(models.NoteTaker.event_id == event_id))
    by_item: dict[str, list[str]] = {}
    for row in rows:
        by_item.setdefault(row.item, []).append(row.person)
    return by_item


def own_notes(session: Session, event_id: int, item: str, author: str) -> Sequence[Note]:
    """The cards that somebody wrote at the item, the latest first."""
    row = models.Card
    mine = (row.event_id == event_id, row.item == item, row.author == author, row.origin == Origin.NOTES)
    rows = session.scalars(sa.select(row).where(*mine).order_by(row.number.desc()))
    return [note_of(each) for each in rows]


def row_with(session: Session, uuid: str) -> models.Card | None:
    """The card of that UUID as it is stored now, of whatever edition."""
    mine = sa.select(models.Card).where(models.Card.uuid == uuid)
    return session.scalar(mine.execution_options(populate_existing=True))


def note_of(row: models.Card) -> Note:
    """The card of a row as its author sees it."""
    return Note(row.uuid, row.number, facts_of(row), row.state, row.revision)
