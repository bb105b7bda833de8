"""How somebody wants to see the list."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendees.models import ColumnChoice, SavedView
from gocluster_events.attendees.rules.columns import USUAL, Shown, every, read_columns
from gocluster_events.events.models import Event
from gocluster_events.registration import queries as registration


def columns(session: Session, event: Event) -> tuple[Shown, ...]:
    """All columns that the edition's list can show besides the name."""
    return every(registration.own_questions(session, event))


def chosen(session: Session, account_id: int, event: Event) -> tuple[Shown, ...]:
    """The columns that the person sees besides the name, in their order; the usual ones until they choose."""
    kept = session.get(ColumnChoice, (account_id, event.id))
    return read_columns(kept.columns, columns(session, event)) if kept else USUAL


def views(session: Session, event_id: int, account_id: int) -> Sequence[SavedView]:
    """The person's own views and those that are shared within the edition, by name."""
    seen = sa.or_(SavedView.account_id == account_id, SavedView.is_shared)
    found = sa.select(SavedView).where(SavedView.event_id == event_id, SavedView.removed_at.is_(None), seen)
    return session.scalars(found.order_by(sa.func.lower(SavedView.name), SavedView.id)).all()


def view(session: Session, event_id: int, account_id: int, view_id: int) -> SavedView | None:
    """The view of that id if the person may see it, removed or not."""
    found = session.get(SavedView, view_id)
    if found is None or found.event_id != event_id:
        return None
    return found if found.is_shared or found.account_id == account_id else None
