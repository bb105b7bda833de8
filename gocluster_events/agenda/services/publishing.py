"""Publishing the draft."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.accounts.services import sessions
from gocluster_events.agenda import models
from gocluster_events.agenda.queries import publishing, rows
from gocluster_events.agenda.queries import undoing as queries
from gocluster_events.agenda.rules.codes import Refusal
from gocluster_events.agenda.rules.document import FORMAT, to_document
from gocluster_events.agenda.rules.timetable import Timetable, as_published
from gocluster_events.agenda.services.drafting import open_for_changes
from gocluster_events.agenda.services.timing import forget_publication
from gocluster_events.errors import Refused, Stale
from gocluster_events.text import Localized


def publish(
    session: Session, event_id: int, note: Localized, actor: str, now: datetime, seen: int | None = None
) -> models.Version:
    """The draft's placed items are the edition's latest version, which is returned and never changes again.

    ``seen`` is the draft's revision that ``actor`` looked at (None: whichever it is).
    Raises Stale when the draft changed since, Refused when nothing changed or the edition is archived.
    """
    event = open_for_changes(session, event_id)
    if seen is not None and seen != queries.head(session, event_id).revision:
        raise Stale
    return publish_state(session, event_id, as_published(rows.draft(session, event)), note, actor, now)


def publish_state(
    session: Session, event_id: int, timetable: Timetable, note: Localized, actor: str, now: datetime
) -> models.Version:  # fmt: skip
    """The same with a state that was kept. Nothing that was planned for later is published any more.

    Raises Refused when nothing changed or the edition is archived.
    """
    open_for_changes(session, event_id)
    last = publishing.latest(session, event_id)
    if last is not None and last.timetable == timetable:
        raise Refused(Refusal.UNCHANGED)
    version = models.Version(
        event_id=event_id,
        number=1 if last is None else last.number + 1,
        format=FORMAT,
        document=to_document(timetable),
        note=note,
        published_at=now,
        published_by=actor,
    )
    session.add(version)
    session.flush()
    scope, subject = f"edition:{event_id}", f"version:{version.id}"
    sessions.audit(session, actor=actor, action="programme.published", scope=scope, subject=subject, now=now)
    forget_publication(session, event_id)
    return version
