"""Verbs that several features take part in."""

from datetime import datetime

from gocluster_events.agenda import services as agenda
from gocluster_events.db import transaction
from gocluster_events.text import Localized


def publish(event_id: int, note: Localized, actor: str, now: datetime, *, seen: int) -> int:
    """The draft that ``actor`` saw at revision ``seen`` is the edition's latest version; its number is returned.

    Raises Stale when the draft changed since, Refused when nothing changed or the edition is archived.
    """
    with transaction() as session:
        return agenda.publish(session, event_id, note, actor, now, seen=seen).number
