"""Verbs about one person of the draft."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from gocluster_events.agenda.queries import rows as queries
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.standing_in import stood_in
from gocluster_events.agenda.services.drafting import apply_in, open_for_changes
from gocluster_events.db import transaction
from gocluster_events.events.services import settings
from gocluster_events.picture import Picture


def save_person(
    event_id: int, change: Change, revisions: Mapping[str, int], actor: str, now: datetime,
    portrait: Picture | None = None,
) -> None:  # fmt: skip
    """The draft holds what the change says, and the portrait that it names, if that is new; see `apply_in`."""
    with transaction() as session:
        if apply_in(session, event_id, (change,), revisions, actor, now) and portrait is not None:
            settings.keep(session, portrait, now)


def stand_in(event_id: int, absent: str, substitute: str, items: Sequence[str], actor: str, now: datetime) -> None:
    """``substitute`` is in these items in the place of ``absent``, and named as standing in; one step.

    Raises Refused when one of them is not there any more, or has that part already, or the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        changes = stood_in(queries.draft(session, event), absent, substitute, items)
        apply_in(session, event_id, changes, None, actor, now)
