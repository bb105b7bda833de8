"""What anybody may open of a meeting right now, and what of it is not public."""

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.queries.figures import frozen_figures
from gocluster_events.attendance.attendees.rules.frozen import from_stored
from gocluster_events.meeting.agenda.queries.publishing import Published
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.queries.published import published as public_cards
from gocluster_events.post_event.cards.rules.codes import ASIDE
from gocluster_events.post_event.documentation.rules.codes import Lack
from gocluster_events.post_event.documentation.rules.documentation import Documentation, Sources, documentation
from gocluster_events.post_event.materials.queries import materials
from gocluster_events.post_event.photos.models import Photo
from gocluster_events.post_event.photos.queries import photos
from gocluster_events.post_event.photos.rules.codes import State
from gocluster_events.post_event.report.queries.published import granted, speakers, standing
from gocluster_events.post_event.report.rules.reading import PublicReport, public


def read(session: Session, event: Event, version: Published, now: datetime) -> Documentation:
    """The documentation as it is now, of what an anonymous visitor may open at this moment; nothing of a draft edition.

    ``version`` is that of the programme which the public sees.
    """
    if event.status is EventStatus.DRAFT:
        return documentation(version.timetable, version.number, Sources())
    pictures, figures = photos.published(session, event.id), frozen_figures(session, event, now)
    sources = Sources(
        report=_report(session, event, version, {each.uuid for each in pictures}),
        cards=public_cards(session, event.id),
        materials=materials.public(session, event, now),
        photos=pictures,
        tables=from_stored(figures.tables) if figures else (),
    )
    return documentation(version.timetable, version.number, sources)


def _report(session: Session, event: Event, version: Published, pictures: Collection[str]) -> PublicReport | None:
    read_by_all = standing(session, event)
    if read_by_all is None:
        return None
    return public(read_by_all.report, granted(session, event.id), speakers(version.timetable), pictures)


def images(session: Session, event_id: int, uuids: Collection[str]) -> Mapping[str, bytes]:
    """The pictures of these photos as far as they are public, by UUID. One statement."""
    mine = (Photo.event_id == event_id, Photo.state == State.PUBLISHED, Photo.uuid.in_(list(uuids)))
    rows = session.execute(sa.select(Photo.uuid, Photo.large).where(*mine))
    return {row.uuid: row.large for row in rows}


def lacking(session: Session, event: Event, there: Documentation, now: datetime) -> Mapping[Lack, int]:
    """How much of each kind is not public, where something is not."""
    written = sa.select(sa.func.count()).where(Card.event_id == event.id, Card.state.not_in(ASIDE))
    numbers = {
        Lack.REPORT: there.report is None,
        Lack.CARDS: (session.scalar(written) or 0) - len(there.cards),
        Lack.MATERIALS: len(materials.records(session, event.id)) - there.materials,
        Lack.PHOTOS: photos.number_of_photos(session, event.id) - len(there.photos),
        Lack.FIGURES: frozen_figures(session, event, now) is None,
    }
    return {lack: int(number) for lack, number in numbers.items() if number > 0}
