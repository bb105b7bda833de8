"""What the address of the list asks for, and the addresses of other lists."""

from typing import Any

from flask import g, request, url_for

from gocluster_events import db
from gocluster_events.attendees.models import SavedView
from gocluster_events.attendees.queries import columns, listing
from gocluster_events.attendees.rules.columns import Shown, read_columns, taken_away
from gocluster_events.attendees.rules.filter import Field, Filter, read

_KEPT = ("view", "columns")
"""What stays in the address while the filter changes."""


def asked_for() -> tuple[Filter, tuple[Field, ...]]:
    """The filter of the address, and the fields in which it names something unknown."""
    return read(request.args.to_dict(flat=False), listing.known(db.session(), g.event))


def shown_columns() -> tuple[Shown, ...]:
    """The columns of the address, else those that the person has chosen; the name stands before them."""
    session, typed = db.session(), request.args.get("columns")
    if typed is None:
        return columns.chosen(session, g.account.id, g.event)
    return read_columns(typed.split(","), columns.columns(session, g.event))


def exported_columns() -> tuple[Shown, ...]:
    """The columns of a file that holds what the list shows."""
    return taken_away(shown_columns())


def kept() -> dict[str, str]:
    """What the address says besides the filter."""
    return {name: request.args[name] for name in _KEPT if name in request.args}


def address(wanted: Filter, page: int = 1) -> str:
    """Where the list is that the filter finds, in the view and with the columns of this address."""
    parameters: dict[str, Any] = {**wanted.parameters(), **kept(), "page": page if page > 1 else None}
    return url_for("attendees.attendees", **parameters)


def address_of_view(row: SavedView) -> str:
    """Where the list is as the view keeps it."""
    return url_for("attendees.attendees", **row.parameters, columns=",".join(row.columns), view=row.id)


def opened_view() -> SavedView | None:
    """The view that the address names, if the person may see it."""
    typed = request.args.get("view", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        return None
    found = columns.view(db.session(), g.event.id, g.account.id, int(typed))
    return found if found and found.removed_at is None else None
