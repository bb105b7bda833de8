"""Suggested texts, each with its item and its author."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries.draft import appearances, item_of, item_rows, person_of
from gocluster_events.meeting.agenda.rules.suggestions import Suggestion, SuggestionState, Texts
from gocluster_events.meeting.agenda.rules.timetable import Item

_ROW = models.TextSuggestion
_IS_UNDONE = sa.and_(
    _ROW.state == SuggestionState.ACCEPTED,
    _ROW.step.is_not(None),
    sa.or_(models.Step.id.is_(None), models.Step.undone_at.is_not(None)),
)
_IS_OPEN = sa.or_(_ROW.state == SuggestionState.OPEN, _IS_UNDONE)


def suggestions(session: Session, event_id: int, *which: sa.ColumnElement[bool]) -> Sequence[Suggestion]:
    """The suggested texts of items that are in the draft, the oldest first; what was undone is open again."""
    statement = _joined(sa.select(_ROW, models.Item, models.Person, _IS_UNDONE.label("is_undone")), event_id)
    rows = session.execute(statement.where(*which).order_by(_ROW.created_at, _ROW.id)).all()
    cast = appearances(session, [item.id for _row, item, _person, _is_undone in rows])
    return [
        Suggestion(
            id=row.id,
            item=item_of(item, cast.get(item.id, ())),
            author=person_of(person),
            texts=Texts(row.title, row.abstract),
            state=SuggestionState.OPEN if is_undone else row.state,
            reason="" if is_undone else row.reason,
            digest=row.digest,
            created_at=row.created_at,
            revision=row.revision,
        )
        for row, item, person, is_undone in rows
    ]


def suggestion(session: Session, event_id: int, suggestion_id: int) -> Suggestion | None:
    """One suggested text."""
    return next(iter(suggestions(session, event_id, _ROW.id == suggestion_id)), None)


def open_suggestions(session: Session, event_id: int) -> Sequence[Suggestion]:
    """Those that somebody has still to answer."""
    return suggestions(session, event_id, _IS_OPEN)


def of_person(session: Session, event_id: int, uuid: str) -> Sequence[Suggestion]:
    """Those of one person."""
    return suggestions(session, event_id, models.Person.uuid == uuid)


def own_item(session: Session, person: models.Person, uuid: str) -> tuple[models.Item, Item] | None:
    """An item of the draft and its row, if the person is in it."""
    row = item_rows(session, person.event_id, [uuid]).get(uuid)
    if row is None or row.dropped_at:
        return None
    item = item_of(row, appearances(session, [row.id]).get(row.id, ()))
    return (row, item) if person.uuid in {each.person for each in item.people} else None


def open_of_item(session: Session, event_id: int, uuid: str) -> Sequence[Suggestion]:
    """The open ones about one item."""
    return suggestions(session, event_id, _IS_OPEN, models.Item.uuid == uuid)


def number_open(session: Session, event_id: int) -> int:
    """How many of the edition somebody has still to answer."""
    return session.scalar(_joined(sa.select(sa.func.count()), event_id).where(_IS_OPEN)) or 0


def _joined(statement: sa.Select, event_id: int) -> sa.Select:  # type: ignore[type-arg]  # of whatever is selected
    step_of_it = sa.and_(models.Step.event_id == _ROW.event_id, models.Step.number == _ROW.step)
    return (
        statement.select_from(_ROW)
        .join(models.Item, models.Item.id == _ROW.item_id)
        .join(models.Person, models.Person.id == _ROW.person_id)
        .outerjoin(models.Step, step_of_it)
        .where(_ROW.event_id == event_id, models.Item.dropped_at.is_(None))
    )
