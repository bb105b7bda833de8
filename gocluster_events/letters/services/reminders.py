"""Setting when an edition reminds."""

from datetime import datetime

from gocluster_events.accounts.services import sessions
from gocluster_events.db import transaction
from gocluster_events.errors import Refused, Stale
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import EventStatus
from gocluster_events.letters import queries
from gocluster_events.letters.models import Reminder
from gocluster_events.letters.rules.reminders import DAYS, Kind, Plan, Rule, Unfit


def set_reminder(event_id: int, kind: Kind, rule: Rule, revision: int, actor: str, now: datetime) -> Plan:
    """The edition reminds like that; returns when, and nothing goes for an hour that is over.

    ``revision`` is the one that was read, 0 where there was none. Raises Stale when somebody saved since, Refused in
    an archived edition.
    """
    if rule.days_before not in DAYS:
        raise Refused(Unfit.DAYS)
    with transaction() as session:
        events.lock(session, event_id)
        event = session.get_one(Event, event_id)
        if event.status is EventStatus.ARCHIVED:
            raise Refused(Unfit.ARCHIVED)
        row = queries.reminder(session, event_id, kind)
        if (row.revision if row else 0) != revision:
            raise Stale
        if row is None:
            row = Reminder(event_id=event_id, kind=kind, revision=0, occasion="")
            session.add(row)
        row.days_before, row.at, row.is_on = rule.days_before, rule.at, rule.is_on
        row.revision += 1
        row.since = now
        scope, subject = f"edition:{event_id}", f"reminder:{kind.value}"
        sessions.audit(session, actor=actor, action="letter.reminder_changed", scope=scope, subject=subject, now=now)
        return queries.plan(event, kind, row, now)
