"""What of an edition anybody may open right now, as a copy needs to know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.meeting.agenda.queries.publishing import Published, published
from gocluster_events.meeting.agenda.rules.paths import path
from gocluster_events.meeting.agenda.rules.people import appearing
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.archive.rules.places import Contents
from gocluster_events.post_event.cards.queries.published import published as public_cards
from gocluster_events.post_event.discovery.queries.stamps import stamps
from gocluster_events.post_event.discovery.queries.texts import shelf
from gocluster_events.post_event.discovery.rules.matching import Searchable
from gocluster_events.post_event.documentation.queries import read
from gocluster_events.post_event.documentation.rules.codes import Part
from gocluster_events.post_event.documentation.rules.documentation import Documentation
from gocluster_events.post_event.materials.queries import materials
from gocluster_events.post_event.materials.rules.codes import Licence
from gocluster_events.post_event.photos.queries import photos


@dataclass(frozen=True, slots=True)
class Public:
    """What a copy holds, and the texts that are searched in it."""

    contents: Contents
    texts: Sequence[Searchable]


def public(session: Session, event_id: int, now: datetime) -> Public | None:
    """What anybody may open of the edition, but for files that may be copied nowhere; None of a draft."""
    event = session.get(Event, event_id)
    if event is None or event.status is EventStatus.DRAFT:
        return None
    stamp = next(each for each in stamps(session) if each.event_id == event_id)
    return Public(_contents(session, event, now), shelf(session, stamp).texts)


def _contents(session: Session, event: Event, now: datetime) -> Contents:
    version = published(session, event.id)
    timetable = version.timetable if version else None
    files, cards = materials.public(session, event, now), public_cards(session, event.id)
    return Contents(
        slug=event.slug,
        has_programme=timetable is not None,
        has_changes=version is not None and version.number > 1,
        has_report=event.report_version is not None,
        has_documentation=version is not None and event.documentation_at is not None,
        has_materials=bool(files),
        has_cards=bool(cards),
        has_questions=any(each.is_open for each in cards),
        items=tuple(path(timetable, each) for each in timetable.items) if timetable else (),
        people=tuple(person.uuid for person, _appearances in appearing(timetable)) if timetable else (),
        parts=_parts(session, event, version, now),
        files=tuple(each.uuid for each in files if each.url is None and each.licence is not Licence.HERE_ONLY),
        photos=tuple(each.uuid for each in photos.published(session, event.id)),
    )


def _parts(session: Session, event: Event, version: Published | None, now: datetime) -> tuple[str, ...]:
    if version is None or event.documentation_at is None:
        return ()
    return _addresses(read(session, event, version, now))


def _addresses(known: Documentation) -> tuple[str, ...]:
    """The pages of the documentation besides its first."""
    questions = (Part.QUESTIONS.value,) if known.questions else ()
    figures = (Part.FIGURES.value,) if known.has_figures else ()
    return (*(each.address for each in known.strands), *questions, *figures)
