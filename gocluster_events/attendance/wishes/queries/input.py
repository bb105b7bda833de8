"""What the places of an edition are allotted from, as everything is now; few reads, however many people wish."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.queries.own import bookers
from gocluster_events.attendance.bookings.rules.clashes import Span
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.wishes.models import Allocation, WishLot, WishRound
from gocluster_events.attendance.wishes.queries.blocks import wish_programme
from gocluster_events.attendance.wishes.queries.rounds import round_row
from gocluster_events.attendance.wishes.queries.wishes import counting_lists
from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.attendance.wishes.rules.posing import Hopeful, Terms, posed
from gocluster_events.attendance.wishes.rules.wish_problem import Problem, problem_document
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.likeness import organisation_key


@dataclass(frozen=True, slots=True)
class Input:
    """The problem, and the hours of each block with its items (UUIDs)."""

    problem: Problem
    blocks: tuple[tuple[Span, tuple[str, ...]], ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of all of it, in hexadecimal digits."""
        return sha256(json.dumps(self.document, sort_keys=True).encode()).hexdigest()

    @property
    def document(self) -> dict[str, Any]:
        """All of it as JSON; it names nobody."""
        blocks = [
            {"starts": starts.isoformat(), "ends": ends.isoformat(), "items": list(items)}
            for (starts, ends), items in self.blocks
        ]
        return {**problem_document(self.problem), "blocks": blocks}


def wish_input(
    session: Session, event: Event, round_: WishRound, seats: Mapping[str, int], now: datetime
) -> Input:  # fmt: skip
    """The input with these seats (of items by UUID) in place of the plan's.

    What would have begun before a run that is made binding now is carried out, is no part of it. Whoever counts and has
    no lot yet stands after everybody, so that a run without them is out of date.
    """
    programme, lots = wish_programme(session, event, begins_after=now + UNDO), dict(lots_of(session, round_.id))
    counting, last = counting_lists(session, event), max(lots.values(), default=0)
    late = [each.registration.id for each in counting if each.registration.id not in lots]
    lots |= {who: number for number, who in enumerate(late, last + 1)}
    known = bookers(session, event.id, [each.registration for each in counting])
    people = [
        Hopeful(lots[each.registration.id], known[each.registration.id], each.rows)
        for each in counting
    ]  # fmt: skip
    this = Terms(
        offerings={each.item: each for each in programme.offerings},
        blocks=programme.items,
        most=round_.most_wishes,
        held=_held(session, event.id),
        seats=seats,
    )
    spans = (block.span for block in programme.blocks)
    return Input(posed(this, people), tuple(zip(spans, programme.items, strict=True)))


def is_current(session: Session, event: Event, run: Allocation, now: datetime) -> bool:
    """Whether a run now, with the seats of that one, would be given the same."""
    row = round_row(session, event.id)
    return row is not None and wish_input(session, event, row, run.seats, now).digest == run.digest


def lots_of(session: Session, round_id: int) -> Mapping[int, int]:
    """The number of each registration in the lot of the round. One statement."""
    lots = sa.select(WishLot.registration_id, WishLot.number).where(WishLot.round_id == round_id)
    return dict(session.execute(lots).all())


def _held(session: Session, event_id: int) -> Mapping[str, Mapping[str, int]]:
    """How many of each institution, by its key, have a place in each item. One statement."""
    columns = sa.select(Offer.item, Registration.organisation).join(Booking, Booking.offer_id == Offer.id)
    held = columns.join(Registration, Registration.id == Booking.registration_id).where(
        Offer.event_id == event_id, Offer.by_wish, Booking.state == State.HELD
    )
    numbers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item, organisation in session.execute(held):
        numbers[item][organisation_key(organisation)] += 1
    return numbers
