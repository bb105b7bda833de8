"""Days that an edition gets besides those it has, within the verb that needs them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.meeting.events import queries
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.days import EditionDay, with_days
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.events.services.days import replace_days


def add_further_days(session: Session, event_id: int, days: Sequence[EditionDay], act: Act) -> None:
    """The edition has these days besides, and begins and ends with its main days.

    A date between main days is one, so it becomes one too. The audit log says that the days changed. The caller holds
    the edition's lock and refuses one that is archived.
    """
    event = session.get_one(Event, event_id)
    before = queries.days(session, event)
    span = event.starts_at, event.ends_at
    after, (event.starts_at, event.ends_at) = with_days(before, span, days, event.zone)
    if after == before:
        return
    replace_days(session, event_id, after)
    event.revision += 1
    names = ["starts_at"] * (event.starts_at != span[0]) + ["ends_at"] * (event.ends_at != span[1])
    session.flush()
    audit(session, event_id, "edition.changed", act, fields=["days", *names])
