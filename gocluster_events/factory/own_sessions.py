"""Who came by a personal link: whose session a browser holds, and what that opens for how long."""

from dataclasses import dataclass
from datetime import datetime

from flask import g

from gocluster_events.core import db
from gocluster_events.core.accounts.rules import TOUCH_EVERY, own_session
from gocluster_events.core.accounts.services.sessions import digest, touch
from gocluster_events.meeting.registration.people.queries import people


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose session it is, and the generation of the link with which it began."""

    identity: int
    generation: int


def holder(kind: str, key: str | None, now: datetime, *, all_day: bool = False) -> Holder | None:
    """Whose session has that key, if it opens something at ``now``: ``all_day`` what is open until midnight.

    Its edition is ``g.event``, that edition's days ``g.days`` and how long it lasts ``g.own_session``, also once its
    time is up. It was used, unless only the page of the day is open.
    """
    match = people.session_behind_link(db.session(), digest(key)) if key else None
    if match is None:
        return None
    row, g.event, g.days = match
    db.session().expunge(g.event)
    whose, _colon, number = row.subject.partition(":")
    if whose != kind:
        return None
    result, days = Holder(int(number), row.generation), [day.date for day in g.days] if all_day else []
    g.own_session = own_session(row.created_at, row.seen_at, days, g.event.zone)
    if now >= g.own_session.changes_until:
        is_day = now < g.own_session.reads_until and people.takes_part(db.session(), result.identity)
        return result if is_day else None
    if now - row.seen_at > TOUCH_EVERY:
        g.own_session = own_session(row.created_at, now, days, g.event.zone)
        touch(row.id, now)
    return result
