"""…"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.attendees.queries import listing, profiles
from gocluster_events.door import queries as door
from gocluster_events.events.models import Event
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.privacy.queries import dossier as dossier_queries
from gocluster_events.registration.privacy.queries.dossier import SubjectOf
from gocluster_events.registration.privacy.rules import Dossier, Item, Part, section


def dossier(session: Session, event: Event, person: Registration, subject_of: SubjectOf, now: datetime) -> Dossier:
    """Everything that is stored about a person, when they were let in, and which downloads may have held it."""
    known = dossier_queries.dossier(session, event, person, subject_of, now)
    downloaded = section(
        Part.DOWNLOADS,
        *(
            ((Item.AT, at), (Item.PURPOSE, purpose), (Item.ROWS, rows))
            for at, purpose, rows in listing.downloads_since(session, event.id, person.created_at)
        ),
        *(
            ((Item.AT, at), (Item.PURPOSE, purpose), (Item.LINE, _line(cells)))
            for at, purpose, cells in profiles.remembered_of(session, person.id)
        ),
    )
    came = section(
        Part.ADMISSION,
        *(
            ((Item.AT, each.at), (Item.DESK, each.desk), (Item.UNDONE_AT, each.undone_at))
            for each in door.times(session, person.id)
        ),
    )
    return replace(known, sections=(*known.sections, came, downloaded))


def _line(cells: Mapping[str, Any]) -> str:
    """What a list said of somebody, in its order; a tick says nothing by itself."""
    return ", ".join(str(cell) for cell in cells.values() if cell and cell is not True)
