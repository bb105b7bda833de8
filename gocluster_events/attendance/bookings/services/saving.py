"""Verbs of what somebody chooses of the programme."""

from collections.abc import Collection

import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import SavedItem
from gocluster_events.core.db import transaction
from gocluster_events.meeting.registration.people.models import Registration


def save_items(registration_id: int, items: Collection[str]) -> None:
    """The person has starred these items (UUIDs) and no others."""
    with transaction() as session:
        person = sa.select(Registration.id).where(Registration.id == registration_id)
        session.execute(person.with_for_update(key_share=True))  # two tabs wait for each other
        session.execute(sa.delete(SavedItem).where(SavedItem.registration_id == registration_id))
        session.add_all(SavedItem(registration_id=registration_id, item=item) for item in sorted(set(items)))
