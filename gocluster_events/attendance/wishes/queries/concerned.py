"""Reads of how many people wish for an item, for whoever would change it."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.wishes.models import Allocation, ItemWish
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import ENDED


def concerned(session: Session, event_id: int) -> Mapping[str, int]:
    """How many people who still take part wish for each item (UUID) of the edition. One statement.

    Nobody does any more once everybody has read what they got.
    """
    is_over = sa.exists().where(Allocation.event_id == event_id, Allocation.bound_at.is_not(None))
    wishes = sa.select(ItemWish.item, sa.func.count()).join(Registration, Registration.id == ItemWish.registration_id)
    here = wishes.where(ItemWish.event_id == event_id, ItemWish.rank > 0, Registration.status.not_in(ENDED), ~is_over)
    return dict(session.execute(here.group_by(ItemWish.item)).all())
