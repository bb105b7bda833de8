"""Reads of what somebody has chosen of the programme."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import SavedItem


def saved_items(session: Session, registration_id: int) -> frozenset[str]:
    """The UUIDs of the items that the person has starred, whether or not they are still in the programme."""
    return frozenset(session.scalars(sa.select(SavedItem.item).where(SavedItem.registration_id == registration_id)))
