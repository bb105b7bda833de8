"""All that is searched of a published edition."""

import logging
from collections.abc import Iterator

from sqlalchemy.orm import Session

from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.queries.published import published as published_cards
from gocluster_events.post_event.discovery.queries.stamps import Stamp
from gocluster_events.post_event.discovery.rules.entries import (
    Edition,
    Entry,
    of_cards,
    of_materials,
    of_programme,
    of_report,
)
from gocluster_events.post_event.discovery.rules.matching import Shelf, searchable
from gocluster_events.post_event.materials.queries.materials import records
from gocluster_events.post_event.materials.rules.material import entries
from gocluster_events.post_event.releases.queries import releases_of
from gocluster_events.post_event.releases.rules import Kind
from gocluster_events.post_event.report.queries.published import granted, speakers, standing
from gocluster_events.post_event.report.rules.reading import public

log = logging.getLogger(__name__)


def shelf(session: Session, stamp: Stamp) -> Shelf:
    """The edition's report, items, people, cards and materials as the public may read them now, or once their time has
    come. It is read after its stamp, so that it is never older than that.

    An edition whose programme cannot be read keeps nobody from finding the others: of it nothing is found.
    """
    event = session.get(Event, stamp.event_id)
    if event is None:
        return Shelf(())
    try:
        version = agenda.published(session, event.id)
    except KeyError:
        log.exception("Nothing of %s can be searched: its programme cannot be read.", stamp.edition.slug)
        return Shelf(())
    everything = _entries(session, event, stamp.edition, version.timetable if version else None)
    return Shelf(tuple(map(searchable, everything)))


def _entries(session: Session, event: Event, edition: Edition, timetable: Timetable | None) -> Iterator[Entry]:
    report = standing(session, event) if event.report_version else None
    if report:
        yield of_report(edition, public(report.report, granted(session, event.id), speakers(timetable), ()))
    if timetable:
        materials = entries(records(session, event.id), timetable, releases_of(session, event.id, Kind.FILE))
        yield from of_programme(edition, timetable)
        yield from of_cards(edition, published_cards(session, event.id), timetable)
        yield from of_materials(edition, materials, timetable)
