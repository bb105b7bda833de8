"""Releasing a material, refusing it and taking the release back; and what the team has on paper.

What is not released any more is taken back in the same transaction. All of it works in an archived edition, too.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale, as_seen
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.events import queries as events
from gocluster_events.post_event.materials.models import Material
from gocluster_events.post_event.materials.queries import materials as queries
from gocluster_events.post_event.materials.rules.codes import Refusal
from gocluster_events.post_event.materials.rules.material import Entry
from gocluster_events.post_event.materials.rules.reminding import is_readable
from gocluster_events.post_event.materials.services.editing import of_uuid
from gocluster_events.post_event.materials.services.publishing import take_back_in
from gocluster_events.post_event.releases import services as releases
from gocluster_events.post_event.releases.rules import GRANTED, Kind, State


def answer_release(
    event_id: int, person_id: int, uuid: str, revision: int, act: Act, *, is_granted: bool
) -> State:  # fmt: skip
    """The person has released the material as they saw it (``revision``), or has not; returns how it stands.

    After a no nobody outside the team can open it: file, link, lists and search are without it at once. A yes makes
    nothing public by itself. Raises Stale for a yes to what has changed since, Refused for one to somebody else's
    file that is not checked yet, and where the person is not asked.
    """
    with transaction() as session:
        events.lock(session, event_id)
        entry, row = _found(session, event_id, uuid)
        person = session.get_one(Person, person_id)
        if is_granted and row.revision != revision:
            raise Stale
        if is_granted and not is_readable(entry) and row.added_by != act.by:
            raise Refused(Refusal.NOT_CHECKED)
        _ask(session, entry, row, person.uuid, act)
        state = releases.answer_in(session, event_id, Kind.FILE, uuid, person.uuid, act, is_granted=is_granted)
        if state not in GRANTED:
            take_back_in(session, row, act)
        return state


def on_paper(event_id: int, uuid: str, person: str, revision: int, act: Act) -> None:
    """The team has the person's release of the material on paper; who noted it and when stays with it.

    Raises Stale when the material has changed since ``revision``, Refused where the person, by UUID, is not asked or
    has answered themselves.
    """
    with transaction() as session:
        events.lock(session, event_id)
        entry, row = _found(session, event_id, uuid)
        as_seen(row, revision)
        _ask(session, entry, row, person, act)
        releases.on_paper_in(session, event_id, Kind.FILE, uuid, person, act)


def note_withdrawal(event_id: int, uuid: str, person: str, act: Act) -> None:
    """The person has told the team that they withdraw their release: nobody outside it can open the material any more.

    Raises Refused where no release of the person, by UUID, stands.
    """
    with transaction() as session:
        events.lock(session, event_id)
        _entry, row = _found(session, event_id, uuid)
        releases.withdrawal_in(session, event_id, Kind.FILE, uuid, person, act)
        take_back_in(session, row, act)


def forget_withdrawn(due: datetime) -> int:
    """Withdrawn releases go three years later; returns how many. Of a material that is still here nobody's no goes.

    Called by the worker.
    """
    return releases.forget_withdrawn(due, sa.select(Material.uuid))


def _found(session: Session, event_id: int, uuid: str) -> tuple[Entry, Material]:
    entry, row = queries.material(session, event_id, uuid), of_uuid(session, event_id, uuid)
    if entry is None or row is None:
        raise Refused(Refusal.GONE)
    return entry, row


def _ask(session: Session, entry: Entry, row: Material, person: str, act: Act) -> None:
    """Whoever came into the item only with a later version of the programme is asked now."""
    new = [(each.uuid, each.name) for each in entry.needed if each.uuid == person]
    releases.ask_in(session, row.event_id, Kind.FILE, row.uuid, new, act)
