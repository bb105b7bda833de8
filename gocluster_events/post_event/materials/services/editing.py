"""Adding, changing and removing materials. All of it works in an archived edition, too."""

from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, as_seen
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.post_event.materials.models import Blob, Material
from gocluster_events.post_event.materials.queries import uploads
from gocluster_events.post_event.materials.queries.materials import programme
from gocluster_events.post_event.materials.rules.codes import FileState, Kind, Refusal
from gocluster_events.post_event.materials.rules.material import MaterialFacts, asks_anew
from gocluster_events.post_event.materials.rules.standing import needed_people
from gocluster_events.post_event.releases import services as releases
from gocluster_events.post_event.releases.rules import Kind as ReleaseKind

_FACTS = tuple(MaterialFacts.__dataclass_fields__)


def add(event_id: int, facts: MaterialFacts, upload: str, act: Act) -> str:
    """The item has a material: the file (UUID) that this person uploaded, or the link in ``facts``; returns its UUID.

    Whose release it needs is asked for it; nobody sees it yet. Raises Refused where the item is not on the published
    programme, or the file is gone or not whole.
    """
    with transaction() as session:
        events.lock(session, event_id)
        timetable, item = _item(session, event_id, facts.item)
        blob = _taken(session, event_id, upload, act) if upload else None
        values = {name: getattr(facts, name) for name in _FACTS}
        row = Material(
            uuid=str(uuid4()), event_id=event_id, blob_id=blob.id if blob else None, added_at=act.at, added_by=act.by,
            position=_next_position(session, event_id, facts.item), **values,
        )  # fmt: skip
        session.add(row)
        session.flush()
        _ask(session, row, timetable, item, act)
        record(session, row, "added", act)
        return row.uuid


def change(event_id: int, uuid: str, facts: MaterialFacts, revision: int, act: Act) -> None:
    """The material says what was typed; its file stays, and whoever else's release it needs now is asked for it.

    In another item, of another kind, with another address or licence, for a wider circle or from an earlier time on,
    whoever said yes is asked anew, and it is not public until they have answered; a no stays. Raises Stale when
    somebody else changed it since ``revision``, Refused where the item is not on the published programme.
    """
    with transaction() as session:
        events.lock(session, event_id)
        row = as_seen(of_uuid(session, event_id, uuid), revision)
        timetable, item = _item(session, event_id, facts.item)
        touched = [name for name in _FACTS if getattr(row, name) != getattr(facts, name)]
        if not touched:
            return
        before = MaterialFacts(**{name: getattr(row, name) for name in _FACTS})
        for name in touched:
            setattr(row, name, getattr(facts, name))
        if asks_anew(before, facts, item.ends_at):
            releases.ask_again_in(session, event_id, ReleaseKind.FILE, uuid, act)
        if row.published_at is not None:
            withdraw(session, event_id, act.at)
        row.revision += 1
        _ask(session, row, timetable, item, act)
        record(session, row, "changed", act, touched)


def remove(event_id: int, uuid: str, act: Act, *, takes_back: bool = True) -> None:
    """The material, its file and its releases are gone; of releases that were withdrawn, the proof stays.

    Raises Refused when it is gone already, and for a public one where nobody may take it back.
    """
    with transaction() as session:
        events.lock(session, event_id)
        row = of_uuid(session, event_id, uuid)
        if row is None:
            raise Refused(Refusal.GONE)
        if row.published_at is not None and not takes_back:
            raise Refused(Refusal.PUBLISHED)
        if row.published_at is not None:
            withdraw(session, event_id, act.at)
        record(session, row, "removed", act)
        releases.forget_in(session, event_id, ReleaseKind.FILE, uuid)
        blob_id = row.blob_id
        session.delete(row)
        session.flush()
        session.execute(sa.delete(Blob).where(Blob.id == blob_id))


def of_uuid(session: Session, event_id: int, uuid: str) -> Material | None:
    """The material of a UUID as it is now."""
    mine = sa.select(Material).where(Material.event_id == event_id, Material.uuid == uuid)
    return session.scalar(mine.execution_options(populate_existing=True))


def record(session: Session, row: Material, verb: str, act: Act, touched: list[str] | None = None) -> None:
    """It is on record who did that to the material."""
    fields = [f"material_{name}" for name in touched or ()]
    audit(session, row.event_id, f"material.{verb}", act, about=f"material:{row.id}", fields=fields)


def _item(session: Session, event_id: int, uuid: str) -> tuple[Timetable, Item]:
    timetable = programme(session, event_id)
    item = timetable.item(uuid) if timetable else None
    if timetable is None or item is None:
        raise Refused(Refusal.NO_ITEM)
    return timetable, item


def _taken(session: Session, event_id: int, upload: str, act: Act) -> Blob:
    """The whole file that this person uploaded, of which there is no material yet."""
    blob = uploads.blob(session, event_id, upload, act.by, locks=True)
    is_used = blob and session.scalar(sa.select(Material.id).where(Material.blob_id == blob.id))
    if blob is None or is_used or blob.state is FileState.ARRIVING:
        raise Refused(Refusal.GONE)
    return blob


def _next_position(session: Session, event_id: int, item: str) -> int:
    last = sa.select(sa.func.max(Material.position)).where(Material.event_id == event_id, Material.item == item)
    return (session.scalar(last) or 0) + 1


def _ask(session: Session, row: Material, timetable: Timetable, item: Item, act: Act) -> None:
    people = [each for each in needed_people(timetable, item, Kind(row.kind)) if not each.is_redacted]
    releases.ask_in(session, row.event_id, ReleaseKind.FILE, row.uuid, [(each.uuid, each.name) for each in people], act)
