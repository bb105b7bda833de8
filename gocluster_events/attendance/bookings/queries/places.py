"""Reads of how many places the items have left, and whether one of them is for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries import people
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.rules import offers as rules
from gocluster_events.attendance.bookings.rules.codes import Refusal
from gocluster_events.attendance.bookings.rules.offers import Booker, Offering
from gocluster_events.meeting.events.models import Event


@dataclass(frozen=True, slots=True)
class ItemPlaces:
    """How many places an item has, how many a newcomer can book, how many people wait, and whether one can book now.

    ``phase``: why nobody can book yet what is allotted by wishes.
    """

    seats: int
    free: int
    waiting: int
    is_open: bool
    phase: Refusal | None = None


def no_place(session: Session, offering: Offering, booker: Booker, now: datetime) -> Refusal | None:
    """Why the person gets no place of the offer at once; None: one is free for them.

    While people move up, whoever still waits cannot have a free place; afterwards nobody passes them. No statement
    but where that or the number of an institution decides.
    """
    organisations = people.organisations(session, offering.id) if offering.most_per_organisation else {}
    passes = offering.waiting and offering.free and not offering.moves_up(now)
    hopefuls = people.hopefuls(session, offering.id) if passes else ()
    return rules.no_place(rules.board(offering, now, organisations, hopefuls), offering, booker.applicant)


def item_places(session: Session, event: Event, now: datetime) -> Mapping[str, ItemPlaces]:
    """The places of every item that one signs up for, by its UUID. One statement."""
    return {
        item: ItemPlaces(
            each.seats,
            each.free_for_newcomers(now),
            each.waiting,
            not each.is_archived
            and not each.is_paused
            and each.opens_at <= now < each.closes_at
            and each.wish_phase(now) is None,
            each.wish_phase(now),
        )
        for item, each in offerings(session, event).items()
        if each.is_listed
    }
