"""Reads of what stands where in the draft."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.agenda import models


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
