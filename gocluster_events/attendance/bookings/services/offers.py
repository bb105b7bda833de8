"""What is offered: it follows the published programme, and the team sets windows and numbers."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.bookings.rules.consequences import is_bookable
from gocluster_events.meeting.agenda.rules.codes import SignUp, Visibility
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable


def follow(session: Session, event_id: int, timetable: Timetable) -> None:
    """Every item of the published programme that one signs up for has an offer, as the programme has it now.

    An offer of what is gone, or needs no sign-up by now, stays with what the team has set, and is not listed. Where an
    item is at another time by now, hours that the team has set stay, and the team is asked to check them. What has
    changed has another revision, so that nobody saves hours that were chosen for what the item was before. What is
    allotted by wishes from now on is so at the hours of all the others.
    """
    mine = session.scalars(sa.select(Offer).where(Offer.event_id == event_id))
    rows = {row.item: row for row in mine}
    items = {item.uuid: item for item in timetable.items if is_bookable(item)}
    for uuid, item in items.items():
        row = rows.get(uuid) or Offer(event_id=event_id, item=uuid)
        if uuid in rows and _has_hours(row) and (row.starts_at, row.ends_at) != item.span:
            row.wants_check = True
        hours = {} if row.by_wish or item.sign_up is not SignUp.WISH else _hours_of_wishes(rows.values())
        _store(row, {**_published(item, timetable), **hours}, is_new=uuid not in rows)
        session.add(row)
    for uuid in rows.keys() - items.keys():
        _store(rows[uuid], {"is_listed": False})
    session.flush()


def _store(row: Offer, facts: Mapping[str, Any], *, is_new: bool = False) -> None:
    if not is_new and any(getattr(row, name) != value for name, value in facts.items()):
        row.revision += 1
    for name, value in facts.items():
        setattr(row, name, value)


def _hours_of_wishes(rows: Iterable[Offer]) -> Mapping[str, Any]:
    """Until when wishes are collected, and from when what is left is booked: the same for all items of the edition."""
    other = next((row for row in rows if row.by_wish and row.is_listed), None)
    return {
        "wishes_until": other.wishes_until if other else None,
        "rest_from": other.rest_from if other else None,
    }


def _has_hours(row: Offer) -> bool:
    return any(hour is not None for hour in (row.opens_at, row.closes_at, row.moves_until))


def _published(item: Item, timetable: Timetable) -> Mapping[str, Any]:
    room = timetable.room(item)
    return {
        "starts_at": item.span[0],
        "ends_at": item.span[1],
        "item_seats": item.seats or (room.seats if room else 0),
        "is_members_only": item.visibility is Visibility.MEMBERS,
        "by_wish": item.sign_up is SignUp.WISH,
        "is_listed": True,
    }
