"""Verbs about one person of the draft."""

from collections.abc import Mapping
from datetime import datetime

from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.services.drafting import apply_in
from gocluster_events.db import transaction
from gocluster_events.events import services as events
from gocluster_events.picture import Picture


def save_person(
    event_id: int, change: Change, revisions: Mapping[str, int], actor: str, now: datetime,
    portrait: Picture | None = None,
) -> None:  # fmt: skip
    """The draft holds what the change says, and the portrait that it names, if that is new; see `apply_in`."""
    with transaction() as session:
        if apply_in(session, event_id, (change,), revisions, actor, now) and portrait is not None:
            events.keep(session, portrait, now)
