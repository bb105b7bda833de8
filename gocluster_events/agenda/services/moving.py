"""The verbs that move several items of the draft at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.agenda.queries import rows as queries
from gocluster_events.agenda.queries import undoing
from gocluster_events.agenda.rules.placement import later, to_every_room
from gocluster_events.agenda.services.drafting import apply_in, open_for_changes
from gocluster_events.db import transaction
from gocluster_events.errors import Stale


def shift(event_id: int, items: Sequence[str], minutes: int, seen: int, actor: str, now: datetime) -> None:
    """These items of the draft begin so many minutes later (negative: earlier), by one step.

    ``seen`` is the draft's revision that ``actor`` looked at; twice with the same one moves once. Raises Stale when
    somebody else changed the draft since, Refused when the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        if _is_new(session, event_id, seen, actor):
            apply_in(session, event_id, later(queries.draft(session, event), items, minutes), None, actor, now)


def copy_to_every_room(
    event_id: int, item: str, uuids: Sequence[str], seen: int, actor: str, now: datetime
) -> None:  # fmt: skip
    """Each room that had no break like this one has a copy of it, by one step; ``uuids`` are for the copies.

    Raises as `shift` does; an item that is gone is copied nowhere.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        draft = queries.draft(session, event)
        found = draft.item(item)
        if found is not None and _is_new(session, event_id, seen, actor):
            apply_in(session, event_id, to_every_room(draft, found, uuids), None, actor, now)


def _is_new(session: Session, event_id: int, seen: int, actor: str) -> bool:
    """Whether nothing happened since; not so when the one step since is the actor's own: a button pressed twice."""
    revision, last = undoing.head(session, event_id).revision, undoing.step_to_undo(session, event_id)
    if revision == seen:
        return True
    if last is not None and (revision, last.number, last.actor) == (seen + 1, seen + 1, actor):
        return False
    raise Stale
