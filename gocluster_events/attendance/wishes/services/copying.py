"""The round of a copied edition."""

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.services.wished import announce
from gocluster_events.attendance.wishes.models import WishRound
from gocluster_events.attendance.wishes.queries.rounds import round_row
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.new_edition import later


def copy(session: Session, source: Event, event_id: int, days: int) -> None:
    """The edition has the round of the source, so many days later, and the team is asked to check its hours.

    Until that is done nobody wishes, and no item says until when. Wishes and runs stay behind.
    """
    row = round_row(session, source.id)
    if row is not None:
        closes_at = later(row.closes_at, days, source.zone)
        opens_at = row.opens_at and later(row.opens_at, days, source.zone)
        facts = {"opens_at": opens_at, "closes_at": closes_at, "most_wishes": row.most_wishes}
        session.add(WishRound(event_id=event_id, wants_check=True, **facts))
        session.flush()
        announce(session, event_id, None)
