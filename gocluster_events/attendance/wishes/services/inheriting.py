"""Whoever had two registrations that were merged keeps what they wished with the one that is gone."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.wishes.models import Allotment, ItemWish, WishLot
from gocluster_events.attendance.wishes.queries.heirs import editions_with_heirs, merged
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events import queries as events

_HEIRLOOMS = ((ItemWish, ItemWish.event_id), (WishLot, WishLot.round_id), (Allotment, Allotment.allocation_id))
"""What belongs to a registration, and within what it has one or none."""


def hand_on_due(_now: datetime) -> int:
    """As `hand_on`, in every edition where somebody would have wishes by it. Called by the worker."""
    return sum(_hand_on_in(event_id) for event_id in editions_with_heirs(reading()))


def _hand_on_in(event_id: int) -> int:
    with transaction() as session:
        events.lock(session, event_id)
        return hand_on(session, event_id)


def hand_on(session: Session, event_id: int) -> int:
    """The registration that stays has the wishes, the lot and the results of the one merged away, if none of its own.

    Returns how many things changed hands. The caller holds the edition's lock. One statement where nobody was merged.
    """
    pairs = merged(session, event_id)
    if not pairs:
        return 0
    session.flush()
    people, number = {each for pair in pairs for each in pair}, 0
    for table, whole in _HEIRLOOMS:
        owned = sa.select(whole, table.registration_id).where(table.registration_id.in_(people)).distinct()
        owners = {(of, who) for of, who in session.execute(owned)}
        for giver, heir in pairs:
            for of in [of for of, who in owners if who == giver and (of, heir) not in owners]:
                mine = sa.update(table).where(whole == of, table.registration_id == giver)
                session.execute(mine.values(registration_id=heir).execution_options(synchronize_session=False))
                owners = (owners - {(of, giver)}) | {(of, heir)}
                number += 1
    return number
