"""What the team does with several people's places of an item at once, for one reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.queries.people import item_people
from gocluster_events.attendance.bookings.rules import letters, offers as rules
from gocluster_events.attendance.bookings.rules.codes import Move, Refusal, Source, State
from gocluster_events.attendance.bookings.rules.offers import OwnBooking
from gocluster_events.attendance.bookings.services import rows
from gocluster_events.attendance.bookings.services.letters import Matter, tell_both
from gocluster_events.attendance.bookings.services.scene import Scene, scenes, settled
from gocluster_events.attendance.bookings.services.settling import advance
from gocluster_events.attendance.bookings.services.team import check_reason
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.registration.people.rules.letters import quoted


@dataclass(frozen=True, slots=True)
class Moved:
    """How many people have a place in the other item, and why others could not."""

    number: int
    unable: Mapping[int, Refusal]


def take_out_several(event_id: int, people: Collection[int], item: str, reason: str, act: Act) -> int:
    """None of these registrations has a place in the item or a number on its list; whoever is next moves up.

    Returns how many had one. Raises Refused without a reason.
    """
    check_reason(reason)
    with transaction() as session:
        settled(session, event_id, item, act)
        everybody = item_people(session, event_id, item)
        numbers = {booking.id: number for number, (booking, _person) in enumerate(everybody.waiting, 1)}
        concerned = [booking for booking, person in (*everybody.held, *everybody.waiting) if person.id in people]
        lines = [rows.line(each, Move.TAKEN_OUT, position=numbers.get(each.id), reason=reason) for each in concerned]
        rows.end_all(session, [each.id for each in concerned], State.TAKEN_OUT, act)
        rows.log_all(session, event_id, lines, act)
        _number, movers = advance(session, event_id, act.at)
        values = {"reason": quoted(reason)}
        matter = Matter(letter=letters.ITEM_TAKEN_OUT, item=item, at_once=True, values=values)
        tell_both(session, event_id, {each.registration_id: matter for each in concerned}, movers, act.at)
        return len(concerned)


def move(event_id: int, registration_id: int, from_item: str, to_item: str, reason: str, act: Act) -> None:
    """The person's place in one item is one in the other, as `team.add` gives it; whoever is next has the one before.

    Raises Refused without a reason, and where even the team books nobody.
    """
    for refusal in move_several(event_id, [registration_id], from_item, to_item, reason, act).unable.values():
        raise Refused(refusal)


def move_several(
    event_id: int, people: Collection[int], from_item: str, to_item: str, reason: str, act: Act
) -> Moved:  # fmt: skip
    """The places of these registrations in one item are places in the other, but for those who cannot have one there.

    As many statements as for one, but for the row of each place. Raises Refused without a reason.
    """
    check_reason(reason)
    with transaction() as session:
        everybody = scenes(session, event_id, people, to_item, act)
        obstacles = {who: _obstacle(everybody.get(who), from_item, act) for who in people}
        unable = {who: why for who, why in obstacles.items() if why is not None}
        able = [everybody[who] for who in obstacles if who not in unable]
        if able:
            _move(session, able, from_item, reason, act)
            _number, movers = advance(session, event_id, act.at)
            values = {"reason": quoted(reason)}
            matter = Matter(letter=letters.ITEM_MOVED, item=to_item, other=from_item, at_once=True, values=values)
            tell_both(session, event_id, {at.registration.id: matter for at in able}, movers, act.at)
        return Moved(len(able), unable)


def _obstacle(at: Scene | None, from_item: str, act: Act) -> Refusal | None:
    if at is None:
        return Refusal.DROPPED
    leaving = _place(at, from_item)
    if leaving is None:
        return Refusal.NOT_BOOKED
    if at.mine is not None and at.mine.is_held:
        return Refusal.BOOKED_ALREADY
    return rules.refusal(at.offering, at.booker, act.at, leaving=leaving.id, by_team=True)


def _place(at: Scene, item: str) -> OwnBooking | None:
    return next((each for each in at.booker.held if each.item == item), None)


def _move(session: Session, people: Sequence[Scene], from_item: str, reason: str, act: Act) -> None:
    """Each has a place there for the one in that item, and waits no more for what is at that time."""
    waiting = rows.stored(session, [at.mine.id for at in people if at.mine])
    bookings = [waiting[at.mine.id] if at.mine else _new(at, act) for at in people]
    for each in bookings:
        each.source = Source.TEAM
    rows.hold_each(session, bookings, act)
    places, lists, lines = list[OwnBooking](), list[OwnBooking](), list[rows.Line]()
    for at, booking in zip(people, bookings, strict=True):
        leaving, who = _place(at, from_item), at.registration.id
        ends = rules.lists_beside(at.offering, at.booker, leaving).all
        lines.append(rows.line(booking, Move.ADDED, position=at.mine.number if at.mine else None, reason=reason))
        if leaving is not None:
            places.append(leaving)
            lines.append(rows.Line(offer=leaving.offer, person=who, move=Move.TAKEN_OUT, reason=reason))
        lists += ends
        lines += [rows.Line(offer=each.offer, person=who, move=Move.WITHDRAWN) for each in ends]
    rows.end_all(session, [each.id for each in places], State.TAKEN_OUT, act)
    rows.end_all(session, [each.id for each in lists], State.CANCELLED, act)
    rows.log_all(session, people[0].event.id, lines, act)


def _new(at: Scene, act: Act) -> Booking:
    return rows.new(at.event.id, at.offering.id, at.registration.id, Source.TEAM, act)
