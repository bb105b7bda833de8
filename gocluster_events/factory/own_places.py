"""What pages of a registration, which knows nothing of items, say of somebody's places in items before their button."""

from collections.abc import Iterator

from flask import g

from gocluster_events import db
from gocluster_events.agenda.queries.publishing import published
from gocluster_events.bookings.queries.own import own_bookings
from gocluster_events.i18n import current_language


def own_places(registration_id: int) -> str:
    """The items in which the person has a place or waits, as a sentence names them; empty where there are none."""
    return ", ".join(_titles(registration_id))


def _titles(registration_id: int) -> Iterator[str]:
    session = db.session()
    own = own_bookings(session, registration_id)
    version = published(session, g.event.id) if own else None
    for each in own:
        item = version.timetable.item(each.item) if version else None
        if item is not None:
            yield f"{item.code} {item.title.pick(current_language())[0]}".strip()
