"""Choosing the columns of the list, and keeping a view of it under a name."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.models import ColumnChoice, SavedView
from gocluster_events.attendance.attendees.rules.columns import ListColumn, view_parameters
from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.services.acting import audit

_RESTORABLE_FOR = timedelta(days=1)


def choose_columns(event_id: int, account_id: int, columns: Sequence[ListColumn]) -> None:
    """The person sees these columns in the edition's list from now on, in this order."""
    with transaction() as session:
        session.merge(ColumnChoice(account_id=account_id, event_id=event_id, columns=[each.value for each in columns]))


def choose_usual_columns(event_id: int, account_id: int) -> None:
    """The person sees the usual columns again."""
    with transaction() as session:
        choice = session.get(ColumnChoice, (account_id, event_id))
        if choice is not None:
            session.delete(choice)


def save_view(
    event_id: int,
    account_id: int,
    name: str,
    wanted: Filter,
    columns: Sequence[ListColumn],
    act: Act,
    *,
    is_shared: bool,
) -> int:
    """The list as it is shown is kept under that name, for the person or for the whole team; returns the id."""
    with transaction() as session:
        row = SavedView(
            event_id=event_id, account_id=account_id, name=name, is_shared=is_shared,
            parameters=view_parameters(wanted), columns=[each.value for each in columns],
        )  # fmt: skip
        session.add(row)
        session.flush()
        _record(session, row, "list.view_saved", act)
        return row.id


def rename_view(view_id: int, name: str, act: Act, *, is_shared: bool) -> None:
    """The view has that name, and is the owner's or the team's."""
    with transaction() as session:
        row = session.get_one(SavedView, view_id)
        row.name, row.is_shared = name, is_shared
        _record(session, row, "list.view_changed", act)


def update_view(view_id: int, wanted: Filter, columns: Sequence[ListColumn], act: Act) -> None:
    """The view is the list as it is shown now."""
    with transaction() as session:
        row = session.get_one(SavedView, view_id)
        row.parameters, row.columns = view_parameters(wanted), [each.value for each in columns]
        _record(session, row, "list.view_changed", act)


def remove_view(view_id: int, act: Act) -> None:
    """Nobody sees the view any more; it can be brought back for a day. What was removed before is gone."""
    with transaction() as session:
        session.execute(sa.delete(SavedView).where(SavedView.removed_at <= act.at - _RESTORABLE_FOR))
        row = session.get(SavedView, view_id)
        if row is not None:
            row.removed_at = act.at
            _record(session, row, "list.view_removed", act)


def bring_back_view(view_id: int, act: Act) -> None:
    """The view is there again, as it was. Twice changes nothing."""
    with transaction() as session:
        row = session.get_one(SavedView, view_id)
        if row.removed_at is not None:
            row.removed_at = None
            _record(session, row, "list.view_brought_back", act)


def _record(session: Session, row: SavedView, action: str, act: Act) -> None:
    audit(session, row.event_id, action, act, about=f"view:{row.id}")
