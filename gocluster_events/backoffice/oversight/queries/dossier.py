"""Everything stored about one person, from every room."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.queries import listing, profiles
from gocluster_events.attendance.bookings.queries.dossier import sections as booked
from gocluster_events.attendance.contributors import queries as contributors
from gocluster_events.attendance.door.models import Admission
from gocluster_events.attendance.door.queries import times
from gocluster_events.attendance.item_door.models import ItemAdmission
from gocluster_events.attendance.wishes.queries.dossier import wish_section
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.privacy.queries import dossier as dossier_queries
from gocluster_events.meeting.registration.privacy.rules import Dossier, Item, Part, section
from gocluster_events.post_event.photos.queries.dossier import photo_section
from gocluster_events.post_event.survey.models import SurveyRespondent


def dossier(
    session: Session, event: Event, person: Registration, subject_of: dossier_queries.SubjectOf, now: datetime
) -> Dossier:
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
            for table in (Admission, ItemAdmission)
            for each in times(session, table, person.id)
        ),
        *(((Item.AT, each.at), (Item.ON_PROGRAMME, each.is_same)) for each in contributors.answers(session, person.id)),
    )
    chosen = (*booked(session, event, person), wish_section(session, event, person), photo_section(session, person))
    has_answered = session.get(SurveyRespondent, person.id) is not None
    survey = section(Part.SURVEY, ((Item.SURVEY_SENT, has_answered or None),))
    return replace(known, sections=(*known.sections, *chosen, came, survey, downloaded))


def _line(cells: Mapping[str, Any]) -> str:
    """What a downloaded list said of somebody, in its order; cells that are only a tick are left out."""
    return ", ".join(str(cell) for cell in cells.values() if cell and cell is not True)
