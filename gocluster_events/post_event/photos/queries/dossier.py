"""What is stored of somebody's objections to photos, for everything that is stored about them."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.privacy.rules import Item, Part, Section, section
from gocluster_events.post_event.photos.models import Photo, PhotoObjection


def photo_section(session: Session, person: Registration) -> Section:
    """On which photos the person does not want to be seen, and what was decided."""
    mine = sa.select(PhotoObjection, Photo.caption, Photo.alt).outerjoin(Photo)
    rows = session.execute(mine.where(PhotoObjection.registration_id == person.id).order_by(PhotoObjection.id))
    return section(
        Part.PHOTOS,
        *(
            (
                (Item.AT, row.at),
                (Item.PHOTO, (caption or alt or None) if row.photo_id else None),
                (Item.DECIDED_AT, row.answered_at),
                (Item.REASON, row.reason),
            )
            for row, caption, alt in rows
        ),
    )
