"""Making materials public, and taking them back. Both work in an archived edition, too."""

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, as_seen
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.post_event.materials.models import Material
from gocluster_events.post_event.materials.queries import materials as queries
from gocluster_events.post_event.materials.rules.codes import Refusal
from gocluster_events.post_event.materials.rules.material import Entry
from gocluster_events.post_event.materials.rules.standing import Hurdle, hurdles, names
from gocluster_events.post_event.materials.services.editing import of_uuid, record

_REFUSALS = {
    Hurdle.FILE_REFUSED: Refusal.FILE_REFUSED,
    Hurdle.ARRIVING: Refusal.NOT_CHECKED,
    Hurdle.NOT_CHECKED: Refusal.NOT_CHECKED,
    Hurdle.OFF_PROGRAMME: Refusal.NO_ITEM,
    Hurdle.NAME_REMOVED: Refusal.NAME_REMOVED,
    Hurdle.LACKING: Refusal.LACKING,
}


def publish(event_id: int, uuid: str, act: Act, seen: int | None = None) -> None:
    """The material can be opened from its time on.

    Raises Stale when it was changed since the revision ``seen`` (None: it is published as it is now), Refused while it
    may not, with who has not released it.
    """
    with transaction() as session:
        events.lock(session, event_id)
        entry = queries.material(session, event_id, uuid)
        row = of_uuid(session, event_id, uuid)
        if entry is None or row is None:
            raise Refused(Refusal.GONE)
        if seen is not None:
            as_seen(row, seen)
        _refuse_hurdles(entry, act)
        if row.published_at is None:
            row.published_at, row.published_by, row.revision = act.at, act.by, row.revision + 1
            record(session, row, "published", act)


def take_back(event_id: int, uuid: str, act: Act) -> None:
    """Nobody outside the team can open the material any more; its releases stay."""
    with transaction() as session:
        events.lock(session, event_id)
        row = of_uuid(session, event_id, uuid)
        if row is None:
            raise Refused(Refusal.GONE)
        take_back_in(session, row, act)


def take_back_in(session: Session, row: Material, act: Act) -> None:
    """The same within a transaction that holds the edition's lock, such as that of a release which is withdrawn."""
    if row.published_at is not None:
        row.published_at, row.published_by, row.revision = None, "", row.revision + 1
        withdraw(session, row.event_id, act.at)
        record(session, row, "taken_back", act)


def _refuse_hurdles(entry: Entry, act: Act) -> None:
    for hurdle in hurdles(entry.standing, act.at):
        if hurdle in _REFUSALS:
            people = names(entry.lacking)
            raise Refused(_REFUSALS[hurdle], Localized(people, people) if hurdle is Hurdle.LACKING else None)
