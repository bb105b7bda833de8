"""Two states of the programme side by side: a version, a snapshot or the draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import g, request

from gocluster_events import db
from gocluster_events.agenda.queries import publishing as queries
from gocluster_events.agenda.queries import rows, snapshots
from gocluster_events.agenda.queries.snapshots import Kept
from gocluster_events.agenda.rules.differences import changes
from gocluster_events.agenda.rules.timetable import Timetable, as_published
from gocluster_events.i18n import _
from gocluster_events.web.collision import number_in
from gocluster_events.web.find import found_or_404

_NOW = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class State:
    """One state. ``key`` names it in addresses: a version's number, ``s`` and a snapshot's id; empty: the draft."""

    key: str
    title: str
    at: datetime
    timetable: Timetable
    number: int = 0


def of_version(version: queries.Published) -> State:
    """The state that was published."""
    title = _("Version %(number)d", number=version.number)
    return State(str(version.number), title, version.published_at, version.timetable, version.number)


def of_snapshot(kept: Kept) -> State:
    """The state that was kept."""
    return State(f"s{kept.id}", _("“%(title)s”", title=kept.name), kept.created_at, kept.timetable)


def compared(shown: State) -> dict[str, Any]:
    """The state beside the one that the address names (the draft if none), the older one first, and all others."""
    other = _named(request.args.get("to", ""))
    old, new = sorted((shown, other), key=lambda state: (state.at, state.number))
    return {
        "shown": shown,
        "other": other,
        "others": [choice for choice in _choices() if choice[0] != shown.key],
        "old": old.timetable,
        "new": new.timetable,
        "changes": changes(old.timetable, new.timetable),
    }


def _named(key: str) -> State:
    session, event = db.session(), g.event
    if not key:
        return State("", _("The draft"), _NOW, as_published(rows.draft(session, event)))
    if key.startswith("s"):
        return of_snapshot(found_or_404(snapshots.snapshot(session, event.id, number_in(key[1:]))))
    return of_version(found_or_404(queries.version(session, event.id, number_in(key))))


def _choices() -> Sequence[tuple[str, str, datetime | None]]:
    """What can be compared with: key, name and hour of each."""
    session, event_id = db.session(), g.event.id
    versions, kept = queries.versions(session, event_id), snapshots.snapshots(session, event_id)
    return (
        ("", _("The draft"), None),
        *((f"s{row.id}", _("“%(title)s”", title=row.name), row.created_at) for row in kept),
        *((str(row.number), _("Version %(number)d", number=row.number), row.published_at) for row in versions),
    )
