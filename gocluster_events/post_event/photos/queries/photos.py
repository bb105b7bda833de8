"""Reads of an edition's photos, and of who does not want to be seen on one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.door.models import Admission
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries.publishing import published as published_version
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Consent, Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.post_event.photos.models import Photo
from gocluster_events.post_event.photos.rules.codes import State
from gocluster_events.post_event.photos.rules.photos import PhotoFacts, PublicPhoto

_SHOWN = tuple(getattr(Photo, each.name) for each in fields(PublicPhoto))
_FACTS = ("alt", "caption", "credit", "licence", "basis", "item")


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who has a place on site, and whether they were let in."""

    name: str
    organisation: str
    registration_id: int
    came: bool


def published(session: Session, event_id: int) -> tuple[PublicPhoto, ...]:
    """The photos that the public sees, in order. One statement."""
    public = sa.select(*_SHOWN).where(Photo.event_id == event_id, Photo.state == State.PUBLISHED)
    return tuple(PublicPhoto(*row) for row in session.execute(public.order_by(Photo.position, Photo.id)))


def photos(session: Session, event_id: int) -> Sequence[Photo]:
    """All photos of the edition in order, without their pictures."""
    return session.scalars(sa.select(Photo).where(Photo.event_id == event_id).order_by(Photo.position, Photo.id)).all()


def photo(session: Session, event_id: int, uuid: str) -> Photo | None:
    """One of them."""
    return session.scalar(sa.select(Photo).where(Photo.event_id == event_id, Photo.uuid == uuid))


def number_of_photos(session: Session, event_id: int) -> int:
    """How many photos the edition has."""
    return session.scalar(sa.select(sa.func.count()).where(Photo.event_id == event_id)) or 0


def facts_of(row: Photo) -> PhotoFacts:
    """What is said of the photo. No statement."""
    return PhotoFacts(**{name: getattr(row, name) for name in _FACTS}, is_checked=row.checked_at is not None)


def item_titles(session: Session, event_id: int) -> Mapping[str, Localized]:
    """The items of the programme as the public knows it, by UUID, in the order of the clock; none before it does."""
    version = published_version(session, event_id)
    return {each.uuid: each.title for each in version.timetable.items} if version else {}


MOST_GUESTS = 200
"""So many names somebody may still compare with a photo; the others stand in the list of registrations."""


@dataclass(frozen=True, slots=True)
class Guests:
    """Those confirmed on site who refused to be photographed, or who said nothing: the first names, and how many."""

    names: Sequence[Guest]
    number: int

    @property
    def further(self) -> int:
        """How many of them are not named."""
        return self.number - len(self.names)


def guests_without_consent(session: Session, event_id: int) -> tuple[Guests, Guests]:
    """Those confirmed on site who did not agree to be photographed: whoever refused, and whoever said nothing."""
    photos_asked = sa.and_(Consent.registration_id == Registration.id, Consent.purpose == ConsentPurpose.PHOTOS)
    has_refused = sa.exists().where(photos_asked)
    came = sa.exists().where(Admission.registration_id == Registration.id, Admission.undone_at.is_(None))
    name = Registration.first_name + " " + Registration.last_name
    on_site = (Registration.event_id == event_id, Registration.status == Status.CONFIRMED)
    silent = (*on_site, Registration.mode == Mode.ONSITE, ~Registration.photos)

    def guests(answer: sa.ColumnElement[bool]) -> Guests:
        which = (*silent, answer)
        whole = sa.select(name, Registration.organisation, Registration.id, came).where(*which)
        rows = session.execute(whole.order_by(Registration.sort_key, Registration.id).limit(MOST_GUESTS)).all()
        number = len(rows)
        if number == MOST_GUESTS:
            number = session.scalars(sa.select(sa.func.count()).select_from(Registration).where(*which)).one()
        return Guests([Guest(*row) for row in rows], number)

    return guests(has_refused), guests(~has_refused)
