"""The offers of a copied edition."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.new_edition import later

_ALIKE = ("item_seats", "is_members_only", "by_wish", "seats", "staff_seats", "most_per_organisation")
_WINDOW = ("opens_at", "closes_at", "moves_until")


def copy(session: Session, source: Event, event_id: int, items: Mapping[str, str], days: int) -> None:
    """The copied items (new UUIDs by the old ones) are offered as those of the source, so many days later.

    Nothing can be booked until the programme is published, and the team is asked to check each window. Bookings stay
    behind, and so do offers of items that were not copied.
    """
    rows = session.scalars(sa.select(Offer).where(Offer.event_id == source.id).order_by(Offer.id)).all()
    for row in rows:
        if row.item in items:
            starts_at = later(row.starts_at, days, source.zone)
            windows = {name: getattr(row, name) for name in _WINDOW}
            session.add(
                Offer(
                    event_id=event_id,
                    item=items[row.item],
                    starts_at=starts_at,
                    ends_at=starts_at + (row.ends_at - row.starts_at),
                    is_listed=False,
                    wants_check=True,
                    **{name: getattr(row, name) for name in _ALIKE},
                    **{name: at and later(at, days, source.zone) for name, at in windows.items()},
                )
            )
